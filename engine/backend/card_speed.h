// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace engine {

/// How fast a card does what passes are made of; medians of several runs.
struct CardSpeed {
    double bytes_per_second = 0;  // read from its memory, 16 bytes a load
    std::int64_t bytes_read = 0;  // in one run
    double recorded_step_us = 0;  // one of many tiny kernels in a recording that wait for each other
    double launch_us = 0;         // from starting one tiny kernel to knowing that it has ended
    double host_store_us = 0;     // what such a recorded step takes longer when it also writes into host memory
};

}  // namespace engine
