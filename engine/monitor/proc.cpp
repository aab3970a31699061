// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/monitor/proc.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace engine {
namespace {

/// The text behind "name:" or "name" at the start of a line; empty when there is none.
std::string value_of(const std::filesystem::path& file, const std::string& name)
{
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(name)) continue;
        const auto begin = line.find_first_not_of(" \t:", name.size());
        return begin == std::string::npos ? std::string() : line.substr(begin);
    }
    return {};
}

std::optional<std::uint64_t> kilobytes(const std::filesystem::path& file, const std::string& name)
{
    std::istringstream value(value_of(file, name));
    std::uint64_t number = 0;
    return value >> number ? std::optional(number * 1024) : std::nullopt;
}

std::optional<float> percent(std::uint64_t part, std::uint64_t whole)
{
    if (whole == 0) return std::nullopt;
    return std::min(100.0f, 100.0f * float(part) / float(whole));
}

/// utime + stime of /proc/self/stat, fields 14 and 15; the second field may hold spaces and parentheses.
std::optional<std::uint64_t> process_ticks(const std::filesystem::path& file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    const auto name_end = line.rfind(')');
    if (name_end == std::string::npos) return std::nullopt;
    std::istringstream fields(line.substr(name_end + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    std::uint64_t user = 0, system = 0;
    return fields >> user >> system ? std::optional(user + system) : std::nullopt;
}

}  // namespace

Proc::Proc(std::filesystem::path root) : root_(std::move(root)) {}

std::string Proc::cpu_name() const
{
    return value_of(root_ / "cpuinfo", "model name");
}

int Proc::cores() const
{
    return int(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
}

std::optional<Proc::Ticks> Proc::ticks() const
{
    std::istringstream line(value_of(root_ / "stat", "cpu "));
    std::array<std::uint64_t, 8> spent{};  // user nice system idle iowait irq softirq steal; guests are in user
    for (std::uint64_t& value : spent)
        if (!(line >> value)) return std::nullopt;
    const auto process = process_ticks(root_ / "self" / "stat");
    if (!process) return std::nullopt;
    Ticks ticks{0, 0, *process};
    for (const std::uint64_t value : spent)
        ticks.total += value;
    ticks.busy = ticks.total - spent[3] - spent[4];
    return ticks;
}

void Proc::sample(DeviceSample& sample)
{
    const auto now = ticks();
    if (now && last_ && now->total > last_->total) {
        const std::uint64_t passed = now->total - last_->total;
        sample.cpu_percent = percent(now->busy - std::min(now->busy, last_->busy), passed);
        sample.process_cpu_percent = percent(now->process - std::min(now->process, last_->process), passed);
    }
    last_ = now;

    sample.memory_total = kilobytes(root_ / "meminfo", "MemTotal");
    const auto available = kilobytes(root_ / "meminfo", "MemAvailable");
    if (sample.memory_total && available && *available <= *sample.memory_total)
        sample.memory_used = *sample.memory_total - *available;
    std::ifstream statm(root_ / "self" / "statm");
    std::uint64_t size = 0, resident = 0;  // pages
    if (statm >> size >> resident) sample.process_memory = resident * std::uint64_t(sysconf(_SC_PAGESIZE));
}

}  // namespace engine
