// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/config.h"

#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/io/mapped_file.h"
#include "engine/model/unsupported.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace engine {
namespace {

constexpr std::size_t kMaxConfigBytes = 4 << 20;
constexpr int kMaxLayers = 512;

/// The same computation under several names; the V2 generation has other defaults.
constexpr std::array kV3Like = {"deepseek_v3", "kimi_k2", "kimi_k25", "glm4_moe_lite"};

bool is_v2(const Config& config) { return config.model_type == "deepseek_v2"; }

[[noreturn]] void refuse_moe(const Fields& fields, const std::string& what, const std::string& found,
                             const std::string& allowed)
{
    throw Error({"CFG-MOE", what, fields.where(), found, allowed, "The model was not loaded; check config.json."});
}

void read_type(const Fields& fields, Config& config)
{
    config.model_type = fields.text("model_type");
    const bool is_known =
        is_v2(config) || std::find(kV3Like.begin(), kV3Like.end(), config.model_type) != kV3Like.end();
    const std::string known = fmt::format("deepseek_v2, {}", fmt::join(kV3Like, ", "));
    if (!is_known) refuse_architecture(config.model_type, fields.where(), known);
    if (fields.find("index_topk")) refuse_architecture("deepseek_v32 by its index_topk", fields.where(), known);
}

void read_sizes(const Fields& fields, Config& config)
{
    constexpr std::int64_t kMaxWidth = 1 << 20;
    config.vocab_size = int(fields.int_in("vocab_size", 1, 1 << 24));
    config.hidden_size = int(fields.int_in("hidden_size", 1, kMaxWidth));
    config.num_hidden_layers = int(fields.int_in("num_hidden_layers", 1, kMaxLayers));
    config.num_attention_heads = int(fields.int_in("num_attention_heads", 1, 4096));
    config.q_lora_rank = int(fields.int_in("q_lora_rank", 0, kMaxWidth, 0));
    config.kv_lora_rank = int(fields.int_in("kv_lora_rank", 1, 65536));
    config.qk_nope_head_dim = int(fields.int_in("qk_nope_head_dim", 1, 65536));
    config.qk_rope_head_dim = int(fields.int_in("qk_rope_head_dim", 2, 65536));
    config.v_head_dim = int(fields.int_in("v_head_dim", 1, 65536));
    config.intermediate_size = int(fields.int_in("intermediate_size", 1, kMaxWidth));
    config.max_position_embeddings = int(fields.int_in("max_position_embeddings", 1, 1 << 30));
    config.rms_norm_eps = float(fields.number_in("rms_norm_eps", 1e-12, 1, 1e-6));
    config.tie_word_embeddings = fields.flag("tie_word_embeddings", false);
    config.rope_interleave = fields.flag("rope_interleave", true);
    if (config.qk_rope_head_dim % 2 != 0) fields.refuse("qk_rope_head_dim", "an even number");
    if (fields.text("hidden_act", "silu") != "silu") fields.refuse("hidden_act", "silu");
    if (fields.flag("attention_bias", false)) fields.refuse("attention_bias", "false");
}

void read_router(const Fields& fields, Config& config)
{
    constexpr int kMaxExperts = 65535;  // expert ids are traced as 16 bits
    config.n_routed_experts = int(fields.int_in("n_routed_experts", 0, kMaxExperts, 0));
    if (config.n_routed_experts == 0) return;
    config.num_experts_per_tok = int(fields.int_in("num_experts_per_tok", 1, 255));
    config.n_shared_experts = int(fields.int_in("n_shared_experts", 0, 255, 0));
    config.moe_intermediate_size = int(fields.int_in("moe_intermediate_size", 1, 1 << 20));
    config.n_group = int(fields.int_in("n_group", 1, kMaxExperts, 1));
    config.topk_group = int(fields.int_in("topk_group", 1, kMaxExperts, 1));
    config.scoring_func = fields.text("scoring_func", is_v2(config) ? "softmax" : "sigmoid");
    config.topk_method = fields.text("topk_method", is_v2(config) ? "greedy" : "noaux_tc");
    config.norm_topk_prob = fields.flag("norm_topk_prob", !is_v2(config));
    config.routed_scaling_factor = float(fields.number_in("routed_scaling_factor", -1e6, 1e6, 1.0));
    if (config.scoring_func != "softmax" && config.scoring_func != "sigmoid")
        fields.refuse("scoring_func", "softmax, sigmoid");
    if (config.topk_method != "greedy" && config.topk_method != "group_limited_greedy" &&
        config.topk_method != "noaux_tc")
        fields.refuse("topk_method", "greedy, group_limited_greedy, noaux_tc");
}

void check_router(const Fields& fields, const Config& config)
{
    const int experts = config.n_routed_experts, top_k = config.num_experts_per_tok;
    if (top_k > experts)
        refuse_moe(fields, "more experts per token than experts", fmt::format("num_experts_per_tok {}", top_k),
                   fmt::format("at most n_routed_experts = {}", experts));
    if (config.topk_method == "greedy" || config.n_group == 1) return;
    if (experts % config.n_group != 0)
        refuse_moe(fields, "the experts do not divide into the groups",
                   fmt::format("n_routed_experts {}, n_group {}", experts, config.n_group), "a whole multiple");
    if (config.topk_group > config.n_group)
        refuse_moe(fields, "more groups kept than there are", fmt::format("topk_group {}", config.topk_group),
                   fmt::format("at most n_group = {}", config.n_group));
    const int group = experts / config.n_group;
    if (config.topk_method == "noaux_tc" && group < 2)
        refuse_moe(fields, "a group is scored by its two best experts but has one", "1 expert per group",
                   "2 or more");
    if (top_k > group * config.topk_group)
        refuse_moe(fields, "the kept groups have fewer experts than a token needs",
                   fmt::format("num_experts_per_tok {}", top_k),
                   fmt::format("at most topk_group * n_routed_experts / n_group = {}", group * config.topk_group));
}

void read_moe_layers(const Fields& fields, Config& config)
{
    if (config.n_routed_experts == 0) return;
    const int layers = config.num_hidden_layers;
    if (fields.find("mlp_layer_types")) {
        const Json& types = fields.array("mlp_layer_types", 4096);
        if (int(types.size()) < layers)
            throw Error({"CFG-LENGTH", "a list has too few entries", fields.where() + ", mlp_layer_types",
                         std::to_string(types.size()), fmt::format("num_hidden_layers = {}", layers),
                         "The model was not loaded; check config.json."});
        for (int l = 0; l < layers; ++l) {
            const Json& type = types[std::size_t(l)];
            if (type != "dense" && type != "sparse") fields.refuse("mlp_layer_types", "dense, sparse");
            if (type == "sparse") config.moe_layers.push_back(l);
        }
        return;
    }
    const int first = int(fields.int_in("first_k_dense_replace", 0, 1 << 20, 0));
    const int frequency = int(fields.int_in("moe_layer_freq", 1, 1 << 20, 1));
    for (int l = 0; l < layers; ++l)
        if (l >= first && l % frequency == 0) config.moe_layers.push_back(l);
}

void read_yarn(const Fields& rope, Config& config)
{
    constexpr double kMax = 1e9;
    config.rope_factor = rope.number_in("factor", 1e-6, 1e6);
    config.rope_beta_fast = rope.number_in("beta_fast", 1e-6, kMax, 32);
    config.rope_beta_slow = rope.number_in("beta_slow", 1e-6, kMax, 1);
    config.rope_mscale = rope.number_in("mscale", -kMax, kMax, 1);
    config.rope_mscale_all_dim = rope.number_in("mscale_all_dim", -kMax, kMax, 0);
    config.rope_attention_factor = rope.number_in("attention_factor", 0, kMax, 0);
    config.rope_original_max_position_embeddings = int(rope.int_in(
        "original_max_position_embeddings", 1, 1 << 30, std::int64_t(config.max_position_embeddings)));
}

/// Classic `rope_theta` + `rope_scaling`, or `rope_parameters` (a nested rope_theta wins).
void read_rope(const Fields& fields, const std::string& where, Config& config)
{
    config.rope_theta = fields.number_in("rope_theta", 1.0, 1e12, 10000);
    const Json* nested = fields.find("rope_parameters");
    if (!nested) nested = fields.find("rope_scaling");
    if (!nested) return;
    const Fields rope(*nested, where + ", rope settings", "CFG-ROPE");
    config.rope_theta = rope.number_in("rope_theta", 1.0, 1e12, config.rope_theta);
    config.rope_type = rope.text("rope_type", rope.text("type", "default"));
    if (config.rope_type == "yarn") read_yarn(rope, config);
    else if (config.rope_type != "default") rope.refuse("rope_type", "default, yarn");
}

/// Weights of 128 x 128 blocks of e4m3 are the one quantisation that safetensors models have and this computes.
void check_quantization(const Fields& fields)
{
    if (!fields.find("quantization_config")) return;
    const Fields quantization = fields.object("quantization_config");
    const std::string method = quantization.text("quant_method", ""), format = quantization.text("fmt", "e4m3");
    const Json* block = quantization.find("weight_block_size");
    if (method == "fp8" && format == "e4m3" && block && *block == Json::array({128, 128})) return;
    throw Error({"MODEL-QUANT", "this quantisation is not supported", quantization.where(),
                 fmt::format("{} {} {}", printable(method), printable(format), block ? excerpt(*block) : ""),
                 "fp8 e4m3 [128,128]",
                 "The model was not loaded. The file may be fine; this version cannot compute it."});
}

/// The codes of a damaged configuration in the words of GGUF.
Config load_keys(const Checkpoint& checkpoint)
{
    const std::string where = printable(checkpoint.path().native(), 512);
    try {
        return read_config(gguf_config(checkpoint), where);
    } catch (const Error& error) {
        ErrorParts parts = error.parts();
        if (parts.code.starts_with("CFG-")) parts.code = parts.code == "CFG-MOE" ? "MODEL-MOE" : "MODEL-HPARAM";
        throw Error(std::move(parts));
    }
}

}  // namespace

Config read_config(const Json& document, const std::string& where)
{
    const Fields outer(document, where, "CFG-VALUE");
    const Fields fields = outer.find("text_config") ? outer.object("text_config") : outer;
    Config config;
    read_type(fields, config);
    check_quantization(outer);
    check_quantization(fields);
    read_sizes(fields, config);
    read_router(fields, config);
    if (config.n_routed_experts > 0) check_router(fields, config);
    read_moe_layers(fields, config);
    read_rope(fields, where, config);
    return config;
}

Config parse_config(std::string_view json, const std::string& where)
{
    return read_config(parse_json(json, where), where);
}

Config load_config(const Checkpoint& checkpoint)
{
    if (checkpoint.gguf()) return load_keys(checkpoint);
    const std::filesystem::path file = checkpoint.path() / "config.json";
    return parse_config(read_text_file(file, kMaxConfigBytes, "CFG-SIZE"), file.string());
}

}  // namespace engine
