// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/doctor_json.h"

#include <cmath>

namespace app {

namespace {

Json measured(double number)
{
    return number != 0 && std::isfinite(number) ? Json(number) : Json();
}

template <class Items>
Json array_of(const Items& items, auto&& json_of_one)
{
    auto array = Json::array();
    for (const auto& item : items) array.push_back(json_of_one(item));
    return array;
}

Json json_of(const engine::OperationCheck& check)
{
    Json json{{"operation", check.operation}, {"input", check.input}, {"passed", check.passed}};
    json["error"] = std::isfinite(check.error) ? Json(check.error) : Json();
    json["tolerance"] = check.tolerance;
    json["typical_error"] = std::isfinite(check.typical_error) ? Json(check.typical_error) : Json();
    json["typical_tolerance"] = check.typical_tolerance;
    json["problem"] = check.problem;
    return json;
}

Json json_of(const engine::OperationsReport& report)
{
    return {{"device", report.device},
            {"reference", report.reference},
            {"passed", report.passed()},
            {"checks", array_of(report.checks, [](const auto& check) { return json_of(check); })},
            {"not_run", report.not_run}};
}

Json json_of(const engine::DeviceReport& device)
{
    return {{"name", device.name},
            {"detail", device.detail},
            {"bytes_per_second", measured(device.bytes_per_second)},
            {"bytes_read", measured(double(device.bytes_read))},
            {"recorded_step_us", measured(device.recorded_step_us)},
            {"launch_us", measured(device.launch_us)},
            {"host_store_us", measured(device.host_store_us)},
            {"problem", device.problem}};
}

Json json_of(const engine::TextDifference::One& one)
{
    return {{"id", one.id}, {"text", one.text}, {"on_cpu", one.on_cpu}, {"on_device", one.on_device}};
}

Json json_of(const engine::TextCheck& check)
{
    const auto difference = [](const engine::TextDifference& d) {
        return Json{{"token", d.token},         {"cpu", json_of(d.cpu)},   {"device", json_of(d.device)},
                    {"gap", measured(d.gap)}, {"near_tie", d.near_tie}};
    };
    return {{"prompt", check.prompt}, {"reply", check.reply},   {"equal", check.equal},
            {"tokens", check.tokens}, {"usual", check.usual},   {"passed", check.passed()},
            {"differences", array_of(check.differences, difference)}};
}

Json json_of(const engine::StageTimes& times)
{
    return {{"attention", times.attention},
            {"router", times.router},
            {"experts", times.experts},
            {"head", times.head},
            {"sampling", times.sampling}};
}

Json json_of(const engine::SpeedReport& speed)
{
    return {{"device", speed.device},
            {"detail", speed.detail},
            {"model", speed.model},
            {"problem", speed.problem},
            {"prompt", speed.prompt},
            {"reply", speed.reply},
            {"prefill_tokens_per_second", measured(speed.prefill_tokens_per_second)},
            {"decode_tokens_per_second", measured(speed.decode_tokens_per_second)},
            {"prefill_ms_per_token", json_of(speed.prefill)},
            {"decode_ms_per_token", json_of(speed.decode)},
            {"bytes_per_token", measured(speed.bytes_per_token)},
            {"bandwidth_share", measured(speed.bandwidth_share())}};
}

}  // namespace

Json json_of(const engine::DoctorReport& report)
{
    Json json{{"passed", report.passed()}};
    if (report.machine)
        json["machine"] = {{"devices", array_of(report.machine->devices, [](const auto& d) { return json_of(d); })},
                           {"no_card", report.machine->no_card}};
    json["operations"] = array_of(report.operations, [](const auto& r) { return json_of(r); });
    if (report.text)
        json["text"] = {{"model", report.text->model},
                        {"device", report.text->device},
                        {"checks", array_of(report.text->checks, [](const auto& c) { return json_of(c); })},
                        {"not_run", report.text->not_run},
                        {"problem", report.text->problem}};
    json["speed"] = array_of(report.speed, [](const auto& s) { return json_of(s); });
    return json;
}

}  // namespace app
