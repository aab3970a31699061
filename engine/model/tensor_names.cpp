// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/tensor_names.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace engine {
namespace {

struct Pair {
    std::string_view checkpoint, gguf;
};

constexpr Pair model_names[] = {
    {"model.embed_tokens.weight", "token_embd.weight"},
    {"model.norm.weight", "output_norm.weight"},
    {"lm_head.weight", "output.weight"},
};

/// Behind "model.layers.N." and "blk.N.".
constexpr Pair layer_names[] = {
    {"input_layernorm.weight", "attn_norm.weight"},
    {"self_attn.q_proj.weight", "attn_q.weight"},
    {"self_attn.q_a_proj.weight", "attn_q_a.weight"},
    {"self_attn.q_a_layernorm.weight", "attn_q_a_norm.weight"},
    {"self_attn.q_b_proj.weight", "attn_q_b.weight"},
    {"self_attn.kv_a_proj_with_mqa.weight", "attn_kv_a_mqa.weight"},
    {"self_attn.kv_a_layernorm.weight", "attn_kv_a_norm.weight"},
    {"self_attn.kv_b_proj.weight", "attn_kv_b.weight"},
    {"self_attn.k_b_proj.weight", "attn_k_b.weight"},
    {"self_attn.v_b_proj.weight", "attn_v_b.weight"},
    {"self_attn.o_proj.weight", "attn_output.weight"},
    {"post_attention_layernorm.weight", "ffn_norm.weight"},
    {"mlp.gate_proj.weight", "ffn_gate.weight"},
    {"mlp.up_proj.weight", "ffn_up.weight"},
    {"mlp.down_proj.weight", "ffn_down.weight"},
    {"mlp.gate.weight", "ffn_gate_inp.weight"},
    {"mlp.gate.e_score_correction_bias", "exp_probs_b.bias"},
    {"mlp.shared_experts.gate_proj.weight", "ffn_gate_shexp.weight"},
    {"mlp.shared_experts.up_proj.weight", "ffn_up_shexp.weight"},
    {"mlp.shared_experts.down_proj.weight", "ffn_down_shexp.weight"},
};

template <std::size_t N>
std::optional<std::string_view> translated(std::string_view name, const Pair (&pairs)[N])
{
    for (const Pair& pair : pairs)
        if (pair.checkpoint == name) return pair.gguf;
    return {};
}

/// Takes "PREFIX" and a number and the dot behind it off `name`.
std::optional<int> take_number(std::string_view& name, std::string_view prefix)
{
    if (!name.starts_with(prefix)) return {};
    int number = 0;
    const char* end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + prefix.size(), end, number);
    if (parsed.ec != std::errc() || number < 0 || parsed.ptr == end || *parsed.ptr != '.') return {};
    name.remove_prefix(std::size_t(parsed.ptr - name.data()) + 1);
    return number;
}

/// All experts of a layer are stacked in one tensor; rare files have gate and up in one, gate first.
std::vector<StoredName> expert_names(const std::string& block, int expert, std::string_view name)
{
    if (name == "down_proj.weight") return {{block + "ffn_down_exps.weight", expert}};
    const std::string fused = block + "ffn_gate_up_exps.weight";
    if (name == "gate_proj.weight") return {{block + "ffn_gate_exps.weight", expert}, {fused, expert, 0, 2}};
    if (name == "up_proj.weight") return {{block + "ffn_up_exps.weight", expert}, {fused, expert, 1, 2}};
    return {};
}

}  // namespace

std::vector<StoredName> gguf_names(std::string_view name)
{
    if (const auto whole = translated(name, model_names)) return {{std::string(*whole)}};
    const auto layer = take_number(name, "model.layers.");
    if (!layer) return {};
    const std::string block = fmt::format("blk.{}.", *layer);
    if (const auto expert = take_number(name, "mlp.experts.")) return expert_names(block, *expert, name);
    if (const auto inner = translated(name, layer_names)) return {{block + std::string(*inner)}};
    return {};
}

}  // namespace engine
