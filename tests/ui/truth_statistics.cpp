// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Views that add up what experts did: every number computed again from the events, as its definition says.
#include "truth.h"

#include <algorithm>
#include <list>
#include <numeric>

namespace {

constexpr int first_own = TruthBench::prompt, own = TruthBench::all - TruthBench::prompt;  // generated tokens

/// Tokens of the reply that were sent to each expert. [E]
std::vector<int> timesOf(const TruthBench& t, int moe)
{
    std::vector<int> times(size_t(t.experts()), 0);
    for (int position = first_own; position < TruthBench::all; ++position)
        for (const int e : t.expertsAt(position, moe)) ++times[size_t(e)];
    return times;
}

int togetherOf(const TruthBench& t, int moe, int a, int b)
{
    int count = 0;
    for (int position = first_own; position < TruthBench::all; ++position)
        count += t.weightOf(position, moe, a) > 0 && t.weightOf(position, moe, b) > 0;
    return count;
}

int expertOf(const QString& name) { return name.mid(1).toInt(); }

void checkExpert(TruthBench& t)
{
    t.selection.selectSpan(ui::Span::Reply);
    const Table table = t.table("expert");
    const int moe = t.moeOf(TruthBench::layer), expert = t.selection.expert();
    const auto times = timesOf(t, moe);
    const double called = times[size_t(expert)], share = called / own;
    const auto row = [&](const QStringList& cells) {
        const int found = table.find(cells);
        return found < 0 ? table.rows.size() : size_t(found);
    };
    const QString name = QStringLiteral("E%1").arg(expert);
    const size_t first = row({QStringLiteral("share"), name});
    QCOMPARE(table.number(first, 2), called);
    QCOMPARE(table.number(first, 3), double(own));
    QVERIFY(near(table.number(first, 4), share) && near(table.number(first, 5), 4. / 32));
    // Wilson: the shares p for which the seen one lies 1.96 standard errors of p away.
    for (const char* end : {"95 % from", "95 % to"}) {
        const double p = table.number(row({QLatin1String(end), name}), 4);
        QVERIFY(near((share - p) * (share - p), 1.959964 * 1.959964 * p * (1 - p) / own));
    }
    int partners = 0;
    for (size_t i = 0; i < table.rows.size(); ++i) {
        if (table.text(i, 0) != QStringLiteral("partner: share")) continue;
        const int partner = expertOf(table.text(i, 1)), together = togetherOf(t, moe, expert, partner);
        QCOMPARE(table.number(i, 2), double(together));
        QVERIFY(near(table.number(i, 4), together / called));
        QVERIFY(near(table.number(i, 5), (4 - 1) / (4 - share) * times[size_t(partner)] / own));
        ++partners;
    }
    QCOMPARE(partners, 6);
    const size_t answer = row({QStringLiteral("segment: share"), QStringLiteral("answer")});
    int inAnswer = 0;
    for (int position = TruthBench::prompt + TruthBench::thinking; position < TruthBench::all; ++position)
        inAnswer += t.weightOf(position, moe, expert) > 0;
    QCOMPARE(table.number(answer, 2), double(inAnswer));
    QCOMPARE(table.number(answer, 3), double(TruthBench::answer));
}

void checkBalance(TruthBench& t)
{
    t.selection.selectSpan(ui::Span::Reply);
    const Table table = t.table("balance");
    QCOMPARE(int(table.rows.size()), t.routers());
    const double n = own, p = 4. / 32, mean = n * p;
    for (int moe = 0; moe < t.routers(); ++moe) {
        const auto times = timesOf(t, moe), row = timesOf(t, moe);
        double squares = 0, apart = 0, entropy = 0;
        for (const int a : times) {
            squares += (a - mean) * (a - mean);
            for (const int b : times) apart += std::abs(a - b);
            if (a > 0) entropy -= a / (4 * n) * std::log2(a / (4 * n));
        }
        const auto at = size_t(moe);
        QCOMPARE(table.number(at, 1), n);
        QVERIFY(near(table.number(at, 2), *std::max_element(times.begin(), times.end()) / mean));
        QVERIFY(near(table.number(at, 4), std::sqrt(squares / 32) / mean));
        QVERIFY(near(table.number(at, 6), apart / (2 * 32 * 32 * mean)));
        QVERIFY(near(table.number(at, 8), entropy / 5));
        QCOMPARE(table.number(at, 10), double(std::count(times.begin(), times.end(), 0)));
        QVERIFY(near(table.number(at, 5), std::sqrt((1 - p) / (n * p))));
        QVERIFY(near(table.number(at, 11), 32 * std::pow(1 - p, n)));
    }
}

/// a with a_i (S - a_i) = 3 n_i and S the sum of all, found by halving the interval that S lies in.
std::vector<double> strengths(const std::vector<int>& times)
{
    const auto of = [&](double sum) {
        std::vector<double> a;
        for (const int n : times) a.push_back((sum - std::sqrt(std::max(0.0, sum * sum - 12.0 * n))) / 2);
        return a;
    };
    double low = 2 * std::sqrt(3.0 * *std::max_element(times.begin(), times.end())), high = 1e6;
    for (int turn = 0; turn < 200; ++turn) {
        const double middle = (low + high) / 2;
        const auto a = of(middle);
        (std::accumulate(a.begin(), a.end(), 0.0) > middle ? low : high) = middle;
    }
    return of(low);
}

void checkCoactivation(TruthBench& t)
{
    t.selection.selectSpan(ui::Span::Reply);
    const Table table = t.table("coactivation");
    QVERIFY(table.rows.size() > 20);
    const int moe = t.moeOf(TruthBench::layer);
    const auto a = strengths(timesOf(t, moe));
    for (size_t row = 0; row < table.rows.size(); ++row) {
        const int one = expertOf(table.text(row, 1)), other = expertOf(table.text(row, 2));
        const double together = togetherOf(t, moe, one, other), expected = a[size_t(one)] * a[size_t(other)];
        QCOMPARE(table.text(row, 0), QStringLiteral("L%1").arg(TruthBench::layer + 1));
        QCOMPARE(table.number(row, 3), together);
        QVERIFY(near(table.number(row, 4), expected));
        QVERIFY(near(table.number(row, 5), together / expected));
        QVERIFY(near(table.number(row, 6), std::log2((together + 0.5) / (expected + 0.5))));
    }
}

/// Of label (a number or not) and one of the token's experts, divided by the entropy of the labels.
double mutualInformation(const TruthBench& t, int moe)
{
    std::map<std::pair<bool, int>, double> both;
    std::map<bool, double> labels;
    std::map<int, double> experts;
    const double each = 1.0 / (4 * TruthBench::all);
    for (int position = 0; position < TruthBench::all; ++position) {
        const bool number = t.event(position).piece.find_first_of("0123456789") != std::string::npos;
        for (const int e : t.expertsAt(position, moe)) {
            both[{number, e}] += each;
            labels[number] += each;
            experts[e] += each;
        }
    }
    double information = 0, entropy = 0;
    for (const auto& [cell, p] : both) information += p * std::log(p / (labels[cell.first] * experts[cell.second]));
    for (const auto& [label, p] : labels) entropy -= p * std::log(p);
    return information / entropy;
}

Table awaited(TruthBench& t, const char* dock)
{
    for (int turn = 0; turn < 500 && t.table(dock).rows.empty(); ++turn) QTest::qWait(20);
    return t.table(dock);
}

void checkSpecialisation(TruthBench& t)
{
    t.selection.selectSpan(ui::Span::Session);
    const Table table = awaited(t, "specialisation");
    QCOMPARE(int(table.rows.size()), 2 * t.routers());
    for (size_t row = 0; row < table.rows.size(); ++row)
        QVERIFY(near(table.number(row, 1), mutualInformation(t, int(row) / 2)));
    const size_t numbers = size_t(2 * t.moeOf(TruthBench::planted) + 1);
    QCOMPARE(table.text(numbers, 5), QStringLiteral("digits"));
    QCOMPARE(table.text(numbers, 6), QStringLiteral("E%1").arg(TruthBench::speaker));
    QVERIFY(near(table.number(numbers, 7), 100) && near(table.number(numbers, 8), 100));
    QVERIFY(table.number(numbers, 4) < 0.01 && table.number(numbers, 9) < 0.05);
    int surprising = 0;  // nothing was planted there
    for (int moe = 0; moe < t.routers(); ++moe) surprising += table.number(size_t(2 * moe), 4) < 0.01;
    QVERIFY(surprising <= 2);
}

/// One expert after another, as a layer asked for them.
std::vector<int> accessesOf(const TruthBench& t, int moe)
{
    std::vector<int> accesses;
    for (int position = first_own; position < TruthBench::all; ++position)
        for (const int e : t.expertsAt(position, moe)) accesses.push_back(e);
    return accesses;
}

int lruHits(const std::vector<int>& accesses, size_t places)
{
    std::list<int> held;  // used last first
    int hits = 0;
    for (size_t i = 0; i < accesses.size(); ++i) {
        const auto found = std::find(held.begin(), held.end(), accesses[i]);
        hits += found != held.end() && i >= accesses.size() / 2;
        if (found != held.end()) held.erase(found);
        held.push_front(accesses[i]);
        if (held.size() > places) held.pop_back();
    }
    return hits;
}

int staticHits(const std::vector<int>& accesses, size_t places)
{
    const auto half = accesses.begin() + std::ptrdiff_t(accesses.size() / 2);
    std::vector<int> order(32);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return std::count(accesses.begin(), half, a) > std::count(accesses.begin(), half, b);
    });
    std::ptrdiff_t hits = 0;
    for (size_t i = 0; i < places; ++i) hits += std::count(half, accesses.end(), order[i]);
    return int(hits);
}

void checkExpertCache(TruthBench& t)
{
    t.selection.selectSpan(ui::Span::Session);
    const Table table = awaited(t, "expertCache");
    QCOMPARE(int(table.rows.size()), t.experts() + 1);
    const size_t places = 12;
    double lru = 0, fixed = 0, judged = 0, ms = 0;
    for (int moe = 0; moe < t.routers(); ++moe) {
        const auto accesses = accessesOf(t, moe);
        lru += lruHits(accesses, places);
        fixed += staticHits(accesses, places);
        judged += double(accesses.size() / 2);
    }
    QCOMPARE(table.headers[7].section(u',', 0, 0), QStringLiteral("LRU"));
    QVERIFY(near(table.number(places, 7), lru / judged));
    QVERIFY(near(table.number(places, 3), fixed / judged));
    QVERIFY(table.number(places, 1) >= table.number(places, 7) && table.number(places, 1) >= table.number(places, 3));
    QCOMPARE(table.number(32, 1), 1.);
    for (int position = first_own + own / 2; position < TruthBench::all; ++position)
        ms += (1.5 + 0.25 + 2 + 0.01 * position + 0.5 + 0.125) / (own / 2);
    const double bytes = (1 - lru / judged) * 7 * 4 * 3 * 64 * 16 * 2;  // 2 bytes a parameter
    QVERIFY(near(table.number(places, 8), 1000 / (ms + bytes / 10e6)));  // 10 GB/s while nothing is measured
}

}  // namespace

const std::map<QString, TruthCheck> statistics_checks{
    {QStringLiteral("expert"), checkExpert},
    {QStringLiteral("balance"), checkBalance},
    {QStringLiteral("coactivation"), checkCoactivation},
    {QStringLiteral("specialisation"), checkSpecialisation},
    {QStringLiteral("expertCache"), checkExpertCache},
};
