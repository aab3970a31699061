// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store.h"

/// Documents with known values for the tests: every number differs from every default.
namespace sample {

using namespace engine;

constexpr int experts = 32, chosen = 4, moe_layers = 7, layers = 8;

inline Provenance provenance()
{
    ModelCard card;
    card.name = "sample";
    card.path = "/models/sample";
    card.model_type = "deepseek_v3";
    card.hash = "0123456789abcdef";
    card.vocab_size = 512;
    card.hidden_size = 64;
    card.num_hidden_layers = layers;
    card.num_attention_heads = 6;
    card.q_lora_rank = 48;
    card.kv_lora_rank = 24;
    card.qk_nope_head_dim = 16;
    card.qk_rope_head_dim = 10;
    card.v_head_dim = 14;
    card.intermediate_size = 130;
    card.moe_intermediate_size = 20;
    card.n_routed_experts = experts;
    card.n_shared_experts = 2;
    card.num_experts_per_tok = chosen;
    card.n_group = 8;
    card.topk_group = 3;
    card.max_position_embeddings = 4096;
    card.scoring_func = "sigmoid";
    card.topk_method = "noaux_tc";
    card.norm_topk_prob = true;
    card.routed_scaling_factor = 2.5f;
    card.rms_norm_eps = 1e-5f;
    card.tie_word_embeddings = true;
    card.rope_interleave = false;
    card.rope_type = "yarn";
    card.rope_theta = 50000;
    card.rope_factor = 40;
    card.rope_beta_fast = 31;
    card.rope_beta_slow = 2;
    card.rope_mscale = 0.707;
    card.rope_mscale_all_dim = 0.5;
    card.rope_attention_factor = 1.25;
    card.rope_original_max_position_embeddings = 1024;
    for (int layer = 1; layer < layers; ++layer)
        card.moe_layers.push_back(layer);
    for (int i = 0; i < moe_layers * experts; ++i)
        card.e_score_correction_bias.push_back(0.1f * float(i) - 3);
    card.total_parameters = 10'000'001;
    card.active_parameters = 2'000'003;
    card.weight_bytes = 20'000'005;
    card.active_weight_bytes = 4'000'007;
    card.dtypes = {"BF16", "F32"};
    card.cache_element_bytes = 2;
    card.cache_bytes_per_token = 544;
    card.mha_cache_bytes_per_token = 3840;
    card.tokenizer = "deepseek";
    card.chat_template = "deepseek-v3";
    card.supports_thinking = true;
    card.backend = "cpu";
    card.backend_detail = "AVX2, 2 threads";
    card.context = 2048;
    return {"1.2.3", card, "everything"};
}

inline TokenEvent token(ReplyId reply, int position, Phase phase, std::string text, int top_k = chosen)
{
    TokenEvent token;
    token.reply = reply;
    token.position = position;
    token.id = 100 + position;
    token.phase = phase;
    token.piece = text;
    token.text = std::move(text);
    token.time_us = 1000 * position + 7;
    token.times = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f + float(position)};
    for (int i = 0; i < moe_layers * top_k; ++i) {
        token.routing.experts.push_back(std::uint16_t((i * 7 + position) % experts));
        token.routing.weights.push_back(1.0f / float(i + position + 1));
    }
    for (int i = 0; i < moe_layers * experts; ++i)
        token.routing.scores.push_back(0.001f * float(i) + 0.1f * float(position));
    for (int i = 0; i < layers; ++i)
        token.latent_norm.push_back(3.14f * float(i + position));
    if (phase == Phase::Decode)
        token.candidates = {{token.id, "猫", 0.7f, 0.9f}, {2, std::string("a\0b", 3), 0.2f, 0.1f}};
    return token;
}

inline std::vector<TokenEvent> tokens(ReplyId reply, int prompt, const std::vector<std::string>& pieces)
{
    std::vector<TokenEvent> tokens;
    for (int i = 0; i < prompt; ++i)
        tokens.push_back(token(reply, i, Phase::Prefill, ""));
    for (const std::string& piece : pieces)
        tokens.push_back(token(reply, int(tokens.size()), Phase::Decode, piece));
    return tokens;
}

/// Something of everything an experiment may be.
inline RouterOverride experiment()
{
    using Kind = RouterOverride::Kind;
    return {2, {{-1, 3, Kind::Muted, 0}, {7, 31, Kind::Forced, 0}, {1, 0, Kind::Boosted, -0.1f}}, false, false};
}

inline StoredMessage question(ReplyId id, ReplyId parent, std::string text)
{
    StoredMessage message;
    message.id = id;
    message.parent = parent;
    message.message = {Role::User, std::move(text), {}};
    message.created_ms = 1'700'000'000'000 + id;
    message.complete = true;
    return message;
}

/// The place of a reply, as it is put before it is asked for.
inline StoredMessage place(ReplyId id, ReplyId parent)
{
    StoredMessage message;
    message.id = id;
    message.parent = parent;
    message.message.role = Role::Assistant;
    message.created_ms = 1'700'000'000'000 + id;
    return message;
}

inline ReplyStarted started(ReplyId reply, int prompt)
{
    return {reply, 0, prompt, 0, false, {0.6f, 40, 0.9f, 0.05f, 1.1f, 0xFEDCBA9876543210ull, 300}};
}

inline ReplyFinished finished(ReplyId reply, int count, std::string text)
{
    return {reply, StopReason::MaxTokens, count, 12.5f, 512.25f, 2048.5f, 0, std::move(text)};
}

inline ExpertEffects effects(ReplyId reply, int position = 3)
{
    return {reply, position, 5, 104, 1.5f, 12.25f, {{31, 0.75f, 2.5f, -0.125f}, {4, 0.1f, 0.5f, 3}, {-1, 1, 9, 0.25f}}};
}

inline RouterNeighbours neighbours()
{
    RouterNeighbours found{provenance().card.hash, 2, experts, 2, {}, {}};
    for (int i = 0; i < experts * 2; ++i) {
        found.nearest.push_back(std::uint16_t((i * 5 + 1) % experts));
        found.cosine.push_back(1 - 0.03f * float(i));
    }
    return found;
}

inline Divergence divergence(ReplyId reply)
{
    RouterOverride original;
    original.bias = false;
    return {reply, original, experiment(), {0.1f, 2, 0}, {0.5f, 0.3f, 1}, {0.25f, 1e-9f, 1}, {7, 8, 511}};
}

/// A question (id 1) and its answer (id 2) with all tokens.
inline void fill(Store& store)
{
    store.set_title("Cats");
    store.set_system_prompt("Be brief.");
    store.add_provenance(provenance());
    store.put_message(question(1, 0, "Where is the cat?"));
    store.append_tokens(tokens(2, 3, {"On", " the", " mat."}));
    StoredMessage answer = place(2, 1);
    answer.message.content = "On the mat.";
    answer.started = started(2, 3);
    answer.finished = finished(2, 3, {});
    answer.complete = true;
    store.put_message(answer);
    store.set_active_leaf(2);
}

}  // namespace sample
