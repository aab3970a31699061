// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/effects.h"

#include <QSignalSpy>
#include <QTest>

class TestEffects : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();
    ui::Timeline timeline_;
    ui::Selection selection_;
    ui::Findings findings_;
    ui::EffectsModel model_{timeline_, selection_, findings_};

    void tell(engine::Event event)
    {
        ui::TraceBatch batch;
        batch.events.push_back(std::move(event));
        findings_.apply(batch);
        model_.update();
    }

    engine::ExpertEffects answer() const
    {
        engine::ExpertEffects effects;
        effects.reply = 1;
        effects.position = 1;
        effects.layer = 2;
        effects.target = 102;
        effects.target_logit = 4;
        effects.stream_norm = 16;
        effects.experts = {{3, 0.75f, 2, 0.5f}, {0, 0.25f, 0.5f, -0.75f}, {-1, 1, 1.5f, 0.25f}};
        return effects;
    }

private slots:
    void init()
    {
        timeline_.clear();
        findings_.clear();
        findings_.setReady(true);
        selection_.clear();
        timeline_.setCard(card_);
        ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {" a"}, {" b", " c"}});
        std::get<engine::ReplyStarted>(batch.events[0]).router.top_k = 2;
        timeline_.apply(batch);
        selection_.selectToken(1);
        selection_.selectLayer(2);
        model_.update();
    }

    void theQuestionNamesTheContextAndWhatFollowed()
    {
        const auto question = model_.question();
        QVERIFY(question);
        QCOMPARE(question->reply, engine::ReplyId(1));
        QCOMPARE(question->ids, (std::vector<engine::TokenId>{100, 101}));
        QCOMPARE(question->target, 102);
        QCOMPARE(question->layer, 2);
        QCOMPARE(question->router.top_k, 2);
        QVERIFY(!model_.effects());
        QCOMPARE(model_.rowCount(), 0);
        findings_.ask(*question);
        model_.update();
        QVERIFY(model_.isAsking());
        QVERIFY(model_.stateText().contains("again"));
        QVERIFY(!model_.question());
    }

    void theAnswerIsReadAndRemembered()
    {
        tell(answer());
        QVERIFY(model_.effects());
        QCOMPARE(model_.largestNorm(), 2.0f);
        QCOMPARE(model_.largestChange(), 0.75f);
        QCOMPARE(ui::EffectsModel::changeText(-0.75f), QStringLiteral("−0.750"));
        QCOMPARE(model_.rowCount(), 4);
        QCOMPARE(model_.cell(1, 0).toString(), QStringLiteral("E0"));
        QCOMPARE(model_.cell(1, 3).toFloat(), -0.75f);
        QCOMPARE(model_.cell(2, 0).toString(), QStringLiteral("shared"));
        QCOMPARE(model_.cell(3, 2).toFloat(), 16.0f);
        QVERIFY(!model_.cell(3, 3).isValid());
        QVERIFY(model_.title().text().contains("followed"));
        QVERIFY(model_.summary().contains("E0: norm 0.50, logit −0.750"));
        selection_.selectLayer(1);
        model_.update();
        QVERIFY(!model_.effects());
        selection_.selectLayer(2);
        model_.update();
        QVERIFY(model_.effects());
    }

    /// An answer about another continuation is not an answer about this one.
    void anotherContinuationIsAnotherQuestion()
    {
        engine::ExpertEffects other = answer();
        other.target = 77;
        tell(other);
        QVERIFY(!model_.effects());
    }

    void whatCannotBeAskedHasAReason()
    {
        selection_.selectToken(2);
        model_.update();
        QVERIFY(!model_.question());
        QVERIFY(model_.cannotAsk().contains("Nothing came after"));
        selection_.selectToken(1);
        findings_.setReady(false);
        model_.update();
        QVERIFY(!model_.question());
        QVERIFY(model_.cannotAsk().contains("not loaded"));
        selection_.selectLayer(0);
        model_.update();
        QVERIFY(model_.emptyReason().contains("dense"));
    }

    void aFailureIsSaid()
    {
        findings_.ask(*model_.question());
        engine::Failure failure;
        failure.probe = true;
        failure.error.what = "the model's file changed";
        tell(failure);
        QVERIFY(model_.stateText().contains("file changed"));
        QVERIFY(model_.question());
    }
};

QTEST_GUILESS_MAIN(TestEffects)
#include "tst_effects.moc"
