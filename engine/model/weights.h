// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/io/checkpoint.h"
#include "engine/model_card.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

/// Weights of one decoder layer, under the checkpoint's names (specification 5.1). Shapes are [out, in].
struct LayerWeights {
    Tensor input_layernorm;           // [1, h]
    Weight q_proj;                    // [H*dq, h], when queries are not compressed
    Weight q_a_proj;                  // [Rq, h]
    Tensor q_a_layernorm;             // [1, Rq]
    Weight q_b_proj;                  // [H*dq, Rq]
    Weight kv_a_proj_with_mqa;        // [R+dr, h]
    Tensor kv_a_layernorm;            // [1, R]
    LatentExpansion kv_b_proj;
    Weight o_proj;                    // [h, H*dv]
    Tensor post_attention_layernorm;  // [1, h]
    Mlp mlp;                          // dense layers
    Weight gate;                      // [E, h], MoE layers
    Tensor e_score_correction_bias;   // [1, E] or empty
    std::vector<Mlp> experts;         // [E]
    Mlp shared_experts;               // one MLP of width Es*mi
};

struct Weights {
    Weight embed_tokens;  // [V, h]
    std::vector<LayerWeights> layers;
    Tensor norm;     // [1, h]
    Weight lm_head;  // [V, h]; the embedding when they are tied
};

/// Calls `visit(matrix, is_routed)` for every matrix of a layer, also for those the layer does without (no data).
template <class Layer, class Visit>
void for_each_matrix(Layer& layer, Visit&& visit)
{
    for (auto* matrix : {&layer.q_proj, &layer.q_a_proj, &layer.q_b_proj, &layer.kv_a_proj_with_mqa,
                         &layer.kv_b_proj.kv_b, &layer.kv_b_proj.k_b, &layer.kv_b_proj.v_b, &layer.o_proj, &layer.gate})
        visit(*matrix, false);
    const auto visit_mlp = [&](auto& mlp, bool is_routed) {
        for (auto* matrix : {&mlp.gate, &mlp.up, &mlp.down}) visit(*matrix, is_routed);
    };
    visit_mlp(layer.mlp, false);
    visit_mlp(layer.shared_experts, false);
    for (auto& expert : layer.experts) visit_mlp(expert, true);
}

/// How the backends call a type of the files; nothing for types that no weight may have.
std::optional<WeightType> weight_type(DType dtype);

/// Finds every tensor the configuration asks for and checks type and shape before any is used. Matrices are left
/// where they lie in the files, aligned to nothing; only the small vectors are read. Tensors nobody asks for (the
/// MTP block, rotary buffers) stay aside. Throws MODEL-TENSOR-MISSING, MODEL-SHAPE, MODEL-DTYPE, CANCELLED.
Weights find_weights(const Config& config, const Checkpoint& checkpoint, Backend& backend, const std::stop_token& stop);

/// Makes the matrices usable by `backend`. Throws CANCELLED, MEMORY.
void adopt_weights(Weights& weights, Backend& backend, const LoadCallback& progress, const std::stop_token& stop);

/// Both.
Weights load_weights(const Config& config, const Checkpoint& checkpoint, Backend& backend,
                     const LoadCallback& progress, const std::stop_token& stop);

/// The parts of a card that follow from the weights: parameters, bytes, dtypes, router biases.
void describe_weights(const Weights& weights, ModelCard& card);

}  // namespace engine
