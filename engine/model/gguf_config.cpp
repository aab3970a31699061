// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/model/config.h"
#include "engine/model/unsupported.h"

#include <fmt/format.h>

namespace engine {
namespace {

constexpr const char* prefix = "deepseek2.";

struct Pair {
    const char *key, *setting;
};

/// What GGUF and config.json merely call by other names.
constexpr Pair same_values[] = {
    {"vocab_size", "vocab_size"},
    {"embedding_length", "hidden_size"},
    {"feed_forward_length", "intermediate_size"},
    {"context_length", "max_position_embeddings"},
    {"attention.head_count", "num_attention_heads"},
    {"attention.q_lora_rank", "q_lora_rank"},
    {"attention.kv_lora_rank", "kv_lora_rank"},
    {"attention.layer_norm_rms_epsilon", "rms_norm_eps"},
    {"rope.dimension_count", "qk_rope_head_dim"},
    {"rope.freq_base", "rope_theta"},
    {"leading_dense_block_count", "first_k_dense_replace"},
    {"expert_count", "n_routed_experts"},
    {"expert_used_count", "num_experts_per_tok"},
    {"expert_shared_count", "n_shared_experts"},
    {"expert_feed_forward_length", "moe_intermediate_size"},
    {"expert_weights_scale", "routed_scaling_factor"},
    {"expert_weights_norm", "norm_topk_prob"},
    {"expert_group_count", "n_group"},
    {"expert_group_used_count", "topk_group"},
};

constexpr Pair yarn_values[] = {
    {"rope.scaling.factor", "factor"},
    {"rope.scaling.original_context_length", "original_max_position_embeddings"},
    {"rope.scaling.yarn_beta_fast", "beta_fast"},
    {"rope.scaling.yarn_beta_slow", "beta_slow"},
    {"rope.scaling.yarn_attn_factor", "attention_factor"},
};

template <std::size_t N>
Json renamed(const Fields& keys, const Pair (&pairs)[N])
{
    Json settings = Json::object();
    for (const auto& [key, setting] : pairs)
        if (const Json* value = keys.find(key)) settings[setting] = *value;
    return settings;
}

void check_architecture(const Gguf& file, const Fields& keys)
{
    const Json general = file.scalars("general.");
    const std::string architecture = Fields(general, keys.where(), "MODEL-ARCH").text("architecture");
    if (architecture != "deepseek2") refuse_architecture(architecture, keys.where(), "deepseek2");
    if (keys.find("attention.temperature_scale"))
        refuse_architecture("deepseek2 with attention.temperature_scale", keys.where(), "deepseek2 without it");
    if (keys.find("attention.indexer.top_k"))
        refuse_architecture("deepseek32 by its attention.indexer.top_k", keys.where(), "deepseek2");
}

/// The tensor of the first layer that has one, or null.
const TensorView* first_of(const Checkpoint& checkpoint, std::int64_t layers, const char* tensor)
{
    for (std::int64_t l = 0; l < layers; ++l)
        if (const TensorView* found = checkpoint.find(fmt::format("blk.{}.{}", l, tensor))) return found;
    return nullptr;
}

/// Both layouts of attention (specification, trap 15): the newer has the sizes of a head in keys of their own.
void add_heads(const Fields& keys, Json& settings)
{
    const bool is_new = keys.find("attention.key_length_mla") != nullptr;
    const auto rope = keys.int_in("rope.dimension_count", 2, 65536);
    const auto key = keys.int_in(is_new ? "attention.key_length_mla" : "attention.key_length", rope + 1, 1 << 17);
    settings["qk_nope_head_dim"] = key - rope;
    const auto heads = keys.int_in("attention.head_count", 1, 4096);
    const auto stored = keys.int_in("attention.head_count_kv", 1, heads, heads);
    if (stored != 1 && stored != heads) keys.refuse("attention.head_count_kv", fmt::format("1, {}", heads));
    settings["v_head_dim"] = keys.int_in(is_new ? "attention.value_length_mla" : "attention.value_length", 1, 65536);
}

/// The file says how scores are made, not how they choose; the tensors tell. Older files say neither.
void add_router(const Checkpoint& checkpoint, const Fields& keys, std::int64_t layers, Json& settings)
{
    const TensorView* experts = first_of(checkpoint, layers, "ffn_down_exps.weight");
    const auto said = keys.int_in("expert_count", 0, 65535, 0), stored = experts ? experts->shape[0] : 0;
    if (said != stored)
        throw Error({"MODEL-MOE", "the keys and the tensors do not agree about the number of experts", keys.where(),
                     fmt::format("expert_count {}, tensors of {}", said, stored), "", "The model was not loaded."});
    const bool has_bias = first_of(checkpoint, layers, "exp_probs_b.bias") != nullptr;
    const auto gating = keys.int_in("expert_gating_func", 0, 2, 0);  // 0: not said
    settings["model_type"] = has_bias ? "deepseek_v3" : "deepseek_v2";
    settings["scoring_func"] = gating == 2 || (gating == 0 && has_bias) ? "sigmoid" : "softmax";
    const bool has_groups = settings.contains("n_group") && settings["n_group"] != 1;
    settings["topk_method"] = has_bias ? "noaux_tc" : has_groups ? "group_limited_greedy" : "greedy";
}

/// The multiplier is all that is left of mscale_all_dim; mscale is taken to be the same, so that cos and sin are
/// not scaled (specification 5.2).
void add_rope(const Fields& keys, Json& settings)
{
    const std::string type = keys.text("rope.scaling.type", "none");
    if (type == "none") return;
    if (keys.find("rope.scaling.yarn_ext_factor") && keys.number_in("rope.scaling.yarn_ext_factor", -1e6, 1e6) != 1)
        keys.refuse("rope.scaling.yarn_ext_factor", "1: the whole ramp");
    Json rope = renamed(keys, yarn_values);
    rope["type"] = type;
    rope["mscale_all_dim"] = 10 * keys.number_in("rope.scaling.yarn_log_multiplier", 0, 100, 0);
    rope["mscale"] = rope["mscale_all_dim"];
    settings["rope_scaling"] = std::move(rope);
}

/// What files made before these keys existed leave out, for the released models that need other than the usual
/// values (specification, traps 8 and 16). Each is the only one of its shape.
void add_missing(const Fields& keys, Json& settings)
{
    const auto shape_is = [&](int width, int experts, int chosen) {
        return settings["hidden_size"] == width && settings["n_routed_experts"] == experts &&
               settings["num_experts_per_tok"] == chosen;
    };
    const bool is_v2 = shape_is(5120, 160, 6), is_v3 = shape_is(7168, 256, 8), is_kimi = shape_is(7168, 384, 8);
    if (!keys.find("expert_group_count") && (is_v2 || is_v3)) {
        settings["n_group"] = 8;
        settings["topk_group"] = is_v2 ? 3 : 4;
    }
    if (!keys.find("rope.scaling.yarn_beta_fast") && is_kimi && settings.contains("rope_scaling"))
        settings["rope_scaling"]["beta_fast"] = 1;
}

}  // namespace

Json gguf_config(const Checkpoint& checkpoint)
{
    const Gguf& file = *checkpoint.gguf();
    const std::string where = printable(checkpoint.path().native(), 512) + ", " + prefix + "*";
    const Json scalars = file.scalars(prefix);
    const Fields keys(scalars, where, "MODEL-HPARAM");
    check_architecture(file, keys);

    Json settings = renamed(keys, same_values);
    const auto blocks = keys.int_in("block_count", 1, 512);  // with the MTP block, where there is one
    const auto layers = blocks - keys.int_in("nextn_predict_layers", 0, blocks - 1, 0);
    settings["num_hidden_layers"] = layers;
    add_heads(keys, settings);
    add_rope(keys, settings);
    add_missing(keys, settings);
    add_router(checkpoint, keys, layers, settings);
    settings["tie_word_embeddings"] = checkpoint.find("output.weight") == nullptr;
    const TensorView* embedding = checkpoint.find("token_embd.weight");
    if (!settings.contains("vocab_size") && embedding) settings["vocab_size"] = embedding->shape[0];
    return settings;
}

}  // namespace engine
