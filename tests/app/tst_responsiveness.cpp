// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fresh_program.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QtTest>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>
#include <vector>

namespace {

constexpr int kSeconds = 60;
constexpr int kProbeMs = 5;
constexpr double kStallMs = 50;
constexpr int kQuestionsOfAChat = 40;

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

/// How late a thread that only sleeps wakes up at worst: what this machine does to everybody, whoever waits.
class Control {
public:
    double worst_ms()
    {
        thread_.request_stop();
        thread_.join();
        return worst_;
    }

private:
    void sleep(std::stop_token stop)
    {
        using Clock = std::chrono::steady_clock;
        for (auto last = Clock::now(); !stop.stop_requested();) {
            std::this_thread::sleep_for(std::chrono::milliseconds(kProbeMs));
            const auto now = Clock::now();
            worst_ = std::max(worst_, std::chrono::duration<double, std::milli>(now - last).count() - kProbeMs);
            last = now;
        }
    }

    double worst_ = 0;
    std::jthread thread_{[this](std::stop_token stop) { sleep(stop); }};
};

/// A timer in the event loop: how late it comes, and how much of that time the loop itself computed.
class Probe : public QObject {
public:
    void start()
    {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, &Probe::tick);
        wall_.start();
        last_cpu_ = thread_cpu_ms();
        timer_.start(kProbeMs);
    }

    std::vector<double> late, busy;  // ms of every turn
    double worst_at() const { return worst_at_; }  ///< seconds after the start, of the turn that computed longest

private:
    void tick()
    {
        const double now = double(wall_.nsecsElapsed()) * 1e-6, cpu = thread_cpu_ms();
        if (cpu - last_cpu_ > worst_) {
            worst_ = cpu - last_cpu_;
            worst_at_ = now * 1e-3;
        }
        late.push_back(std::max(0.0, now - last_wall_ - kProbeMs));
        busy.push_back(cpu - last_cpu_);
        last_wall_ = now;
        last_cpu_ = cpu;
    }

    QTimer timer_;
    QElapsedTimer wall_;
    double last_wall_ = 0, last_cpu_ = 0, worst_ = 0, worst_at_ = 0;
};

}  // namespace

class tst_responsiveness : public QObject {
    Q_OBJECT

private slots:
    void the_window_never_waits_for_the_engine();
};

/// A minute of questions, each asked as soon as the last one is answered, the engine on all cores.
void tst_responsiveness::the_window_never_waits_for_the_engine()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("the times of an instrumented program tell nothing");
#endif
    FreshProgram program(QSize(1600, 1000));
    QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), 20000);

    int questions = 0;
    QTimer asker;
    connect(&asker, &QTimer::timeout, this, [&] {
        if (!program.isReady()) return;
        if (++questions % kQuestionsOfAChat == 0)
            emit program.window().newChatWanted();
        else
            program.window().ask(questions % 2 ? "Tell me a long story about a fox." : "What does a router do?");
    });
    asker.start(20);
    Control control;
    Probe probe;
    probe.start();
    QTest::qWait(kSeconds * 1000);
    asker.stop();
    const double machine = control.worst_ms();

    qInfo("%d questions; late p50 %.1f, p99 %.1f, max %.1f ms; computing p50 %.1f, p99 %.1f, max %.1f ms "
          "(at %.1f s); "
          "a thread that only sleeps: max %.1f ms late",
          questions, percentile(probe.late, 0.5), percentile(probe.late, 0.99), percentile(probe.late, 1),
          percentile(probe.busy, 0.5), percentile(probe.busy, 0.99), percentile(probe.busy, 1),
          probe.worst_at(), machine);
    QVERIFY(questions > 1);
    QVERIFY(probe.late.size() > 1000);
    // A machine that takes its cores away for a moment makes single turns long, whatever they compute: the largest are
    // reported, the test is of nearly all.
    QVERIFY(percentile(probe.busy, 0.99) < kStallMs);
    QVERIFY(percentile(probe.late, 0.99) < kStallMs + machine);
    QVERIFY(percentile(probe.busy, 1) < kStallMs + machine);
}

QTEST_MAIN(tst_responsiveness)
#include "tst_responsiveness.moc"
