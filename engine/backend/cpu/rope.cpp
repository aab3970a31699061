// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/row_math.h"

#include <algorithm>
#include <cmath>

namespace engine::cpu {

void CpuBackend::rope(const AttentionShape& shape, const RotaryTable& rotary, int first_position, int tokens,
                      Tensor& q)
{
    for (int t = 0; t < tokens; ++t)
        for (int head = 0; head < shape.heads; ++head) {
            float* q_pe = q.row(t) + head * shape.qk_head_dim() + shape.qk_nope_head_dim;
            rotate_row(rotary, first_position + t, q_pe);
        }
}

void CpuBackend::append_latent(const AttentionShape& shape, const RotaryTable& rotary, const Tensor& norm_weight,
                               const Tensor& ckv, int first_position, int tokens, LatentRows cache, float* norms,
                               int norm_stride)
{
    constexpr float kEps = 1e-6f;  // the norms inside MLA ignore rms_norm_eps (specification, trap 9)
    const int rank = shape.kv_lora_rank;
    for (int t = 0; t < tokens; ++t) {
        const int position = first_position + t;
        float* latent = cache.rows->row(position);
        float* k_pe = latent + rank;
        normalise_row(ckv.row(t), norm_weight.data(), rank, kEps, latent);
        std::copy_n(ckv.row(t) + rank, shape.qk_rope_head_dim, k_pe);
        rotate_row(rotary, position, k_pe);
        if (!norms) continue;
        float squares = 0;
        for (int i = 0; i < rank; ++i) squares += latent[i] * latent[i];
        norms[t * norm_stride] = std::sqrt(squares);
    }
}

}  // namespace engine::cpu
