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
    using Floats = __m256;

    static float half(const std::byte* p)
    {
        std::uint16_t bits;
        std::memcpy(&bits, p, 2);
        return _cvtsh_ss(bits);
    }
    static Floats halves(const std::byte* p, int stride, int n)
    {
        if (n == 8)
            return _mm256_cvtph_ps(_mm_setr_epi16(bits_at(p), bits_at(p + stride), bits_at(p + 2 * stride),
                                                  bits_at(p + 3 * stride), bits_at(p + 4 * stride),
                                                  bits_at(p + 5 * stride), bits_at(p + 6 * stride),
                                                  bits_at(p + 7 * stride)));
        alignas(16) short some[8] = {};
        for (int i = 0; i < n; ++i) some[i] = bits_at(p + i * stride);
        return _mm256_cvtph_ps(_mm_load_si128(reinterpret_cast<const __m128i*>(some)));
    }
    static Floats scaled(float d, std::uint64_t bytes)
    {
        const __m256i wide = _mm256_cvtepi8_epi32(_mm_cvtsi64_si128(std::int64_t(bytes)));
        return _mm256_mul_ps(_mm256_set1_ps(d), _mm256_cvtepi32_ps(wide));
    }
    static Floats load(const float* p, int n)
    {
        if (n == 8) return _mm256_loadu_ps(p);
        return _mm256_maskload_ps(p, _mm256_cmpgt_epi32(_mm256_set1_epi32(n), lanes(0, 1, 2, 3, 4, 5, 6, 7)));
    }
    static void store(float* p, Floats v) { _mm256_storeu_ps(p, v); }
    static Floats broadcast(float value) { return _mm256_set1_ps(value); }
    static Floats negative(Floats v) { return _mm256_xor_ps(v, _mm256_set1_ps(-0.0f)); }
    static Floats mul(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
    static Floats fma(Floats a, Floats b, Floats c) { return _mm256_fmadd_ps(a, b, c); }
    static Floats doubled(Floats v, int half)
    {
        return _mm256_permutevar8x32_ps(v, half == 0 ? lanes(0, 0, 1, 1, 2, 2, 3, 3) : lanes(4, 4, 5, 5, 6, 6, 7, 7));
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

    template <int group>
    static Floats add(Floats sum, Ints ints, Floats factors, int j)
    {
        const int k = group == 32 ? j : j + 1;
        const __m256 own = _mm256_permutevar8x32_ps(factors, lanes(j, j, j, j, k, k, k, k));
        return _mm256_fmadd_ps(_mm256_cvtepi32_ps(ints), own, sum);
    }
    static float total(Floats sum)
    {
        __m128 half_sum = _mm_add_ps(_mm256_castps256_ps128(sum), _mm256_extractf128_ps(sum, 1));
        half_sum = _mm_add_ps(half_sum, _mm_movehl_ps(half_sum, half_sum));
        return _mm_cvtss_f32(_mm_add_ss(half_sum, _mm_movehdup_ps(half_sum)));
    }

private:
    static short bits_at(const std::byte* p)
    {
        short bits;
        std::memcpy(&bits, p, 2);
        return bits;
    }
    static __m256i lanes(int a, int b, int c, int d, int e, int f, int g, int h)
    {
        return _mm256_setr_epi32(a, b, c, d, e, f, g, h);
    }
};

}  // namespace
}  // namespace engine::cpu
