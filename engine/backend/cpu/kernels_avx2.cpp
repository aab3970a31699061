// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels_impl.h"

#include <immintrin.h>

namespace engine::cpu {
namespace {

struct Avx2 {
    using Reg = __m256;
    static constexpr int kWidth = 8, kRows = 2, kTokens = 4, kRowsAlone = 8, kSpan = 2;

    static Reg zero() { return _mm256_setzero_ps(); }
    static Reg broadcast(float value) { return _mm256_set1_ps(value); }
    static Reg load(F32, const std::byte* p) { return _mm256_loadu_ps(reinterpret_cast<const float*>(p)); }
    static Reg load(F16, const std::byte* p) { return _mm256_cvtph_ps(halves(p)); }
    static Reg load(BF16, const std::byte* p)
    {
        return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves(p)), 16));
    }
    static Reg load(F8, const std::byte* p)
    {
        std::int64_t bytes;
        std::memcpy(&bytes, p, 8);
        const __m128i wide = _mm_cvtepi8_epi16(_mm_cvtsi64_si128(bytes));  // the sign fills the upper byte
        const __m128i magnitude = _mm_and_si128(_mm_slli_epi16(wide, 7), _mm_set1_epi16(0x3F80));
        const __m128i nan = _mm_and_si128(_mm_cmpeq_epi16(magnitude, _mm_set1_epi16(0x3F80)), _mm_set1_epi16(0x7C00));
        const __m128i sign = _mm_and_si128(wide, _mm_set1_epi16(short(0x8000)));
        const __m256 value = _mm256_cvtph_ps(_mm_or_si128(_mm_or_si128(magnitude, nan), sign));
        return _mm256_mul_ps(value, _mm256_set1_ps(F8::kHalfFactor));
    }
    static Reg fma(Reg a, Reg b, Reg c) { return _mm256_fmadd_ps(a, b, c); }
    static Reg add(Reg a, Reg b) { return _mm256_add_ps(a, b); }
    static Reg mul(Reg a, Reg b) { return _mm256_mul_ps(a, b); }
    static Reg div(Reg a, Reg b) { return _mm256_div_ps(a, b); }
    static Reg max(Reg a, Reg b) { return _mm256_max_ps(a, b); }
    static Reg min(Reg a, Reg b) { return _mm256_min_ps(a, b); }
    static Reg round(Reg a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static Reg scale_by_power(Reg a, Reg n)
    {
        const __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
        return _mm256_mul_ps(a, _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23)));
    }
    static float sum(Reg value)
    {
        __m128 half = _mm_add_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps(value, 1));
        half = _mm_add_ps(half, _mm_movehl_ps(half, half));
        return _mm_cvtss_f32(_mm_add_ss(half, _mm_movehdup_ps(half)));
    }
    static void store(float* p, Reg value) { _mm256_storeu_ps(p, value); }

private:
    static __m128i halves(const std::byte* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
};

}  // namespace

extern const BlockKernels kAvx2BlockKernels;
extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = {"AVX2", matmul<Avx2>, combine<Avx2>, softmax<Avx2>, swiglu<Avx2>,
                              &kAvx2BlockKernels};

}  // namespace engine::cpu
