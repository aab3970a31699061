// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// In place of engine/backend/cuda/intrinsics.cuh, which documents these functions: the same computed on a CPU.
#include <cuda_runtime.h>

#include "cuda_on_cpu/half.h"
#include "cuda_on_cpu/matrix.h"

#include <cstdint>

namespace engine::cuda {

template <class T>
T* dynamic_shared() { return static_cast<T*>(cuda_on_cpu::dynamic_shared_memory()); }

inline float half_to_float(std::uint16_t bits) { return cuda_on_cpu::half_to_float(bits); }
inline std::uint16_t float_to_half(float value) { return cuda_on_cpu::float_to_half(value); }
inline std::uint32_t pack_half(float low, float high)
{
    return cuda_on_cpu::float_to_half(low) | std::uint32_t(cuda_on_cpu::float_to_half(high)) << 16;
}
inline std::uint32_t pack_bf16(float low, float high)
{
    return cuda_on_cpu::float_to_bf16(low) | std::uint32_t(cuda_on_cpu::float_to_bf16(high)) << 16;
}
inline float bf16_low(std::uint32_t pair) { return __uint_as_float(pair << 16); }
inline float bf16_high(std::uint32_t pair) { return __uint_as_float(pair & 0xFFFF0000u); }

inline int dot4(int a, int b, int c)
{
    std::uint32_t sum = std::uint32_t(c);  // wraps, as the instruction does
    for (int shift = 0; shift < 32; shift += 8)
        sum += std::uint32_t(int(std::int8_t(a >> shift)) * int(std::int8_t(b >> shift)));
    return int(sum);
}

inline void mma_half(float (&c)[4], const std::uint32_t (&a)[4], const std::uint32_t (&b)[2])
{
    cuda_on_cpu::multiply(cuda_on_cpu::Collective::MmaHalf, c, a, b);
}
inline void mma_bf16(float (&c)[4], const std::uint32_t (&a)[4], const std::uint32_t (&b)[2])
{
    cuda_on_cpu::multiply(cuda_on_cpu::Collective::MmaBf16, c, a, b);
}
inline void load_matrices(std::uint32_t (&r)[4], const void* row)
{
    cuda_on_cpu::load_matrices(cuda_on_cpu::Collective::LoadMatrices, r, row);
}
inline void load_matrices_transposed(std::uint32_t (&r)[4], const void* row)
{
    cuda_on_cpu::load_matrices(cuda_on_cpu::Collective::LoadMatricesTransposed, r, row);
}

inline void copy_16(void* shared, const void* global, bool valid) { cuda_on_cpu::begin_copy(shared, global, valid); }
inline void copies_commit() { cuda_on_cpu::close_copies(); }
template <int groups>
void copies_wait() { cuda_on_cpu::finish_copies(groups); }

inline uint4 load_streaming(const uint4* from)
{
    cuda_on_cpu::require_alignment(from, "load_streaming");
    return *from;
}

inline float warp_sum(float value) { return cuda_on_cpu::warp_sum(value); }
inline float warp_max(float value) { return cuda_on_cpu::warp_max(value); }
inline float block_sum(float value, float* scratch)
{
    const int warp = int(threadIdx.x / 32), lane = int(threadIdx.x % 32), warps = int(blockDim.x / 32);
    value = warp_sum(value);
    if (lane == 0) scratch[warp] = value;
    __syncthreads();
    if (warp == 0) {
        value = warp_sum(lane < warps ? scratch[lane] : 0.0f);
        if (lane == 0) scratch[32] = value;
    }
    __syncthreads();
    return scratch[32];
}

}  // namespace engine::cuda
