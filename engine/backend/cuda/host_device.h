// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Arithmetic that kernels and tests without a device share. Compiled by nvcc it is for both sides, and the device's own
// instructions stand in for what takes several steps in plain C++.
#ifdef __CUDACC__
#include "engine/backend/cuda/intrinsics.cuh"
#define ENGINE_HOST_DEVICE __host__ __device__
#else
#define ENGINE_HOST_DEVICE
#endif

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace engine::cuda {

/// A number at an address that is a multiple of its size.
template <class T>
ENGINE_HOST_DEVICE inline T number_at(const std::byte* p)
{
    T value;
    std::memcpy(&value, __builtin_assume_aligned(p, sizeof(T)), sizeof(T));
    return value;
}

ENGINE_HOST_DEVICE inline float half_number(std::uint16_t bits)
{
#ifdef __CUDA_ARCH__
    return half_to_float(bits);
#else
    // Widened by exponent arithmetic: the multiplication by 2^112 makes subnormals right as well.
    const std::uint32_t magnitude = bits & 0x7FFFu, sign = (bits & 0x8000u) << 16;
    const float value = std::bit_cast<float>(magnitude << 13) * 0x1p112f;
    const bool finite = magnitude < 0x7C00u;
    return std::bit_cast<float>((finite ? std::bit_cast<std::uint32_t>(value) : 0x7F800000u | magnitude << 13) | sign);
#endif
}

ENGINE_HOST_DEVICE inline float bf16_number(std::uint16_t bits)
{
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

/// Without its scale: the bits of a float 2^120 times smaller, subnormals included.
ENGINE_HOST_DEVICE inline float e4m3_number(std::uint32_t bits)
{
    const std::uint32_t magnitude = bits & 0x7Fu;
    const std::uint32_t small = magnitude == 0x7Fu ? 0x7FC00000u : magnitude << 20;
    return std::bit_cast<float>(small | (bits & 0x80u) << 24) * 0x1p120f;
}

/// Sum of four products of signed bytes, plus c.
ENGINE_HOST_DEVICE inline int sum_products(std::uint32_t a, std::uint32_t b, int c)
{
#ifdef __CUDA_ARCH__
    return dot4(int(a), int(b), c);
#else
    for (int i = 0; i < 32; i += 8) c += int(std::int8_t(a >> i)) * int(std::int8_t(b >> i));
    return c;
#endif
}

/// Byte i is byte `selector >> 4 i & 7` of the eight in low and high; bit 3 of each nibble is ignored.
ENGINE_HOST_DEVICE inline std::uint32_t select_bytes(std::uint32_t low, std::uint32_t high, std::uint32_t selector)
{
#ifdef __CUDA_ARCH__
    return __byte_perm(low, high, selector & 0x7777u);
#else
    const std::uint64_t bytes = low | std::uint64_t(high) << 32;
    std::uint32_t selected = 0;
    for (int i = 0; i < 4; ++i) selected |= std::uint32_t(bytes >> (8 * (selector >> 4 * i & 7)) & 0xFF) << 8 * i;
    return selected;
#endif
}

/// a * b, rounded before anything is added to it.
ENGINE_HOST_DEVICE inline float product_of(float a, float b)
{
#ifdef __CUDA_ARCH__
    return __fmul_rn(a, b);
#else
    return a * b;
#endif
}

ENGINE_HOST_DEVICE inline float sum_of(float a, float b)
{
#ifdef __CUDA_ARCH__
    return __fadd_rn(a, b);
#else
    return a + b;
#endif
}

/// a * b + c; on a device always rounded once, so that a sum does not depend on the code around it.
ENGINE_HOST_DEVICE inline float multiply_add(float a, float b, float c)
{
#ifdef __CUDA_ARCH__
    return __fmaf_rn(a, b, c);
#else
    return a * b + c;
#endif
}

}  // namespace engine::cuda
