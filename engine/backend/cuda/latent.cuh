// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/backend/cuda/limits.h"
#include "engine/error.h"

namespace engine::cuda {

/// 16-bit numbers from one row of the latent cache to the next: [ c (R) | k_pe (dr) | zeros ], half precision, so that
/// every row can be copied in pieces of 16 bytes.
inline int latent_stride(const AttentionShape& shape) { return (shape.latent_dim() + 7) / 8 * 8; }

/// Whether a k_b can have this type: its rows are as long as a head's part without rotation.
constexpr bool fits_a_head(WeightType type) { return format_of(type).elements < kLargestHead; }
/// That the kernels have room for a model's latents and heads: who loads it has seen to that.
inline void check_shape(const AttentionShape& s)
{
    check(s.kv_lora_rank <= kLargestRank && s.latent_dim() <= kLargestLatent && s.qk_head_dim() <= kLargestHead &&
              s.v_head_dim <= kLargestHead,
          "a model's latents and heads fit the kernels");
}

constexpr std::size_t kSmallestShared = 64 * 1024, kLargestShared = 96 * 1024;  // bytes of a block: 7.5, from 8.0 on

/// Lets a kernel have so much dynamic shared memory.
template <class... Parameters>
void allow_shared(void (*kernel)(Parameters...), std::size_t bytes)
{
    constexpr std::size_t kAlways = 48 * 1024;
    if (bytes > kAlways)
        check_cuda(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, int(bytes)),
                   "asking for shared memory");
}

/// What half precision can hold of a number; what is not a number stays so.
__device__ inline float within_half(float value)
{
    constexpr float kLargest = 65504;
    return value > kLargest ? kLargest : value < -kLargest ? -kLargest : value;
}

}  // namespace engine::cuda
