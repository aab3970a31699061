// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/alternatives.h"

#include <QTest>

class TestAlternatives : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();
    ui::Timeline timeline_;
    ui::Selection selection_;
    ui::Conversation conversation_;
    ui::Findings findings_;
    ui::AlternativesModel model_{timeline_, selection_, conversation_, findings_};

private slots:
    void init()
    {
        engine::Document document;
        document.messages.resize(2);
        document.messages[0].id = 1;
        document.messages[0].message = {engine::Role::User, "Why?", {}};
        document.messages[1].id = 2;
        document.messages[1].parent = 1;
        document.messages[1].complete = true;
        document.messages[1].message.role = engine::Role::Assistant;
        document.messages[1].started.sampling.temperature = 0.8f;
        document.messages[1].started.sampling.top_k = 40;
        conversation_.load(document);
        timeline_.clear();
        timeline_.setCard(card_);
        timeline_.apply(recording::events(*card_, {2, 0, 0, {" a", " b"}, {" c", " d", " e"}}));
        findings_.setReady(true);
        selection_.selectToken(3);
        model_.update();
    }

    void candidatesRestAndSettings()
    {
        QCOMPARE(model_.rows().size(), size_t(3));
        QVERIFY(model_.rows()[0].chosen);
        QCOMPARE(model_.rows()[1].before, 0.25f);
        QCOMPARE(model_.restBefore(), 0.0f);
        QCOMPARE(model_.picked(), 1);
        QCOMPARE(model_.settingsText(), QStringLiteral("temperature 0.8, top-k 40, top-p 0.95"));
        QCOMPARE(model_.rowCount(), 4);
        QCOMPARE(model_.cell(2, 3).toFloat(), 0.0f);
        QVERIFY(!model_.cell(3, 1).isValid());
    }

    /// The reply's own tokens up to here, then the other one: not the prompt's.
    void theStartOfTheOtherBranch()
    {
        QVERIFY2(model_.cannotTake().isEmpty(), qPrintable(model_.cannotTake()));
        QCOMPARE(model_.reply(), engine::ReplyId(2));
        QCOMPARE(model_.start(), (std::vector<engine::TokenId>{102, 1}));
        model_.pick(2);
        QCOMPARE(model_.start(), (std::vector<engine::TokenId>{102, 2}));
        selection_.selectToken(2);
        model_.update();
        QCOMPARE(model_.start(), (std::vector<engine::TokenId>{1}));
        model_.pick(0);
        QVERIFY(model_.cannotTake().contains("was taken"));
    }

    void whatCannotBeTakenHasAReason()
    {
        findings_.setReady(false);
        QVERIFY(model_.cannotTake().contains("not loaded"));
        conversation_.setReadOnly(true);
        QVERIFY(model_.cannotTake().contains("read"));
        conversation_.setReadOnly(false);
        selection_.selectToken(0);
        model_.update();
        QVERIFY(model_.emptyReason().contains("prompt"));
        QCOMPARE(model_.rowCount(), 0);
        selection_.clear();
        model_.update();
        QVERIFY(model_.emptyReason().contains("selected"));
    }
};

QTEST_GUILESS_MAIN(TestAlternatives)
#include "tst_alternatives.moc"
