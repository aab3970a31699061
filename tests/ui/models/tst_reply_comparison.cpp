// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply_desk.h"
#include "ui/models/reply_comparison.h"

#include <QTest>

using ui::ReplyComparison;
using Choice = ReplyComparison::Choice;

/// Two replies to one question on smallCard(): two routers, 4 experts, 2 chosen.
class TestReplyComparison : public QObject {
    Q_OBJECT

    std::unique_ptr<ReplyDesk> desk_;
    std::unique_ptr<ReplyComparison> model_;

    static std::shared_ptr<const ui::LoadedReplies> session(std::shared_ptr<engine::ModelCard> card)
    {
        ReplyDesk other(std::move(card));
        other.add({8, {"p"}, {"x", "b"}});
        other.add({9, {"p"}, {"b"}, {{0, 1, 2, 3}, {0, 1, 2, 3}}});
        other.document.title = "Elsewhere";
        return ui::loadReplies(other.document, other.events);
    }

private slots:
    void init()
    {
        desk_ = std::make_unique<ReplyDesk>(recording::smallCard());
        desk_->add({2, {"p"}, {"a", "b"}, {{0, 1, 2, 3}, {0, 1, 0, 1}, {0, 1, 0, 1}}});
        desk_->add({3, {"p"}, {"b"}, {{0, 1, 2, 3}, {0, 2, 2, 3}}});
        desk_->load();
        model_ = std::make_unique<ReplyComparison>(desk_->conversation, desk_->timeline);
        model_->choose({2}, {3});
        model_->update();
    }

    void alignedTokens()
    {
        QCOMPARE(model_->emptyReason(), QString());
        QCOMPARE(model_->alignment().pairs, (std::vector<std::pair<int, int>>{{0, 0}, {2, 1}}));
        QCOMPARE(model_->routing().overlap, (std::vector<float>{1, 0.5f, 1, 0}));
        QCOMPARE(model_->title().text(),
                 QStringLiteral("Compare — 2 aligned tokens, 63 % of the experts in common, by chance 50 %"));
        QCOMPARE(model_->cellText(0, 1),
                 QStringLiteral("L2, token 2 “b” and token 1 “b”: 50 % of the experts in common"));
        QCOMPARE(model_->pairAt(2), 1);
        QCOMPARE(model_->pairAt(1), -1);
        QVERIFY(model_->layerText(0).startsWith("L2: 75 % (by chance 50 %)"));
        QVERIFY(model_->summary().contains("most in layer L2"));
    }

    void tableOfTokensAndOfLayers()
    {
        QCOMPARE(model_->rowCount(), 2);
        QCOMPARE(model_->headers().size(), 7);
        QCOMPARE(model_->cell(1, 0).toInt(), 2);
        QCOMPARE(model_->cell(1, 1).toString(), QStringLiteral("“b”"));
        QCOMPARE(model_->cell(1, 2).toInt(), 1);
        QCOMPARE(model_->cell(1, 4).toFloat(), 0.25f);
        QCOMPARE(model_->cell(1, 5).toFloat(), 0.5f);
        model_->setRows(ReplyComparison::Rows::Layers);
        QCOMPARE(model_->rowCount(), 2);
        QCOMPARE(model_->cell(0, 0).toString(), QStringLiteral("L2"));
        QCOMPARE(model_->cell(0, 1).toInt(), 2);
        QCOMPARE(model_->cell(0, 2).toFloat(), 1.5f);
        QCOMPARE(model_->cell(0, 4).toFloat(), 0.75f);
        QCOMPARE(model_->cell(0, 8).toInt(), 3);
        QCOMPARE(model_->cell(0, 9).toInt(), 2);
        QVERIFY(!model_->cell(2, 0).isValid());
    }

    void choosesByItself()
    {
        model_->choose({}, {});
        model_->update();
        QCOMPARE(model_->firstChoice(), (Choice{3}));  // on screen
        QCOMPARE(model_->secondChoice(), (Choice{2}));
        QCOMPARE(model_->choices().size(), size_t(2));
        model_->choose({3}, {3});
        model_->update();
        QVERIFY(model_->emptyReason().contains("same reply"));
        model_->choose({3}, {77});  // gone
        model_->update();
        QCOMPARE(model_->secondChoice(), (Choice{2}));
    }

    void anotherSession()
    {
        model_->setOther(session(recording::smallCard()));
        model_->update();
        QCOMPARE(model_->firstChoice(), (Choice{2}));
        QCOMPARE(model_->secondChoice(), (Choice{9, true}));
        QCOMPARE(model_->choices().size(), size_t(4));
        QCOMPARE(model_->choices().back().second, QStringLiteral("Elsewhere · Reply 2 “b”"));
        QCOMPARE(model_->routing().overlap, (std::vector<float>{1, 1, 1, 0}));
        model_->setOther(nullptr);
        model_->update();
        QCOMPARE(model_->secondChoice(), (Choice{3}));
    }

    void aModelWithAnotherGridIsRefused()
    {
        model_->setOther(session(recording::workshopCard()));
        model_->update();
        QVERIFY(model_->emptyReason().contains("3 layers × 4 experts"));
        QVERIFY(model_->emptyReason().contains("8 layers × 32 experts"));
        QCOMPARE(model_->rowCount(), 0);
        QVERIFY(model_->routing().layers.empty());
    }

    void nothingToCompare()
    {
        ReplyDesk desk(recording::smallCard());
        ReplyComparison model(desk.conversation, desk.timeline);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        desk.add({2, {"p"}, {"a"}});
        desk.load();
        model.update();
        QVERIFY(model.emptyReason().contains("only one reply"));
    }
};

QTEST_GUILESS_MAIN(TestReplyComparison)
#include "tst_reply_comparison.moc"
