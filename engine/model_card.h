// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// What a loaded model is, in the checkpoint's own words (config.json keys): the numbers that size every
/// trace array and that the views, `info` and a session document show. A plain value, constant once loaded.
struct ModelCard {
    std::string name;        ///< directory or file name
    std::string path;
    std::string model_type;  ///< "deepseek_v2", "deepseek_v3", ...
    std::string hash;        ///< FNV-1a 64 of configuration and tensor table, hex: provenance, not security

    int vocab_size = 0;
    int hidden_size = 0;
    int num_hidden_layers = 0;
    int num_attention_heads = 0;
    int q_lora_rank = 0;  ///< 0: queries are not compressed
    int kv_lora_rank = 0;
    int qk_nope_head_dim = 0;
    int qk_rope_head_dim = 0;
    int v_head_dim = 0;
    int intermediate_size = 0;
    int moe_intermediate_size = 0;
    int n_routed_experts = 0;
    int n_shared_experts = 0;
    int num_experts_per_tok = 0;
    int n_group = 1;
    int topk_group = 1;
    int max_position_embeddings = 0;
    std::string scoring_func;  ///< "softmax" | "sigmoid"
    std::string topk_method;   ///< "greedy" | "group_limited_greedy" | "noaux_tc"
    bool norm_topk_prob = false;
    float routed_scaling_factor = 1;
    std::string rope_type;     ///< "default" | "yarn"
    float rope_theta = 0;
    float rope_factor = 1;
    std::vector<int> moe_layers;  ///< [M] indices of the layers with a router, ascending
    /// [M, E] e_score_correction_bias; empty when the router has none.
    std::vector<float> e_score_correction_bias;

    std::int64_t total_parameters = 0;
    std::int64_t active_parameters = 0;  ///< touched by one token, with one embedding row
    std::int64_t weight_bytes = 0;
    std::vector<std::string> dtypes;  ///< distinct tensor types, most bytes first

    std::int64_t cache_bytes_per_token = 0;      ///< L * (kv_lora_rank + qk_rope_head_dim) * sizeof(cache element)
    std::int64_t mha_cache_bytes_per_token = 0;  ///< L * H * (qk_nope + qk_rope + v_head_dim) * same element size
    std::string tokenizer;      ///< pre-tokenizer family, empty when the directory has no tokenizer
    std::string chat_template;  ///< name of the built-in prompt family used

    std::string backend;         ///< "cpu"
    std::string backend_detail;  ///< e.g. "AVX-512, 2 threads", and why not another device
    int context = 0;             ///< positions the latent cache of a session holds
};

}  // namespace engine
