// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/card_speed.h"

#include <cstddef>

namespace engine::cuda {

/// Reads at most `most_bytes` of device memory, or what is free; nobody else should be using the device. Throws MEMORY,
/// DEVICE-LOST.
CardSpeed measure_card(int device, std::size_t most_bytes);

}  // namespace engine::cuda
