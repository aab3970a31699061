// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// The doctor on a GPU: a real one, or with EXPERTSCOPE_CUDA the stand-in of tests/cuda_on_cpu, which is slow and asks
// for EXPERTSCOPE_BRIEF.
#include "engine/cuda_devices.h"
#include "engine/doctor.h"

#include <QtTest>

using namespace engine;

class tst_cuda : public QObject {
    Q_OBJECT

    static DoctorReport run(DoctorSection section)
    {
        DoctorOptions options;
        options.model = EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop";
        options.load.device = "cuda";
        options.brief = qEnvironmentVariableIsSet("EXPERTSCOPE_BRIEF");
        options.only = {section};
        return examine(options);
    }

private slots:
    void initTestCase()
    {
        if (cuda_devices().devices.empty()) QSKIP(cuda_devices().reason.c_str());
    }

    void the_card_is_measured()
    {
        const DoctorReport report = run(DoctorSection::Machine);
        QCOMPARE(report.machine->devices.size(), 2u);
        const DeviceReport& card = report.machine->devices[1];
        QCOMPARE(card.problem, std::string());
        QVERIFY(card.bytes_per_second > 0 && card.recorded_step_us > 0 && card.launch_us > 0);
    }

    void operations_equal_the_processors()
    {
        const DoctorReport report = run(DoctorSection::Operations);
        QCOMPARE(report.operations.size(), 2u);
        for (const OperationsReport& operations : report.operations) {
            QVERIFY(operations.checks.size() > 100);
            for (const OperationCheck& check : operations.checks)
                if (!check.passed)
                    qWarning("%s: %s, error %g of %g, typically %g of %g. %s", check.operation.c_str(),
                             check.input.c_str(), check.error, check.tolerance, check.typical_error,
                             check.typical_tolerance, check.problem.c_str());
            QVERIFY(operations.passed());
        }
    }

    void texts_equal_the_processors()
    {
        const DoctorReport report = run(DoctorSection::Text);
        QCOMPARE(report.text->problem, std::string());
        QCOMPARE(report.text->not_run, std::string());
        for (const TextCheck& check : report.text->checks) {
            for (const TextDifference& difference : check.differences)
                qWarning("%s token %d: '%s' (%g, %g) against '%s' (%g, %g)", difference.near_tie ? "near tie," : "",
                         difference.token, difference.cpu.text.c_str(), double(difference.cpu.on_cpu),
                         double(difference.cpu.on_device), difference.device.text.c_str(),
                         double(difference.device.on_cpu), double(difference.device.on_device));
            QVERIFY2(check.passed(), check.prompt.c_str());
        }
    }

    void stages_are_measured()
    {
        const DoctorReport report = run(DoctorSection::Speed);
        QCOMPARE(report.speed.size(), 2u);
        for (const SpeedReport& speed : report.speed) {
            QCOMPARE(speed.problem, std::string());
            QVERIFY(speed.prefill_tokens_per_second > 0 && speed.decode_tokens_per_second > 0);
            for (const StageTimes& times : {speed.prefill, speed.decode})
                QVERIFY(times.attention > 0 && times.router > 0 && times.experts > 0 && times.head > 0);
        }
    }
};

QTEST_GUILESS_MAIN(tst_cuda)
#include "tst_cuda.moc"
