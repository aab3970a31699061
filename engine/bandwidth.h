// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"

#include <chrono>

namespace engine {

/// Threads that read when none are named: all cores, as of an engine.
int usual_threads();

/// Bytes per second that `threads` threads (0: usual_threads()) together read from memory: the best of several passes
/// over a buffer that does not fit in any cache. Passes begin within `patience`, the first in any case.
double measured_bandwidth(int threads, std::chrono::milliseconds patience = std::chrono::seconds(10));

/// The same of the memory that a loaded model's weights lie in: the GPU's, if they do. Throws DEVICE-LOST, MEMORY.
double bandwidth_of(const ModelCard& card, int threads, std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace engine
