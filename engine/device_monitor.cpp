// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/device_monitor.h"

#include "engine/monitor/nvml.h"
#include "engine/monitor/proc.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace engine {

struct DeviceMonitor::State {
    explicit State(std::chrono::milliseconds sample_period);

    void run(std::stop_token stop);

    const std::chrono::milliseconds period;
    Proc proc;
    Nvml nvml;
    DeviceFacts facts;  // constant once constructed
    Ring<DeviceSample> ring{1024};
    std::jthread thread;  // last: starts when everything above exists
};

DeviceMonitor::State::State(std::chrono::milliseconds sample_period) : period(sample_period)
{
    facts.cpu_name = proc.cpu_name();
    facts.cores = proc.cores();
    facts.gpu_reason = nvml.reason();
    if (!facts.gpu_reason.empty())
        facts.energy_reason = "Power is read from an NVIDIA GPU, and none is available.";
    else if (!nvml.reports_power())
        facts.energy_reason = "This GPU or its driver does not report power.";
    thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

void DeviceMonitor::State::run(std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    for (auto next = start; !stop.stop_requested(); stopped.wait_until(lock, stop, next, [] { return false; })) {
        DeviceSample sample;
        proc.sample(sample);
        sample.gpus = nvml.sample();
        const auto now = std::chrono::steady_clock::now();
        sample.time_us = std::chrono::duration_cast<std::chrono::microseconds>(now - start).count();
        ring.push(sample);  // full: nobody looks, the sample is left out
        next = std::max(next, now) + period;
    }
}

DeviceMonitor::DeviceMonitor(std::chrono::milliseconds period) : state_(std::make_unique<State>(period)) {}
DeviceMonitor::~DeviceMonitor() = default;

const DeviceFacts& DeviceMonitor::facts() const
{
    return state_->facts;
}

Ring<DeviceSample>& DeviceMonitor::ring()
{
    return state_->ring;
}

}  // namespace engine
