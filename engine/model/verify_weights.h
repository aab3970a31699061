// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/checkpoint.h"
#include "engine/model_card.h"

#include <stop_token>

namespace engine {

/// Reads every weight of the files, those that the model leaves aside too. `progress` counts bytes. Throws
/// WEIGHT-NONFINITE with tensor, row and column of the first that is NaN or infinite, MODEL-FILE-CHANGED, CANCELLED.
void verify_weights(const Checkpoint& checkpoint, const LoadCallback& progress, const std::stop_token& stop);

}  // namespace engine
