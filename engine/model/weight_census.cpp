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
    std::map<WeightType, std::int64_t> bytes_of_type;

    /// `share`: the part of it that one token reads.
    void count(const Weight& w, double share = 1)
    {
        const std::int64_t n = std::int64_t(w.rows) * w.cols;
        const auto size = std::int64_t(w.row_bytes()) * w.rows;
        parameters += n;
        bytes += size;
        active_parameters += std::int64_t(double(n) * share + 0.5);
        active_bytes += std::int64_t(double(size) * share + 0.5);
        bytes_of_type[w.type] += size;
    }

    void count(const Tensor& vector)
    {
        count(Weight{WeightType::F32, vector.rows(), vector.cols(), nullptr});
    }

    void count(const LayerWeights& layer, double expert_share)
    {
        for_each_matrix(layer, [&](const Weight& w, bool is_routed) { count(w, is_routed ? expert_share : 1); });
        for (const Tensor* v : {&layer.input_layernorm, &layer.q_a_layernorm, &layer.kv_a_layernorm,
                                &layer.post_attention_layernorm, &layer.e_score_correction_bias})
            count(*v);
    }
};

}  // namespace

void describe_weights(const Weights& weights, ModelCard& card)
{
    Census census;
    const double expert_share =
        card.n_routed_experts > 0 ? double(card.num_experts_per_tok) / card.n_routed_experts : 0;
    census.count(weights.embed_tokens, 1.0 / card.vocab_size);
    for (const LayerWeights& layer : weights.layers) census.count(layer, expert_share);
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
