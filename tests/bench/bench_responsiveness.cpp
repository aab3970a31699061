// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

#include <algorithm>
#include <ctime>
#include <vector>

namespace {

constexpr int kSeconds = 60;
constexpr int kProbeMs = 5;
constexpr double kStallMs = 50;

double thread_cpu_ms()
{
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) * 1e-6;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

}  // namespace

/// The window while the engine computes on all cores for a minute: a probe timer of 5 ms measures how late the
/// event loop comes back. What the loop itself did is its thread's CPU time: that never depends on what else the
/// machine is busy with, so it is what must stay under 50 ms; lateness is printed beside it. Run by hand.
class bench_responsiveness : public QObject {
    Q_OBJECT

private slots:
    void the_window_never_waits_for_the_engine()
    {
        const QTemporaryDir home;
        qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
        qputenv("EXPERTSCOPE_SESSIONS", home.filePath("sessions").toUtf8());
        app::Options options;
        options.size = QSize(1600, 1000);
        app::Application application(options);
        application.start();
        auto* window = qobject_cast<ui::MainWindow*>(QApplication::topLevelWidgets().value(0));
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<ui::MainWindow*>(widget)) window = found;
        QVERIFY(window);

        std::vector<double> late, busy;
        QElapsedTimer wall;
        double last_wall = 0, last_cpu = 0;
        QTimer probe;
        probe.setTimerType(Qt::PreciseTimer);
        connect(&probe, &QTimer::timeout, this, [&] {
            const double now = double(wall.nsecsElapsed()) * 1e-6, cpu = thread_cpu_ms();
            late.push_back(std::max(0.0, now - last_wall - kProbeMs));
            busy.push_back(cpu - last_cpu);
            last_wall = now;
            last_cpu = cpu;
        });
        int replies = 0;
        QTimer asker;  // a question as soon as the last one is answered; a new chat after every eight
        connect(&asker, &QTimer::timeout, this, [&] {
            if (!application.isReady()) return;
            if (++replies % 9 == 0) emit window->newChatWanted();
            else window->ask(replies % 2 ? "Tell me a long story about a fox." : "What does a router do?");
        });
        asker.start(20);
        QTRY_VERIFY_WITH_TIMEOUT(replies > 0, 10000);
        wall.start();
        last_cpu = thread_cpu_ms();
        probe.start(kProbeMs);
        QTest::qWait(kSeconds * 1000);
        probe.stop();
        asker.stop();

        qInfo("%d replies; lateness p50 %.2f, p99 %.2f, max %.2f ms; work of one turn p50 %.2f, p99 %.2f, max %.2f ms",
              replies, percentile(late, 0.5), percentile(late, 0.99), percentile(late, 1), percentile(busy, 0.5),
              percentile(busy, 0.99), percentile(busy, 1));
        QVERIFY(replies > 1);
        QVERIFY(late.size() > 1000);
        QVERIFY(percentile(busy, 1) < kStallMs);
    }
};

QTEST_MAIN(bench_responsiveness)
#include "bench_responsiveness.moc"
