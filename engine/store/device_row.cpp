// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/device_row.h"

#include "engine/error.h"

#include <algorithm>
#include <limits>

namespace engine {
namespace {

constexpr std::size_t most_samples = 1'000'000;
constexpr std::size_t most_gpus = 64;  // of one sample

template <class Number>
std::optional<Number> optional_count(const Statement& row, int column)
{
    if (row.is_null(column)) return std::nullopt;
    constexpr auto most =
        std::min<std::uint64_t>(std::numeric_limits<Number>::max(), std::numeric_limits<std::int64_t>::max());
    return Number(std::clamp<std::int64_t>(row.integer(column), 0, std::int64_t(most)));
}

std::optional<float> optional_percent(const Statement& row, int column)
{
    return row.is_null(column) ? std::nullopt : std::optional(float(row.real(column)));
}

GpuSample read_gpu(const Statement& row)
{
    GpuSample gpu;
    int column = 2;
    gpu.name = row.text(column++);
    for (auto* field : {&gpu.utilization, &gpu.memory_utilization})
        *field = optional_count<unsigned>(row, column++);
    for (auto* field : {&gpu.memory_used, &gpu.memory_total, &gpu.process_memory})
        *field = optional_count<std::uint64_t>(row, column++);
    for (auto* field : {&gpu.power_mw, &gpu.power_limit_mw, &gpu.temperature_c, &gpu.sm_clock_mhz,
                        &gpu.memory_clock_mhz, &gpu.pcie_tx_kbps, &gpu.pcie_rx_kbps})
        *field = optional_count<unsigned>(row, column++);
    return gpu;
}

}  // namespace

void write_device(Database& database, const DeviceSample& sample)
{
    Statement(database, "INSERT INTO device VALUES (NULL, ?, ?, ?, ?, ?, ?)")
        .run(sample.time_us, sample.cpu_percent, sample.process_cpu_percent, sample.memory_used, sample.memory_total,
             sample.process_memory);
    const std::int64_t row = database.integer("SELECT max(id) FROM device");
    int index = 0;
    for (const GpuSample& gpu : sample.gpus)
        Statement(database, "INSERT INTO gpu VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
            .run(row, index++, gpu.name, gpu.utilization, gpu.memory_utilization, gpu.memory_used, gpu.memory_total,
                 gpu.process_memory, gpu.power_mw, gpu.power_limit_mw, gpu.temperature_c, gpu.sm_clock_mhz,
                 gpu.memory_clock_mhz, gpu.pcie_tx_kbps, gpu.pcie_rx_kbps);
}

std::vector<DeviceSample> read_device(Database& database)
{
    std::vector<DeviceSample> samples;
    Statement rows(database,
                   "SELECT id, time_us, cpu_percent, process_cpu_percent, memory_used, memory_total,"
                   " process_memory FROM device ORDER BY id");
    Statement gpus(database, "SELECT * FROM gpu WHERE device = ?1 ORDER BY gpu");
    while (rows.step()) {
        DeviceSample sample;
        sample.time_us = std::max<std::int64_t>(0, rows.integer(1));
        sample.cpu_percent = optional_percent(rows, 2);
        sample.process_cpu_percent = optional_percent(rows, 3);
        sample.memory_used = optional_count<std::uint64_t>(rows, 4);
        sample.memory_total = optional_count<std::uint64_t>(rows, 5);
        sample.process_memory = optional_count<std::uint64_t>(rows, 6);
        gpus.bind(rows.integer(0));
        while (sample.gpus.size() < most_gpus && gpus.step())
            sample.gpus.push_back(read_gpu(gpus));
        samples.push_back(std::move(sample));
        if (samples.size() > most_samples)
            throw Error({"TRACE-RANGE", "too many device samples", printable(database.file().string(), 200), "more",
                         std::to_string(most_samples), "They were not read."});
    }
    return samples;
}

}  // namespace engine
