// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weights.h"

#include <algorithm>
#include <map>

namespace engine {
namespace {

/// Counts what a model has and what one token touches.
struct Census {
    std::int64_t parameters = 0, active_parameters = 0, bytes = 0, active_bytes = 0;
    std::int64_t routed_parameters = 0, routed_bytes = 0;  // of all routed experts; not in the active ones yet
    std::map<WeightType, std::int64_t> bytes_of_type;

    enum class Read { Whole, OneRow, Routed };  // of it by one token

    void count(const Weight& w, Read read = Read::Whole)
    {
        const std::int64_t n = std::int64_t(w.rows) * w.cols;
        const auto size = std::int64_t(w.row_bytes()) * w.rows;
        parameters += n;
        bytes += size;
        bytes_of_type[w.type] += size;
        if (read == Read::Routed) {
            routed_parameters += n;
            routed_bytes += size;
        } else {
            active_parameters += read == Read::OneRow ? w.cols : n;
            active_bytes += read == Read::OneRow ? std::int64_t(w.row_bytes()) : size;
        }
    }

    void count(const Tensor& vector)
    {
        count(Weight{WeightType::F32, vector.rows(), vector.cols(), nullptr});
    }

    void count(const LayerWeights& layer)
    {
        for_each_matrix(layer,
                        [&](const Weight& w, bool is_routed) { count(w, is_routed ? Read::Routed : Read::Whole); });
        for (const Tensor* v : {&layer.input_layernorm, &layer.q_a_layernorm, &layer.kv_a_layernorm,
                                &layer.post_attention_layernorm, &layer.e_score_correction_bias})
            count(*v);
    }
};

}  // namespace

void describe_weights(const Weights& weights, ModelCard& card)
{
    Census census;
    census.count(weights.embed_tokens, Census::Read::OneRow);
    for (const LayerWeights& layer : weights.layers) census.count(layer);
    if (card.n_routed_experts > 0) {  // all experts of a layer are of one size
        census.active_parameters += census.routed_parameters / card.n_routed_experts * card.num_experts_per_tok;
        census.active_bytes += census.routed_bytes * card.num_experts_per_tok / card.n_routed_experts;
    }
    census.count(weights.norm);
    if (weights.lm_head.data != weights.embed_tokens.data) {
        census.count(weights.lm_head);
    } else {  // one table in memory, read whole as the head
        census.active_parameters += std::int64_t(weights.lm_head.rows - 1) * weights.lm_head.cols;
        census.active_bytes += std::int64_t(weights.lm_head.row_bytes()) * (weights.lm_head.rows - 1);
    }

    card.total_parameters = census.parameters;
    card.active_parameters = census.active_parameters;
    card.weight_bytes = census.bytes;
    card.active_weight_bytes = census.active_bytes;
    std::vector<std::pair<std::int64_t, WeightType>> types;
    for (const auto& [type, bytes] : census.bytes_of_type)
        if (bytes > 0) types.emplace_back(bytes, type);
    std::sort(types.rbegin(), types.rend());
    for (const auto& entry : types) card.dtypes.emplace_back(format_of(entry.second).name);
    for (const LayerWeights& layer : weights.layers) {
        const Tensor& bias = layer.e_score_correction_bias;
        card.e_score_correction_bias.insert(card.e_score_correction_bias.end(), bias.data(),
                                            bias.data() + bias.cols());
    }
}

}  // namespace engine
