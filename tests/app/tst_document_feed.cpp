// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document_feed.h"

#include <QTest>

class tst_document_feed : public QObject {
    Q_OBJECT

    /// Tokens first, first + 1, ... as events; as many samples as `devices`.
    static std::shared_ptr<app::OpenedDocument> document(int first, int count, int devices = 0)
    {
        auto document = std::make_shared<app::OpenedDocument>();
        for (int i = 0; i < count; ++i) {
            engine::TokenEvent token;
            token.position = first + i;
            document->events.emplace_back(std::move(token));
        }
        document->device.resize(size_t(devices));
        return document;
    }

    /// What a feed said: positions, and -1 - samples when it ended.
    struct Listener {
        std::vector<int> said;

        explicit Listener(app::DocumentFeed& feed)
        {
            QObject::connect(&feed, &app::DocumentFeed::batchReady, &feed, [this](const ui::TraceBatch& batch) {
                for (const engine::Event& event : batch.events)
                    said.push_back(std::get<engine::TokenEvent>(event).position);
            });
            QObject::connect(&feed, &app::DocumentFeed::ended, &feed,
                             [this](const std::vector<engine::DeviceSample>& devices) {
                                 said.push_back(-1 - int(devices.size()));
                             });
        }
        bool ended() const { return !said.empty() && said.back() < 0; }
    };

private slots:
    void all_events_come_in_order_and_then_the_end()
    {
        app::DocumentFeed feed;
        Listener listener(feed);
        feed.start(document(0, 20'000, 3));
        QTRY_VERIFY(listener.ended());
        QVERIFY(!feed.isRunning());
        QCOMPARE(listener.said.size(), size_t(20'001));
        for (int i = 0; i < 20'000; ++i) QCOMPARE(listener.said[size_t(i)], i);
        QCOMPARE(listener.said.back(), -4);
    }

    void an_empty_document_ends_at_once()
    {
        app::DocumentFeed feed;
        Listener listener(feed);
        feed.start(document(0, 0));
        QCOMPARE(listener.said, std::vector<int>{-1});
    }

    void the_event_loop_has_its_turn()
    {
        app::DocumentFeed feed;
        Listener listener(feed);
        connect(&feed, &app::DocumentFeed::batchReady, this, [] { QTest::qSleep(3); });
        feed.start(document(0, 20'000));
        QVERIFY(feed.isRunning());
        QVERIFY(listener.said.size() < 20'000);
        QTRY_VERIFY(listener.ended());
    }

    void another_document_takes_the_place_of_one_that_is_not_over()
    {
        app::DocumentFeed feed;
        Listener listener(feed);
        bool asked = false;
        connect(&feed, &app::DocumentFeed::batchReady, this, [&] {
            if (!std::exchange(asked, true)) feed.start(document(50'000, 300, 1));
        });
        feed.start(document(0, 20'000));
        QTRY_VERIFY(listener.ended());
        QCoreApplication::processEvents();
        QVERIFY(listener.said.size() < 20'000);
        QCOMPARE(listener.said.back(), -2);
        QCOMPARE(listener.said[listener.said.size() - 2], 50'299);
        QCOMPARE(std::count(listener.said.begin(), listener.said.end(), -1), 0);
    }

    void what_is_stopped_says_nothing_more()
    {
        app::DocumentFeed feed;
        Listener listener(feed);
        connect(&feed, &app::DocumentFeed::batchReady, &feed, &app::DocumentFeed::stop);
        feed.start(document(0, 20'000));
        const size_t said = listener.said.size();
        QTest::qWait(20);
        QCOMPARE(listener.said.size(), said);
        QVERIFY(!feed.isRunning() && !listener.ended());
    }
};

QTEST_GUILESS_MAIN(tst_document_feed)
#include "tst_document_feed.moc"
