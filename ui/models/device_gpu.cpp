// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The readings of one GPU.
#include "ui/models/device.h"

#include "ui/models/labels.h"

namespace ui {
namespace {

/// MB/s one way that a link of this kind carries, about: 8b/10b coding to generation 2, 128b/130b after it.
std::optional<unsigned> linkMegabytes(const std::optional<unsigned>& generation, const std::optional<unsigned>& width)
{
    constexpr unsigned lane[] = {250, 500, 985, 1969, 3938, 7563};
    if (!generation || !width || *generation < 1 || *generation > std::size(lane)) return {};
    return lane[*generation - 1] * *width;
}

}  // namespace

QString clockReasonsText(std::uint64_t reasons)
{
    const std::pair<std::uint64_t, QString> names[] = {
        {engine::GpuIdle, DeviceModel::tr("nothing to do")},
        {engine::ApplicationsClocksSetting, DeviceModel::tr("a clock set by hand")},
        {engine::SwPowerCap, DeviceModel::tr("the power limit")},
        {engine::HwSlowdown, DeviceModel::tr("a slowdown by the hardware")},
        {engine::SyncBoost, DeviceModel::tr("the clock of another GPU")},
        {engine::SwThermalSlowdown, DeviceModel::tr("heat (driver)")},
        {engine::HwThermalSlowdown, DeviceModel::tr("heat (hardware)")},
        {engine::HwPowerBrakeSlowdown, DeviceModel::tr("a power brake from outside")},
        {engine::DisplayClockSetting, DeviceModel::tr("the display's clock")},
    };
    QStringList held;
    for (const auto& [bit, name] : names) {
        if (reasons & bit) held << name;
        reasons &= ~bit;
    }
    if (reasons) held << DeviceModel::tr("another reason (0x%1)").arg(reasons, 0, 16);
    return held.isEmpty() ? DeviceModel::tr("nothing") : held.join(QStringLiteral(", "));
}

void DeviceModel::readGpu(const engine::GpuSample& gpu, const QString& name, const QString& prefix)
{
    const auto percent = [](const std::optional<unsigned>& value) {
        return value ? std::optional<float>(float(*value)) : std::nullopt;
    };
    addPercent(prefix + name, percent(gpu.utilization));
    addPercent(prefix + tr("Memory traffic"), percent(gpu.memory_utilization));
    addBytes(prefix + tr("GPU memory"), gpu.memory_used, gpu.memory_total);
    addBytes(prefix + tr("Of this program"), gpu.process_memory, gpu.memory_total);
    readPower(gpu, prefix);
    readGpuClocks(gpu, prefix);
    readPcie(gpu, prefix);
}

void DeviceModel::readPower(const engine::GpuSample& gpu, const QString& prefix)
{
    addNumber(prefix + tr("Power"), gpu.power_mw, gpu.power_limit_mw, tr("W"), 1e-3);
    addNumber(prefix + tr("Temperature"), gpu.temperature_c, {}, tr("°C"));
}

void DeviceModel::readGpuClocks(const engine::GpuSample& gpu, const QString& prefix)
{
    addNumber(prefix + tr("Core clock"), gpu.sm_clock_mhz, gpu.sm_clock_max_mhz, tr("MHz"));
    addNumber(prefix + tr("Memory clock"), gpu.memory_clock_mhz, {}, tr("MHz"));
    const QString name = prefix + tr("Clock held by");
    if (!gpu.clock_reasons) return addMissing(name, tr("this card or driver does not report it"));
    readings_.push_back({name, clockReasonsText(*gpu.clock_reasons), {}, {}});
}

void DeviceModel::readPcie(const engine::GpuSample& gpu, const QString& prefix)
{
    const auto megabytes = linkMegabytes(gpu.pcie_generation, gpu.pcie_width);
    const auto limit = megabytes ? std::optional(*megabytes * 1000) : std::nullopt;
    addNumber(prefix + tr("To the GPU"), gpu.pcie_rx_kbps, limit, tr("MB/s"), 1e-3);
    addNumber(prefix + tr("From the GPU"), gpu.pcie_tx_kbps, limit, tr("MB/s"), 1e-3);
    if (gpu.pcie_generation && gpu.pcie_width)
        readings_.push_back(
            {prefix + tr("PCIe link"), tr("generation %1, %2 lanes").arg(*gpu.pcie_generation).arg(*gpu.pcie_width),
             {}, {}});
}

}  // namespace ui
