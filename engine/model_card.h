// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace engine {

/// The architecture as config.json describes it, in the checkpoint's own words, with every default filled in
/// (specification section 1) and every limit checked. Nothing is ever decided by a model's name.
struct Config {
    std::string model_type;  ///< "deepseek_v2", "deepseek_v3", "kimi_k2", ...

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
    float rms_norm_eps = 1e-6f;
    bool tie_word_embeddings = false;
    bool rope_interleave = true;  ///< false: the weights of q_pe and k_pe are stored half-split

    std::string rope_type = "default";  ///< "default" | "yarn"
    double rope_theta = 10000;
    double rope_factor = 1;
    double rope_beta_fast = 32, rope_beta_slow = 1;
    double rope_mscale = 1, rope_mscale_all_dim = 0;
    double rope_attention_factor = 0;  ///< 0: follows from the two mscales
    int rope_original_max_position_embeddings = 0;

    std::vector<int> moe_layers;  ///< [M] indices of the layers with a router, ascending

    int qk_head_dim() const { return qk_nope_head_dim + qk_rope_head_dim; }
    bool is_moe(int layer) const
    {
        for (const int moe : moe_layers)
            if (moe == layer) return true;
        return false;
    }
};

/// What a loaded model is: its configuration and what loading found out. The numbers that size every trace
/// array and that the views, `info` and a session document show. A plain value, constant once loaded.
struct ModelCard : Config {
    std::string name;  ///< directory or file name
    std::string path;
    std::string hash;  ///< FNV-1a 64 of configuration and tensor table, hex: provenance, not security

    /// [M, E] e_score_correction_bias; empty when the routers have none.
    std::vector<float> e_score_correction_bias;

    std::int64_t total_parameters = 0;
    std::int64_t active_parameters = 0;  ///< touched by one token, one embedding row instead of the table
    std::int64_t weight_bytes = 0;
    std::int64_t active_weight_bytes = 0;  ///< read from memory for one token
    std::vector<std::string> dtypes;       ///< distinct tensor types, most bytes first

    int cache_element_bytes = 4;                 ///< of one number in the latent cache
    std::int64_t cache_bytes_per_token = 0;      ///< L * (kv_lora_rank + qk_rope_head_dim) * element
    std::int64_t mha_cache_bytes_per_token = 0;  ///< L * H * (qk_nope + qk_rope + v_head_dim) * element
    std::string tokenizer;      ///< pre-tokenizer family, empty when the directory has no tokenizer
    std::string chat_template;  ///< name of the built-in prompt family used
    bool supports_thinking = false;

    std::string backend;         ///< "cpu" | "cuda"
    std::string backend_detail;  ///< e.g. "AVX-512, 2 threads", and why not another device
    std::string pci_bus_id;      ///< of the GPU in use, "0000:01:00.0"; not part of a session document
    /// What is odd about the files and was let pass, and why a GPU is not used; one sentence each.
    std::vector<std::string> notes;
    int context = 0;             ///< positions the latent cache of a session holds
};

/// Progress of loading, in bytes; called on the loading thread.
using LoadCallback = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace engine
