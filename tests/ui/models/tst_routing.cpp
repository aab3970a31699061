// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/routing.h"

#include <QTest>

#include <cmath>

using ui::RoutingModel;

/// smallCard(): layer 0 dense, layers 1 and 2 with 4 experts each, 2 chosen. All weights are exact in binary.
class TestRouting : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_;
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::Selection> selection_;
    std::unique_ptr<RoutingModel> model_;

    engine::TokenEvent routed(int position, engine::Routing routing)
    {
        engine::TokenEvent token = recording::token(*card_, 1, position, " t");
        token.phase = position < 1 ? engine::Phase::Prefill : engine::Phase::Decode;
        token.routing = std::move(routing);
        return token;
    }

    void apply(std::vector<engine::TokenEvent> tokens)
    {
        ui::TraceBatch batch;
        for (auto& token : tokens) batch.events.emplace_back(std::move(token));
        timeline_->apply(batch);
    }

    static bool sameRow(const RoutingModel& model, int layer, const std::vector<float>& expected)
    {
        const auto row = model.values().begin() + layer * model.experts();
        return std::equal(expected.begin(), expected.end(), row);
    }

private slots:
    void init()
    {
        card_ = recording::smallCard();
        timeline_ = std::make_unique<ui::Timeline>();
        selection_ = std::make_unique<ui::Selection>();
        model_ = std::make_unique<RoutingModel>(*timeline_, *selection_);
        timeline_->setCard(card_);
        timeline_->apply(recording::events(*card_, {1, 0, 0, {"p"}, {}}));
        apply({routed(1, {{3, 0, 1, 2}, {0.75f, 0.25f, 0.5f, 0.5f}, {0.5f, 0.25f, 0, 1, 0, 1, 0.5f, 0.25f}}),
               routed(2, {{0, 1, 1, 3}, {0.5f, 0.5f, 0.25f, 0.75f}, {1, 0.75f, 0, 0, 0, 1, 0, 0.75f}})});
        selection_->selectToken(1);
    }

    void oneToken()
    {
        model_->update();
        QCOMPARE(model_->layers(), 3);
        QCOMPARE(model_->experts(), 4);
        for (int e = 0; e < 4; ++e) QVERIFY(std::isnan(model_->values()[size_t(e)]));
        QVERIFY(sameRow(*model_, 1, {0.25f, 0, 0, 0.75f}));
        QVERIFY(sameRow(*model_, 2, {0, 0.5f, 0.5f, 0}));
        QCOMPARE(model_->maximum(), 0.75f);
        QCOMPARE(model_->layerLabel(0), QStringLiteral("L1 dense"));
        QCOMPARE(model_->title().text(),
                 QStringLiteral("Routing map — token 1 “ t”, 3 layers × 4 experts, top-2 · gate weight"));
        QCOMPARE(model_->cellText(1, 3), QStringLiteral("L2 · E3: gate weight 0.750"));
        QVERIFY(model_->cellText(0, 3).contains("dense"));
        QVERIFY(model_->summary().contains("expert E3"));
    }

    /// A reply under another top-k than the model's: here 1, then 3 of 4 experts.
    void tokensSayHowManyExpertsTheyWentTo()
    {
        for (const int chosen : {1, 3}) {
            init();
            timeline_->apply(recording::events(*card_, {2, 0, 0, {"p"}, {}}));
            engine::Routing routing;
            for (int i = 0; i < 2 * chosen; ++i) {
                routing.experts.push_back(std::uint16_t(3 - i % chosen));
                routing.weights.push_back(0.25f);
            }
            routing.scores.assign(8, 0.5f);
            for (int position : {1, 2}) {
                engine::TokenEvent token = routed(position, routing);
                token.reply = 2;
                apply({token});
            }
            selection_->selectToken(2);
            model_->update();
            QVERIFY(sameRow(*model_, 1, {0, chosen > 2 ? 0.25f : 0, chosen > 1 ? 0.25f : 0, 0.25f}));
            QVERIFY(model_->title().text().contains(QStringLiteral("top-%1 ").arg(chosen)));
            QCOMPARE(model_->rowCount(), 2 * chosen);
            QCOMPARE(model_->cell(chosen, 1).toString(), QStringLiteral("E3"));  // of the second layer
            QCOMPARE(model_->cell(2 * chosen - 1, 5).toInt(), chosen);
            model_->setSpan(RoutingModel::Span::Reply);
            model_->setQuantity(RoutingModel::Quantity::Share);
            model_->update();
            QCOMPARE(model_->tokens(), 2);
            QVERIFY(model_->summary().contains(chosen == 1 ? "25" : "75"));  // an even share, percent
            QCOMPARE(model_->expertsPerToken(), chosen);
        }
    }

    void whatNoRouterOfTheModelWroteIsNotCaptured()
    {
        const auto of = [&](engine::Routing routing) {
            const engine::TokenEvent token = routed(1, std::move(routing));
            return ui::TokenRouting::of(&token, *card_).has_value();
        };
        QVERIFY(of({{0, 1}, {1, 1}, {}}));
        QVERIFY(!of({{0, 1, 2}, {1, 1, 1}, {}}));                               // one and a half for each layer
        QVERIFY(!of({{0, 1, 2, 3, 0, 0, 1, 2, 3, 0}, std::vector<float>(10), {}}));  // five of four experts
        QVERIFY(!of({{0, 4}, {1, 1}, {}}));
        QVERIFY(!of({{0, 1}, {1}, {}}));
        QVERIFY(!of({{0, 1}, {1, 1}, {0.5f}}));
        card_->moe_layers.clear();
        QVERIFY(!of({{0, 1}, {1, 1}, {}}));
    }

    void wholeReplyCountsGeneratedTokensOnly()
    {
        model_->setSpan(RoutingModel::Span::Reply);
        model_->update();
        QCOMPARE(model_->tokens(), 2);
        QVERIFY(sameRow(*model_, 1, {0.375f, 0.25f, 0, 0.375f}));
        model_->setQuantity(RoutingModel::Quantity::Share);
        model_->update();
        QVERIFY(sameRow(*model_, 2, {0, 1, 0.5f, 0.5f}));
        model_->setQuantity(RoutingModel::Quantity::Score);
        model_->update();
        QVERIFY(sameRow(*model_, 1, {0.75f, 0.5f, 0, 0.5f}));
    }

    void foldingAsTokensArriveEqualsFoldingAtOnce()
    {
        model_->setSpan(RoutingModel::Span::Reply);
        model_->update();
        apply({routed(3, {{2, 1, 0, 1}, {0.5f, 0.5f, 1, 0}, {}})});
        model_->update();
        RoutingModel fresh(*timeline_, *selection_);
        fresh.setSpan(RoutingModel::Span::Reply);
        fresh.update();
        QCOMPARE(model_->tokens(), 3);
        for (int layer = 1; layer < 3; ++layer) {
            const auto row = fresh.values().begin() + layer * 4;
            QVERIFY(sameRow(*model_, layer, {row, row + 4}));
        }
        QVERIFY(sameRow(*model_, 1, {0.25f, float(1 / 3.0), float(0.5 / 3), 0.25f}));
    }

    void windowEndsAtTheSelectedToken()
    {
        for (int position = 3; position < 60; ++position) {
            apply({routed(position, {{2, 1, 0, 1}, {0.5f, 0.5f, 1, 0}, {}})});
        }
        model_->setSpan(RoutingModel::Span::Window);
        selection_->selectToken(59);
        model_->update();
        QCOMPARE(model_->tokens(), RoutingModel::window_tokens);
        QVERIFY(sameRow(*model_, 1, {0, 0.5f, 0.5f, 0}));
        selection_->selectToken(2);
        model_->update();
        QCOMPARE(model_->tokens(), 3);  // the prompt token and two more
    }

    void aSlidingWindowEqualsOneFoldedAtOnce()
    {
        for (int position = 3; position < 90; ++position) {
            const auto a = std::uint16_t(position % 3), b = std::uint16_t(3);
            const float w = float(position % 7) / 8;
            apply({routed(position, {{a, b, b, a}, {w, 1 - w, 0.25f, 0.75f}, {}})});
        }
        model_->setSpan(RoutingModel::Span::Window);
        for (const int selected : {89, 88, 70, 71, 75, 5, 40, 60, 61, 89}) {
            selection_->selectToken(selected);
            model_->update();
            RoutingModel fresh(*timeline_, *selection_);
            fresh.setSpan(RoutingModel::Span::Window);
            fresh.update();
            QCOMPARE(model_->tokens(), fresh.tokens());
            for (int row = 0; row < fresh.rowCount(); ++row)
                for (int column = 0; column < 5; ++column) QCOMPARE(model_->cell(row, column), fresh.cell(row, column));
        }
        model_->setSpan(RoutingModel::Span::Token);
        model_->update();
        QCOMPARE(model_->tokens(), 1);
    }

    void chosenExpertsAreTheRows()
    {
        card_->e_score_correction_bias = {0, 0, 0, 0.125f, 0, 0, 0, 0};
        model_->update();
        QCOMPARE(model_->rowCount(), 4);
        QCOMPARE(model_->cell(0, 0).toString(), QStringLiteral("L2"));
        QCOMPARE(model_->cell(0, 1).toString(), QStringLiteral("E3"));
        QCOMPARE(model_->cell(0, 2).toFloat(), 0.75f);
        QCOMPARE(model_->cell(0, 3).toFloat(), 1.0f);
        QCOMPARE(model_->cell(0, 4).toFloat(), 0.125f);
        QCOMPARE(model_->cell(3, 5).toInt(), 2);
    }

    void totalsHaveARowPerExpert()
    {
        model_->setSpan(RoutingModel::Span::Reply);
        model_->update();
        QCOMPARE(model_->rowCount(), 8);
        QCOMPARE(model_->cell(5, 0).toString(), QStringLiteral("L3"));
        QCOMPARE(model_->cell(5, 1).toString(), QStringLiteral("E1"));
        QCOMPARE(model_->cell(5, 2).toFloat(), 0.375f);
        QCOMPARE(model_->cell(5, 3).toInt(), 2);
        QCOMPARE(model_->cell(5, 4).toFloat(), 1.0f);
        QCOMPARE(model_->cell(5, 5).toFloat(), 1.0f);
    }

    void whatDoesNotFitTheModelIsNotShown()
    {
        apply({routed(3, {{9, 0, 0, 1}, {0.5f, 0.5f, 1, 0}, {}}),
               routed(4, {{1, 0, 2}, {0.5f, 0.5f, 0}, {}}), routed(5, {})});
        for (const int position : {3, 4, 5}) {
            selection_->selectToken(position);
            model_->update();
            QCOMPARE(model_->tokens(), 0);
            QVERIFY(!model_->emptyReason().isEmpty());
            QCOMPARE(model_->rowCount(), 0);
        }
    }

    void missingScoresAreSaid()
    {
        apply({routed(3, {{2, 1, 0, 1}, {0.5f, 0.5f, 1, 0}, {}})});
        selection_->selectToken(3);
        model_->setQuantity(RoutingModel::Quantity::Score);
        model_->update();
        QVERIFY(model_->emptyReason().contains("not captured"));
        QVERIFY(std::isnan(model_->values()[4]));
        QVERIFY(!model_->cell(0, 3).isValid());
    }

    void everyEmptinessHasAReason()
    {
        ui::Timeline nothing;
        RoutingModel model(nothing, *selection_);
        model.update();
        QVERIFY(model.emptyReason().contains("No model"));
        QCOMPARE(model.rowCount(), 0);
        nothing.setCard(card_);
        model.update();
        QVERIFY(model.emptyReason().contains("Ask"));
        auto dense = recording::smallCard();
        dense->moe_layers.clear();
        nothing.setCard(dense);
        model.update();
        QVERIFY(model.emptyReason().contains("dense"));
    }

    void cellsOfAVanishedContextAreEmpty()
    {
        model_->update();
        timeline_->clear();
        QVERIFY(!model_->cell(0, 0).isValid());
        model_->setSpan(RoutingModel::Span::Reply);
        timeline_->setCard(recording::workshopCard());
        QVERIFY(!model_->cell(200, 2).isValid());
    }
};

QTEST_GUILESS_MAIN(TestRouting)
#include "tst_routing.moc"
