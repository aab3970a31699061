// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/device_monitor.h"
#include "engine/monitor/nvml.h"
#include "engine/monitor/proc.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace engine;

namespace {

/// Samples as they come, until there are `count`.
std::vector<DeviceSample> collect(DeviceMonitor& monitor, std::size_t count)
{
    std::vector<DeviceSample> samples;
    DeviceSample sample;
    if (!QTest::qWaitFor(
            [&] {
                while (monitor.ring().pop(sample))
                    samples.push_back(sample);
                return samples.size() >= count;
            },
            10000))
        samples.clear();
    return samples;
}

}  // namespace

class TestDeviceMonitor : public QObject {
    Q_OBJECT

    QTemporaryDir proc_;
    void writeProc(const QString& name, const QByteArray& text);

private slots:
    void initTestCase();
    void computesPercentagesFromTwoSamples();
    void leavesUnknownFieldsEmpty();
    void survivesStrangeText();
    void readsWhatAGpuKnows();
    void saysWhyThereIsNoGpu();
    void samplesThisMachine();
    void samplesAGpu();
    void stopsAtOnce();
    void paceCanChange();
    void dropsWhatNobodyReads();
};

void TestDeviceMonitor::initTestCase()
{
    QVERIFY(QDir(proc_.path()).mkdir("self"));
}

void TestDeviceMonitor::writeProc(const QString& name, const QByteArray& text)
{
    QFile file(proc_.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

void TestDeviceMonitor::computesPercentagesFromTwoSamples()
{
    writeProc("cpuinfo", "processor\t: 0\nmodel name\t: Abacus 9\nprocessor\t: 1\nmodel name\t: Abacus 9\n");
    writeProc("meminfo", "MemTotal:        2000 kB\nMemFree:  100 kB\nMemAvailable:     500 kB\n");
    writeProc("self/statm", "900 30 20 1 0 90 0\n");
    writeProc("stat", "cpu  100 0 100 1000 100 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    writeProc("self/stat", "7 (a) b) R 1 1 1 0 -1 0 0 0 0 0 40 10 0 0 20 0 1\n");
    Proc proc(proc_.path().toStdString());
    QCOMPARE(proc.cpu_name(), std::string("Abacus 9"));
    DeviceSample first, second;
    proc.sample(first);
    QVERIFY(!first.cpu_percent && !first.process_cpu_percent);
    QVERIFY(first.memory_total == 2000u * 1024 && first.memory_used == 1500u * 1024);
    QVERIFY(first.process_memory == 30u * std::uint64_t(sysconf(_SC_PAGESIZE)));

    writeProc("stat", "cpu  130 5 110 1130 110 2 1 2 0 0\n");                      // 50 of 190 busy
    writeProc("self/stat", "7 (a) b) R 1 1 1 0 -1 0 0 0 0 0 55 14 0 0 20 0 1\n");  // 19 of 190
    proc.sample(second);
    QCOMPARE(*second.cpu_percent, 100.0f * 50 / 190);
    QCOMPARE(*second.process_cpu_percent, 10.0f);

    DeviceSample same;
    proc.sample(same);
    QVERIFY(!same.cpu_percent);  // no time has passed: unknown, not 0
}

void TestDeviceMonitor::leavesUnknownFieldsEmpty()
{
    Proc proc("/nonexistent");
    QVERIFY(proc.cpu_name().empty());
    for (int i = 0; i < 2; ++i) {
        DeviceSample sample;
        proc.sample(sample);
        QVERIFY(!sample.cpu_percent && !sample.process_cpu_percent && !sample.memory_used && !sample.memory_total &&
                !sample.process_memory);
    }
}

void TestDeviceMonitor::survivesStrangeText()
{
    for (const QByteArray& text : {QByteArray(), QByteArray("cpu"), QByteArray("cpu  -1 x"), QByteArray(5000, ')'),
                                   QByteArray("MemTotal: 99999999999999999999 kB\n")}) {
        for (const char* name : {"stat", "self/stat", "self/statm", "meminfo", "cpuinfo"})
            writeProc(name, text);
        Proc proc(proc_.path().toStdString());
        DeviceSample sample;
        proc.sample(sample);
        proc.sample(sample);
        QVERIFY(!sample.cpu_percent && !sample.memory_total && !sample.process_memory);
    }
}

void TestDeviceMonitor::readsWhatAGpuKnows()
{
    const Nvml nvml(FAKE_NVML);
    QCOMPARE(nvml.reason(), std::string());
    QVERIFY(nvml.reports_power());
    const auto gpus = nvml.sample();
    QCOMPARE(gpus.size(), std::size_t(2));
    const GpuSample& full = gpus[0];
    QCOMPARE(full.name, std::string("Fake GPU \xEF\xBF\xBD"));
    QVERIFY(full.utilization == 42u && full.memory_utilization == 17u);
    QVERIFY(full.memory_total == 8ull << 30 && full.memory_used == 3ull << 30 && full.process_memory == 2000u);
    QVERIFY(full.power_mw == 71'500u && full.temperature_c == 61u);
    QVERIFY(full.sm_clock_mhz == 1000u && full.memory_clock_mhz == 2000u);
    QVERIFY(!full.power_limit_mw && !full.pcie_tx_kbps && !full.pcie_rx_kbps);
    QVERIFY(full.sm_clock_max_mhz == 1980u && full.pcie_generation == 5u && full.pcie_width == 16u);
    QVERIFY(full.clock_reasons == (SwPowerCap | HwThermalSlowdown | 0x8000'0000'0000));
    QCOMPARE(full.bus_id, std::string("0001:3b:00.0"));
    const GpuSample& bare = gpus[1];
    QCOMPARE(bare.name, std::string("Bare GPU"));
    QVERIFY(!bare.utilization && !bare.memory_used && !bare.process_memory && !bare.power_mw && !bare.temperature_c &&
            !bare.sm_clock_mhz);
    QVERIFY(bare.bus_id.empty());
    QVERIFY(!bare.sm_clock_max_mhz && !bare.pcie_generation && !bare.pcie_width && !bare.clock_reasons);
}

void TestDeviceMonitor::saysWhyThereIsNoGpu()
{
    const Nvml missing("libno-such-library.so.1");
    QCOMPARE(missing.reason(),
             std::string("libno-such-library.so.1 is not on this machine: there is no NVIDIA driver."));
    QVERIFY(missing.sample().empty() && !missing.reports_power());
    const Nvml other("libc.so.6");  // a library, but another one
    QVERIFY(!other.reason().empty());
    QVERIFY(other.sample().empty());
}

void TestDeviceMonitor::samplesThisMachine()
{
    qputenv("EXPERTSCOPE_NVML", "libno-such-library.so.1");
    DeviceMonitor monitor(std::chrono::milliseconds(50));
    QVERIFY(monitor.facts().cores >= 1);
    QVERIFY(!monitor.facts().gpu_reason.empty() && !monitor.facts().energy_reason.empty());
    const auto samples = collect(monitor, 5);
    QVERIFY(samples.size() >= 5);
    QVERIFY(samples[0].cpu_percent.has_value());
    std::int64_t last = -1;
    for (const DeviceSample& sample : samples) {
        QVERIFY(sample.time_us > last);
        last = sample.time_us;
        QVERIFY(sample.gpus.empty());
        QVERIFY(sample.memory_total > 0u && *sample.memory_used <= *sample.memory_total);
        QVERIFY(sample.process_memory > 1'000'000u);
        if (sample.cpu_percent) QVERIFY(*sample.cpu_percent >= 0 && *sample.cpu_percent <= 100);
    }
    QVERIFY(samples.back().cpu_percent.has_value());
}

void TestDeviceMonitor::samplesAGpu()
{
    qputenv("EXPERTSCOPE_NVML", FAKE_NVML);
    DeviceMonitor monitor(std::chrono::milliseconds(50));
    QCOMPARE(monitor.facts().gpu_reason, std::string());
    QCOMPARE(monitor.facts().energy_reason, std::string());
    const auto samples = collect(monitor, 2);
    QVERIFY(samples.size() >= 2);
    QCOMPARE(samples[1].gpus.size(), std::size_t(2));
    QVERIFY(samples[1].gpus[0].utilization == 42u);
}

void TestDeviceMonitor::stopsAtOnce()
{
    auto monitor = std::make_unique<DeviceMonitor>(std::chrono::hours(1));
    QVERIFY(!collect(*monitor, 1).empty());
    QElapsedTimer time;
    time.start();
    monitor.reset();
    QVERIFY(time.elapsed() < 2000);
}

void TestDeviceMonitor::paceCanChange()
{
    std::atomic<int> told = 0;
    DeviceMonitor monitor(std::chrono::hours(1), [&] { ++told; });
    QTRY_COMPARE(told.load(), 1);
    monitor.set_period(std::chrono::milliseconds(5));
    QTRY_VERIFY(told.load() > 5);
    monitor.set_period(DeviceMonitor::paused);
    QTest::qWait(50);
    const int before = told.load();
    QTest::qWait(60);
    QCOMPARE(told.load(), before);
    monitor.set_period(std::chrono::milliseconds(5));
    QTRY_VERIFY(told.load() > before);
}

void TestDeviceMonitor::dropsWhatNobodyReads()
{
    DeviceMonitor monitor(std::chrono::milliseconds(0));
    QTRY_VERIFY_WITH_TIMEOUT(monitor.ring().dropped() > 10, 20000);
    QVERIFY(collect(monitor, 100).size() >= 100);
}

QTEST_GUILESS_MAIN(TestDeviceMonitor)
#include "tst_device_monitor.moc"
