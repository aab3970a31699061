// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/row_math.h"

#include <algorithm>
#include <cmath>

namespace engine::cpu {

void CpuBackend::append_latent(const AttentionShape& shape, const RotaryTable& rotary, const Tensor& norm_weight,
                               const Tensor& ckv, const Batch& batch, int layer, LatentRows& cache, Tensor& q,
                               RoutingSlab& slab)
{
    constexpr float kEps = 1e-6f;  // the norms inside MLA ignore rms_norm_eps (specification, trap 9)
    const int rank = shape.kv_lora_rank;
    for (int t = 0; t < batch.tokens; ++t) {
        const int position = batch.first_position + t;
        for (int head = 0; head < shape.heads; ++head)
            rotate_row(rotary, position, q.row(t) + head * shape.qk_head_dim() + shape.qk_nope_head_dim);

        float* latent = reinterpret_cast<float*>(cache.data.get()) +
                        std::size_t(position) * std::size_t(shape.latent_dim());
        float* k_pe = latent + rank;
        normalise_row(ckv.row(t), norm_weight.data(), rank, kEps, latent);
        std::copy_n(ckv.row(t) + rank, shape.qk_rope_head_dim, k_pe);
        rotate_row(rotary, position, k_pe);
        float squares = 0;
        for (int i = 0; i < rank; ++i) squares += latent[i] * latent[i];
        slab.latent_norm[std::size_t(batch.row + t) * std::size_t(slab.model_layers) + std::size_t(layer)] =
            std::sqrt(squares);
    }
}

}  // namespace engine::cpu
