// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bottleneck.h"

#include <QTest>

using ui::Bottleneck;
using Kind = ui::Bottleneck::Kind;

class TestBottleneck : public QObject {
    Q_OBJECT

    /// 10 ms of computing per token, 8 of them the experts', 1 GB read: 100 GB/s.
    static ui::SpeedMeasured usual()
    {
        ui::SpeedMeasured m;
        m.stages = {1, 0.25, 8, 0.5, 0.25};
        m.decoded = 20;
        m.wallMs = 10.5;
        m.bytes = 1e9;
        m.flops = 2e9;
        return m;
    }

    static bool says(const Bottleneck& found, const char* text)
    {
        return found.evidence.join(u'\n').contains(QString::fromUtf8(text));
    }

private slots:
    void tooLittleIsSaid()
    {
        ui::SpeedMeasured m = usual();
        m.decoded = 3;
        const Bottleneck found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::TooLittle);
        QVERIFY(found.sentence.contains("3 decoded tokens were timed, 4 are needed"));
        QCOMPARE(ui::findBottleneck({}).kind, Kind::TooLittle);
        QVERIFY(ui::findBottleneck({}).evidence.isEmpty());
        m = usual();
        m.stages.fill(0);
        QCOMPARE(ui::findBottleneck(m).kind, Kind::TooLittle);
    }

    void theLargestStage_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<QString>("name");
        const char* names[] = {"attention", "router", "experts", "head", "sampling"};
        for (int stage = 0; stage < 5; ++stage) QTest::newRow(names[stage]) << stage << names[stage];
    }

    void theLargestStage()
    {
        QFETCH(int, stage);
        QFETCH(QString, name);
        ui::SpeedMeasured m = usual();
        m.stages.fill(1);
        m.stages[size_t(stage)] = 6;
        const Bottleneck found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Stage);
        QCOMPARE(found.stage, size_t(stage));
        QVERIFY2(found.sentence.contains(QStringLiteral("“%1” takes most").arg(name)), qPrintable(found.sentence));
        QVERIFY(found.sentence.contains("60 %"));
        m.stages[size_t(stage)] = 2;  // of 6
        QVERIFY(ui::findBottleneck(m).sentence.contains("No stage takes half"));
        QVERIFY(ui::findBottleneck(m).sentence.contains("33 %"));
    }

    void weightsAtTheBandwidthOfTheMachine()
    {
        ui::SpeedMeasured m = usual();
        m.bandwidth = 125e9;
        Bottleneck found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Memory);
        QVERIFY2(found.sentence.contains("at 80 % of this machine's memory bandwidth"), qPrintable(found.sentence));
        QVERIFY(says(found, "100.0 GB/s of weights and cache read, 80 % of the 125.0 GB/s measured"));
        QVERIFY(says(found, "200.0 GFLOP/s"));
        m.bandwidth = 500e9;
        QCOMPARE(ui::findBottleneck(m).kind, Kind::Stage);
        m.bandwidth.reset();
        found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Stage);
        QVERIFY(says(found, "bandwidth was not measured"));
    }

    void whatStaysInCachesIsNotTheMemory()
    {
        ui::SpeedMeasured m = usual();
        m.bandwidth = 50e9;  // twice as fast as memory is: it was not memory
        Bottleneck found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Stage);
        QVERIFY(says(found, "they stay in caches"));
        m.bytes = 8e6;  // 0.8 GB/s
        m.bandwidth = 1e9;
        found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Stage);
        QVERIFY(says(found, "so few may stay in caches"));
    }

    void waitingIsTold()
    {
        ui::SpeedMeasured m = usual();
        m.wallMs = 40;
        m.bandwidth = 125e9;
        const Bottleneck found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Waiting);
        QVERIFY2(found.sentence.contains("75 % of the time between two tokens"), qPrintable(found.sentence));
        m.wallMs = 19;
        QVERIFY(ui::findBottleneck(m).kind != Kind::Waiting);
        m.wallMs = 0;  // not known
        QVERIFY(ui::findBottleneck(m).kind != Kind::Waiting);
    }

    void aLongPromptIsArithmetic()
    {
        ui::SpeedMeasured m = usual();
        m.prompt = 500;
        m.promptMs = 600;  // beside 200 of decoding
        m.promptBytes = 6e9;
        m.promptFlops = 600e9;
        Bottleneck found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Prompt);
        QVERIFY(found.sentence.contains("75 %"));
        QVERIFY(!found.sentence.contains("Arithmetic"));  // the bandwidth is not known
        QVERIFY(says(found, "500 prompt tokens in 600 ms"));
        QVERIFY(says(found, "1000.0 GFLOP/s of arithmetic, at most 10.0 GB/s"));
        m.bandwidth = 100e9;
        found = ui::findBottleneck(m);
        QVERIFY2(found.sentence.contains("Arithmetic limits it") && found.sentence.contains("10 % of the memory"),
                 qPrintable(found.sentence));
        m.bandwidth = 12e9;
        QVERIFY(!ui::findBottleneck(m).sentence.contains("Arithmetic"));
        m.promptMs = 100;
        QVERIFY(ui::findBottleneck(m).kind != Kind::Prompt);
    }

    void theGpuMayWaitOrBeFull()
    {
        ui::SpeedMeasured m = usual();
        m.onGpu = true;
        Bottleneck found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Stage);
        QVERIFY(says(found, "the bandwidth of the GPU's memory was not measured"));
        m.gpuPercent = 30;
        found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::GpuIdle);
        QVERIFY(found.sentence.contains("30 % of the time"));
        QVERIFY(says(found, "the GPU worked 30 % of the time"));
        m.gpuPercent = 95;
        m.gpuMemoryPercent = 88;
        found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Memory);
        QVERIFY(found.sentence.contains("88 %"));
        m.bandwidth = 125e9;  // says more than how often memory was busy
        found = ui::findBottleneck(m);
        QCOMPARE(found.kind, Kind::Memory);
        QVERIFY2(found.sentence.contains("at 80 % of the bandwidth of the GPU's memory"), qPrintable(found.sentence));
        m.bandwidth = 500e9;
        QCOMPARE(ui::findBottleneck(m).kind, Kind::Stage);
        m.bandwidth.reset();
        m.gpuMemoryPercent = 20;
        QCOMPARE(ui::findBottleneck(m).kind, Kind::Stage);
    }
};

QTEST_GUILESS_MAIN(TestBottleneck)
#include "tst_bottleneck.moc"
