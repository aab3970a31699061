// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/playback.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui;

class PlaybackTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();

    /// Reply 1 of 3 + 6 tokens with 20 ms between them, one wait of 9 s; reply 2 goes on with 2 + 3 tokens.
    void record(Timeline& timeline) const
    {
        timeline.setCard(card_);
        for (const recording::Reply& reply :
             {recording::Reply{1, 0, 0, recording::pieces(3), recording::pieces(6)},
              recording::Reply{2, 1, 9, recording::pieces(2), recording::pieces(3)}}) {
            TraceBatch batch = recording::events(*card_, reply);
            for (auto& event : batch.events) {
                auto* token = std::get_if<engine::TokenEvent>(&event);
                if (token) token->time_us = token->position * 20'000 + (token->position >= 5 ? 9'000'000 : 0);
            }
            timeline.apply(batch);
        }
    }

private slots:
    void waitsAreThoseRecordedButNeverLong()
    {
        Timeline timeline;
        Selection selection;
        record(timeline);
        Playback playback(timeline, selection);
        QCOMPARE(playback.gapBehind(3), 20'000);
        QCOMPARE(playback.gapBehind(4), Playback::longest_gap_us);
        QCOMPARE(playback.gapBehind(8), Playback::gap_between_replies_us);  // another reply's clock
        QCOMPARE(playback.gapBehind(13), Playback::gap_between_replies_us);
        playback.setPace(50);
        QCOMPARE(playback.gapBehind(4), 20'000);
    }

    void movesTheSelectionToTheEndAndStops()
    {
        Timeline timeline;
        Selection selection;
        record(timeline);
        selection.advanceTo(timeline.size() - 1);
        Playback playback(timeline, selection);
        QSignalSpy changed(&playback, &Playback::changed);
        playback.setPace(100);
        QElapsedTimer time;
        time.start();
        playback.play();
        QVERIFY(playback.isPlaying());
        QCOMPARE(selection.token(), 11);  // the first of the shown reply
        QTRY_VERIFY(!playback.isPlaying());
        QCOMPARE(selection.token(), 13);
        QVERIFY(time.elapsed() >= 20);
        QCOMPARE(changed.count(), 2);
    }

    void goesOnFromWhereSomebodySelected()
    {
        Timeline timeline;
        Selection selection;
        record(timeline);
        Playback playback(timeline, selection);
        playback.setPace(200);
        selection.selectToken(2);
        playback.play();
        QCOMPARE(selection.token(), 2);
        selection.selectToken(9);
        QTRY_COMPARE(selection.token(), 13);
    }

    void withoutTokensNothingPlays()
    {
        Timeline timeline;
        Selection selection;
        Playback playback(timeline, selection);
        playback.play();
        QVERIFY(!playback.isPlaying());
        playback.pause();
    }
};

QTEST_GUILESS_MAIN(PlaybackTest)
#include "tst_playback.moc"
