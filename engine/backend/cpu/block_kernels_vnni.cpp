// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/bytes_avx2_impl.h"

namespace engine::cpu {
namespace {

struct Vnni : Avx2Bytes {
    static constexpr int kTokens = 4;

    template <bool is_signed>
    static Ints dot(Bytes values, Bytes x)
    {
        if constexpr (is_signed)
            return _mm256_dpbusd_epi32(_mm256_setzero_si256(), _mm256_abs_epi8(values), _mm256_sign_epi8(x, values));
        return _mm256_dpbusd_epi32(_mm256_setzero_si256(), values, x);
    }
};

}  // namespace

extern const BlockKernels kVnniBlockKernels;
const BlockKernels kVnniBlockKernels = {quantize, matmul<Vnni>, dequantize<Vnni>};

}  // namespace engine::cpu
