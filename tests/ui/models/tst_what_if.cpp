// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply_desk.h"
#include "ui/models/what_if.h"

#include <QTest>

using ui::WhatIfModel;
using In = ui::DifferencePart::In;

/// An original reply, and one that was made with one expert per token.
class TestWhatIf : public QObject {
    Q_OBJECT

    std::unique_ptr<ReplyDesk> desk_;
    std::unique_ptr<ui::Findings> findings_;
    std::unique_ptr<WhatIfModel> model_;
    engine::RouterOverride router_;

    void answer(engine::Divergence divergence)
    {
        ui::TraceBatch batch;
        batch.events.emplace_back(std::move(divergence));
        findings_->apply(batch);
        model_->update();
    }

private slots:
    void init()
    {
        auto card = recording::smallCard();
        card->hidden_size = 8;
        card->moe_intermediate_size = 4;
        card->total_parameters = 1000;
        card->weight_bytes = 2000;         // 2 bytes a parameter: an expert has 3 * 8 * 4 * 2 = 192
        card->active_weight_bytes = 1500;
        desk_ = std::make_unique<ReplyDesk>(card);
        router_ = {};
        router_.top_k = 1;
        desk_->add({2, {"p"}, {"A", " red", " fox"}, {{0, 1, 2, 3}, {0, 1, 0, 1}, {0, 1, 0, 1}, {2, 3, 2, 3}}});
        desk_->add({3, {"p"}, {"A", " blue", " fox", "!"}, {{0, 2}, {2, 0}, {0, 0}, {1, 3}, {0, 0}}, {}, router_, 200});
        desk_->load();
        findings_ = std::make_unique<ui::Findings>();
        model_ = std::make_unique<WhatIfModel>(desk_->conversation, desk_->timeline, *findings_);
        model_->update();
    }

    void textSideBySide()
    {
        QCOMPARE(model_->emptyReason(), QString());
        QCOMPARE(model_->pair(), (ui::ReplyPair{2, 3}));
        QCOMPARE(model_->text(), (std::vector<ui::DifferencePart>{{In::Both, "A "}, {In::First, "red"}, {In::Second, "blue"},
                                                                 {In::Both, " fox"}, {In::Second, "!"}}));
        QCOMPARE(model_->firstDifference(), QStringLiteral("They part at token 1 of the reply: “ red” becomes “ blue”"));
        QCOMPARE(model_->title().text(), QStringLiteral("What if — top-1 · 4 tokens, originally 3"));
    }

    void routingOfAlignedTokens()
    {
        const auto& layers = model_->routing().layers;
        QCOMPARE(layers.size(), size_t(2));
        QCOMPARE(layers[0].pairs, 3);  // the prompt, A, fox
        QCOMPARE(layers[0].share, 1. / 3);
        QCOMPARE(layers[1].share, 1.);
        QCOMPARE(layers[0].shareByChance, 0.5);
        QVERIFY(model_->summary().contains("Over 3 aligned tokens"));
        QVERIFY(model_->summary().contains("67 %"));
    }

    void speedAndBytes()
    {
        const auto meters = model_->meters();
        QCOMPARE(meters.size(), size_t(3));
        QCOMPARE(meters[0].original, QStringLiteral("100.0"));
        QCOMPARE(meters[0].changed, QStringLiteral("200.0"));
        QCOMPARE(meters[0].ratio, 2.);
        QCOMPARE(meters[1].original, QStringLiteral("10.00"));
        QCOMPARE(meters[1].changed, QStringLiteral("5.00"));
        QCOMPARE(ui::bytesPerToken(*desk_->card, {}), 1500.);
        QCOMPARE(ui::bytesPerToken(*desk_->card, router_), 1500. - 2 * 192);  // an expert less in both layers
        router_.top_k = 4;
        router_.shared_experts = false;
        QCOMPARE(ui::bytesPerToken(*desk_->card, router_), 1500. + 2 * 2 * 192 - 2 * 192);
        desk_->card->total_parameters = 0;
        QCOMPARE(ui::bytesPerToken(*desk_->card, router_), 0.);
    }

    void asksForWhatTheModelWouldHaveSaid()
    {
        const auto question = model_->question();
        QVERIFY(question);
        QCOMPARE(question->reply, engine::ReplyId(2));
        QCOMPARE(question->ids, (std::vector<engine::TokenId>{0, 1, 2, 3}));
        QCOMPARE(question->first, 1);
        QCOMPARE(question->original, engine::RouterOverride());
        QCOMPARE(question->changed, router_);
        QVERIFY(!model_->divergence());
        QVERIFY(model_->measuring().contains("loaded"));
        findings_->setReady(true);
        QVERIFY(model_->measuring().contains("Not measured yet"));
        findings_->ask(*question);
        QVERIFY(model_->measuring().contains("Computing"));
    }

    void klPerToken()
    {
        answer({2, {}, router_, {0.25f, 1, 0.25f}, {0.5f, 0.75f, 1}, {0.25f, 0.5f, 1}, {1, 4, 77}});
        QVERIFY(model_->divergence());
        QCOMPARE(model_->meanKl(), 0.5);
        QCOMPARE(model_->maximumKl(), 1.f);
        QCOMPARE(model_->largestKl(2), (std::vector<int>{1, 0}));
        QCOMPARE(model_->klText(1),
                 QStringLiteral("1 “ red”: 1.000 nats, probability 75 % → 50 %, most probable then: “ blue”"));
        QVERIFY(model_->klText(2).contains("token id 77"));
        QVERIFY(model_->summary().contains("0.500 nats"));
    }

    void anAnswerToAnotherQuestionIsNotShown()
    {
        answer({2, router_, router_, {1}, {1}, {1}, {1}});
        QVERIFY(!model_->divergence());
        answer({2, {}, router_, {1, 2}, {1}, {1}, {1}});  // of unequal lengths
        QVERIFY(!model_->divergence());
        answer({3, {}, router_, {1}, {1}, {1}, {1}});
        QVERIFY(!model_->divergence());
    }

    void tableHoldsBothReplies()
    {
        answer({2, {}, router_, {0.25f, 1, 0.25f}, {0.5f, 0.75f, 1}, {0.25f, 0.5f, 1}, {1, 4, 77}});
        QCOMPARE(model_->rowCount(), 5);
        const auto text = [&](int row, int column) { return model_->cell(row, column).toString(); };
        QCOMPARE(text(0, 1), QStringLiteral("“A”"));
        QCOMPARE(text(0, 3), QStringLiteral("“A”"));
        QCOMPARE(model_->cell(0, 4).toFloat(), 0.5f);  // no expert in L2, the one of L3
        QCOMPARE(text(1, 1), QStringLiteral("“ red”"));
        QCOMPARE(text(1, 3), QString());
        QCOMPARE(model_->cell(1, 5).toFloat(), 1.f);
        QCOMPARE(text(2, 3), QStringLiteral("“ blue”"));
        QCOMPARE(text(2, 5), QString());
        QCOMPARE(model_->cell(3, 0).toInt(), 3);
        QCOMPARE(model_->cell(3, 2).toInt(), 3);
        QCOMPARE(text(4, 3), QStringLiteral("“!”"));
        QVERIFY(!model_->cell(9, 0).isValid());
    }

    void thePairCanBeChosen()
    {
        model_->choose({3, 2});
        model_->update();
        QCOMPARE(model_->changes(), QStringLiteral("in place of top-1"));
        model_->choose({3, 3});
        model_->update();
        QVERIFY(model_->emptyReason().contains("same reply"));
        model_->choose({});
        desk_->timeline.showReply(2);
        model_->update();
        QCOMPARE(model_->pair(), (ui::ReplyPair{2, 3}));
    }

    void withoutAChangeItSaysWhatToDo()
    {
        ReplyDesk desk(recording::smallCard());
        WhatIfModel empty(desk.conversation, desk.timeline, *findings_);
        empty.update();
        QVERIFY(!empty.emptyReason().isEmpty());
        desk.add({2, {"p"}, {"a"}});
        desk.load();
        empty.update();
        QVERIFY(empty.emptyReason().contains("Ask again with this"));
        QCOMPARE(empty.rowCount(), 0);
    }

    void repliesThatAreTheSame()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"p"}, {"a", "b"}});
        desk.add({3, {"p"}, {"a", "b"}, {}, {}, router_});
        desk.load();
        WhatIfModel model(desk.conversation, desk.timeline, *findings_);
        model.update();
        QCOMPARE(model.firstDifference(), QStringLiteral("Both replies are the same, token for token."));
    }
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_what_if.moc"
