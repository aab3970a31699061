// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cpu/block_kernels_impl.h"

#include <immintrin.h>

// The vector of 32 bytes in one AVX2 register. Internal linkage: each including file has its own flags.
namespace engine::cpu {
namespace {

struct Avx2Bytes {
    using Bytes = __m256i;
    using Ints = __m256i;  // 8 sums of 4 products
    using Sum = __m256;

    static float half(const std::byte* p)
    {
        std::uint16_t bits;
        std::memcpy(&bits, p, 2);
        return _cvtsh_ss(bits);
    }
    static void scaled(float d, std::uint64_t bytes, float* out)
    {
        const __m256i wide = _mm256_cvtepi8_epi32(_mm_cvtsi64_si128(std::int64_t(bytes)));
        _mm256_store_ps(out, _mm256_mul_ps(_mm256_set1_ps(d), _mm256_cvtepi32_ps(wide)));
    }
    template <class T>
    static Bytes load(const T* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }
    static void store(std::uint8_t* p, Bytes v) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), v); }
    static Bytes nibbles(const std::byte* p)
    {
        const __m128i packed = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const __m256i both = _mm256_inserti128_si256(_mm256_castsi128_si256(packed), _mm_srli_epi16(packed, 4), 1);
        return _mm256_and_si256(both, _mm256_set1_epi8(15));
    }
    /// Shifts pairs of bytes: the mask clears what came over from the neighbour.
    static Bytes field(Bytes v, int down, int mask)
    {
        const __m256i shifted = down < 0 ? _mm256_slli_epi16(v, -down) : _mm256_srli_epi16(v, down);
        return _mm256_and_si256(shifted, _mm256_set1_epi8(char(mask)));
    }
    static Bytes either(Bytes a, Bytes b) { return _mm256_or_si256(a, b); }
    static Bytes bits(std::uint32_t mask, int set)
    {
        const __m256i byte_of = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
        const __m256i bit_of = _mm256_set1_epi64x(std::int64_t(0x8040201008040201));
        const __m256i spread = _mm256_shuffle_epi8(_mm256_set1_epi32(int(mask)), byte_of);
        const __m256i found = _mm256_cmpeq_epi8(_mm256_and_si256(spread, bit_of), bit_of);
        return _mm256_and_si256(found, _mm256_set1_epi8(char(set)));
    }
    static Bytes lookup(const std::int8_t* table, Bytes v)
    {
        const __m128i entries = _mm_load_si128(reinterpret_cast<const __m128i*>(table));
        return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(entries), v);
    }

    static Sum zero() { return _mm256_setzero_ps(); }
    static Sum add_scaled(Sum sum, Ints ints, float factor)
    {
        return _mm256_fmadd_ps(_mm256_cvtepi32_ps(ints), _mm256_set1_ps(factor), sum);
    }
    static Sum add_scaled(Sum sum, Ints ints, const float low, const float high)
    {
        const __m256 factors = _mm256_blend_ps(_mm256_set1_ps(low), _mm256_set1_ps(high), 0xF0);
        return _mm256_fmadd_ps(_mm256_cvtepi32_ps(ints), factors, sum);
    }
    static float total(Sum sum)
    {
        __m128 half_sum = _mm_add_ps(_mm256_castps256_ps128(sum), _mm256_extractf128_ps(sum, 1));
        half_sum = _mm_add_ps(half_sum, _mm_movehl_ps(half_sum, half_sum));
        return _mm_cvtss_f32(_mm_add_ss(half_sum, _mm_movehdup_ps(half_sum)));
    }
};

}  // namespace
}  // namespace engine::cpu
