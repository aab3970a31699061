// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/candidates.h"

#include <QTest>

#include <cmath>

class TestCandidates : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();
    ui::Timeline timeline_;
    ui::Selection selection_;
    ui::CandidatesModel model_{timeline_, selection_};

private slots:
    void initTestCase()
    {
        card_->e_score_correction_bias = {0, 0, 0, 0, 0, 0.25f, 0, -0.25f};
        timeline_.setCard(card_);
        ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {" a"}, {" b"}});
        std::get<engine::TokenEvent>(batch.events[2]).routing =
            {{3, 0, 1, 2}, {0.75f, 0.25f, 0.5f, 0.5f}, {0.5f, 0.25f, 0, 1, 0, 0.5f, 0.625f, 0.75f}};
        timeline_.apply(batch);
    }

    void whatElseCouldHaveCome()
    {
        selection_.selectToken(1);
        model_.update();
        QCOMPARE(model_.candidates().size(), size_t(3));
        QCOMPARE(model_.candidates()[0].text, QStringLiteral("␣b"));
        QCOMPARE(model_.candidates()[0].before, 0.625f);
        QCOMPARE(model_.candidates()[0].after, 0.75f);
        QVERIFY(model_.candidates()[0].chosen);
        QVERIFY(!model_.candidates()[2].chosen);
        QCOMPARE(model_.candidates()[2].text, QStringLiteral("↵"));
        QVERIFY(model_.candidatesNote().isEmpty());
        QVERIFY(model_.summary().contains("75 %"));
    }

    void scoresOfTheSelectedLayerWithTheCut()
    {
        selection_.selectToken(1);
        selection_.selectLayer(2);
        model_.update();
        QCOMPARE(model_.layer(), 2);
        QCOMPARE(model_.experts().size(), size_t(4));
        QCOMPARE(model_.experts()[1].score, 0.5f);
        QCOMPARE(model_.experts()[1].selection, 0.75f);
        QCOMPARE(model_.experts()[3].selection, 0.5f);
        QVERIFY(model_.experts()[1].chosen && model_.experts()[2].chosen);
        QVERIFY(!model_.experts()[3].chosen);  // its score is higher, the bias is against it
        QCOMPARE(model_.cut(), 0.625f);
        QCOMPARE(model_.rowCount(), 7);
        QCOMPARE(model_.cell(4, 1).toString(), QStringLiteral("E1"));
        QCOMPARE(model_.cell(4, 3).toFloat(), 0.75f);
        QCOMPARE(model_.cell(4, 4).toString(), QStringLiteral("chosen"));
        QCOMPARE(model_.cell(0, 2).toFloat(), 0.625f);
    }

    /// What the choice looked at in an experiment, not what it would have looked at without.
    void selectionIsTheExperiments()
    {
        using Kind = engine::RouterOverride::Kind;
        const auto selections = [&](const engine::RouterOverride& router) {
            ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {" a"}, {" b"}});
            std::get<engine::ReplyStarted>(batch.events[0]).router = router;
            std::get<engine::TokenEvent>(batch.events[2]).routing =
                {{3, 0, 1, 2}, {0.75f, 0.25f, 0.5f, 0.5f}, {0.5f, 0.25f, 0, 1, 0, 0.5f, 0.625f, 0.75f}};
            ui::Timeline timeline;
            timeline.setCard(card_);
            timeline.apply(batch);
            ui::CandidatesModel model(timeline, selection_);
            selection_.selectToken(1);
            selection_.selectLayer(2);
            model.update();
            std::vector<float> values{float(model.hasBias())};
            for (const auto& expert : model.experts()) values.push_back(expert.selection);
            return values;
        };
        engine::RouterOverride router;
        QCOMPARE(selections(router), (std::vector<float>{1, 0, 0.75f, 0.625f, 0.5f}));
        router.bias = false;
        QCOMPARE(selections(router), (std::vector<float>{0, 0, 0.5f, 0.625f, 0.75f}));
        router.experts = {{-1, 0, Kind::Boosted, 0.5f}, {2, 0, Kind::Boosted, 0.25f}, {1, 1, Kind::Boosted, 8}};
        QCOMPARE(selections(router), (std::vector<float>{1, 0.75f, 0.5f, 0.625f, 0.75f}));
        router.experts = {{-1, 0, Kind::Muted, 0}};
        QCOMPARE(selections(router), (std::vector<float>{0, 0, 0.5f, 0.625f, 0.75f}));
    }

    /// A reply under another top-k than the model's two.
    void theNoteSaysHowManyWereChosen()
    {
        ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {" a"}, {" b"}});
        auto& routing = std::get<engine::TokenEvent>(batch.events[2]).routing;
        routing = {{3, 1}, {1, 1}, {0.5f, 0.25f, 0, 1, 0, 0.5f, 0.625f, 0.75f}};
        ui::Timeline narrow;
        narrow.setCard(card_);
        narrow.apply(batch);
        ui::CandidatesModel model(narrow, selection_);
        selection_.selectToken(1);
        selection_.selectLayer(2);
        model.update();
        QVERIFY2(model.expertsNote().contains("top-1 "), qPrintable(model.expertsNote()));
        QCOMPARE(model.cut(), 0.75f);
        model_.update();
        QVERIFY(model_.expertsNote().contains("top-2 "));
    }

    void denseLayersHaveNoScores()
    {
        selection_.selectLayer(0);
        model_.update();
        QVERIFY(model_.experts().empty());
        QVERIFY(std::isnan(model_.cut()));
        QVERIFY(model_.expertsNote().contains("dense"));
    }

    void promptTokensWereNotChosen()
    {
        selection_.selectToken(0);
        selection_.selectLayer(1);
        model_.update();
        QVERIFY(model_.candidates().empty());
        QVERIFY(model_.candidatesNote().contains("prompt"));
        QCOMPARE(model_.experts().size(), size_t(4));
        QVERIFY(model_.emptyReason().isEmpty());
    }

    void noTokenHasAReason()
    {
        selection_.clear();
        model_.update();
        QVERIFY(model_.emptyReason().contains("selected"));
        QCOMPARE(model_.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCandidates)
#include "tst_candidates.moc"
