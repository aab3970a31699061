// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply_desk.h"
#include "ui/models/routing_difference.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using ui::RoutingDifference;
using Pairs = std::vector<std::pair<int, int>>;

namespace {

bool near(double a, double b, double by = 1e-6) { return std::abs(a - b) <= by; }

}  // namespace

/// smallCard(): two routers, 4 experts, 2 chosen.
class TestRoutingDifference : public QObject {
    Q_OBJECT

    static RoutingDifference difference(ReplyDesk& desk, const Pairs& pairs)
    {
        desk.load();
        return RoutingDifference::of(*desk.card, desk.timeline.tokensOf(2), desk.timeline.tokensOf(3), pairs);
    }

private slots:
    void knownValues()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"a"}, {"b"}, {{0, 1, 2, 3}, {0, 1, 0, 1}}});
        desk.add({3, {"a"}, {"b"}, {{1, 0, 0, 1}, {1, 2, 0, 1}}});
        const auto found = difference(desk, {{0, 0}, {1, 1}});
        QCOMPARE(found.layers.size(), size_t(2));
        QCOMPARE(found.overlap, (std::vector<float>{1, 0.5f, 0, 1}));
        const auto &a = found.layers[0], &b = found.layers[1];
        QCOMPARE(a.pairs, 2);
        QVERIFY(near(a.common, 1.5) && near(a.share, 0.75));
        QVERIFY(near(a.commonByChance, 1) && near(a.shareByChance, 0.5));
        QVERIFY(near(b.common, 1) && near(b.share, 0.5));
        // [2 2 0 0] and [1 2 1 0] of 4: 1/2 (1/2 log2(4/3) + 1/4 log2(2/3) + 1/4)
        QVERIFY(near(a.divergence, (0.5 * std::log2(4. / 3) + 0.25 * std::log2(2. / 3) + 0.25) / 2));
        QVERIFY(near(a.divergenceByChance, (1. / 4 + 1. / 4) / (8 * std::log(2.))));
        QCOMPARE(a.tokens[0], 2);
        QCOMPARE(a.tokens[1], 2);
    }

    void anotherTopK()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"a"}, {}, {{0, 1, 2, 3}}});
        engine::RouterOverride router;
        router.top_k = 1;
        desk.add({3, {"a"}, {}, {{1, 0}}, {}, router});
        const auto found = difference(desk, {{0, 0}});
        QCOMPARE(found.overlap, (std::vector<float>{1, 0}));  // of the one expert that both could have
        QVERIFY(near(found.layers[0].commonByChance, 0.5));
        QVERIFY(near(found.layers[0].shareByChance, 0.5));
    }

    void whatWasNotCapturedIsLeftOut()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"a"}, {"b"}, {{0, 1, 2, 3}, {}}});
        desk.add({3, {"a"}, {"b"}, {{0, 1, 2, 3}, {0, 1, 0, 1}}});
        const auto found = difference(desk, {{0, 0}, {1, 1}});
        QCOMPARE(found.layers[0].pairs, 1);
        QVERIFY(near(found.layers[0].share, 1));
        QVERIFY(std::isnan(found.overlap[1]) && std::isnan(found.overlap[3]));
        QCOMPARE(found.layers[0].tokens[0], 1);
        QCOMPARE(found.layers[0].tokens[1], 2);
    }

    void divergenceBetweenNothingAndAll()
    {
        const std::vector<int> a{3, 1, 0, 0}, twice{6, 2, 0, 0}, apart{0, 0, 1, 1}, none{0, 0, 0, 0};
        QVERIFY(near(ui::jensenShannon(a, twice), 0));
        QVERIFY(near(ui::jensenShannon(a, apart), 1));
        QVERIFY(near(ui::jensenShannon(a, std::vector<int>{1, 1, 1, 1}), ui::jensenShannon(std::vector<int>{1, 1, 1, 1}, a)));
        QVERIFY(std::isnan(ui::jensenShannon(a, none)));
    }

    void chanceGivesTheExpectedDivergence_data()
    {
        QTest::addColumn<int>("experts");
        QTest::addColumn<int>("chosen");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::newRow("workshop") << 32 << 4 << 200 << 300;
        QTest::newRow("large") << 256 << 8 << 600 << 600;
        QTest::newRow("most of them") << 8 << 6 << 100 << 100;
    }
    /// Two samples of one distribution, drawn again and again, differ by what the formula says.
    void chanceGivesTheExpectedDivergence()
    {
        QFETCH(int, experts);
        QFETCH(int, chosen);
        QFETCH(int, first);
        QFETCH(int, second);
        std::mt19937 random(7);
        std::vector<int> order(size_t(experts), 0);
        std::iota(order.begin(), order.end(), 0);
        const auto sample = [&](int tokens) {
            std::vector<int> counts(size_t(experts), 0);
            for (int t = 0; t < tokens; ++t) {
                std::shuffle(order.begin(), order.end(), random);
                for (int k = 0; k < chosen; ++k) ++counts[size_t(order[size_t(k)])];
            }
            return counts;
        };
        double mean = 0;
        constexpr int rounds = 60;
        for (int i = 0; i < rounds; ++i) mean += ui::jensenShannon(sample(first), sample(second)) / rounds;
        const double expected = ui::expectedDivergence(experts, chosen, first, chosen, second);
        QVERIFY2(near(mean / expected, 1, 0.08), qPrintable(QStringLiteral("%1 %2").arg(mean).arg(expected)));
    }

    /// The shape of V3; what grows with the number of tokens is looked at once for every pair of replies.
    void aLongContextIsQuick()
    {
        ReplyDesk desk(recording::largeCard());
        std::vector<std::vector<std::uint16_t>> experts;
        for (int t = 0; t < 2000; ++t) {
            std::vector<std::uint16_t> one;
            for (int i = 0; i < 58 * 8; ++i) one.push_back(std::uint16_t((i * 31 + t * 17) % 256));
            experts.push_back(one);
        }
        std::vector<ui::Timeline::Token> context;
        Pairs pairs;
        for (int t = 0; t < 2000; ++t) {
            auto event = std::make_shared<engine::TokenEvent>();
            event->routing = {experts[size_t(t)], std::vector<float>(58 * 8, 0.125f), {}};
            context.push_back(event);
            pairs.emplace_back(t, t);
        }
        QElapsedTimer time;
        time.start();
        const auto found = RoutingDifference::of(*desk.card, context, context, pairs);
        const auto took = time.elapsed();
        QCOMPARE(found.layers.size(), size_t(58));
        QVERIFY(near(found.layers[7].share, 1));
        QVERIFY2(took < 1000, qPrintable(QString::number(took)));
    }

    void chanceWithoutTokens()
    {
        QVERIFY(std::isnan(ui::expectedDivergence(4, 2, 0, 2, 5)));
        QVERIFY(near(ui::expectedDivergence(2, 2, 5, 2, 5), 0));  // whoever always takes all is never unlike
        QVERIFY(near(ui::expectedDivergence(256, 1, 1, 1, 1), 1));
    }
};

QTEST_GUILESS_MAIN(TestRoutingDifference)
#include "tst_routing_difference.moc"
