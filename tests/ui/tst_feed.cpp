// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/feed.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <thread>

class TestFeed : public QObject {
    Q_OBJECT

    engine::Ring<engine::Event> events_{64};
    engine::Ring<engine::DeviceSample> device_{8};
    engine::Ring<engine::SaveStatus> saves_{8};

    void pushToken(int position)
    {
        engine::Event event = recording::token(*recording::smallCard(), 1, position, "t");
        QVERIFY(events_.push(event));
    }

private slots:
    void oneSignalForEverythingThatArrived()
    {
        ui::Feed feed;
        feed.read({&events_, &device_, &saves_});
        std::vector<int> positions;
        size_t samples = 0, saves = 0;
        int batches = 0;
        connect(&feed, &ui::Feed::batchReady, this, [&](const ui::TraceBatch& batch) {
            ++batches;
            samples += batch.device.size();
            saves += batch.saves.size();
            for (const auto& event : batch.events) positions.push_back(std::get<engine::TokenEvent>(event).position);
        });
        for (int i = 0; i < 5; ++i) pushToken(i);
        engine::DeviceSample sample;
        QVERIFY(device_.push(sample));
        engine::SaveStatus saved;
        QVERIFY(saves_.push(saved));
        QTRY_COMPARE(batches, 1);
        QCOMPARE(positions, (std::vector<int>{0, 1, 2, 3, 4}));
        QCOMPARE(samples, size_t(1));
        QCOMPARE(saves, size_t(1));
        pushToken(5);
        feed.wake();
        QTRY_COMPARE(positions.size(), size_t(6));
    }

    void anEmptyRingSaysNothing()
    {
        ui::Feed feed;
        feed.read({&events_, nullptr, nullptr});
        QSignalSpy ready(&feed, &ui::Feed::batchReady);
        QTest::qWait(60);
        QCOMPARE(ready.count(), 0);
    }

    void aBatchComesAtMostOncePerFrame()
    {
        ui::Feed feed;
        feed.read({&events_, nullptr, nullptr});
        QList<qint64> times;
        QElapsedTimer clock;
        clock.start();
        connect(&feed, &ui::Feed::batchReady, this, [&] { times << clock.elapsed(); });
        for (int i = 0; clock.elapsed() < 200; ++i) {
            pushToken(i);
            feed.wake();
            QTest::qWait(2);
        }
        QVERIFY(times.size() >= 2);
        for (qsizetype i = 1; i < times.size(); ++i) QVERIFY(times[i] - times[i - 1] >= 32);
    }

    void nothingRunsWhileNothingComes()
    {
        ui::Feed feed;
        feed.read({&events_, nullptr, nullptr});
        QTRY_VERIFY(feed.isAsleep());
        QTest::qWait(60);
        QVERIFY(feed.isAsleep());
        pushToken(0);
        feed.wake();
        QVERIFY(!feed.isAsleep());
        QTRY_VERIFY(feed.isAsleep());
    }

    /// A push that is not read must have woken the feed, whenever it came.
    void noPushIsForgotten()
    {
        constexpr int tokens = 3000;
        ui::Feed feed;
        int received = 0;
        connect(&feed, &ui::Feed::batchReady, this,
                [&](const ui::TraceBatch& batch) { received += int(batch.events.size()); });
        engine::Ring<engine::Event> ring(tokens);
        feed.read({&ring, nullptr, nullptr});
        std::jthread producer([&] {
            for (int i = 0; i < tokens; ++i) {
                engine::Event event = engine::PrefillProgress{1, i, tokens};
                ring.push(event);
                feed.wake();
                if (i % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        QTRY_COMPARE(received, tokens);
    }

    void moreThanABatchIsSpreadOverFrames()
    {
        ui::Feed feed;
        engine::Ring<engine::Event> ring(3000);
        for (int i = 0; i < 2500; ++i) {
            engine::Event event = engine::PrefillProgress{1, i, 2500};
            ring.push(event);
        }
        QList<size_t> sizes;
        connect(&feed, &ui::Feed::batchReady, this,
                [&](const ui::TraceBatch& batch) { sizes << batch.events.size(); });
        feed.read({&ring, nullptr, nullptr});
        QTRY_COMPARE(sizes, (QList<size_t>{1024, 1024, 452}));
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
