// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_model.h"

#include "../engine/gguf_vocabulary.h"
#include "engine/io/safetensors.h"
#include "engine/model/tensor_names.h"

#include <map>

using namespace engine;

namespace {

constexpr int width = 4, heads = 2, latent = 4, nope = 2, rope = 2, value = 2, experts = 2, expert_width = 2,
              few_tokens = 4;

struct Stored {
    std::vector<std::int64_t> shape;
    std::vector<float> numbers;
};

using Tensors = std::map<std::string, Stored>;

void add(Tensors& tensors, const std::string& name, const std::vector<std::int64_t>& shape)
{
    std::size_t count = 1;
    for (const std::int64_t length : shape)
        count *= std::size_t(length);
    std::vector<float> numbers(count);
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] = 0.25f * float((i * 7 + name.size()) % 9) - 1;
    tensors[name] = {shape, std::move(numbers)};
}

void add_mlp(Tensors& tensors, const std::string& name, int inner)
{
    add(tensors, name + ".gate_proj.weight", {inner, width});
    add(tensors, name + ".up_proj.weight", {inner, width});
    add(tensors, name + ".down_proj.weight", {width, inner});
}

void add_attention(Tensors& tensors, const std::string& name)
{
    add(tensors, name + "q_proj.weight", {heads * (nope + rope), width});
    add(tensors, name + "kv_a_proj_with_mqa.weight", {latent + rope, width});
    add(tensors, name + "kv_a_layernorm.weight", {latent});
    add(tensors, name + "kv_b_proj.weight", {heads * (nope + value), latent});
    add(tensors, name + "o_proj.weight", {width, heads * value});
}

/// Under the names of safetensors checkpoints.
Tensors tensors_of_model(int tokens)
{
    Tensors tensors;
    add(tensors, "model.embed_tokens.weight", {tokens, width});
    add(tensors, "model.norm.weight", {width});
    for (const std::string& layer : {std::string("model.layers.0."), std::string("model.layers.1.")}) {
        add(tensors, layer + "input_layernorm.weight", {width});
        add_attention(tensors, layer + "self_attn.");
        add(tensors, layer + "post_attention_layernorm.weight", {width});
    }
    add_mlp(tensors, "model.layers.0.mlp", width);
    add(tensors, "model.layers.1.mlp.gate.weight", {experts, width});
    add(tensors, "model.layers.1.mlp.gate.e_score_correction_bias", {experts});
    for (int e = 0; e < experts; ++e)
        add_mlp(tensors, "model.layers.1.mlp.experts." + std::to_string(e), expert_width);
    add_mlp(tensors, "model.layers.1.mlp.shared_experts", expert_width);
    return tensors;
}

/// The same under the names of GGUF, where the experts of a layer are one tensor.
Tensors stacked(const Tensors& tensors)
{
    Tensors stacks;
    for (const auto& [name, tensor] : tensors) {
        const StoredName place = gguf_names(name).front();
        Stored& stack = stacks[place.name];
        stack.shape = tensor.shape;
        if (place.matrix >= 0) stack.shape.insert(stack.shape.begin(), place.matrix + 1);
        stack.numbers.insert(stack.numbers.end(), tensor.numbers.begin(), tensor.numbers.end());
    }
    return stacks;
}

void split(Tensors& tensors, const std::string& block)
{
    tensors.erase(block + "attn_kv_b.weight");
    add(tensors, block + "attn_k_b.weight", {heads, latent, nope});
    add(tensors, block + "attn_v_b.weight", {heads, value, latent});
}

void add_settings(GgufBytes& gguf, bool split_heads)
{
    const auto number = [&](const char* key, std::uint32_t n) {
        gguf.key(std::string("deepseek2.") + key, gguf_type::u32, GgufBytes::u32(n));
    };
    const auto real = [&](const char* key, float x) {
        gguf.key(std::string("deepseek2.") + key, gguf_type::f32, GgufBytes::raw(x));
    };
    gguf.key("general.architecture", gguf_type::text, GgufBytes::text("deepseek2"));
    const std::pair<const char*, std::uint32_t> sizes[] = {{"block_count", 2},
                                                           {"context_length", 8},
                                                           {"embedding_length", width},
                                                           {"feed_forward_length", width},
                                                           {"attention.head_count", heads},
                                                           {"attention.kv_lora_rank", latent},
                                                           {"rope.dimension_count", rope},
                                                           {"leading_dense_block_count", 1},
                                                           {"expert_count", experts},
                                                           {"expert_used_count", 1},
                                                           {"expert_shared_count", 1},
                                                           {"expert_feed_forward_length", expert_width},
                                                           {"expert_gating_func", 2},
                                                           {"rope.scaling.original_context_length", 4}};
    for (const auto& [key, size] : sizes)
        number(key, size);
    number(split_heads ? "attention.key_length_mla" : "attention.key_length", nope + rope);
    number(split_heads ? "attention.value_length_mla" : "attention.value_length", value);
    real("attention.layer_norm_rms_epsilon", 1e-6f);
    real("rope.freq_base", 10000);
    real("rope.scaling.factor", 2);
    real("rope.scaling.yarn_log_multiplier", 0.1f);
    gguf.key("deepseek2.rope.scaling.type", gguf_type::text, GgufBytes::text("yarn"));
    gguf.key("deepseek2.expert_weights_norm", gguf_type::boolean, "\x01");
    gguf.key("tokenizer.ggml.pre", gguf_type::text, GgufBytes::text("deepseek-v3"));
    gguf.key("tokenizer.ggml.bos_token_id", gguf_type::u32, GgufBytes::u32(300));
    gguf.key("tokenizer.chat_template", gguf_type::text, GgufBytes::text("{{ bos_token }}{{ messages[0].content }}"));
}

}  // namespace

std::string tiny_config()
{
    return R"({"model_type":"deepseek_v3","vocab_size":4,"hidden_size":4,"num_hidden_layers":2,
"num_attention_heads":2,"q_lora_rank":null,"kv_lora_rank":4,"qk_nope_head_dim":2,"qk_rope_head_dim":2,"v_head_dim":2,
"intermediate_size":4,"moe_intermediate_size":2,"n_routed_experts":2,"n_shared_experts":1,"num_experts_per_tok":1,
"first_k_dense_replace":1,"n_group":1,"topk_group":1,"max_position_embeddings":8,"tie_word_embeddings":true,
"rope_scaling":{"type":"yarn","factor":2,"original_max_position_embeddings":4,"mscale":1,"mscale_all_dim":1}})";
}

void write_tiny_safetensors(const std::filesystem::path& file)
{
    const Tensors tensors = tensors_of_model(few_tokens);
    std::vector<TensorEntry> entries;
    for (const auto& [name, tensor] : tensors)
        entries.push_back({name, {DType::F32, tensor.shape, std::as_bytes(std::span(tensor.numbers))}});
    write_safetensors(file, entries);
}

GgufBytes tiny_gguf(bool split_heads, bool vocabulary)
{
    Tensors tensors = stacked(tensors_of_model(vocabulary ? vocabulary_size : few_tokens));
    if (split_heads)
        for (const char* block : {"blk.0.", "blk.1."})
            split(tensors, block);
    GgufBytes gguf;
    add_settings(gguf, split_heads);
    if (vocabulary) {
        gguf.key("tokenizer.ggml.model", gguf_type::text, GgufBytes::text("gpt2"));
        add_vocabulary(gguf);
    }
    for (const auto& [name, tensor] : tensors) {
        gguf.tensor(name, {tensor.shape.rbegin(), tensor.shape.rend()}, 0, gguf.data.size());
        gguf.data.append(reinterpret_cast<const char*>(tensor.numbers.data()), tensor.numbers.size() * sizeof(float));
        gguf.data.resize((gguf.data.size() + 31) / 32 * 32, '\0');
    }
    return gguf;
}
