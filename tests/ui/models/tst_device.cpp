// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/device.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

#include <cmath>
#include <limits>

class TestDevice : public QObject {
    Q_OBJECT

    static ui::TraceBatch sampled(const engine::DeviceSample& sample)
    {
        ui::TraceBatch batch;
        batch.device.push_back(sample);
        return batch;
    }

private slots:
    void missingReadingsCarryTheirReason()
    {
        ui::Timeline timeline;
        ui::DeviceModel model(timeline);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        engine::DeviceFacts facts;
        facts.cpu_name = "Test CPU";
        facts.cores = 2;
        facts.gpu_reason = "no library";
        model.setFacts(facts);
        engine::DeviceSample sample;
        sample.cpu_percent = 50;
        sample.memory_used = 1ull << 30;
        sample.memory_total = 4ull << 30;
        model.apply(sampled(sample));
        model.update();

        QVERIFY(model.emptyReason().isEmpty());
        const auto& readings = model.readings();
        QCOMPARE(readings[0].value, QStringLiteral("50 %"));
        QCOMPARE(*readings[0].fraction, 0.5f);
        QVERIFY(!readings[1].fraction);
        QVERIFY(!readings[1].reason.isEmpty());
        QCOMPARE(readings[2].value, QStringLiteral("1.0 GiB of 4.0 GiB"));
        QCOMPARE(*readings[2].fraction, 0.25f);
        QCOMPARE(readings.back().name, QStringLiteral("GPU"));
        QCOMPARE(readings.back().value, QStringLiteral("not available"));
        QCOMPARE(readings.back().reason, QStringLiteral("no library"));
        QVERIFY(model.title().text().contains("no GPU"));
        QCOMPARE(model.cell(0, 2).toFloat(), 0.5f);
    }

    void gpuFieldsAreOptionalOneByOne()
    {
        ui::Timeline timeline;
        ui::DeviceModel model(timeline);
        engine::DeviceSample sample;
        engine::GpuSample gpu;
        gpu.name = "Card";
        gpu.utilization = 25;
        gpu.power_mw = 12345;
        sample.gpus.push_back(gpu);
        model.apply(sampled(sample));
        model.update();
        QMap<QString, QString> byName;
        for (const auto& reading : model.readings()) byName[reading.name] = reading.value;
        QCOMPARE(byName["Card"], QStringLiteral("25 %"));
        QCOMPARE(byName["Power"], QStringLiteral("12.3 W"));
        QCOMPARE(byName["Temperature"], QStringLiteral("not available"));
        QVERIFY(!byName.contains("GPU"));
    }

    void whatHoldsAGpuBack()
    {
        ui::Timeline timeline;
        ui::DeviceModel model(timeline);
        engine::GpuSample gpu;
        gpu.name = "Card";
        gpu.utilization = 75;
        gpu.power_mw = 300'000;
        gpu.power_limit_mw = 400'000;
        gpu.sm_clock_mhz = 990;
        gpu.sm_clock_max_mhz = 1980;
        gpu.pcie_rx_kbps = 1'600'000;
        gpu.pcie_generation = 3;
        gpu.pcie_width = 16;
        gpu.clock_reasons = engine::SwPowerCap | engine::HwThermalSlowdown | 0x4000;
        engine::DeviceSample sample;
        sample.gpus = {gpu, gpu};
        sample.gpus[1].clock_reasons = 0;
        model.apply(sampled(sample));
        model.update();
        QMap<QString, ui::DeviceModel::Reading> byName;
        for (const auto& reading : model.readings()) byName[reading.name] = reading;
        QCOMPARE(byName["1: Power"].value, QStringLiteral("300 of 400 W"));
        QCOMPARE(*byName["1: Power"].fraction, 0.75f);
        QCOMPARE(byName["1: Core clock"].value, QStringLiteral("990 of 1980 MHz"));
        QCOMPARE(byName["1: To the GPU"].value, QStringLiteral("1600 of 15760 MB/s"));
        QCOMPARE(byName["1: PCIe link"].value, QStringLiteral("generation 3, 16 lanes"));
        QCOMPARE(byName["1: Clock held by"].value,
                 QStringLiteral("the power limit, heat (hardware), another reason (0x4000)"));
        QCOMPARE(byName["2: Clock held by"].value, QStringLiteral("nothing"));
        QVERIFY(!byName["1: From the GPU"].reason.isEmpty());
        auto card = recording::workshopCard();
        card->pci_bus_id = "0000:02:00.0";
        timeline.setCard(card);
        sample.gpus[1].bus_id = card->pci_bus_id;
        model.apply(sampled(sample));
        model.update();
        QStringList names;
        for (const auto& reading : model.readings()) names << reading.name;
        QVERIFY(names.contains("2: Card (in use)") && names.contains("1: Card"));
        QVERIFY(names.indexOf("2: Power") < names.indexOf("1: Power"));
        sample.gpus[0].memory_total = sample.gpus[1].memory_total = 24'000;
        sample.gpus[0].memory_used = 1'000;
        sample.gpus[1].memory_used = 9'000;
        model.apply(sampled(sample));
        QCOMPARE(model.freeMemoryOf("0000:02:00.0").value_or(0), 15'000);
        QVERIFY(!model.freeMemoryOf("0000:03:00.0") && !model.freeMemoryOf({}));
        QCOMPARE(model.gpus(), size_t(2));
        QCOMPARE(model.gpuHistory(1).back().y, 75.0);
        QVERIFY(model.gpuHistory(2).empty());
    }

    void weightsReadAreEstimatedFromTheSpeed()
    {
        const auto card = recording::smallCard();
        card->active_parameters = 0;  // the cache alone is counted: 3 × 80 × 2 bytes and position
        ui::Timeline timeline;
        timeline.setCard(card);
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {"p"}, {"a", "b", "c"}});
        for (int i = 0; i < 3; ++i) std::get<engine::TokenEvent>(batch.events[size_t(2 + i)]).time_us = 2 * (i + 1);
        timeline.apply(batch);
        ui::DeviceModel model(timeline);
        model.apply(sampled({}));
        model.update();
        const auto read = [&] {
            for (const auto& reading : model.readings())
                if (reading.name == "Weights read, est.") return reading;
            return ui::DeviceModel::Reading{};
        };
        QCOMPARE(read().value, QStringLiteral("0.96 GB/s"));  // 4 × 480 bytes in 2 µs
        QVERIFY(!read().fraction);
        model.setBandwidth(1.92e9);
        model.update();
        QCOMPARE(read().value, QStringLiteral("0.96 of 1.9 GB/s"));
        QCOMPARE(*read().fraction, 0.5f);
    }

    void historyIsBounded()
    {
        ui::Timeline timeline;
        ui::DeviceModel model(timeline);
        QSignalSpy changed(&model, &ui::DeviceModel::changed);
        for (int i = 0; i < 300; ++i) {
            engine::DeviceSample sample;
            sample.time_us = i * 500000;
            if (i != 298) sample.cpu_percent = float(i);
            model.apply(sampled(sample));
        }
        QCOMPARE(changed.count(), 300);
        const auto history = model.cpuHistory();
        QCOMPARE(history.size(), size_t(240));  // two minutes, and one sample had no reading
        QCOMPARE(history.front().x, -ui::DeviceModel::history_seconds);
        QCOMPARE(history.back().x, 0.0);
        QCOMPARE(history.back().y, 299.0);
        QCOMPARE(history[history.size() - 2].x, -1.0);
        model.clear();
        QVERIFY(model.cpuHistory().empty());
    }

    void aRecordedMachineIsNotThisOne()
    {
        ui::Timeline timeline;
        ui::DeviceModel model(timeline);
        QSignalSpy logged(&model, &ui::DeviceModel::logChanged);
        engine::DeviceSample recorded, live;
        recorded.time_us = 1'700'000'000'000'000;
        recorded.cpu_percent = 10;
        model.setRecorded({recorded});
        model.update();
        QVERIFY(model.readings().empty() && model.cpuHistory().empty() && model.gpus() == 0);
        QCOMPARE(logged.count(), 1);
        live.time_us = recorded.time_us + 60'000'000;
        live.cpu_percent = 70;
        model.apply(sampled(live));  // nobody asked anything: of the machine, not of the conversation
        QCOMPARE(model.cpuHistory().size(), size_t(1));
        QCOMPARE(model.log().size(), size_t(1));
        QCOMPARE(*model.log().at(recorded.time_us + ui::MachineLog::period_us)->cpu_percent, 10.0);
        QVERIFY(!model.log().at(recorded.time_us + ui::MachineLog::period_us + 1));
        model.clear();
        QCOMPARE(model.log().size(), size_t(0));
    }

    void theLogIsSortedAndBounded()
    {
        ui::MachineLog log;
        const std::int64_t begin = 1'700'000'000'000'000;
        const auto samples = [&](int from, int count) {
            std::vector<engine::DeviceSample> row(static_cast<size_t>(count));
            for (int i = 0; i < count; ++i) {
                row[size_t(i)].time_us = begin + (from + i) * ui::MachineLog::period_us;
                row[size_t(i)].process_cpu_percent = float(from + i);
            }
            return row;
        };
        const int most = int(ui::MachineLog::most_samples);
        log.add(samples(10, most));
        log.add(samples(0, 20));  // older ones, found later
        QCOMPARE(log.size(), ui::MachineLog::most_samples);
        QVERIFY(!log.at(begin));
        const std::int64_t last = begin + (most + 9) * ui::MachineLog::period_us;
        QCOMPARE(*log.at(last + 1000)->process_cpu_percent, double(most + 9));
        QCOMPARE(*log.at(last - 200'000)->process_cpu_percent, double(most + 9));
        QCOMPARE(*log.at(last - 300'000)->process_cpu_percent, double(most + 8));
        QCOMPARE(log.mean(last - 2 * ui::MachineLog::period_us, last)->samples, 3);
        QVERIFY(!log.mean(last, begin) && !log.mean(last + 1, last + 2));

        std::vector<engine::DeviceSample> forged(2);  // no times at all
        forged[0].time_us = std::numeric_limits<std::int64_t>::max();
        forged[1].time_us = std::numeric_limits<std::int64_t>::min();
        log.clear();
        log.add(forged);
        QCOMPARE(log.size(), size_t(0));
        engine::TokenEvent token;
        token.reply = std::numeric_limits<std::int64_t>::max();
        QVERIFY(!ui::MachineLog::timeOf(token));
        token.reply = begin;
        token.time_us = std::numeric_limits<std::int64_t>::max();
        QVERIFY(!ui::MachineLog::timeOf(token));
        token.time_us = 5;
        QCOMPARE(*ui::MachineLog::timeOf(token), begin + 5);
    }

    /// Of two cards the one that the program has memory on.
    void theGpuThatComputesIsMeant()
    {
        engine::DeviceSample sample;
        sample.time_us = 1'700'000'000'000'000;
        sample.gpus.resize(2);
        sample.gpus[0].utilization = 90;
        sample.gpus[0].power_mw = 70'000;
        sample.gpus[1].utilization = 30;
        sample.gpus[1].power_mw = 250'000;
        sample.gpus[1].process_memory = 1;
        ui::MachineLog log;
        log.add({sample});
        QCOMPARE(*log.at(sample.time_us)->gpu_percent, 30.0);
        QCOMPARE(*log.at(sample.time_us)->gpu_watts, 250.0);
        QVERIFY(!log.at(sample.time_us)->gpu_memory_percent);

        sample.gpus[0].bus_id = "0000:01:00.0";  // a container hides processes, but the place is known
        log.clear();
        log.add({sample}, "0000:01:00.0");
        QCOMPARE(*log.at(sample.time_us)->gpu_percent, 90.0);
        log.clear();
        log.add({sample}, "0000:02:00.0");
        QCOMPARE(*log.at(sample.time_us)->gpu_percent, 30.0);
    }

    void whatWasNotWatchedIsAGap()
    {
        ui::Timeline timeline;
        ui::DeviceModel model(timeline);
        for (const int second : {0, 2, 30, 32}) {
            engine::DeviceSample sample;
            sample.time_us = second * 1000000;
            sample.cpu_percent = 10;
            model.apply(sampled(sample));
        }
        const auto history = model.cpuHistory();
        QCOMPARE(history.size(), size_t(5));
        QVERIFY(std::isnan(history[2].y));
        QVERIFY(!std::isnan(history[1].y) && !std::isnan(history[3].y));
    }

    void ratesAreFromOneTokenToTheNext()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        timeline.setCard(card);
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {"p"}, {"a", "b", "c"}});
        for (int i = 0; i < 3; ++i) std::get<engine::TokenEvent>(batch.events[size_t(2 + i)]).time_us = 1000 * (i + 1);
        std::get<engine::TokenEvent>(batch.events[4]).time_us = 6000;
        timeline.apply(batch);
        ui::DeviceModel model(timeline);
        model.update();
        QCOMPARE(model.rates().size(), size_t(2));
        QCOMPARE(model.rates()[0].x, 2.0);
        QCOMPARE(model.rates()[0].y, 1000.0);
        QCOMPARE(model.rates()[1].y, 250.0);
    }
};

QTEST_GUILESS_MAIN(TestDevice)
#include "tst_device.moc"
