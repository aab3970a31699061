// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/timeline.h"

#include <QSignalSpy>
#include <QTest>

using ui::Timeline;

class TestTimeline : public QObject {
    Q_OBJECT

    const std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();

    void play(Timeline& timeline, const recording::Reply& reply) { timeline.apply(recording::events(*card_, reply)); }

private slots:
    void showsTheNewestReplyLive()
    {
        Timeline timeline;
        QSignalSpy changed(&timeline, &Timeline::changed);
        play(timeline, {1, 0, 0, {"a", "b"}, {"c", "d", "e"}});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(timeline.reply(), 1);
        QCOMPARE(timeline.size(), 5);
        QCOMPARE(timeline.firstOfReply(), 2);
        QCOMPARE(timeline.token(3)->piece, std::string("d"));
        QVERIFY(!timeline.token(-1) && !timeline.token(5));
    }

    void tellsHowRepliesBeganAndEnded()
    {
        Timeline timeline;
        play(timeline, {1, 0, 0, {"a", "b"}, {"c"}});
        ui::TraceBatch batch;
        engine::ReplyStarted started;
        started.reply = 2;
        started.base = 1;
        started.prompt_tokens = 3;
        started.reused_tokens = 2;
        batch.events.emplace_back(started);
        timeline.apply(batch);
        QCOMPARE(timeline.replies(), (std::vector<engine::ReplyId>{1, 2}));
        QCOMPARE(timeline.started(2)->reused_tokens, 2);
        QCOMPARE(timeline.finished(1)->tokens, 1);
        QVERIFY(!timeline.finished(2) && !timeline.started(3) && !timeline.finished(3));
        engine::ReplyFinished finished;
        finished.reply = 2;
        finished.text = "not kept";
        finished.prefill_tokens_per_second = 7;
        QSignalSpy changed(&timeline, &Timeline::changed);
        timeline.apply({{finished}, {}, {}});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(timeline.finished(2)->prefill_tokens_per_second, 7.0f);
        QVERIFY(timeline.finished(2)->text.empty());
    }

    void sharesTheReusedTokensOfItsBase()
    {
        Timeline timeline;
        play(timeline, {1, 0, 0, {"a", "b"}, {"c", "d", "e"}});
        const engine::TokenEvent* shared = timeline.token(3);
        play(timeline, {2, 1, 4, {"f"}, {"g"}});
        QCOMPARE(timeline.reply(), 2);
        QCOMPARE(timeline.size(), 6);
        QCOMPARE(timeline.firstOfReply(), 5);
        QCOMPARE(timeline.token(3), shared);
        QCOMPARE(timeline.token(4)->piece, std::string("f"));
    }

    void findsRepliesOnTheBranchOnly()
    {
        Timeline timeline;
        play(timeline, {1, 0, 0, {"a", "b"}, {"c", "d", "e"}});
        play(timeline, {2, 1, 4, {"f"}, {"g"}});
        QCOMPARE(timeline.positionOf(2, 0), 5);
        QCOMPARE(timeline.positionOf(1, 1), 3);
        QCOMPARE(timeline.positionOf(1, 3), -1);
        QCOMPARE(timeline.positionOf(9, 0), -1);
        play(timeline, {3, 0, 0, {"x"}, {"y", "z"}});
        QCOMPARE(timeline.positionOf(3, 1), 2);
        timeline.showReply(2);
        QCOMPARE(timeline.positionOf(3, 7), -1);
    }

    void repliesFromElsewhereStayHidden()
    {
        Timeline timeline;
        play(timeline, {5, 0, 0, {"a"}, {"b"}});
        QSignalSpy changed(&timeline, &Timeline::changed);
        play(timeline, {4, 0, 0, {"x", "y"}, {"z"}});  // an older reply, replayed
        QCOMPARE(changed.count(), 0);
        QCOMPARE(timeline.reply(), 5);
        timeline.showReply(4);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(timeline.size(), 3);
        timeline.showReply(77);
        QCOMPARE(timeline.reply(), 0);
        QCOMPARE(timeline.size(), 0);
    }

    void droppedTokensAreHoles()
    {
        Timeline timeline;
        ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {"a"}, {"b", "c", "d"}});
        batch.events.erase(batch.events.begin() + 3);  // the event of "c"
        std::get<engine::ReplyFinished>(batch.events.back()).dropped_events = 1;
        timeline.apply(batch);
        QCOMPARE(timeline.size(), 4);
        QVERIFY(!timeline.token(2));
        QVERIFY(timeline.token(3));
        QCOMPARE(timeline.droppedEvents(), quint64(1));
    }

    void damagedPositionsAreIgnored()
    {
        Timeline timeline;
        ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {"a"}, {}});
        batch.events.emplace_back(recording::token(*card_, 1, -5, "x"));
        batch.events.emplace_back(recording::token(*card_, 1, 2000000000, "x"));
        batch.events.emplace_back(recording::token(*card_, 8, 1, "of no reply"));
        timeline.apply(batch);
        QCOMPARE(timeline.size(), 1);
    }

    void lostTokensBelongToWhatWasWritten()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        timeline.setCard(card);
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {"p", "q"}, {"<think>", "a", "b", "</think>", "c", "d"}});
        const auto lost = [&](int position) {
            std::erase_if(batch.events, [&](const engine::Event& event) {
                const auto* token = std::get_if<engine::TokenEvent>(&event);
                return token && token->position == position;
            });
        };
        for (const int position : {1, 4, 6}) lost(position);
        timeline.apply(batch);
        QVERIFY(!timeline.token(1) && !timeline.token(4) && !timeline.token(6));
        QVERIFY(timeline.segment(1) == ui::Segment::Prompt);
        QVERIFY(timeline.segment(4) == ui::Segment::Thinking);
        QVERIFY(timeline.segment(6) == ui::Segment::Answer);
    }

    void revisionTellsReplacedFromAdded()
    {
        Timeline timeline;
        play(timeline, {1, 0, 0, {"a"}, {"b"}});
        const int before = timeline.revision();
        ui::TraceBatch more;
        more.events.emplace_back(recording::token(*card_, 1, 2, "c"));
        timeline.apply(more);
        QCOMPARE(timeline.revision(), before);
        timeline.apply(more);  // the same position again
        QVERIFY(timeline.revision() != before);
    }

    void modelReadyBringsItsCard()
    {
        Timeline timeline;
        QSignalSpy changed(&timeline, &Timeline::cardChanged);
        ui::TraceBatch batch;
        batch.events.emplace_back(engine::ModelReady{card_, 1});
        timeline.apply(batch);
        QCOMPARE(timeline.card(), card_.get());
        QCOMPARE(changed.count(), 1);
    }

    /// What was captured on one model cannot be read with the shape of another.
    void aReplyStaysWithItsModel()
    {
        Timeline timeline;
        card_->hash = "first";
        timeline.setCard(card_);
        play(timeline, {1, 0, 0, {"a"}, {"b"}});
        const auto other = recording::workshopCard();
        other->hash = "second";
        ui::TraceBatch loaded;
        loaded.events.emplace_back(engine::ModelReady{other, 1});
        timeline.apply(loaded);
        QCOMPARE(timeline.card(), card_.get());
        timeline.setCard(other);  // asked
        play(timeline, {2, 0, 0, {"a"}, {"c"}});
        QCOMPARE(timeline.card(), other.get());
        timeline.showReply(1);
        QCOMPARE(timeline.card(), card_.get());
        timeline.showReply(2);
        QCOMPARE(timeline.card(), other.get());
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
