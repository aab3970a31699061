// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace engine {

/// Threads that read when none are named: all cores, as of an engine.
int usual_threads();

/// Bytes per second that `threads` threads (0: usual_threads()) together read from memory: the best of several passes
/// over a buffer that does not fit in any cache. Passes begin within `patience`, the first in any case.
double measured_bandwidth(int threads, std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace engine
