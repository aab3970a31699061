// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/trace.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// One GPU as NVML sees it. Every field is optional: a card or driver that does not know it leaves it empty.
struct GpuSample {
    std::string name;
    std::optional<unsigned> utilization;         ///< percent, driver's window of 1/6 to 1 s
    std::optional<unsigned> memory_utilization;  ///< percent
    std::optional<std::uint64_t> memory_used, memory_total, process_memory;  ///< bytes
    std::optional<unsigned> power_mw, power_limit_mw;
    std::optional<unsigned> temperature_c;
    std::optional<unsigned> sm_clock_mhz, memory_clock_mhz;
    std::optional<unsigned> pcie_tx_kbps, pcie_rx_kbps;  ///< KB/s, sampled over 20 ms

    // Live only: not in a session document, whose columns are those above.
    std::string bus_id;  ///< on PCI, "0000:3b:00.0", lower case; empty: unknown
    std::optional<unsigned> sm_clock_max_mhz;
    std::optional<unsigned> pcie_generation, pcie_width;  ///< of the link as it is now, lanes
    std::optional<std::uint64_t> clock_reasons;           ///< why the clock is not higher: bits of ClockReason
};

/// NVML's nvmlClocksEventReasons (nvmlClocksThrottleReasons of older drivers). More bits may be set than are named.
enum ClockReason : std::uint64_t {
    GpuIdle = 0x1,
    ApplicationsClocksSetting = 0x2,
    SwPowerCap = 0x4,
    HwSlowdown = 0x8,
    SyncBoost = 0x10,
    SwThermalSlowdown = 0x20,
    HwThermalSlowdown = 0x40,
    HwPowerBrakeSlowdown = 0x80,
    DisplayClockSetting = 0x100,
};

struct DeviceSample {
    /// Unix time when the monitor started and the steady clock since: the axis of ReplyId + TokenEvent::time_us.
    std::int64_t time_us = 0;
    std::optional<float> cpu_percent;          ///< of all cores, since the previous sample
    std::optional<float> process_cpu_percent;  ///< this program, of all cores
    std::optional<std::uint64_t> memory_used, memory_total, process_memory;  ///< bytes
    std::vector<GpuSample> gpus;
};

/// What is constant about this machine, and why something is not available (a sentence, empty when it is).
struct DeviceFacts {
    std::string cpu_name;
    int cores = 0;
    std::string gpu_reason;     ///< e.g. "libnvidia-ml.so.1 is not on this machine"
    std::string energy_reason;
};

/// Samples the machine on its own thread into its own ring. NVML is opened at run time (libnvidia-ml.so.1); without
/// it the GPU list is empty and facts().gpu_reason says why.
class DeviceMonitor {
public:
    static constexpr std::chrono::milliseconds paused = std::chrono::milliseconds::max();

    /// `sampled` is called on the monitor's thread after every sample.
    explicit DeviceMonitor(std::chrono::milliseconds period = std::chrono::milliseconds(500),
                           std::function<void()> sampled = {});
    ~DeviceMonitor();

    /// From now on; any thread. A shorter period samples at once, `paused` not at all until it is set again.
    void set_period(std::chrono::milliseconds period);

    const DeviceFacts& facts() const;
    Ring<DeviceSample>& ring();  ///< consumer side: one thread

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace engine
