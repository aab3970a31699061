// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Views that set two replies side by side. Both have the same tokens up to TruthBench::part and none in common after it.
#include "truth.h"

#include "ui/models/reply_comparison.h"

#include <algorithm>

namespace {

/// Of the two experts the changed reply went to, how many the original did.
int commonOf(const TruthBench& t, int position, int moe)
{
    const auto four = t.expertsAt(position, moe), two = t.expertsAt(position, moe, TruthBench::changed);
    return int(std::count_if(two.begin(), two.end(), [&](int e) { return std::count(four.begin(), four.end(), e) > 0; }));
}

double overlapOf(const TruthBench& t, int position)
{
    double sum = 0;
    for (int moe = 0; moe < t.routers(); ++moe) sum += commonOf(t, position, moe) / 2.0;
    return sum / t.routers();
}

void checkWhatIf(TruthBench& t)
{
    ui::TraceBatch batch;
    engine::Divergence found;
    found.reply = TruthBench::original;
    found.changed.top_k = 2;
    for (int i = 0; i < TruthBench::all - TruthBench::prompt; ++i) {
        found.kl.push_back(float(i % 7) / 8);
        found.before.push_back(0.5f);
        found.after.push_back(0.25f);
        found.best.push_back(1);
    }
    QVERIFY(std::isnan(t.table("whatIf").number(0, 5)));  // not measured yet
    batch.events.emplace_back(found);
    t.findings.apply(batch);
    const Table table = t.table("whatIf");
    const int both = TruthBench::part - TruthBench::prompt, alone = TruthBench::all - TruthBench::part;
    const int other = TruthBench::prompt + TruthBench::thinking + TruthBench::changedAnswer - TruthBench::part;
    QCOMPARE(int(table.rows.size()), both + alone + other);
    for (int i = 0; i < both + alone; ++i) {
        const auto row = size_t(i);
        const int position = TruthBench::prompt + i;
        QCOMPARE(table.number(row, 0), double(position));
        QCOMPARE(table.number(row, 5), (i % 7) / 8.0);
        QCOMPARE(table.number(row, 6), 0.5);
        QCOMPARE(table.number(row, 7), 0.25);
        if (i < both) QVERIFY(near(table.number(row, 4), overlapOf(t, position)));
        else QVERIFY(table.text(row, 2).isEmpty() && table.text(row, 4).isEmpty());
    }
}

/// Bits between how often each expert was chosen: the entropy of the mixture less the mean of both entropies.
double jensenShannon(const TruthBench& t, int moe)
{
    std::map<int, double> shares[2], mixed;
    const int tokens[] = {TruthBench::all, TruthBench::prompt + TruthBench::thinking + TruthBench::changedAnswer};
    const engine::ReplyId replies[] = {TruthBench::original, TruthBench::changed};
    for (int side = 0; side < 2; ++side)
        for (int position = 0; position < tokens[side]; ++position)
            for (const int e : t.expertsAt(position, moe, replies[side]))
                shares[side][e] += 1.0 / (tokens[side] * t.chosen(replies[side]));
    const auto entropy = [](const std::map<int, double>& of) {
        double bits = 0;
        for (const auto& [expert, p] : of) bits -= p > 0 ? p * std::log2(p) : 0;
        return bits;
    };
    for (const auto& side : shares)
        for (const auto& [expert, p] : side) mixed[expert] += p / 2;
    return entropy(mixed) - (entropy(shares[0]) + entropy(shares[1])) / 2;
}

void checkCompare(TruthBench& t)
{
    const Table table = t.table("compare");
    QCOMPARE(int(table.rows.size()), TruthBench::part);
    for (int position = 0; position < TruthBench::part; ++position) {
        const auto row = size_t(position);
        QCOMPARE(table.number(row, 0), double(position));
        QCOMPARE(table.number(row, 2), double(position));
        QVERIFY(near(table.number(row, 4), overlapOf(t, position)));
        for (int moe = 0; moe < t.routers(); ++moe)
            QVERIFY(near(table.number(row, 5 + moe), commonOf(t, position, moe) / 2.0));
    }
    ui::ReplyComparison model(t.conversation, t.timeline);
    model.setRows(ui::ReplyComparison::Rows::Layers);
    model.update();
    QCOMPARE(model.rowCount(), t.routers());
    for (int moe = 0; moe < t.routers(); ++moe) {
        double common = 0;
        for (int position = 0; position < TruthBench::part; ++position) common += commonOf(t, position, moe);
        QVERIFY(near(model.cell(moe, 2).toDouble(), common / TruthBench::part));
        QVERIFY(near(model.cell(moe, 3).toDouble(), 4. * 2 / 32));
        QVERIFY(near(model.cell(moe, 6).toDouble(), jensenShannon(t, moe)));
    }
}

/// Filled by lessons only: their own tests hold what they show. Without one there is no number.
template <int which>
void checkLessonView(TruthBench& t)
{
    QVERIFY(t.isEmpty(which ? "rewards" : "comparison"));
}

}  // namespace

const std::map<QString, TruthCheck> reply_checks{
    {QStringLiteral("whatIf"), checkWhatIf},
    {QStringLiteral("compare"), checkCompare},
    {QStringLiteral("comparison"), checkLessonView<0>},
    {QStringLiteral("rewards"), checkLessonView<1>},
};
