// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/machine_log.h"

#include <algorithm>
#include <cstdlib>

namespace ui {
namespace {

// Microseconds since 1970: the years 2001 to 9999. What lies outside is a test's or a forger's number, no time.
constexpr std::int64_t first_moment = 1'000'000'000'000'000, last_moment = 253'402'300'799'999'999;
constexpr std::int64_t longest_reply = first_moment;  // keeps sums in range; 31 years

struct Mean {
    double sum = 0;
    int count = 0;
    void add(const std::optional<double>& value)
    {
        if (!value) return;
        sum += *value;
        ++count;
    }
    std::optional<double> value() const { return count > 0 ? std::optional(sum / count) : std::nullopt; }
};

/// Of several cards: is it known to compute, or does the program have memory on it?
bool computes(const engine::GpuSample& gpu, const engine::DeviceSample& sample, const std::string& bus_id)
{
    const bool known = std::ranges::any_of(sample.gpus, [&](const auto& g) { return isGpu(g, bus_id); });
    return known ? isGpu(gpu, bus_id) : sample.gpus.size() == 1 || gpu.process_memory.value_or(0) > 0;
}

MachineLoad loadOf(const engine::DeviceSample& sample, const std::string& bus_id)
{
    MachineLoad load{sample.cpu_percent, sample.process_cpu_percent, {}, {}, {}};
    Mean percent, memory;
    for (const engine::GpuSample& gpu : sample.gpus) {
        if (!computes(gpu, sample, bus_id)) continue;
        percent.add(gpu.utilization);
        memory.add(gpu.memory_utilization);
        if (gpu.power_mw) load.gpu_watts = load.gpu_watts.value_or(0) + *gpu.power_mw * 1e-3;
    }
    load.gpu_percent = percent.value();
    load.gpu_memory_percent = memory.value();
    return load;
}

}  // namespace

bool isGpu(const engine::GpuSample& gpu, const std::string& bus_id)
{
    return !bus_id.empty() && gpu.bus_id == bus_id;
}

bool MachineLog::isTime(engine::ReplyId reply) { return reply > first_moment && reply <= last_moment; }

std::optional<std::int64_t> MachineLog::timeOf(const engine::TokenEvent& token)
{
    if (!isTime(token.reply) || token.time_us < 0 || token.time_us > longest_reply) return {};
    return token.reply + token.time_us;
}

/// Samples mostly come in order, each later than all before.
void MachineLog::add(const std::vector<engine::DeviceSample>& samples, const std::string& bus_id)
{
    const auto earlier = [](const Sample& a, const Sample& b) { return a.time_us < b.time_us; };
    for (const engine::DeviceSample& sample : samples)
        if (isTime(sample.time_us)) samples_.push_back({sample.time_us, loadOf(sample, bus_id)});
    if (!std::ranges::is_sorted(samples_, earlier)) std::ranges::stable_sort(samples_, earlier);
    if (samples_.size() > most_samples) samples_.erase(samples_.begin(), samples_.end() - most_samples);
}

std::vector<MachineLog::Sample>::const_iterator MachineLog::from(std::int64_t time_us) const
{
    return std::ranges::lower_bound(samples_, time_us, {}, &Sample::time_us);
}

const MachineLoad* MachineLog::at(std::int64_t time_us) const
{
    const auto after = from(time_us);
    const auto distance = [&](auto sample) { return std::abs(sample->time_us - time_us); };
    auto nearest = after;
    if (after == samples_.end() || (after != samples_.begin() && distance(after - 1) <= distance(after))) {
        if (after == samples_.begin()) return nullptr;
        nearest = after - 1;
    }
    return distance(nearest) <= period_us ? &nearest->load : nullptr;
}

std::optional<ReplyLoad> MachineLog::mean(std::int64_t from_us, std::int64_t to_us) const
{
    ReplyLoad load;
    Mean cpu, process, gpu, gpuMemory, watts;
    for (auto sample = from(from_us); sample != samples_.end() && sample->time_us <= to_us; ++sample) {
        cpu.add(sample->load.cpu_percent);
        process.add(sample->load.process_cpu_percent);
        gpu.add(sample->load.gpu_percent);
        gpuMemory.add(sample->load.gpu_memory_percent);
        watts.add(sample->load.gpu_watts);
        ++load.samples;
    }
    if (load.samples == 0) return {};
    load.cpu_percent = cpu.value();
    load.process_cpu_percent = process.value();
    load.gpu_percent = gpu.value();
    load.gpu_memory_percent = gpuMemory.value();
    load.gpu_watts = watts.value();
    return load;
}

}  // namespace ui
