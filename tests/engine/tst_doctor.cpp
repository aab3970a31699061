// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/operations.h"
#include "engine/doctor/plain_backend.h"
#include "engine/error.h"

#include "wrong_backend.h"

#include <QtTest>

#include <set>

using namespace engine;
using namespace engine::doctor;

namespace {

using Group = void (*)(Examiner&);

OperationsReport report_of(Backend& examined, Backend& reference, Group group)
{
    Examiner examiner(examined, reference, true, {}, {});
    group(examiner);
    return examiner.take_report();
}

std::string first_failure(const OperationsReport& report)
{
    for (const OperationCheck& check : report.checks)
        if (!check.passed)
            return check.operation + ", " + check.input + ": " + std::to_string(check.error) + " of " +
                   std::to_string(check.tolerance) + ", typically " + std::to_string(check.typical_error) + " of " +
                   std::to_string(check.typical_tolerance) + "; " + check.problem;
    return {};
}

int failures_of(const OperationsReport& report, const std::string& operation)
{
    return int(std::count_if(report.checks.begin(), report.checks.end(),
                             [&](auto& check) { return !check.passed && check.operation == operation; }));
}

}  // namespace

class tst_doctor : public QObject {
    Q_OBJECT

private slots:
    void a_right_backend_passes_data()
    {
        QTest::addColumn<Group>("group");
        QTest::newRow("products") << Group(product_checks);
        QTest::newRow("attention") << Group(attention_checks);
        QTest::newRow("routing") << Group(routing_checks);
        QTest::newRow("experts") << Group(expert_checks);
        QTest::newRow("drawing") << Group(drawing_checks);
        QTest::newRow("passes") << Group(pass_checks);
    }

    /// Also what the table of faults below rests on: without one nothing fails.
    void a_right_backend_passes()
    {
        QFETCH(Group, group);
        WrongBackend right(Fault::None);
        PlainBackend plain;
        const auto cpu = make_cpu_backend(2);
        for (Backend* reference : {static_cast<Backend*>(&plain), cpu.get()}) {
            const OperationsReport report = report_of(right, *reference, group);
            QVERIFY(!report.checks.empty());
            QCOMPARE(first_failure(report), std::string());
        }
    }

    void every_operation_is_checked()
    {
        WrongBackend right(Fault::None);
        const auto cpu = make_cpu_backend(2);
        const OperationsReport report = examine_operations(right, *cpu, nullptr, true, {}, {});
        std::set<std::string> seen;
        for (const OperationCheck& check : report.checks) seen.insert(check.operation);
        const std::set<std::string> all{"embed", "look_up", "residual_norm", "linear", "append_latent",
                                        "attend_absorbed", "attend_decompressed", "route", "take_choice",
                                        "experts", "mlp", "draw", "recorded pass", "pass again",
                                        "pass without capture"};
        QCOMPARE(seen, all);
        for (const BlockFormat& format : block_formats)
            for (const char* operation : {"embed", "linear", "mlp", "attend_absorbed", "experts", "route"})
                QVERIFY2(std::any_of(report.checks.begin(), report.checks.end(), [&](auto& check) {
                    return check.operation == operation && check.input.find(format.name) != std::string::npos;
                }), qPrintable(QString("%1 of %2").arg(operation, QString::fromStdString(std::string(format.name)))));
    }

    void a_fault_is_found_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<Group>("group");
        const auto row = [](const char* name, Fault fault, const char* operation, Group group) {
            QTest::newRow(name) << int(fault) << operation << group;
        };
        row("embedding", Fault::Embed, "embed", product_checks);
        row("rows", Fault::LookUp, "look_up", product_checks);
        row("residual sum", Fault::Sum, "residual_norm", product_checks);
        row("norm", Fault::Norm, "residual_norm", product_checks);
        row("last column left out", Fault::LastColumn, "linear", product_checks);
        row("token 16 mistaken for 15", Fault::LastToken, "linear", product_checks);
        row("dense layer", Fault::Mlp, "mlp", product_checks);
        row("rotated query", Fault::Query, "append_latent", attention_checks);
        row("norm of the latent", Fault::LatentNorm, "append_latent", attention_checks);
        row("latent in the cache", Fault::CachedLatent, "attend_absorbed", attention_checks);
        row("latent in the cache, expanded", Fault::CachedLatent, "attend_decompressed", attention_checks);
        row("rotated key in the cache", Fault::CachedRotation, "attend_absorbed", attention_checks);
        row("absorbed", Fault::Absorbed, "attend_absorbed", attention_checks);
        row("decompressed", Fault::Decompressed, "attend_decompressed", attention_checks);
        row("newest position not seen", Fault::NewestPosition, "attend_absorbed", attention_checks);
        row("score", Fault::Score, "route", routing_checks);
        row("choice", Fault::Choice, "route", routing_checks);
        row("tie", Fault::Tie, "route", routing_checks);
        row("weight", Fault::Weight, "route", routing_checks);
        row("answers elsewhere", Fault::OtherLayer, "route", routing_checks);
        row("choice of the host ignored", Fault::ChoiceOfHost, "take_choice", expert_checks);
        row("expert", Fault::Expert, "experts", expert_checks);
        row("shared expert left out", Fault::Shared, "experts", expert_checks);
        row("drawn token", Fault::DrawnToken, "draw", drawing_checks);
        row("drawn probability", Fault::DrawnProbability, "draw", drawing_checks);
        row("order of candidates", Fault::Candidate, "draw", drawing_checks);
        row("place of what is no number", Fault::NonFinite, "draw", drawing_checks);
        row("recording", Fault::Recorded, "recorded pass", pass_checks);
        row("pass nobody watches", Fault::Unwatched, "pass without capture", pass_checks);
        row("unsteady", Fault::Unsteady, "pass again", pass_checks);
    }

    void a_fault_is_found()
    {
        QFETCH(int, fault);
        QFETCH(QString, operation);
        QFETCH(Group, group);
        WrongBackend wrong{Fault(fault)};
        const auto cpu = make_cpu_backend(2);
        const OperationsReport report = report_of(wrong, *cpu, group);
        QVERIFY(!report.passed());
        QVERIFY(failures_of(report, operation.toStdString()) > 0);
    }

    void a_lost_device_ends_the_checks_with_its_sentence()
    {
        WrongBackend lost(Fault::Lost);
        const auto cpu = make_cpu_backend(2);
        const OperationsReport report = report_of(lost, *cpu, product_checks);
        QVERIFY(!report.passed());
        QVERIFY(report.checks.back().problem.starts_with("DEVICE-LOST"));
        QCOMPARE(report.not_run.size(), 1u);
    }

    void a_stop_is_heard()
    {
        WrongBackend right(Fault::None);
        const auto cpu = make_cpu_backend(1);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Error, examine_operations(right, *cpu, nullptr, true, {}, stop.get_token()));
    }

    /// This test runs with a plug-in that is not there.
    void without_a_gpu_the_processor_is_checked_and_the_rest_said()
    {
        DoctorOptions options;
        options.model = EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop";
        options.brief = true;
        std::vector<std::string> doings;
        const DoctorReport report = examine(options, [&](const std::string& doing) { doings.push_back(doing); });
        QVERIFY(report.passed());
        QVERIFY(!doings.empty());
        QCOMPARE(report.machine->devices.size(), 1u);
        QVERIFY(report.machine->devices[0].bytes_per_second > 0);
        QVERIFY(report.machine->no_card.find("cannot be loaded") != std::string::npos);
        QCOMPARE(report.operations.size(), 1u);
        QCOMPARE(first_failure(report.operations[0]), std::string());
        QVERIFY(report.operations[0].reference.starts_with("plain"));
        QVERIFY(!report.operations[0].not_run.empty());  // drawing, recording
        QCOMPARE(report.text->not_run, report.machine->no_card);
        QCOMPARE(report.speed.size(), 1u);
        QVERIFY(report.speed[0].decode_tokens_per_second > 0);
        QVERIFY(report.speed[0].decode.attention > 0 && report.speed[0].decode.experts > 0);
    }

    void sections_are_chosen()
    {
        DoctorOptions options;
        options.model = EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop";
        options.brief = true;
        options.only = {DoctorSection::Machine};
        const DoctorReport report = examine(options);
        QVERIFY(report.machine && !report.text && report.operations.empty() && report.speed.empty());
        options.load.device = "cpu";
        QVERIFY(examine(options).machine->no_card.starts_with("Not looked for"));
        options.load.device = "cuda";
        QVERIFY_THROWS_EXCEPTION(Error, examine(options));
    }
};

QTEST_GUILESS_MAIN(tst_doctor)
#include "tst_doctor.moc"
