// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Views of where tokens went: every number computed again from the events, one loop for each.
#include "truth.h"

#include "ui/models/router_decision.h"
#include "ui/models/routing.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace {

using Quantity = ui::RoutingModel::Quantity;
using ui::Segment;
using ui::Span;

const QString nothing;

QString layerName(int layer) { return QStringLiteral("L%1").arg(layer + 1); }
QString expertName(int expert) { return QStringLiteral("E%1").arg(expert); }

double entropyOf(const std::vector<double>& values)
{
    const double total = std::accumulate(values.begin(), values.end(), 0.0);
    double bits = 0;
    for (const double value : values)
        if (value > 0) bits -= value / total * std::log2(value / total);
    return bits;
}

/// What a table of the map for more than one token must hold: sums over the tokens, each as much as it counts.
struct Sums {
    std::vector<double> weight, times, score;  // [E] of one layer
    double mass = 0;
};

Sums sumsOf(const TruthBench& t, int moe, const std::function<double(int position)>& share)
{
    const auto width = size_t(t.experts());
    Sums sums{std::vector<double>(width), std::vector<double>(width), std::vector<double>(width)};
    for (int position = 0; position < TruthBench::all; ++position) {
        const double counts = share(position);
        if (counts <= 0) continue;
        sums.mass += counts;
        for (const int expert : t.expertsAt(position, moe)) sums.times[size_t(expert)] += counts;
        for (int e = 0; e < t.experts(); ++e) {
            sums.weight[size_t(e)] += counts * double(t.weightOf(position, moe, e));
            sums.score[size_t(e)] += counts * double(t.scoreOf(position, moe, e));
        }
    }
    return sums;
}

void compareMap(TruthBench& t, const char* dock, const std::function<double(int position)>& share)
{
    const Table table = t.table(dock);
    QCOMPARE(int(table.rows.size()), t.routers() * t.experts());
    for (int moe = 0; moe < t.routers(); ++moe) {
        const Sums sums = sumsOf(t, moe, share);
        const double scores = std::accumulate(sums.score.begin(), sums.score.end(), 0.0);
        for (int e = 0; e < t.experts(); ++e) {
            const auto row = size_t(moe * t.experts() + e), at = size_t(e);
            const double p = sums.score[at] / scores;
            QCOMPARE(table.text(row, 0), layerName(t.card->moe_layers[size_t(moe)]));
            QCOMPARE(table.text(row, 1), expertName(e));
            QVERIFY(near(table.number(row, 2), sums.weight[at] / sums.mass));
            QVERIFY(near(table.number(row, 3), sums.times[at]));
            QVERIFY(near(table.number(row, 4), sums.times[at] / sums.mass));
            QVERIFY(near(table.number(row, 5), sums.score[at] / sums.mass));
            QVERIFY(near(table.number(row, 6), sums.times[at] / sums.mass - 4. / 32));
            QVERIFY(near(table.number(row, 7), -p * std::log2(p)));
            QVERIFY(near(table.number(row, 8), entropyOf(sums.times) / 5));
            const double busiest = *std::max_element(sums.times.begin(), sums.times.end());
            QVERIFY(near(table.number(row, 10), busiest / (sums.mass * 4 / 32)));
        }
    }
}

void compareOneToken(TruthBench& t, const char* dock)
{
    const Table table = t.table(dock);
    QCOMPARE(int(table.rows.size()), t.routers() * t.chosen());
    for (int moe = 0; moe < t.routers(); ++moe) {
        const auto experts = t.expertsAt(TruthBench::token, moe);
        std::vector<double> scores;
        for (int e = 0; e < t.experts(); ++e) scores.push_back(double(t.scoreOf(TruthBench::token, moe, e)));
        for (int k = 0; k < t.chosen(); ++k) {
            const auto row = size_t(moe * t.chosen() + k);
            const int e = experts[size_t(k)];
            QCOMPARE(table.text(row, 0), layerName(moe + 1));
            QCOMPARE(table.text(row, 1), expertName(e));
            QVERIFY(near(table.number(row, 2), double(t.weightOf(TruthBench::token, moe, e))));
            QVERIFY(near(table.number(row, 3), double(t.scoreOf(TruthBench::token, moe, e))));
            QVERIFY(near(table.number(row, 4), double(t.biasOf(moe, e))));
            QCOMPARE(table.number(row, 5), k + 1.);
            QVERIFY(near(table.number(row, 6), entropyOf(scores) / 5));
        }
    }
}

/// The values that are drawn, one matrix for each quantity, beside the table that holds all of them.
void compareQuantities(TruthBench& t)
{
    ui::RoutingModel model(t.timeline, t.selection);
    const Table table = t.table("routing");
    const std::pair<Quantity, int> columns[] = {{Quantity::Weight, 2}, {Quantity::Share, 4}, {Quantity::Score, 5},
                                                {Quantity::Difference, 6}, {Quantity::Entropy, 7}};
    for (const auto& [quantity, column] : columns) {
        model.setQuantity(quantity);
        model.update();
        for (int e = 0; e < t.experts(); ++e) {
            QVERIFY(std::isnan(model.values()[size_t(e)]));  // the first layer is dense
            QVERIFY(near(double(model.values()[size_t(t.experts() + e)]), table.number(size_t(e), column)));
        }
    }
}

template <int which>
void checkMap(TruthBench& t)
{
    const char* dock = which ? "timelineRouting" : "routing";
    t.selection.selectSpan(Span::Token);
    compareOneToken(t, dock);
    const std::optional<Segment> filters[] = {{}, Segment::Prompt, Segment::Thinking, Segment::Answer};
    for (const auto& filter : filters) {
        t.selection.selectSegment(filter);
        t.selection.selectSpan(Span::Window);
        compareMap(t, dock, [&](int position) {
            const int age = TruthBench::token - position;
            const bool counts = age >= 0 && age < ui::RoutingWindow::length && (!filter || *filter == t.segmentOf(position));
            return counts ? std::pow(0.5, age / double(ui::RoutingWindow::half_life)) : 0;
        });
        t.selection.selectSpan(Span::Reply);
        compareMap(t, dock, [&](int position) {
            return filter ? *filter == t.segmentOf(position) : t.segmentOf(position) != Segment::Prompt;
        });
    }
    t.selection.selectSegment({});
    if (which == 0) compareQuantities(t);
}

/// The conversation as a whole, with the reply that was made under top-2.
void checkSessionMap(TruthBench& t)
{
    t.selection.selectSpan(Span::Session);
    const Table table = t.table("routing");
    const int everyone = int(t.tokens.size());
    std::vector<int> times(size_t(t.experts()), 0);
    for (const auto& [place, event] : t.tokens)
        for (const int e : t.expertsAt(place.second, 2, place.first)) ++times[size_t(e)];
    for (int e = 0; e < t.experts(); ++e) {
        const auto row = size_t(2 * t.experts() + e);
        QCOMPARE(table.number(row, 3), double(times[size_t(e)]));
        QVERIFY(near(table.number(row, 4), double(times[size_t(e)]) / everyone));
    }
}

void checkRouting(TruthBench& t)
{
    checkMap<0>(t);
    checkSessionMap(t);
}

void compareStrip(TruthBench& t, const char* dock)
{
    const Table table = t.table(dock);
    QCOMPARE(int(table.rows.size()), TruthBench::all);
    const QString parts[] = {QStringLiteral("prompt"), QStringLiteral("thinking"), QStringLiteral("answer")};
    for (int position = 0; position < TruthBench::all; ++position) {
        const auto row = size_t(position);
        const engine::TokenEvent& event = t.event(position);
        const double norm = std::accumulate(event.latent_norm.begin(), event.latent_norm.end(), 0.0) / 8;
        QCOMPARE(table.number(row, 0), double(position));
        QCOMPARE(table.text(row, 1), QString::fromStdString(event.piece).replace(u' ', QStringLiteral("␣")));
        QCOMPARE(table.text(row, 2), parts[int(t.segmentOf(position))]);
        QVERIFY(near(table.number(row, 3), norm));
        QCOMPARE(table.number(row, 4), (position + 1.) * 8 * (64 + 16) * 2);
        QVERIFY(near(table.number(row, 5), 1.5 + 0.25 + 2 + 0.01 * position + 0.5 + 0.125));
        if (position > 0)
            QVERIFY(near(table.number(row, 6), double(event.time_us - t.event(position - 1).time_us) / 1000));
        QCOMPARE(table.text(row, 7), QString());  // no sample of the machine
        for (int moe = 0; moe < t.routers(); ++moe) {
            int strongest = 0;
            for (int e = 0; e < t.experts(); ++e)
                if (t.weightOf(position, moe, e) > t.weightOf(position, moe, strongest)) strongest = e;
            QCOMPARE(table.text(row, 8 + moe),
                     QStringLiteral("%1 %2").arg(expertName(strongest))
                         .arg(double(t.weightOf(position, moe, strongest)), 0, 'f', 3));
        }
    }
}

template <int which>
void checkToken(TruthBench& t)
{
    const Table table = t.table(which ? "timelineToken" : "token");
    const int moe = t.moeOf(TruthBench::layer), candidates = 3;
    QCOMPARE(int(table.rows.size()), candidates + t.experts());
    for (size_t i = 0; i < candidates; ++i) {
        const engine::Candidate& one = t.event(TruthBench::token).candidates[i];
        QVERIFY(near(table.number(i, 2), double(one.before)) && near(table.number(i, 3), double(one.after)));
        QCOMPARE(table.text(i, 4), i == 0 ? QStringLiteral("chosen") : nothing);
    }
    const auto chosen = t.expertsAt(TruthBench::token, moe);
    for (int e = 0; e < t.experts(); ++e) {
        const auto row = size_t(candidates + e);
        const double score = double(t.scoreOf(TruthBench::token, moe, e));
        QCOMPARE(table.text(row, 1), expertName(e));
        QVERIFY(near(table.number(row, 2), score) && near(table.number(row, 3), score + double(t.biasOf(moe, e))));
        const bool taken = std::count(chosen.begin(), chosen.end(), e) > 0;
        QCOMPARE(table.text(row, 4), taken ? QStringLiteral("chosen") : nothing);
    }
}

void checkCandidates(TruthBench& t)
{
    const Table table = t.table("candidates");
    QCOMPARE(int(table.rows.size()), 4);
    for (size_t i = 0; i < 3; ++i) {
        const engine::Candidate& one = t.event(TruthBench::token).candidates[i];
        QCOMPARE(table.number(i, 1), double(one.id));
        QVERIFY(near(table.number(i, 2), double(one.before)) && near(table.number(i, 3), double(one.after)));
        QCOMPARE(table.text(i, 4), i == 0 ? QStringLiteral("came") : nothing);
    }
    QVERIFY(near(table.number(3, 2), 1 - 0.625 - 0.25 - 0.0625) && near(table.number(3, 3), 0));  // the rest
}

/// Scores, with bias, the cut (last place against the best that got none) and the weights, sum 1.
void checkDecision(TruthBench& t)
{
    const Table table = t.table("decision");
    const int moe = t.moeOf(TruthBench::layer);
    const auto chosen = t.expertsAt(TruthBench::token, moe);
    QCOMPARE(int(table.rows.size()), t.experts());
    double cut = 10, best = -10, sum = 0;
    for (const int e : chosen) sum += double(t.scoreOf(TruthBench::token, moe, e));
    for (int e = 0; e < t.experts(); ++e) {
        const auto row = size_t(e);
        const double score = double(t.scoreOf(TruthBench::token, moe, e)), with = score + double(t.biasOf(moe, e));
        const auto rank = std::find(chosen.begin(), chosen.end(), e) - chosen.begin();
        const bool taken = rank < t.chosen();
        QCOMPARE(table.text(row, 0), expertName(e));
        QVERIFY(near(table.number(row, 1), score) && near(table.number(row, 2), with));
        QCOMPARE(table.text(row, 5), taken ? QString::number(rank + 1) : nothing);
        if (taken) QVERIFY(near(table.number(row, 6), score / sum));
        else QCOMPARE(table.text(row, 6), nothing);
        taken ? cut = std::min(cut, with) : best = std::max(best, with);
    }
    ui::RouterDecisionModel model(t.timeline, t.selection);
    model.update();
    QVERIFY(near(double(model.cut()), cut) && near(double(model.margin()), cut - best));
}

void checkRoute(TruthBench& t)
{
    const Table table = t.table("route");
    QCOMPARE(int(table.rows.size()), t.routers() * t.chosen());
    for (size_t row = 0; row < table.rows.size(); ++row) {
        const int moe = int(row) / t.chosen(), rank = int(row) % t.chosen();
        const int expert = t.expertsAt(TruthBench::token, moe)[size_t(rank)];
        QCOMPARE(table.text(row, 0), layerName(moe + 1));
        QCOMPARE(table.text(row, 1), expertName(expert));
        QVERIFY(near(table.number(row, 2), double(t.weightOf(TruthBench::token, moe, expert))));
        QCOMPARE(table.number(row, 3), rank + 1.);
    }
}

/// Computed on demand: nothing before it was asked for, then just the answer.
void checkEffects(TruthBench& t)
{
    QVERIFY(t.table("effects").rows.empty());
    ui::TraceBatch batch;
    engine::ExpertEffects effects;
    effects.reply = TruthBench::original;
    effects.position = TruthBench::token;
    effects.layer = TruthBench::layer;
    effects.target = t.event(TruthBench::token + 1).id;
    effects.stream_norm = 12.5f;
    effects.experts = {{7, 0.625f, 3.5f, -0.25f}, {-1, 1, 2.25f, 0.75f}};
    batch.events.emplace_back(effects);
    t.findings.apply(batch);
    const Table table = t.table("effects");
    QCOMPARE(int(table.rows.size()), 3);
    const double expected[][3] = {{0.625, 3.5, -0.25}, {1, 2.25, 0.75}};
    for (size_t row = 0; row < 2; ++row)
        for (int column = 0; column < 3; ++column) QCOMPARE(table.number(row, column + 1), expected[row][column]);
    QCOMPARE(table.text(0, 0), QStringLiteral("E7"));
    QCOMPARE(table.number(2, 2), 12.5);
    t.selection.selectToken(TruthBench::token + 1);
    QVERIFY(t.table("effects").rows.empty());  // that answer is about another token
}

}  // namespace

const std::map<QString, TruthCheck> routing_checks{
    {QStringLiteral("routing"), checkRouting},
    {QStringLiteral("timelineRouting"), checkMap<1>},
    {QStringLiteral("tokens"), [](TruthBench& t) { compareStrip(t, "tokens"); }},
    {QStringLiteral("timeline"), [](TruthBench& t) { compareStrip(t, "timeline"); }},
    {QStringLiteral("token"), checkToken<0>},
    {QStringLiteral("timelineToken"), checkToken<1>},
    {QStringLiteral("candidates"), checkCandidates},
    {QStringLiteral("decision"), checkDecision},
    {QStringLiteral("route"), checkRoute},
    {QStringLiteral("effects"), checkEffects},
};
