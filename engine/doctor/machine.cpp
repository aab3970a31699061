// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda_plugin.h"
#include "engine/bandwidth.h"
#include "engine/doctor/sections.h"
#include "engine/error.h"

#include <fmt/format.h>

#include <chrono>

namespace engine::doctor {
namespace {

/// Far more than any cache holds; little where a device is slow.
constexpr std::size_t kRead = std::size_t(2) << 30, kBriefRead = std::size_t(1) << 20;

std::string described(const CudaDevice& card)
{
    return fmt::format("{}: {}, compute {}.{}, {:.1f} GiB", card.number, printable(card.name), card.capability / 10,
                       card.capability % 10, double(card.total_memory) / double(1 << 30));
}

}  // namespace

DeviceReport measure_cpu(const DoctorOptions& options)
{
    DeviceReport report;
    report.name = "cpu";
    report.detail = make_cpu_backend(options.load.threads)->describe();
    const auto patience = options.brief ? std::chrono::milliseconds(0) : std::chrono::seconds(10);
    report.bytes_per_second = measured_bandwidth(options.load.threads, patience);
    return report;
}

DeviceReport measure_card(const CudaDevice& card, bool brief)
{
    DeviceReport report;
    report.name = "cuda";
    report.detail = described(card);
    try {
        const CardSpeed speed = measure_cuda(card.number, brief ? kBriefRead : kRead);
        report.bytes_per_second = speed.bytes_per_second;
        report.bytes_read = speed.bytes_read;
        report.recorded_step_us = speed.recorded_step_us;
        report.launch_us = speed.launch_us;
        report.host_store_us = speed.host_store_us;
    } catch (const Error& error) {
        report.problem = error.what();
    }
    return report;
}

}  // namespace engine::doctor
