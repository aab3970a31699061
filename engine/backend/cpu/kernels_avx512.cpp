// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels_impl.h"

#include <immintrin.h>

namespace engine::cpu {
namespace {

struct Avx512 {
    using Reg = __m512;
    static constexpr int kWidth = 16, kRows = 4, kTokens = 4, kRowsAlone = 8;

    static Reg zero() { return _mm512_setzero_ps(); }
    static Reg broadcast(float value) { return _mm512_set1_ps(value); }
    static Reg load(F32, const std::byte* p) { return _mm512_loadu_ps(p); }
    static Reg load(F16, const std::byte* p) { return _mm512_cvtph_ps(halves(p)); }
    static Reg load(BF16, const std::byte* p)
    {
        return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves(p)), 16));
    }
    static Reg fma(Reg a, Reg b, Reg c) { return _mm512_fmadd_ps(a, b, c); }
    static float sum(Reg value) { return _mm512_reduce_add_ps(value); }
    static void store(float* p, Reg value) { _mm512_storeu_ps(p, value); }

private:
    static __m256i halves(const std::byte* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }
};

}  // namespace

extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = {"AVX-512", matmul<Avx512>, combine<Avx512>};

}  // namespace engine::cpu
