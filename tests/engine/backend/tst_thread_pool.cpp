// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/thread_pool.h"

#include <QtTest>

#include <atomic>
#include <chrono>
#include <ctime>
#include <thread>

using engine::ThreadPool;

class tst_thread_pool : public QObject {
    Q_OBJECT

private slots:
    void every_task_runs_once()
    {
        for (const int threads : {1, 2, 5}) {
            ThreadPool pool(threads);
            QCOMPARE(pool.size(), threads);
            for (int round = 0; round < 2000; ++round) {
                const int tasks = round % 37;
                std::vector<std::atomic<int>> runs(std::size_t(tasks) + 1);
                pool.run(tasks, [&](int task, int) { runs[std::size_t(task)].fetch_add(1); });
                for (int task = 0; task < tasks; ++task) QCOMPARE(runs[std::size_t(task)].load(), 1);
            }
        }
    }

    void a_thread_runs_one_task_at_a_time()
    {
        ThreadPool pool(4);
        std::atomic<int> busy[4] = {};
        std::atomic<int> overlaps{0};
        pool.run(400, [&](int, int thread) {
            if (busy[thread].fetch_add(1) != 0) overlaps.fetch_add(1);
            std::this_thread::yield();
            busy[thread].fetch_sub(1);
        });
        QCOMPARE(overlaps.load(), 0);
    }

    void idle_workers_sleep()
    {
        ThreadPool pool(4);
        pool.run(64, [](int, int) {});
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        const std::clock_t before = std::clock();  // processor time of all threads
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        const double used_ms = double(std::clock() - before) * 1000 / CLOCKS_PER_SEC;
        QVERIFY2(used_ms < 15, qPrintable(QString::number(used_ms)));
    }

    void wakes_after_sleeping()
    {
        ThreadPool pool(3);
        for (int round = 0; round < 5; ++round) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            std::atomic<int> sum{0};
            pool.run(10, [&](int task, int) { sum.fetch_add(task); });
            QCOMPARE(sum.load(), 45);
        }
    }
};

QTEST_GUILESS_MAIN(tst_thread_pool)
#include "tst_thread_pool.moc"
