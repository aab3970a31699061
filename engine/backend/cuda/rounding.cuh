// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/rounding_step.h"

// Activations to 8 bits, the same bits as on the CPU.
namespace engine::cuda {

/// One token's activations of a group of 32 by one warp: lane i gives number i. `group` counts through all rows:
/// row * cols / 32 + column / 32.
__device__ inline void round_group(float x, std::int64_t group, const Rounded& out)
{
    const int lane = int(threadIdx.x % kWarp);
    std::uint32_t magnitude = __float_as_uint(x) & 0x7FFFFFFFu;  // as bits: these order like the numbers, NaN above all
    for (int step = 16; step > 0; step /= 2) {
        const std::uint32_t other = __shfl_xor_sync(~0u, magnitude, step);
        magnitude = other > magnitude ? other : magnitude;
    }
    const RoundingStep step = rounding_step(__uint_as_float(magnitude));
    const std::int8_t value = rounded_value(x, step.inverse);
    int sum = value;
    for (int other = 8; other > 0; other /= 2) sum += __shfl_xor_sync(~0u, sum, other);
    out.values[kGroup * group + lane] = value;
    if (lane == 0) out.scales[group] = step.scale;
    if (lane % 16 == 0) out.half_sums[2 * group + lane / 16] = step.scale * float(sum);
}

}  // namespace engine::cuda
