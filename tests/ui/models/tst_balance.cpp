// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/balance.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using ui::BalanceModel;
using Measure = ui::BalanceModel::Measure;

/// smallCard(): layer 0 dense, layers 1 and 2 with 4 experts each, 2 chosen.
class TestBalance : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::Selection> selection_;
    std::unique_ptr<BalanceModel> model_;

    void add(engine::ReplyId reply, int position, std::vector<std::uint16_t> experts, engine::Phase phase)
    {
        engine::TokenEvent token = recording::token(*card_, reply, position, " t");
        token.phase = phase;
        token.routing = {std::move(experts), std::vector<float>(4, 0.5f), {}};
        if (token.routing.experts.size() != 4) token.routing = {};
        ui::TraceBatch batch;
        batch.events.emplace_back(std::move(token));
        timeline_->apply(batch);
    }
    void start(const engine::ReplyStarted& started)
    {
        ui::TraceBatch batch;
        batch.events.emplace_back(started);
        timeline_->apply(batch);
    }

private slots:
    void init()
    {
        timeline_ = std::make_unique<ui::Timeline>();
        selection_ = std::make_unique<ui::Selection>();
        model_ = std::make_unique<BalanceModel>(*timeline_, *selection_);
        timeline_->setCard(card_);
        start({1, 0, 1, 0, false, {}, {}, 0});
        add(1, 0, {0, 1, 0, 1}, engine::Phase::Prefill);
        add(1, 1, {0, 1, 0, 1}, engine::Phase::Decode);
        add(1, 2, {0, 2, 2, 3}, engine::Phase::Decode);
    }

    void valuesOfOneReply()
    {
        model_->update();
        QCOMPARE(model_->tokens(), 2);
        const ui::Balance& uneven = model_->balances()[0];  // 2, 1, 1, 0
        QCOMPARE(uneven.maxOverMean, 2.0);
        QCOMPARE(uneven.variation, std::sqrt(0.5));
        QCOMPARE(uneven.gini, 0.375);  // mean difference of all 16 pairs 0.75, divided by twice the mean
        QVERIFY(std::abs(uneven.entropy - 0.75) < 1e-12);  // 1.5 bits of 2
        QCOMPARE(uneven.never, 1.0);
        const ui::Balance& even = model_->balances()[1];  // 1, 1, 1, 1
        QCOMPARE(even.maxOverMean, 1.0);
        QCOMPARE(even.variation, 0.0);
        QCOMPARE(even.gini, 0.0);
        QVERIFY(std::abs(even.entropy - 1) < 1e-12);
        QCOMPARE(even.never, 0.0);
        QCOMPARE(model_->shownLayer(), 1);
        QCOMPARE(model_->loads().front().expert, 0);
        QCOMPARE(model_->loads().front().times, 2);
        QVERIFY(model_->emptyReason().isEmpty());
        QVERIFY(model_->layerText(0).contains("2.000"));
        QCOMPARE(model_->cell(0, 2).toFloat(), 2.0f);
        QCOMPARE(model_->cell(0, 0).toString(), QStringLiteral("L2"));
        QCOMPARE(model_->headers().size(), 12);
    }

    void spanSegmentAndLayerOfTheSelection()
    {
        selection_->selectSegment(ui::Segment::Prompt);
        model_->update();
        QCOMPARE(model_->tokens(), 1);
        QCOMPARE(model_->balances()[0].never, 2.0);
        selection_->selectSegment({});
        selection_->selectSpan(ui::Span::Session);
        selection_->selectLayer(2);
        model_->update();
        QCOMPARE(model_->tokens(), 3);
        QCOMPARE(model_->shownLayer(), 2);
        QCOMPARE(model_->loads()[0].times, 2);
        add(1, 3, {3, 3, 3, 2}, engine::Phase::Decode);  // folded on top
        model_->update();
        QCOMPARE(model_->tokens(), 4);
        QCOMPARE(model_->balances()[0].maxOverMean, 1.5);  // 3, 2, 1, 2
    }

    /// A long conversation is read over several frames; until then the numbers say how many tokens they are of.
    void aLongConversationIsReadBitByBit()
    {
        ui::TraceBatch batch;
        for (int position = 3; position < 20000; ++position) {
            engine::TokenEvent token;
            token.reply = 1;
            token.position = position;
            token.phase = engine::Phase::Decode;
            token.routing = {{0, 1, 2, 3}, std::vector<float>(4, 0.5f), {}};
            batch.events.emplace_back(std::move(token));
        }
        timeline_->apply(batch);
        selection_->selectSpan(ui::Span::Session);
        model_->update();
        QVERIFY(model_->isWaiting());
        QVERIFY(model_->tokens() > 0 && model_->tokens() < 20000);
        for (int frame = 0; frame < 100 && model_->isWaiting(); ++frame) model_->update();
        QCOMPARE(model_->tokens(), 20000);
        QCOMPARE(model_->balances()[0].never, 1.0);  // expert 2 once, expert 3 never
        QCOMPARE(model_->loads()[1].times, 19999);  // of expert 1
    }

    void otherRoutersAndHolesAreLeftOutAndSaid()
    {
        add(1, 3, {}, engine::Phase::Decode);
        engine::ReplyStarted muted{2, 0, 1, 0, false, {}, {}, 0};
        muted.router.bias = false;
        start(muted);
        add(2, 0, {3, 2, 3, 2}, engine::Phase::Prefill);
        selection_->selectSpan(ui::Span::Session);
        model_->update();
        QCOMPARE(model_->tokens(), 1);  // those made like the reply on screen
        QVERIFY(model_->summary().contains("router was set otherwise"));
        timeline_->showReply(1);
        model_->update();
        QCOMPARE(model_->tokens(), 3);
        QVERIFY(model_->summary().contains("1 tokens are left out: their routing"));
    }

    /// The stated chance values against many tables of a router that chooses at random.
    void chanceIsWhatARandomRouterGives_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("chosen");
        QTest::addColumn<int>("experts");
        QTest::newRow("few tokens") << 12 << 4 << 32;
        QTest::newRow("a reply") << 300 << 4 << 32;
        QTest::newRow("large") << 900 << 8 << 256;
        QTest::newRow("small") << 40 << 2 << 4;
    }
    void chanceIsWhatARandomRouterGives()
    {
        QFETCH(int, tokens);
        QFETCH(int, chosen);
        QFETCH(int, experts);
        const auto chance = ui::BalanceByChance::of(tokens, chosen, experts);
        std::mt19937 source(7);
        constexpr int tables = 400;
        double largest = 0, squares = 0, gini = 0, entropy = 0, never = 0, first = 0;
        for (int i = 0; i < tables; ++i) {
            std::vector<std::int64_t> load(size_t(experts), 0);
            std::vector<int> order(static_cast<size_t>(experts));
            std::iota(order.begin(), order.end(), 0);
            for (int t = 0; t < tokens; ++t) {
                for (int k = 0; k < chosen; ++k) {
                    std::uniform_int_distribution<int> rest(k, experts - 1);
                    std::swap(order[size_t(k)], order[size_t(rest(source))]);
                    ++load[size_t(order[size_t(k)])];
                }
            }
            const ui::Balance b = ui::Balance::of(load);
            largest += b.maxOverMean / tables;
            squares += b.variation * b.variation / tables;
            gini += b.gini / tables;
            entropy += b.entropy / tables;
            never += b.never / tables;
            first += double(*std::max_element(load.begin(), load.end())) / tables;
        }
        const auto near = [](double a, double b, double share) { return std::abs(a - b) <= share * std::abs(b); };
        QVERIFY(near(chance.balance.variation, std::sqrt(squares), 0.02));
        QVERIFY2(near(chance.balance.maxOverMean, largest, 0.03), qPrintable(QString::number(largest)));
        QVERIFY2(near(chance.balance.gini, gini, 0.03), qPrintable(QString::number(gini)));
        QVERIFY(near(chance.balance.entropy, entropy, 0.006));
        QVERIFY(std::abs(chance.balance.never - never) < 0.05 + 0.05 * never);
        QVERIFY(near(chance.loads.front(), first, 0.15));
        QCOMPARE(chance.balance.variation, std::sqrt((double(experts) / chosen - 1) / tokens));
        // Miller and Madow's bias of the entropy, where there are enough tokens for it.
        if (tokens * chosen > 20 * experts) {
            const double bias = (experts - chosen) / (2.0 * tokens * chosen) / std::log(experts);
            QVERIFY(std::abs(1 - chance.balance.entropy - bias) < 0.1 * bias);
        }
    }

    void edges()
    {
        QCOMPARE(ui::Balance::of({}).entropy, 1.0);
        QCOMPARE(ui::BalanceByChance::of(5, 4, 4).balance.variation, 0.0);
        QCOMPARE(ui::BalanceByChance::of(0, 2, 4).loads.size(), size_t(0));
        const auto many = ui::BalanceByChance::of(100000, 8, 256);
        QVERIFY(many.balance.maxOverMean > 1 && many.balance.maxOverMean < 1.1);
        timeline_->clear();
        model_->update();
        QCOMPARE(model_->rowCount(), 0);
        QVERIFY(!model_->emptyReason().isEmpty());
        QVERIFY(std::abs(ui::normalThreshold(0.05, 1) - 1.95996) < 1e-4);
    }
};

QTEST_GUILESS_MAIN(TestBalance)
#include "tst_balance.moc"
