// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// What kernels need beyond plain CUDA C++: everything written in PTX or in half-precision types stands here, so that
// kernels themselves are ordinary code. tests/cuda_on_cpu has a file of the same name that computes the same on a CPU.
#include <cuda_runtime.h>

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <cstdint>

namespace engine::cuda {

/// The launch's dynamic shared memory, 16-byte aligned.
template <class T>
__device__ T* dynamic_shared()
{
    extern __shared__ uint4 bytes[];
    return reinterpret_cast<T*>(bytes);
}

/// Two floats rounded to nearest even, the first in the low half.
__device__ inline std::uint32_t pack_half(float low, float high)
{
    const __half2 pair = __floats2half2_rn(low, high);
    return *reinterpret_cast<const std::uint32_t*>(&pair);
}
__device__ inline std::uint32_t pack_bf16(float low, float high)
{
    const __nv_bfloat162 pair = __floats2bfloat162_rn(low, high);
    return *reinterpret_cast<const std::uint32_t*>(&pair);
}
__device__ inline float half_to_float(std::uint16_t bits) { return __half2float(__ushort_as_half(bits)); }
__device__ inline std::uint16_t float_to_half(float value) { return __half_as_ushort(__float2half_rn(value)); }

/// Sum of four products of signed bytes, plus c.
__device__ inline int dot4(int a, int b, int c) { return __dp4a(a, b, c); }

/// c += a b for 16 x 8 x 16. Lane l = 4 g + t holds, each register two numbers of consecutive k (a, b) or columns (c):
/// a[0] row g, k 2t; a[1] row g+8, k 2t; a[2] row g, k 2t+8; a[3] row g+8, k 2t+8; b[0] k 2t, column g; b[1] k 2t+8,
/// column g; c[0], c[1] row g, columns 2t, 2t+1; c[2], c[3] row g+8 (PTX ISA, mma.m16n8k16).
__device__ inline void mma_half(float (&c)[4], const std::uint32_t (&a)[4], const std::uint32_t (&b)[2])
{
#if __CUDA_ARCH__ >= 800
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
                 "{%0,%1,%2,%3};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#else  // 7.5 has the half of it
    for (int k = 0; k < 2; ++k)
        asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5}, {%6}, {%0,%1,%2,%3};"
                     : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                     : "r"(a[2 * k]), "r"(a[2 * k + 1]), "r"(b[k]));
#endif
}

__device__ inline float bf16_low(std::uint32_t pair) { return __uint_as_float(pair << 16); }
__device__ inline float bf16_high(std::uint32_t pair) { return __uint_as_float(pair & 0xFFFF0000u); }

/// The same for bfloat16.
__device__ inline void mma_bf16(float (&c)[4], const std::uint32_t (&a)[4], const std::uint32_t (&b)[2])
{
#if __CUDA_ARCH__ >= 800
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
                 "{%0,%1,%2,%3};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#else  // 7.5 has no matrix unit for it: the lanes pass their numbers round
    const int lane = threadIdx.x % 32, group = lane / 4 * 4, column = lane % 4 * 2;
    for (int t = 0; t < 4; ++t)
        for (int half = 0; half < 2; ++half) {
            const std::uint32_t top = __shfl_sync(~0u, a[2 * half], group + t);
            const std::uint32_t bottom = __shfl_sync(~0u, a[2 * half + 1], group + t);
            for (int n = 0; n < 2; ++n) {
                const std::uint32_t other = __shfl_sync(~0u, b[half], 4 * (column + n) + t);
                c[n] += bf16_low(top) * bf16_low(other) + bf16_high(top) * bf16_high(other);
                c[2 + n] += bf16_low(bottom) * bf16_low(other) + bf16_high(bottom) * bf16_high(other);
            }
        }
#endif
}

/// Four 8 x 8 matrices of 16-bit numbers from shared memory: lane l gives the address of row l % 8 of matrix l / 8 (16
/// bytes, aligned); register i of lane l then holds row l / 4, columns 2 (l % 4) and the next, of matrix i. Transposed:
/// rows and columns of each matrix exchanged.
__device__ inline void load_matrices(std::uint32_t (&r)[4], const void* row)
{
    const auto address = static_cast<std::uint32_t>(__cvta_generic_to_shared(row));
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                 : "r"(address)
                 : "memory");
}
__device__ inline void load_matrices_transposed(std::uint32_t (&r)[4], const void* row)
{
    const auto address = static_cast<std::uint32_t>(__cvta_generic_to_shared(row));
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                 : "r"(address)
                 : "memory");
}

/// Starts copying 16 bytes, both aligned, from global to shared memory; `valid` false: zeros are written, nothing is
/// read. copies_commit closes a group; copies_wait<n> returns when all but the n latest groups are there, for this
/// thread's copies: __syncthreads() makes them everyone's.
__device__ inline void copy_16(void* shared, const void* global, bool valid)
{
#if __CUDA_ARCH__ >= 800
    const auto address = static_cast<std::uint32_t>(__cvta_generic_to_shared(shared));
    const int bytes = valid ? 16 : 0;
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(address), "l"(global), "r"(bytes) : "memory");
#else
    *static_cast<uint4*>(shared) = valid ? *static_cast<const uint4*>(global) : uint4{0, 0, 0, 0};
#endif
}
__device__ inline void copies_commit()
{
#if __CUDA_ARCH__ >= 800
    asm volatile("cp.async.commit_group;" ::: "memory");
#endif
}
template <int groups>
__device__ void copies_wait()
{
#if __CUDA_ARCH__ >= 800
    asm volatile("cp.async.wait_group %0;" ::"n"(groups) : "memory");
#endif
}

/// 16 bytes that are read once: not to be kept in caches that others need.
__device__ inline uint4 load_streaming(const uint4* from)
{
    uint4 v;
    asm volatile("ld.global.nc.L1::no_allocate.v4.u32 {%0,%1,%2,%3}, [%4];"
                 : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w)
                 : "l"(from));
    return v;
}

__device__ inline float warp_sum(float value)
{
    for (int step = 16; step > 0; step /= 2) value += __shfl_xor_sync(~0u, value, step);
    return value;
}
__device__ inline float warp_max(float value)
{
    for (int step = 16; step > 0; step /= 2) value = fmaxf(value, __shfl_xor_sync(~0u, value, step));
    return value;
}

/// Sum over a block of whole warps, in a fixed order, the same for every thread. All threads call it; `scratch` has 33
/// floats of shared memory and may be used again after the next __syncthreads().
__device__ inline float block_sum(float value, float* scratch)
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32, warps = blockDim.x / 32;
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
