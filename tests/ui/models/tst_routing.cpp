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

    /// Whether the recorded token went to that expert of that layer.
    bool chose(int position, int layer, int expert) const
    {
        const auto routing = ui::TokenRouting::of(timeline_->token(position), *card_);
        const auto experts = routing->experts(ui::moeIndex(*card_, layer));
        return std::find(experts.begin(), experts.end(), expert) != experts.end();
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
            selection_->selectSpan(ui::Span::Reply);
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
        selection_->selectSpan(ui::Span::Reply);
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
        selection_->selectSpan(ui::Span::Reply);
        model_->update();
        apply({routed(3, {{2, 1, 0, 1}, {0.5f, 0.5f, 1, 0}, {}})});
        model_->update();
        RoutingModel fresh(*timeline_, *selection_);
        fresh.update();
        QCOMPARE(model_->tokens(), 3);
        for (int layer = 1; layer < 3; ++layer) {
            const auto row = fresh.values().begin() + layer * 4;
            QVERIFY(sameRow(*model_, layer, {row, row + 4}));
        }
        QVERIFY(sameRow(*model_, 1, {0.25f, float(1 / 3.0), float(0.5 / 3), 0.25f}));
    }

    /// One token's experts, then many of others: what it counts halves every 16 tokens and is gone after 128.
    void aWindowFades()
    {
        for (int position = 3; position < 200; ++position)
            apply({routed(position, {{2, 1, 0, 1}, {0.5f, 0.5f, 1, 0}, {}})});
        selection_->selectSpan(ui::Span::Window);
        model_->setQuantity(RoutingModel::Quantity::Share);
        const double d = std::exp2(-1.0 / 16);
        for (const int selected : {2, 3, 18, 129, 130, 199}) {  // token 2 chose E0 of L2, nobody after it
            selection_->selectToken(selected);
            model_->update();
            const int length = std::min(selected + 1, ui::RoutingWindow::length);
            const double mass = (1 - std::pow(d, length)) / (1 - d);
            const double ofTwo = selected - 2 < 128 ? std::exp2(-(selected - 2) / 16.0) : 0;
            const double ofOne = selected - 1 < 128 ? std::exp2(-(selected - 1) / 16.0) : 0;
            const double ofPrompt = chose(0, 1, 0) && selected < 128 ? std::exp2(-selected / 16.0) : 0;
            QCOMPARE(model_->tokens(), length);
            QVERIFY(std::abs(double(model_->values()[4]) - (ofTwo + ofOne + ofPrompt) / mass) < 1e-6);
            QCOMPARE(model_->isUnused(1, 0), ofTwo + ofOne + ofPrompt == 0);
        }
        QVERIFY(model_->title().text().contains("128 tokens up to token 199, fading by half every 16"));
    }

    void aSlidingWindowEqualsOneFoldedAtOnce()
    {
        for (int position = 3; position < 400; ++position) {
            const auto a = std::uint16_t(position % 3), b = std::uint16_t(3);
            const float w = float(position % 7) / 8;
            apply({routed(position, {{a, b, b, a}, {w, 1 - w, 0.25f, 0.75f}, {}})});
        }
        selection_->selectSpan(ui::Span::Window);
        QList<int> path{389, 388, 70, 71, 75, 5, 40, 160, 161, 389};
        for (int token = 90; token < 400; ++token) path << token;  // followed for long: nothing piles up
        for (const int selected : path) {
            selection_->selectToken(selected);
            model_->update();
            RoutingModel fresh(*timeline_, *selection_);
            fresh.update();
            QCOMPARE(model_->tokens(), fresh.tokens());
            for (int row = 0; row < fresh.rowCount(); ++row) {
                for (int column = 2; column < 5; ++column) {
                    const double a = model_->cell(row, column).toDouble(), b = fresh.cell(row, column).toDouble();
                    QVERIFY2(std::abs(a - b) < 1e-6, qPrintable(QString("%1 %2 at %3").arg(row).arg(column).arg(selected)));
                }
            }
        }
        selection_->selectSpan(ui::Span::Token);
        model_->update();
        QCOMPARE(model_->tokens(), 1);
    }

    void segmentsAreApart()
    {
        timeline_->apply(recording::events(*card_, {2, 0, 0, {"p", "q"}, {}}));
        const engine::Routing thought{{0, 1, 0, 1}, {0.5f, 0.5f, 0.5f, 0.5f}, {}};
        const engine::Routing said{{2, 3, 2, 3}, {0.75f, 0.25f, 0.75f, 0.25f}, {}};
        const char* pieces[] = {"<think>", " hm", "</think>", " yes", "."};
        for (int i = 0; i < 5; ++i) {
            engine::TokenEvent token = routed(2 + i, i < 3 ? thought : said);
            token.reply = 2;
            token.piece = pieces[i];
            apply({token});
        }
        selection_->selectToken(6);
        selection_->selectSpan(ui::Span::Reply);
        const auto shown = [&](std::optional<ui::Segment> segment) {
            selection_->selectSegment(segment);
            model_->update();
            return model_->tokens();
        };
        QCOMPARE(shown({}), 5);
        QVERIFY(sameRow(*model_, 1, {0.3f, 0.3f, 0.3f, 0.1f}));
        QCOMPARE(shown(ui::Segment::Thinking), 3);
        QVERIFY(sameRow(*model_, 1, {0.5f, 0.5f, 0, 0}));
        QVERIFY(model_->summary().contains("2 of 4 experts of L2 were never chosen in 3 thinking tokens"));
        QCOMPARE(shown(ui::Segment::Answer), 2);
        QVERIFY(sameRow(*model_, 2, {0, 0, 0.75f, 0.25f}));
        QCOMPARE(shown(ui::Segment::Prompt), 2);
        selection_->selectSpan(ui::Span::Session);  // the reply before has a prompt of 1 and an answer of 2
        QCOMPARE(shown(ui::Segment::Prompt), 3);
        QCOMPARE(shown(ui::Segment::Answer), 4);
        QCOMPARE(shown({}), 10);
        selection_->selectSpan(ui::Span::Window);
        QCOMPARE(shown(ui::Segment::Answer), 2);
        selection_->selectSpan(ui::Span::Token);
        QCOMPARE(shown(ui::Segment::Prompt), 1);  // a single token is shown whatever it is
    }

    void aSessionForgetsWhatWasForgotten()
    {
        selection_->selectSpan(ui::Span::Session);
        model_->update();
        QCOMPARE(model_->tokens(), 3);
        timeline_->apply(recording::events(*card_, {1, 0, 0, {"p"}, {"a", "b", "c"}}));  // told again from its start
        model_->update();
        QCOMPARE(model_->tokens(), 4);
        timeline_->clear();
        model_->update();
        QCOMPARE(model_->tokens(), 0);
    }

    void tokensOfAnotherModelAreLeftOutAndSaid()
    {
        auto other = std::make_shared<engine::ModelCard>(*card_);
        other->hash = "another";
        timeline_->setCard(other);
        timeline_->apply(recording::events(*other, {2, 0, 0, {"p"}, {"a"}}));
        selection_->selectSpan(ui::Span::Session);
        model_->update();
        QCOMPARE(model_->tokens(), 2);
        QVERIFY(model_->summary().contains("3 tokens of another model are left out"));
    }

    void aLongSessionIsAddedUpInSlices()
    {
        const auto large = recording::largeCard();
        timeline_->setCard(large);
        timeline_->apply(recording::events(*large, {2, 0, 0, recording::pieces(600), {}}));
        selection_->selectSpan(ui::Span::Session);
        model_->update();
        QVERIFY(!model_->isComplete());
        QVERIFY(model_->tokens() > 0 && model_->tokens() < 600);
        QVERIFY(model_->summary().contains("still being added up"));
        while (!model_->isComplete()) model_->update();
        QCOMPARE(model_->tokens(), 600);
    }

    /// Scores of L2: 0.5 0.25 0 1 and 1 0.75 0 0, together 1.5 1 0 1 of 3.5.
    void entropyOfTheScores()
    {
        selection_->selectSpan(ui::Span::Reply);
        model_->setQuantity(RoutingModel::Quantity::Entropy);
        model_->update();
        const auto bits = [](double p) { return p > 0 ? float(-p * std::log2(p)) : 0; };
        QVERIFY(sameRow(*model_, 1, {bits(1.5 / 3.5), bits(1 / 3.5), 0, bits(1 / 3.5)}));
        QCOMPARE(model_->cell(0, 7).toFloat(), bits(1.5 / 3.5));
        QCOMPARE(model_->cellText(1, 0), QStringLiteral("L2 · E0: part of the scores' entropy 0.524 bits"));
        selection_->selectSpan(ui::Span::Token);
        model_->update();
        // of 0.5 0.25 0 1 of 1.75, divided by log2 of 4
        const float one = (bits(0.5 / 1.75) + bits(0.25 / 1.75) + bits(1 / 1.75)) / 2;
        QVERIFY(std::abs(model_->evenness(1) - one) < 1e-6f);
        QCOMPARE(model_->cell(0, 6).toFloat(), model_->evenness(1));
    }

    void differenceFromAnEvenShare()
    {
        selection_->selectSpan(ui::Span::Reply);
        model_->setQuantity(RoutingModel::Quantity::Difference);
        model_->update();
        QVERIFY(sameRow(*model_, 2, {-0.5f, 0.5f, 0, 0}));  // chosen by 0, 2, 1, 1 of 2 tokens; even is 1/2
        QCOMPARE(model_->maximum(), 0.5f);
        QCOMPARE(model_->cellText(2, 0), QStringLiteral("L3 · E0: share less the even share −50.0 %; never chosen"));
        QCOMPARE(model_->cell(5, 6).toFloat(), 0.5f);
    }

    /// Two tokens, 2 of 4 experts each. By chance a count is 0, 1, 2 with 1/4, 1/2, 1/4: entropy 4 (1/2 · 1/2 + 1/4 · 1/2).
    void balanceOfALayerBesideChance()
    {
        selection_->selectSpan(ui::Span::Reply);
        model_->update();
        QVERIFY(std::isnan(model_->evenness(0)));
        QVERIFY(std::abs(model_->evenness(2) - 0.75f) < 1e-6f);  // shares 0 1/2 1/4 1/4: 1.5 bits of 2
        QVERIFY(std::abs(model_->evennessByChance() - 0.75f) < 1e-6f);
        QCOMPARE(model_->busiest(2), 2.0f);
        QVERIFY(std::abs(model_->busiestByChance() - (2 - 1 / 256.0 - 81 / 256.0)) < 1e-6);  // mean of the largest: 2 - (1/4)⁴ - (3/4)⁴
        QCOMPARE(model_->bar(2), 1.0f);
        QCOMPARE(model_->unused(2), 1);
        QVERIFY(model_->isUnused(2, 0) && !model_->isUnused(2, 1));
        QVERIFY(std::abs(model_->unusedByChance() - 1) < 1e-9);  // 4 (1 - 1/2)²
        QCOMPARE(model_->balanceText(2),
                 QStringLiteral("L3: the busiest expert has 2.00 (by chance 1.68) times the mean load; entropy of the "
                                "load 1.50 (by chance 1.50) of at most 2.00 bits"));
        QVERIFY(model_->summary().contains("1 of 4 experts of L2 were never chosen in 2 tokens; by chance 1.0"));
    }

    void expertsAreFound()
    {
        selection_->selectLayer(2);
        const auto found = [&](const char* words) {
            const auto place = model_->find(QString::fromUtf8(words));
            return place ? std::pair(place->layer, place->expert) : std::pair(-1, -1);
        };
        QCOMPARE(found("E3"), std::pair(2, 3));
        QCOMPARE(found(" l2 e1 "), std::pair(1, 1));
        QCOMPARE(found("L2e0"), std::pair(1, 0));
        QCOMPARE(found("1"), std::pair(2, 1));
        QCOMPARE(found("L3"), std::pair(2, -1));
        for (const char* words : {"", " ", "E4", "L1 E1", "L4 E1", "L0", "expert", "E-1", "E99999", "L99999"})
            QCOMPARE(found(words), std::pair(-1, -1));
        QVERIFY(model_->findable().contains("E0 to E3"));
        selection_->clear();
        QCOMPARE(found("E3"), std::pair(1, 3));  // the first layer with a router
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
        selection_->selectSpan(ui::Span::Reply);
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
        selection_->selectSpan(ui::Span::Reply);
        timeline_->setCard(recording::workshopCard());
        QVERIFY(!model_->cell(200, 2).isValid());
    }
};

QTEST_GUILESS_MAIN(TestRouting)
#include "tst_routing.moc"
