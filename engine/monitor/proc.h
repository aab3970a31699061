// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/device_monitor.h"

#include <filesystem>

namespace engine {

/// CPU and memory of the machine and of this process as Linux tells them (man 5 proc). Keeps the counters of the
/// last sample, because a percentage needs two. One thread.
class Proc {
public:
    explicit Proc(std::filesystem::path root = "/proc");

    std::string cpu_name() const;  ///< empty when the kernel does not tell
    int cores() const;

    /// Fills cpu_percent, process_cpu_percent (none the first time) and the memory fields. What cannot be read
    /// stays empty.
    void sample(DeviceSample& sample);

private:
    struct Ticks {
        std::uint64_t busy = 0, total = 0;  ///< of all cores
        std::uint64_t process = 0;
    };
    std::optional<Ticks> ticks() const;

    std::filesystem::path root_;
    std::optional<Ticks> last_;
};

}  // namespace engine
