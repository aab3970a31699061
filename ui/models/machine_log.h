// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device_monitor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui {

/// Whether this is the card with that place on the PCI bus (ModelCard::pci_bus_id); never when the place is not known.
bool isGpu(const engine::GpuSample& gpu, const std::string& bus_id);

/// What was computed with, by one sample or as a mean of several; each field where it was reported. The GPUs are the
/// one in use, or where its place is not known those the program has memory on, or the only one: percent as their
/// mean, watts together.
struct MachineLoad {
    std::optional<double> cpu_percent, process_cpu_percent;  ///< of all cores
    std::optional<double> gpu_percent, gpu_memory_percent, gpu_watts;
};

struct ReplyLoad : MachineLoad {
    int samples = 0;  ///< that this is the mean of
};

/// What the machine did while the replies of one conversation were made, on the time axis of their tokens. Of a
/// recorded conversation it may be another machine than this one.
class MachineLog {
public:
    static constexpr std::int64_t period_us = 500'000;  ///< between two samples while a reply is made
    static constexpr size_t most_samples = 1 << 17;     ///< the newest: 18 hours of replies, 12 MB

    /// Whether the number of a reply is the Unix time in microseconds at which it was asked for. Others cannot be
    /// joined with samples.
    static bool isTime(engine::ReplyId reply);
    /// Unix time of a token in microseconds; nothing when its reply's number does not tell.
    static std::optional<std::int64_t> timeOf(const engine::TokenEvent& token);

    /// In any order. `bus_id`: of the GPU in use.
    void add(const std::vector<engine::DeviceSample>& samples, const std::string& bus_id = {});
    void clear() { samples_.clear(); }
    size_t size() const { return samples_.size(); }

    /// By the sample nearest in time, at most a period away; null when there is none.
    const MachineLoad* at(std::int64_t time_us) const;
    /// Of the samples taken from one moment to the other; nothing without any.
    std::optional<ReplyLoad> mean(std::int64_t from_us, std::int64_t to_us) const;

private:
    struct Sample {
        std::int64_t time_us;
        MachineLoad load;
    };
    std::vector<Sample>::const_iterator from(std::int64_t time_us) const;

    std::vector<Sample> samples_;  // ascending time
};

}  // namespace ui
