// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/device_monitor.h"

#include "engine/monitor/nvml.h"
#include "engine/monitor/proc.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace engine {
namespace {

constexpr std::chrono::milliseconds kFirstSpan(100);

std::int64_t unix_us()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

}  // namespace

struct DeviceMonitor::State {
    using Clock = std::chrono::steady_clock;

    State(std::chrono::milliseconds first_period, std::function<void()> after_sample);

    void run(std::stop_token stop);
    void wait(std::stop_token stop, Clock::time_point since);
    DeviceSample sample();

    const std::function<void()> sampled;
    const Clock::time_point start = Clock::now();
    const std::int64_t started_us = unix_us();
    Proc proc;
    Nvml nvml;
    DeviceFacts facts;  // constant once constructed
    Ring<DeviceSample> ring{1024};

    std::mutex mutex;
    std::condition_variable_any changed;
    std::chrono::milliseconds period;  // guarded by mutex
    std::jthread thread;               // last: starts when everything above exists
};

DeviceMonitor::State::State(std::chrono::milliseconds first_period, std::function<void()> after_sample)
    : sampled(std::move(after_sample)), period(first_period)
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

/// Shares of the processor need two readings: the first is not shown.
void DeviceMonitor::State::run(std::stop_token stop)
{
    DeviceSample unshown;
    proc.sample(unshown);
    {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, stop, kFirstSpan, [] { return false; });
    }
    while (!stop.stop_requested()) {
        DeviceSample now = sample();
        ring.push(now);  // full: nobody looks, the sample is left out
        if (sampled) sampled();
        wait(stop, Clock::now());
    }
}

/// Until a period has passed since `since`, however often the period changes meanwhile.
void DeviceMonitor::State::wait(std::stop_token stop, Clock::time_point since)
{
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        const auto waited = period;
        const auto is_other = [&] { return period != waited; };
        if (waited == paused)
            changed.wait(lock, stop, is_other);
        else if (!changed.wait_until(lock, stop, since + waited, is_other))
            return;
    }
}

DeviceSample DeviceMonitor::State::sample()
{
    DeviceSample sample;
    proc.sample(sample);
    sample.gpus = nvml.sample();
    const auto since_start = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
    sample.time_us = started_us + since_start.count();
    return sample;
}

DeviceMonitor::DeviceMonitor(std::chrono::milliseconds period, std::function<void()> sampled)
    : state_(std::make_unique<State>(period, std::move(sampled)))
{
}

DeviceMonitor::~DeviceMonitor() = default;

void DeviceMonitor::set_period(std::chrono::milliseconds period)
{
    {
        const std::lock_guard lock(state_->mutex);
        state_->period = period;
    }
    state_->changed.notify_one();
}

const DeviceFacts& DeviceMonitor::facts() const
{
    return state_->facts;
}

Ring<DeviceSample>& DeviceMonitor::ring()
{
    return state_->ring;
}

}  // namespace engine
