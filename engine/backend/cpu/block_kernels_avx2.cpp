// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/bytes_avx2_impl.h"

namespace engine::cpu {
namespace {

struct Avx2 : Avx2Bytes {
    static constexpr int kTokens = 4;

    /// Sums of two products must fit in 16 bits: unsigned values are below 64, signed ones have 8 bits and their
    /// sign moves to the other factor.
    template <bool is_signed>
    static Ints dot(Bytes values, Bytes x)
    {
        const __m256i pairs = is_signed ? _mm256_maddubs_epi16(_mm256_abs_epi8(values), _mm256_sign_epi8(x, values))
                                        : _mm256_maddubs_epi16(values, x);
        return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
    }
};

}  // namespace

extern const BlockKernels kAvx2BlockKernels;
const BlockKernels kAvx2BlockKernels = {quantize, matmul<Avx2>, dequantize<Avx2>};

}  // namespace engine::cpu
