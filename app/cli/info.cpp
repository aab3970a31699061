// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace app {

namespace {

using engine::ModelCard;

Json json_of(const ModelCard& card)
{
    return {{"name", card.name},
            {"path", card.path},
            {"model_type", card.model_type},
            {"hash", card.hash},
            {"vocab_size", card.vocab_size},
            {"hidden_size", card.hidden_size},
            {"num_hidden_layers", card.num_hidden_layers},
            {"num_attention_heads", card.num_attention_heads},
            {"q_lora_rank", card.q_lora_rank == 0 ? Json() : Json(card.q_lora_rank)},
            {"kv_lora_rank", card.kv_lora_rank},
            {"qk_nope_head_dim", card.qk_nope_head_dim},
            {"qk_rope_head_dim", card.qk_rope_head_dim},
            {"v_head_dim", card.v_head_dim},
            {"intermediate_size", card.intermediate_size},
            {"moe_intermediate_size", card.moe_intermediate_size},
            {"n_routed_experts", card.n_routed_experts},
            {"n_shared_experts", card.n_shared_experts},
            {"num_experts_per_tok", card.num_experts_per_tok},
            {"n_group", card.n_group},
            {"topk_group", card.topk_group},
            {"max_position_embeddings", card.max_position_embeddings},
            {"scoring_func", card.scoring_func},
            {"topk_method", card.topk_method},
            {"norm_topk_prob", card.norm_topk_prob},
            {"routed_scaling_factor", card.routed_scaling_factor},
            {"rope_type", card.rope_type},
            {"rope_theta", card.rope_theta},
            {"rope_factor", card.rope_factor},
            {"moe_layers", card.moe_layers},
            {"total_parameters", card.total_parameters},
            {"active_parameters", card.active_parameters},
            {"weight_bytes", card.weight_bytes},
            {"dtypes", card.dtypes},
            {"cache_bytes_per_token", card.cache_bytes_per_token},
            {"mha_cache_bytes_per_token", card.mha_cache_bytes_per_token},
            {"tokenizer", card.tokenizer.empty() ? Json() : Json(card.tokenizer)},
            {"chat_template", card.chat_template.empty() ? Json() : Json(card.chat_template)},
            {"backend", card.backend},
            {"backend_detail", card.backend_detail},
            {"notes", card.notes},
            {"context", card.context}};
}

std::string or_none(const std::string& text)
{
    return text.empty() ? "none" : engine::printable(text);
}

std::string attention_text(const ModelCard& card)
{
    return fmt::format("{} heads of {} + {} (rotary), values {}; queries {}; latent rank {}", card.num_attention_heads,
                       card.qk_nope_head_dim, card.qk_rope_head_dim, card.v_head_dim,
                       card.q_lora_rank ? fmt::format("of rank {}", card.q_lora_rank) : "not compressed",
                       card.kv_lora_rank);
}

std::string router_text(const ModelCard& card)
{
    return fmt::format("{}, {}, weights {}normalised, scaled by {}", card.scoring_func, card.topk_method,
                       card.norm_topk_prob ? "" : "not ", card.routed_scaling_factor);
}

std::string groups_text(const ModelCard& card)
{
    return card.n_group > 1 ? fmt::format("the best {} of {}", card.topk_group, card.n_group) : "none";
}

std::string rotary_text(const ModelCard& card)
{
    const auto base = fmt::format("theta {}", card.rope_theta);
    return card.rope_type == "yarn" ? fmt::format("{}, YaRN factor {}", base, card.rope_factor) : base + ", no YaRN";
}

std::string cache_text(const ModelCard& card)
{
    return fmt::format("{} bytes per token; full multi-head attention would need {}, {:.1f} times as much",
                       card.cache_bytes_per_token, card.mha_cache_bytes_per_token,
                       double(card.mha_cache_bytes_per_token) / double(card.cache_bytes_per_token));
}

void print_table(const ModelCard& card)
{
    const auto row = [](std::string_view name, const std::string& value) {
        print(fmt::format("{:<18}{}\n", name, value));
    };
    row("model", engine::printable(card.name));
    row("family", engine::printable(card.model_type));
    row("layers", fmt::format("{}, of which {} have a router", card.num_hidden_layers, card.moe_layers.size()));
    row("hidden size", fmt::format("{}; vocabulary {}", card.hidden_size, card.vocab_size));
    row("attention", attention_text(card));
    row("experts", fmt::format("{} routed, {} chosen per token, {} shared; width {}", card.n_routed_experts,
                               card.num_experts_per_tok, card.n_shared_experts, card.moe_intermediate_size));
    row("groups", groups_text(card));
    row("router", router_text(card));
    row("rotary", rotary_text(card));
    row("parameters", fmt::format("{:.2f} M, {:.2f} M active per token", double(card.total_parameters) / 1e6,
                                  double(card.active_parameters) / 1e6));
    row("weights", fmt::format("{} as {}", bytes_text(double(card.weight_bytes)), fmt::join(card.dtypes, ", ")));
    row("latent cache", cache_text(card));
    row("context", fmt::format("{} of at most {} positions", card.context, card.max_position_embeddings));
    row("tokenizer", or_none(card.tokenizer));
    row("prompt family", or_none(card.chat_template));
    row("backend", fmt::format("{}: {}", card.backend, card.backend_detail));
    row("hash", card.hash);
    for (const std::string& note : card.notes) row("note", note);
}

}  // namespace

void add_info(CLI::App& program)
{
    struct Options : ModelOptions {
        bool json = false, verify = false;
    };
    auto* command = program.add_subcommand("info", "Print what a model is: its architecture card");
    const auto options = std::make_shared<Options>();
    add_model(*command, *options);
    command->add_flag("--json", options->json, "Print it as a JSON object");
    command->add_flag("--verify", options->verify, "Read every weight first and fail at one that is no finite number");
    command->callback([options] {
        const auto engine = open_engine(*options);
        if (options->verify) engine->verify();
        if (options->json) {
            print(dump(json_of(engine->card())) + "\n");
        } else {
            print_table(engine->card());
        }
    });
}

}  // namespace app
