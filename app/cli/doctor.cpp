// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/doctor_json.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "engine/doctor.h"

#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <memory>

namespace app {

namespace {

struct Options : ModelOptions {
    std::vector<std::string> only;
    bool json = false, brief = false;
};

const std::map<std::string, engine::DoctorSection> sections{{"machine", engine::DoctorSection::Machine},
                                                            {"operations", engine::DoctorSection::Operations},
                                                            {"text", engine::DoctorSection::Text},
                                                            {"speed", engine::DoctorSection::Speed}};

void print_machine(const engine::MachineReport& machine)
{
    print("Machine\n");
    for (const auto& device : machine.devices) {
        print(fmt::format("  {:<5} {}\n", device.name, engine::printable(device.detail, 120)));
        if (!device.problem.empty()) print(fmt::format("        FAILED {}\n", device.problem));
        if (device.bytes_per_second > 0)
            print(fmt::format("        reads {}/s from its memory\n", bytes_text(device.bytes_per_second)));
        if (device.launch_us > 0)
            print(fmt::format("        {:.2f} us for a step of a recording, {:.2f} us more when it writes to the host; "
                              "{:.1f} us to start one kernel and wait for it\n",
                              device.recorded_step_us, device.host_store_us, device.launch_us));
    }
    if (!machine.no_card.empty()) print(fmt::format("  cuda  {}\n", machine.no_card));
}

/// All checks of one operation in one line.
struct Line {
    int count = 0, failed = 0;
    const engine::OperationCheck* worst = nullptr;  // nearest to its tolerance

    static double nearness(const engine::OperationCheck& check)
    {
        const double largest = check.tolerance > 0 ? check.error / check.tolerance : check.error;
        const double typical = check.typical_tolerance > 0 ? check.typical_error / check.typical_tolerance : 0;
        return std::max(largest, typical);
    }
    void add(const engine::OperationCheck& check)
    {
        ++count;
        failed += !check.passed;
        if (!worst || nearness(check) > nearness(*worst)) worst = &check;
    }
};

void print_failure(const engine::OperationCheck& check)
{
    print(fmt::format("    FAILED {}: {}\n           error {:.1e} of {:.1e}, typically {:.1e} of {:.1e}\n",
                      check.operation, check.input, check.error, check.tolerance, check.typical_error,
                      check.typical_tolerance));
    if (!check.problem.empty()) print(fmt::format("           {}\n", check.problem));
}

void print_operations(const engine::OperationsReport& report)
{
    constexpr int kShown = 20;
    print(fmt::format("Operations of {}\n  beside {}\n", engine::printable(report.device, 120), report.reference));
    print(fmt::format("  {:<21}{:>6}{:>7}  {:>14}  {}\n", "operation", "checks", "failed", "error/allowed", "of"));
    std::vector<std::string> order;
    std::map<std::string, Line> lines;
    for (const auto& check : report.checks) {
        if (!lines.contains(check.operation)) order.push_back(check.operation);
        lines[check.operation].add(check);
    }
    for (const std::string& operation : order) {
        const Line& line = lines[operation];
        print(fmt::format("  {:<21}{:>6}{:>7}  {:>6.0e}/{:<7.0e}  {}\n", operation, line.count, line.failed,
                          line.worst->error, line.worst->tolerance, line.worst->input));
    }
    int failures = 0;
    for (const auto& check : report.checks)
        if (!check.passed && ++failures <= kShown) print_failure(check);
    if (failures > kShown) print(fmt::format("    and {} more\n", failures - kShown));
    for (const std::string& sentence : report.not_run) print(fmt::format("  not run: {}\n", sentence));
}

std::string candidate_text(const engine::TextDifference::One& one)
{
    return fmt::format("'{}' ({:.4f} on the processor, {:.4f} on the device)", engine::printable(one.text),
                       one.on_cpu, one.on_device);
}

void print_text(const engine::TextReport& text)
{
    print(fmt::format("Text of {} on the processor and on {}\n", engine::printable(text.model),
                      text.device.empty() ? "a GPU" : engine::printable(text.device, 120)));
    if (!text.not_run.empty()) print(fmt::format("  not run: {}\n", text.not_run));
    if (!text.problem.empty()) print(fmt::format("  FAILED {}\n", text.problem));
    for (const auto& check : text.checks) {
        print(fmt::format("  {}: {} tokens {}; probabilities differ by up to {:.4f} nats\n", check.prompt, check.tokens,
                          check.equal ? "are equal" : "are not all equal", check.usual));
        for (const auto& difference : check.differences)
            print(fmt::format("    {} at token {}: {} against {}, {:.4f} nats apart\n",
                              difference.near_tie ? "a near tie" : "FAILED", difference.token,
                              candidate_text(difference.cpu), candidate_text(difference.device), difference.gap));
        if (!check.equal && check.differences.empty())
            print("    FAILED: another reply, though behind the same tokens it chooses the same ones\n");
    }
}

void print_stages(const char* name, int tokens, double rate, const engine::StageTimes& times)
{
    print(fmt::format("  {:<8}{:>5} tokens{:>10.1f} tokens/s   ms per token: attention {:.3f}, router {:.3f}, "
                      "experts {:.3f}, head {:.3f}, sampling {:.3f}\n",
                      name, tokens, rate, times.attention, times.router, times.experts, times.head, times.sampling));
}

void print_speed(const engine::SpeedReport& speed)
{
    print(fmt::format("Speed of {} on {}: {}\n", engine::printable(speed.model), speed.device,
                      engine::printable(speed.detail, 200)));
    if (!speed.problem.empty()) print(fmt::format("  FAILED {}\n", speed.problem));
    if (speed.decode_tokens_per_second <= 0) return;
    print_stages("prefill", speed.prompt, speed.prefill_tokens_per_second, speed.prefill);
    print_stages("decode", speed.reply, speed.decode_tokens_per_second, speed.decode);
    print(fmt::format("  decoding reads {} per token: {:.0f} % of what the memory gives\n",
                      bytes_text(speed.bytes_per_token), speed.bandwidth_share() * 100));
}

void print_report(const engine::DoctorReport& report)
{
    if (report.machine) print_machine(*report.machine);
    for (const auto& operations : report.operations) print_operations(operations);
    if (report.text) print_text(*report.text);
    for (const auto& speed : report.speed) print_speed(speed);
    print(report.passed() ? "All checks passed.\n" : "Some checks FAILED.\n");
}

void doctor(const Options& options)
{
    engine::DoctorOptions what{options.model, options.load, {}, options.brief};
    for (const std::string& name : options.only) what.only.push_back(sections.at(name));
    const auto report = engine::examine(what, [](const std::string& doing) { fmt::print(stderr, "{}\n", doing); });
    options.json ? print(dump(json_of(report)) + "\n") : print_report(report);
    if (report.passed()) return;
    flush_output();
    throw CLI::RuntimeError(1);
}

}  // namespace

void add_doctor(CLI::App& program)
{
    auto* command = program.add_subcommand("doctor", "Check that this machine computes right, and measure it");
    const auto options = std::make_shared<Options>();
    options->model = "workshop";
    add_model(*command, *options)->required(false)->capture_default_str();
    std::vector<std::string> names;
    for (const auto& [name, section] : sections) names.push_back(name);
    command->add_option("--only", options->only, "These sections alone")->check(CLI::IsMember(names))->delimiter(',');
    command->add_flag("--brief", options->brief, "Fewer and smaller inputs");
    command->add_flag("--json", options->json, "Print a JSON object");
    command->callback([options] { doctor(*options); });
}

}  // namespace app
