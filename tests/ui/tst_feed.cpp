// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/feed.h"

#include <QSignalSpy>
#include <QTest>

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
        ui::Feed feed({&events_, &device_, &saves_});
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
        QTRY_COMPARE(positions.size(), size_t(6));
    }

    void anEmptyRingSaysNothing()
    {
        ui::Feed feed({&events_, nullptr, nullptr});
        QSignalSpy ready(&feed, &ui::Feed::batchReady);
        QTest::qWait(60);
        QCOMPARE(ready.count(), 0);
    }

    void slowsDownWhenIdleAndWakes()
    {
        ui::Feed feed({&events_, &device_, nullptr});
        const int pace = feed.intervalMs();
        QVERIFY(pace <= 33);
        engine::DeviceSample sample;  // the monitor's samples alone do not keep it awake
        QVERIFY(device_.push(sample));
        QTRY_VERIFY_WITH_TIMEOUT(feed.intervalMs() > 5 * pace, 3000);
        pushToken(0);
        QTRY_COMPARE(feed.intervalMs(), pace);
        QTRY_VERIFY_WITH_TIMEOUT(feed.intervalMs() > 5 * pace, 3000);
        feed.wake();
        QCOMPARE(feed.intervalMs(), pace);
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
