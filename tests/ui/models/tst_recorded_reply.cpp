// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply_desk.h"

#include <QTest>

using ui::RecordedReply;
using ui::ReplyPair;

class TestRecordedReply : public QObject {
    Q_OBJECT

    static engine::Sampling sampled(std::uint64_t seed, float temperature)
    {
        engine::Sampling sampling;
        sampling.seed = seed;
        sampling.temperature = temperature;
        return sampling;
    }

    static engine::RouterOverride topK(int experts)
    {
        engine::RouterOverride router;
        router.top_k = experts;
        return router;
    }

    static ReplyPair pair(engine::ReplyId original, engine::ReplyId changed) { return {original, changed}; }

private slots:
    void holdsTheWholeReply()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"p", "q"}, {" one", " two"}, {}, sampled(5, 0.5f), topK(1)});
        desk.load();
        const auto reply = RecordedReply::of(desk.conversation, desk.timeline, 2);
        QCOMPARE(reply.id, engine::ReplyId(2));
        QCOMPARE(reply.name, QStringLiteral("Reply 1 “one two” · top-1"));
        QCOMPARE(reply.text, QStringLiteral(" one two"));
        QCOMPARE(reply.context.size(), size_t(4));
        QCOMPARE(reply.first, 2);
        QCOMPARE(reply.tokens(), 2);
        QCOMPARE(reply.ids(), (std::vector<engine::TokenId>{0, 1, 2, 3}));
        QCOMPARE(reply.card.get(), desk.card.get());
        QCOMPARE(reply.started.sampling.seed, std::uint64_t(5));
        QCOMPARE(RecordedReply::of(desk.conversation, desk.timeline, 1).id, engine::ReplyId(0));  // a question
        QCOMPARE(RecordedReply::of(desk.conversation, desk.timeline, 9).id, engine::ReplyId(0));
    }

    void originalAndChanged()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"p"}, {"a"}, {}, sampled(1, 0.5f)});
        desk.add({3, {"p"}, {"b"}, {}, sampled(2, 0.5f)});
        desk.load();
        QCOMPARE(ui::pairOf(desk.conversation, 3), pair(3, 0));
        desk.add({4, {"p"}, {"c"}, {}, sampled(1, 0.5f), topK(1)});
        desk.add({5, {"p"}, {"d"}, {}, sampled(9, 0.5f), topK(1)});
        desk.load();
        QCOMPARE(ui::pairOf(desk.conversation, 4), pair(2, 4));  // the same seed
        QCOMPARE(ui::pairOf(desk.conversation, 5), pair(3, 5));  // none: the newest
        QCOMPARE(ui::pairOf(desk.conversation, 2), pair(2, 5));
        QCOMPARE(ui::pairOf(desk.conversation, 1), pair(0, 0));
        QCOMPARE(ui::pairOf(desk.conversation, 77), pair(0, 0));
    }

    void anotherTemperatureIsAChangeToo()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"p"}, {"a"}, {}, sampled(1, 0.5f)});
        desk.add({3, {"p"}, {"b"}, {}, sampled(1, 0)});
        desk.load();
        QCOMPARE(ui::pairOf(desk.conversation, 3), pair(2, 3));
        QCOMPARE(ui::pairOf(desk.conversation, 2), pair(2, 3));
    }

    void withoutAnOriginal()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"p"}, {"a"}, {}, {}, topK(1)});
        desk.load();
        QCOMPARE(ui::pairOf(desk.conversation, 2), pair(0, 2));
    }

    void alignsByIdOrByBytes()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"p"}, {"a", "b"}});
        desk.add({3, {"p"}, {"b"}});
        desk.load();
        auto first = RecordedReply::of(desk.conversation, desk.timeline, 2);
        auto second = RecordedReply::of(desk.conversation, desk.timeline, 3);
        const std::vector<std::pair<int, int>> expected{{0, 0}, {2, 1}};
        QCOMPARE(ui::alignReplies(first, second).pairs, expected);
        // Another model numbers its tokens otherwise.
        auto card = std::make_shared<engine::ModelCard>(*desk.card);
        card->hash = "another";
        second.card = card;
        for (auto& token : second.context) {
            auto changed = std::make_shared<engine::TokenEvent>(*token);
            changed->id = 0;
            token = changed;
        }
        QCOMPARE(ui::alignReplies(first, second).pairs, expected);
        // What was not captured is like nothing, not even like itself.
        first.context[0] = second.context[0] = nullptr;
        QCOMPARE(ui::alignReplies(first, second).pairs, (std::vector<std::pair<int, int>>{{2, 1}}));
        QVERIFY(first.ids().empty());
    }

    void anotherSession()
    {
        ReplyDesk desk(recording::smallCard());
        desk.add({2, {"p"}, {"a"}});
        desk.add({3, {"p"}, {"b", "c"}});
        desk.document.title = "Title\n of it";
        const auto loaded = ui::loadReplies(desk.document, desk.events);
        QCOMPARE(loaded->title, QStringLiteral("Title of it"));
        QCOMPARE(loaded->replies.size(), size_t(2));
        const RecordedReply& last = loaded->replies.back();
        QCOMPARE(last.tokens(), 2);
        QCOMPARE(last.context[1]->piece, std::string("b"));
        QVERIFY(!last.context[1]->routing.experts.empty());
        QVERIFY(last.context[1]->routing.scores.empty());
        QCOMPARE(last.card->n_routed_experts, 4);
    }
};

QTEST_GUILESS_MAIN(TestRecordedReply)
#include "tst_recorded_reply.moc"
