// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels_impl.h"

#include <immintrin.h>

namespace engine::cpu {
namespace {

struct Avx512 {
    using Reg = __m512;
    static constexpr int kWidth = 16, kRows = 4, kTokens = 4, kRowsAlone = 8, kSpan = 4;

    static Reg zero() { return _mm512_setzero_ps(); }
    static Reg broadcast(float value) { return _mm512_set1_ps(value); }
    static Reg load(F32, const std::byte* p) { return _mm512_loadu_ps(p); }
    static Reg load(F16, const std::byte* p) { return _mm512_cvtph_ps(halves(p)); }
    static Reg load(BF16, const std::byte* p)
    {
        return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves(p)), 16));
    }
    static Reg load(F8, const std::byte* p)
    {
        const __m256i wide = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
        const __m256i largest = _mm256_set1_epi16(0x3F80);
        const __m256i magnitude = _mm256_and_si256(_mm256_slli_epi16(wide, 7), largest);
        const __m256i nan = _mm256_and_si256(_mm256_cmpeq_epi16(magnitude, largest), _mm256_set1_epi16(0x7C00));
        const __m256i sign = _mm256_and_si256(wide, _mm256_set1_epi16(short(0x8000)));  // fills the upper byte
        const __m512 value = _mm512_cvtph_ps(_mm256_or_si256(_mm256_or_si256(magnitude, nan), sign));
        return _mm512_mul_ps(value, _mm512_set1_ps(F8::kHalfFactor));
    }
    static Reg fma(Reg a, Reg b, Reg c) { return _mm512_fmadd_ps(a, b, c); }
    static Reg add(Reg a, Reg b) { return _mm512_add_ps(a, b); }
    static Reg mul(Reg a, Reg b) { return _mm512_mul_ps(a, b); }
    static Reg div(Reg a, Reg b) { return _mm512_div_ps(a, b); }
    static Reg max(Reg a, Reg b) { return _mm512_max_ps(a, b); }
    static Reg min(Reg a, Reg b) { return _mm512_min_ps(a, b); }
    static Reg round(Reg a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static Reg scale_by_power(Reg a, Reg n) { return _mm512_scalef_ps(a, n); }
    static float sum(Reg value) { return _mm512_reduce_add_ps(value); }
    static void store(float* p, Reg value) { _mm512_storeu_ps(p, value); }

private:
    static __m256i halves(const std::byte* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }
};

}  // namespace

extern const BlockKernels kAvx2BlockKernels;
extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = {"AVX-512", matmul<Avx512>, combine<Avx512>, softmax<Avx512>, swiglu<Avx512>,
                                &kAvx2BlockKernels};

}  // namespace engine::cpu
