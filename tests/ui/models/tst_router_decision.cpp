// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/router_decision.h"

#include <QTest>

#include <cmath>

using engine::RouterOverride;
using Kind = engine::RouterOverride::Kind;

/// 3 layers (the first dense) of 8 experts in 4 groups of 2, of which 2 stay, top-2; all numbers exact in binary.
class TestRouterDecision : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_;
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::Selection> selection_;
    std::unique_ptr<ui::RouterDecisionModel> model_;

    // group:                      0              1              2             3
    const std::vector<float> scores_{0.5f, 0.5f, 0.875f, 0.125f, 0.25f, 0.75f, 0.625f, 0};

    /// One token whose second router saw scores_ and chose like this.
    void record(std::vector<std::uint16_t> chosen, std::vector<float> weights, const RouterOverride& router = {},
                bool scores = true)
    {
        engine::ModelCard shape = *card_;  // the recording needs some bias, whether this router has one or not
        shape.e_score_correction_bias.assign(16, 0);
        ui::TraceBatch batch = recording::events(shape, {1, 0, 0, {}, {" b"}});
        std::get<engine::ReplyStarted>(batch.events[0]).router = router;
        auto& routing = std::get<engine::TokenEvent>(batch.events[1]).routing;
        routing.experts.assign(chosen.begin(), chosen.end());
        routing.experts.insert(routing.experts.end(), chosen.begin(), chosen.end());
        routing.weights.assign(weights.begin(), weights.end());
        routing.weights.insert(routing.weights.end(), weights.begin(), weights.end());
        routing.scores.assign(8, 0.125f);
        routing.scores.insert(routing.scores.end(), scores_.begin(), scores_.end());
        if (!scores) routing.scores.clear();
        timeline_ = std::make_unique<ui::Timeline>();
        selection_ = std::make_unique<ui::Selection>();
        timeline_->setCard(card_);
        timeline_->apply(batch);
        selection_->selectToken(0);
        selection_->selectLayer(2);
        model_ = std::make_unique<ui::RouterDecisionModel>(*timeline_, *selection_);
        model_->update();
    }

    QString remarks() const { return model_->remarks().join(u' '); }

private slots:
    void init()
    {
        card_ = recording::smallCard();
        card_->n_routed_experts = 8;
        card_->n_group = 4;
        card_->topk_group = 2;
        card_->scoring_func = "sigmoid";
        card_->topk_method = "noaux_tc";
        card_->norm_topk_prob = true;
        card_->routed_scaling_factor = 2.5f;
        card_->e_score_correction_bias.assign(16, 0);
        card_->e_score_correction_bias[8 + 7] = 0.5f;   // group 3: 0.625 + 0.5
        card_->e_score_correction_bias[8 + 3] = -0.125f;  // group 1: 0.875 + 0
    }

    /// Groups by the sum of their two best: 1.0, 0.875, 1.0, 1.125. Of the equal ones the first stays.
    void noauxTcStepByStep()
    {
        record({6, 0}, {0.625f / 1.125f * 2.5f, 0.5f / 1.125f * 2.5f});
        QVERIFY(model_->emptyReason().isEmpty());
        const auto& groups = model_->groups();
        QCOMPARE(groups.size(), size_t(4));
        const float sums[] = {1, 0.875f, 1, 1.125f};
        const bool kept[] = {true, false, false, true};
        for (size_t g = 0; g < 4; ++g) {
            QCOMPARE(groups[g].score, sums[g]);
            QCOMPARE(groups[g].kept, kept[g]);
        }
        QCOMPARE(model_->experts()[7].selection, 0.5f);
        QCOMPARE(model_->experts()[3].selection, 0.0f);
        QVERIFY(!model_->experts()[2].kept);
        QCOMPARE(model_->cut(), 0.5f);
        QCOMPARE(model_->margin(), 0.0f);  // expert 1 has the same
        QCOMPARE(model_->runnersUp(), (std::vector<int>{1, 7}));
        QCOMPARE(model_->weights()[0].arithmetic, QStringLiteral("0.625 ÷ 1.13 × 2.5"));
        QVERIFY(model_->groupsNote().contains("2 of 4"));
        QVERIFY(!remarks().contains("captured choice"));
        QVERIFY(!remarks().contains("captured weights"));
        QCOMPARE(model_->cell(6, 5).toInt(), 1);
        QCOMPARE(model_->cell(2, 4).toString(), QStringLiteral("out"));
    }

    /// group_limited_greedy compares the best of each group: 0.5, 0.875, 0.75, 0.625.
    void groupLimitedGreedyTakesTheBestOfAGroup()
    {
        card_->topk_method = "group_limited_greedy";
        card_->scoring_func = "softmax";
        card_->norm_topk_prob = false;
        card_->e_score_correction_bias.clear();
        record({2, 5}, {0.875f * 2.5f, 0.75f * 2.5f});
        QCOMPARE(model_->groups()[1].score, 0.875f);
        QVERIFY(model_->groups()[1].kept && model_->groups()[2].kept && !model_->groups()[3].kept);
        QCOMPARE(model_->margin(), 0.5f);  // expert 4; expert 6 is in no group that stays
        QVERIFY(!model_->hasBias());
        QVERIFY(model_->biasNote().contains("no bias"));
        QCOMPARE(model_->weights()[0].arithmetic, QStringLiteral("0.875 × 2.5"));
        QVERIFY(!remarks().contains("captured"));
        QVERIFY(model_->scoresNote().contains("softmax"));
    }

    void whatTheBiasChangedIsSaid()
    {
        record({6, 0}, {1, 1});
        // Groups 0 and 1 would stay, with the sums 1 and 1.
        QVERIFY2(remarks().contains("Without the bias E2 would have been chosen instead of E6"), qPrintable(remarks()));
        card_->n_group = card_->topk_group = 1;
        card_->e_score_correction_bias.assign(16, 0);
        card_->e_score_correction_bias[8 + 5] = 0.25f;  // 1.0 before 0.875
        record({5, 2}, {1, 1});
        QVERIFY2(remarks().contains("E5 and E2 would have changed places"), qPrintable(remarks()));
        card_->e_score_correction_bias.assign(16, 0);
        record({2, 5}, {1, 1});
        QVERIFY(remarks().contains("same order"));
    }

    void anExperimentIsNamedAsTheReason()
    {
        RouterOverride router;
        router.groups = false;
        router.experts = {{-1, 2, Kind::Muted, 0}, {2, 4, Kind::Forced, 0}};
        record({5, 4}, {1, 1}, router);
        QVERIFY(model_->groups().empty());
        QVERIFY(model_->groupsNote().contains("experiment"));
        QVERIFY(model_->experts()[2].muted);
        QVERIFY(model_->experts()[4].forced);
        QCOMPARE(model_->cut(), 0.75f);  // the forced one did not have to win its place
        QVERIFY2(remarks().contains("E2 is muted"), qPrintable(remarks()));
        QVERIFY(remarks().contains("E4 is forced"));
        QVERIFY2(remarks().contains("would have chosen E6, E0."), qPrintable(remarks()));
        QVERIFY(!remarks().contains("captured choice"));
    }

    void boostsCountAndASwitchedOffBiasIsSaid()
    {
        RouterOverride router;
        router.bias = false;
        record({5, 0}, {1, 1}, router);
        QVERIFY(!model_->hasBias());
        QVERIFY(model_->biasNote().contains("switched off"));
        QCOMPARE(model_->experts()[7].selection, 0.0f);
        router.experts = {{2, 7, Kind::Boosted, 2}};
        record({7, 6}, {1, 1}, router);
        QVERIFY(model_->hasBias());
        QCOMPARE(model_->experts()[7].selection, 2.0f);
        QVERIFY(model_->biasNote().contains("boosts"));
        QVERIFY(remarks().contains("E7 is boosted by 2"));
        QVERIFY(!remarks().contains("captured choice"));
        QVERIFY(!remarks().contains("Without the bias"));
    }

    void aChoiceThatDoesNotFollowIsSaid()
    {
        record({2, 0}, {1, 1});
        QVERIFY2(remarks().contains("E2 was chosen where E6"), qPrintable(remarks()));
        QVERIFY(remarks().contains("captured weights are not"));
        QVERIFY(model_->experts()[2].chosen && !model_->experts()[6].chosen);  // what is drawn was captured
    }

    void withoutScoresTheWeightsAreLeft()
    {
        record({6, 0}, {0.75f, 0.25f}, {}, false);
        QVERIFY(model_->emptyReason().isEmpty());
        QVERIFY(model_->experts().empty());
        QVERIFY(std::isnan(model_->cut()));
        QVERIFY(model_->scoresNote().contains("not captured"));
        QCOMPARE(model_->weights()[0].weight, 0.75f);
        QVERIFY(model_->weights()[0].arithmetic.isEmpty());
        QCOMPARE(model_->rowCount(), 2);
        QVERIFY(!model_->cell(0, 1).isValid());
        QCOMPARE(model_->cell(0, 6).toFloat(), 0.75f);
    }

    void emptinessHasAReason()
    {
        record({6, 0}, {1, 1});
        selection_->selectLayer(0);
        model_->update();
        QVERIFY(model_->emptyReason().contains("dense"));
        selection_->clear();
        model_->update();
        QVERIFY(model_->emptyReason().contains("selected"));
        QCOMPARE(model_->rowCount(), 0);
    }

    /// The rule of the engine, on a shape as large as V3's: K places in the kept groups alone.
    void largeModelsStayInTheirGroups()
    {
        const auto card = recording::largeCard();
        card->n_group = 8;
        card->topk_group = 4;
        card->topk_method = "noaux_tc";
        const auto token = recording::token(*card, 1, 3, " x");
        const std::span<const float> scores(token.routing.scores.data() + 20 * 256, 256);
        const auto choice = ui::chooseExperts(scores, *card, {}, 20);
        QCOMPARE(choice.experts.size(), size_t(8));
        for (const int expert : choice.experts) QVERIFY(choice.inKeptGroup(expert));
        QCOMPARE(std::count(choice.kept.begin(), choice.kept.end(), true), 4);
    }
};

QTEST_GUILESS_MAIN(TestRouterDecision)
#include "tst_router_decision.moc"
