// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/host_device.h"

namespace engine::cuda {

/// How a group of activations whose largest magnitude is `largest` (or not a number) is rounded: x = scale * value.
struct RoundingStep {
    float scale, inverse;
};
ENGINE_HOST_DEVICE inline RoundingStep rounding_step(float largest)
{
    const float scale = largest < 1e-36f ? 0.0f : largest / 127;  // below, 127 / largest is infinite
    return {scale, scale > 0 ? 127 / largest : 0.0f};
}

/// Nearest, ties to even.
ENGINE_HOST_DEVICE inline std::int8_t rounded_value(float x, float inverse)
{
    const float shifted = sum_of(product_of(x, inverse), 12582912.0f);  // 1.5 * 2^23
    return std::int8_t(std::bit_cast<std::int32_t>(shifted) - 0x4B400000);
}

}  // namespace engine::cuda
