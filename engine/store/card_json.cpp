// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/card_json.h"

#include "engine/error.h"
#include "engine/io/json.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace engine {
namespace {

constexpr std::size_t max_biases = std::size_t(1) << 20;  // one for each expert of each layer

struct Count {
    const char* key;
    int ModelCard::*member;
    std::int64_t most;
};
// What no model reaches; the views make tables of layers x experts and of heads.
constexpr Count counts[] = {
    {"vocab_size", &ModelCard::vocab_size, 1 << 24},
    {"hidden_size", &ModelCard::hidden_size, 1 << 20},
    {"num_hidden_layers", &ModelCard::num_hidden_layers, 1024},
    {"num_attention_heads", &ModelCard::num_attention_heads, 4096},
    {"q_lora_rank", &ModelCard::q_lora_rank, 1 << 20},
    {"kv_lora_rank", &ModelCard::kv_lora_rank, 1 << 20},
    {"qk_nope_head_dim", &ModelCard::qk_nope_head_dim, 1 << 16},
    {"qk_rope_head_dim", &ModelCard::qk_rope_head_dim, 1 << 16},
    {"v_head_dim", &ModelCard::v_head_dim, 1 << 16},
    {"intermediate_size", &ModelCard::intermediate_size, 1 << 24},
    {"moe_intermediate_size", &ModelCard::moe_intermediate_size, 1 << 24},
    {"n_routed_experts", &ModelCard::n_routed_experts, 4096},
    {"n_shared_experts", &ModelCard::n_shared_experts, 4096},
    {"num_experts_per_tok", &ModelCard::num_experts_per_tok, 4096},
    {"n_group", &ModelCard::n_group, 4096},
    {"topk_group", &ModelCard::topk_group, 4096},
    {"max_position_embeddings", &ModelCard::max_position_embeddings, 1 << 30},
    {"rope_original_max_position_embeddings", &ModelCard::rope_original_max_position_embeddings, 1 << 30},
    {"cache_element_bytes", &ModelCard::cache_element_bytes, 16},
    {"context", &ModelCard::context, 1 << 30},
};

struct Size {
    const char* key;
    std::int64_t ModelCard::*member;
};
constexpr Size sizes[] = {
    {"total_parameters", &ModelCard::total_parameters},
    {"active_parameters", &ModelCard::active_parameters},
    {"weight_bytes", &ModelCard::weight_bytes},
    {"active_weight_bytes", &ModelCard::active_weight_bytes},
    {"cache_bytes_per_token", &ModelCard::cache_bytes_per_token},
    {"mha_cache_bytes_per_token", &ModelCard::mha_cache_bytes_per_token},
};

struct Factor {
    const char* key;
    double ModelCard::*member;
};
constexpr Factor factors[] = {
    {"rope_theta", &ModelCard::rope_theta},
    {"rope_factor", &ModelCard::rope_factor},
    {"rope_beta_fast", &ModelCard::rope_beta_fast},
    {"rope_beta_slow", &ModelCard::rope_beta_slow},
    {"rope_mscale", &ModelCard::rope_mscale},
    {"rope_mscale_all_dim", &ModelCard::rope_mscale_all_dim},
    {"rope_attention_factor", &ModelCard::rope_attention_factor},
};

struct Flag {
    const char* key;
    bool ModelCard::*member;
};
constexpr Flag flags[] = {
    {"norm_topk_prob", &ModelCard::norm_topk_prob},
    {"tie_word_embeddings", &ModelCard::tie_word_embeddings},
    {"rope_interleave", &ModelCard::rope_interleave},
    {"supports_thinking", &ModelCard::supports_thinking},
};

struct Name {
    const char* key;
    std::string ModelCard::*member;
};
constexpr Name names[] = {
    {"name", &ModelCard::name},
    {"path", &ModelCard::path},
    {"model_type", &ModelCard::model_type},
    {"hash", &ModelCard::hash},
    {"scoring_func", &ModelCard::scoring_func},
    {"topk_method", &ModelCard::topk_method},
    {"rope_type", &ModelCard::rope_type},
    {"tokenizer", &ModelCard::tokenizer},
    {"chat_template", &ModelCard::chat_template},
    {"backend", &ModelCard::backend},
    {"backend_detail", &ModelCard::backend_detail},
};

void read_layers(const Fields& fields, ModelCard& card)
{
    int previous = -1;
    for (const Json& layer : fields.array("moe_layers", std::size_t(card.num_hidden_layers))) {
        if (!layer.is_number_integer() || layer <= previous || layer >= card.num_hidden_layers)
            fields.refuse("moe_layers", "ascending layers below num_hidden_layers");
        card.moe_layers.push_back(previous = layer.get<int>());
    }
    const std::size_t entries = card.moe_layers.size() * std::size_t(card.n_routed_experts);
    fields.array("e_score_correction_bias", 0);  // whose elements came one by one
    if (!card.e_score_correction_bias.empty() && card.e_score_correction_bias.size() != entries)
        fields.refuse("e_score_correction_bias", "one number per router entry");
    if (card.num_experts_per_tok > card.n_routed_experts)
        fields.refuse("num_experts_per_tok", "at most n_routed_experts");
}

[[noreturn]] void refuse_bias(const std::string& where, const Json& found)
{
    throw Error({"TRACE-RANGE", "The correction bias is unusable", where, excerpt(found),
                 fmt::format("a list of at most {} numbers", max_biases), {}});
}

}  // namespace

std::string card_to_json(const ModelCard& card)
{
    Json json;
    for (const auto& [key, member, most] : counts)
        json[key] = card.*member;
    for (const auto& [key, member] : sizes)
        json[key] = card.*member;
    for (const auto& [key, member] : factors)
        json[key] = card.*member;
    for (const auto& [key, member] : names)
        json[key] = valid_utf8(card.*member);
    for (const auto& [key, member] : flags)
        json[key] = card.*member;
    json["routed_scaling_factor"] = card.routed_scaling_factor;
    json["rms_norm_eps"] = card.rms_norm_eps;
    json["moe_layers"] = card.moe_layers;
    json["e_score_correction_bias"] = card.e_score_correction_bias;
    json["dtypes"] = card.dtypes;
    return json.dump();
}

ModelCard card_from_json(std::string_view text, const std::string& where)
{
    constexpr auto any_size = std::numeric_limits<std::int64_t>::max();
    constexpr double any_factor = std::numeric_limits<float>::max();
    ModelCard card;
    std::vector<float>& biases = card.e_score_correction_bias;
    const JsonTable bias{Json::json_pointer("/e_score_correction_bias"), [&](const std::string&, const Json& value) {
                             if (!value.is_number() || biases.size() == max_biases) refuse_bias(where, value);
                             biases.push_back(value.get<float>());
                         }};
    const Json json = parse_json(text, where, {&bias, 1});
    const Fields fields(json, where, "TRACE-RANGE");
    for (const auto& [key, member, most] : counts)
        card.*member = int(fields.int_in(key, 0, most));
    for (const auto& [key, member] : sizes)
        card.*member = fields.int_in(key, 0, any_size);
    for (const auto& [key, member] : factors)
        card.*member = fields.number_in(key, -any_factor, any_factor);
    for (const auto& [key, member] : names)
        card.*member = fields.text(key);
    for (const auto& [key, member] : flags)
        card.*member = fields.flag(key);
    card.routed_scaling_factor = float(fields.number_in("routed_scaling_factor", -any_factor, any_factor));
    card.rms_norm_eps = float(fields.number_in("rms_norm_eps", -any_factor, any_factor));
    for (const Json& dtype : fields.array("dtypes", 64)) {
        if (!dtype.is_string()) fields.refuse("dtypes", "names of types");
        card.dtypes.push_back(dtype.get<std::string>());
    }
    read_layers(fields, card);
    return card;
}

}  // namespace engine
