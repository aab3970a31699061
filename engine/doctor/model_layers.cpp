// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// A model's own matrices, in the shapes and types they have, with random activations.
#include "engine/doctor/operations.h"
#include "engine/model/rotary.h"

#include <fmt/format.h>

namespace engine::doctor {
namespace {

std::vector<float> vector_of(const Tensor& row)
{
    return std::vector<float>(row.data(), row.data() + row.cols());
}

void check_attention_of(Examiner& e, const Config& c, const LayerWeights& layer)
{
    const AttentionShape shape{c.num_attention_heads, c.kv_lora_rank,        c.qk_nope_head_dim,
                               c.qk_rope_head_dim,    c.v_head_dim, float(softmax_scale(c))};
    AttentionInput in{shape, layer.kv_b_proj, vector_of(layer.kv_a_layernorm), c.rope_interleave};
    for (const auto& [first, tokens] : {std::pair{0, 1}, {33, 1}, {500, 1}, {32, 17}}) {
        in.first_position = first;
        in.tokens = tokens;
        check_attention(e, in);
    }
}

void check_products_of(Examiner& e, const LayerWeights& layer)
{
    const Weight& queries = layer.q_proj ? layer.q_proj : layer.q_a_proj;
    for (const int tokens : {1, 2, 17}) {
        check_linear(e, {queries, layer.kv_a_proj_with_mqa}, 0, tokens, false);
        check_linear(e, {queries, layer.kv_a_proj_with_mqa}, 0, tokens, true);
        if (layer.q_b_proj) check_linear(e, {layer.q_b_proj}, 0, tokens, true);
        check_linear(e, {layer.o_proj}, 0, tokens, true);
        check_norm(e, vector_of(layer.input_layernorm), tokens, true, false);
        if (layer.q_b_proj) check_norm(e, vector_of(layer.q_a_layernorm), tokens, false, true);
    }
}

RouterInput router_of(const Config& c, const LayerWeights& layer)
{
    RouterInput in;
    in.router.gate = layer.gate;
    in.router.scoring = c.scoring_func == "softmax" ? Scoring::Softmax : Scoring::Sigmoid;
    in.router.method = c.topk_method == "noaux_tc"              ? TopkMethod::NoauxTc
                       : c.topk_method == "group_limited_greedy" ? TopkMethod::GroupLimitedGreedy
                                                                 : TopkMethod::Greedy;
    in.router.top_k = c.num_experts_per_tok;
    in.router.n_group = c.n_group;
    in.router.topk_group = c.topk_group;
    in.router.norm_topk_prob = c.norm_topk_prob;
    in.router.scale_normalised = in.router.method == TopkMethod::NoauxTc;
    in.router.routed_scaling_factor = c.routed_scaling_factor;
    if (layer.e_score_correction_bias.cols() > 0) in.bias = vector_of(layer.e_score_correction_bias);
    in.rule = "the model's rule";
    return in;
}

void check_feed_forward_of(Examiner& e, const Config& c, const LayerWeights& layer)
{
    if (!layer.gate) {
        for (const int tokens : {1, 2, 17}) check_mlp(e, layer.mlp, tokens);
        return;
    }
    RouterInput in = router_of(c, layer);
    for (const int tokens : {1, 2, 17, 70}) {
        in.tokens = tokens;
        check_route(e, in);
        check_experts(e, in, layer.experts, layer.shared_experts);
    }
}

}  // namespace

void model_checks(Examiner& e, const ModelFiles& model)
{
    const Weights& weights = model.weights();
    for (const std::size_t l : model.kinds()) {
        e.announce(fmt::format("layer {} of the model", l));
        const LayerWeights& layer = weights.layers[l];
        check_products_of(e, layer);
        check_attention_of(e, model.config(), layer);
        check_feed_forward_of(e, model.config(), layer);
    }
    e.announce("embedding and head of the model");
    check_rows(e, weights.embed_tokens);
    for (const int tokens : {1, 17}) check_linear(e, {weights.lm_head}, 0, tokens, true);
}

}  // namespace engine::doctor
