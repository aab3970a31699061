// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/tensor.h"
#include "engine/doctor/random.h"

#include <vector>

namespace engine::doctor {

/// A matrix of random bytes that are numbers: finite, and of ordinary size.
struct RandomWeight {
    std::vector<std::byte> bytes;
    std::vector<float> block_scales;
    Weight weight;  // points into the two
};

/// `cols` is a multiple of the type's block.
RandomWeight random_weight(WeightType type, int rows, int cols, Random& random);

}  // namespace engine::doctor
