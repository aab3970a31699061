// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weights.h"

#include "engine/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

namespace engine {
namespace {

std::optional<WeightType> weight_type(DType dtype)
{
    switch (dtype) {
    case DType::F32: return WeightType::F32;
    case DType::F16: return WeightType::F16;
    case DType::BF16: return WeightType::BF16;
    default: return {};
    }
}

/// Looks tensors up by name, with the shape the configuration expects.
class Loader {
public:
    Loader(const Checkpoint& checkpoint, Backend& backend, const LoadCallback& progress, std::stop_token stop)
        : checkpoint_(checkpoint), backend_(backend), progress_(progress), stop_(std::move(stop)),
          prefix_(checkpoint.find("language_model.model.embed_tokens.weight") ? "language_model." : ""),
          total_(checkpoint.total_bytes())
    {
    }

    bool has(const std::string& name) const { return checkpoint_.find(prefix_ + name) != nullptr; }

    Weight matrix(const std::string& name, int rows, int cols)
    {
        const TensorView& view = find(name, {rows, cols});
        return backend_.adopt(Weight{*weight_type(view.dtype), rows, cols, view.bytes.data()});
    }

    /// A small vector, widened to float32.
    Tensor vector(const std::string& name, int size)
    {
        const TensorView& view = find(name, {size});
        const Weight stored = backend_.adopt(Weight{*weight_type(view.dtype), 1, size, view.bytes.data()});
        Tensor row = backend_.allocate(1, size);
        const std::int32_t first = 0;
        backend_.embed(stored, {&first, 1}, row);
        return row;
    }

    Mlp mlp(const std::string& name, int hidden, int width)
    {
        return {matrix(name + ".gate_proj.weight", width, hidden), matrix(name + ".up_proj.weight", width, hidden),
                matrix(name + ".down_proj.weight", hidden, width)};
    }

private:
    const TensorView& find(const std::string& name, const std::vector<std::int64_t>& shape)
    {
        const TensorView* view = checkpoint_.find(prefix_ + name);
        if (!view)
            throw Error({"MODEL-TENSOR-MISSING", "the weights lack a tensor that config.json asks for", name, "", "",
                         "The model was not loaded; config.json and weights do not belong together."});
        if (view->shape != shape)
            throw Error({"MODEL-SHAPE", "a tensor has another shape than config.json says", name,
                         fmt::format("[{}]", fmt::join(view->shape, ", ")),
                         fmt::format("[{}]", fmt::join(shape, ", ")), "The model was not loaded."});
        if (!weight_type(view->dtype))
            throw Error({"MODEL-DTYPE", "this element type is not supported here", name,
                         std::string(name_of(view->dtype)), "F32, F16, BF16", "The model was not loaded."});
        if (stop_.stop_requested())
            throw Error({"CANCELLED", "loading was cancelled", "", "", "", "The model was not loaded."});
        done_ += std::int64_t(view->bytes.size());
        if (progress_) progress_(done_, total_);
        return *view;
    }

    const Checkpoint& checkpoint_;
    Backend& backend_;
    const LoadCallback& progress_;
    std::stop_token stop_;
    std::string prefix_;  // multimodal wrappers nest the language model
    std::int64_t total_, done_ = 0;
};

void load_attention(const Config& c, const std::string& name, Loader& load, LayerWeights& layer)
{
    const int queries = c.num_attention_heads * c.qk_head_dim();
    if (c.q_lora_rank > 0) {
        layer.q_a_proj = load.matrix(name + "q_a_proj.weight", c.q_lora_rank, c.hidden_size);
        layer.q_a_layernorm = load.vector(name + "q_a_layernorm.weight", c.q_lora_rank);
        layer.q_b_proj = load.matrix(name + "q_b_proj.weight", queries, c.q_lora_rank);
    } else {
        layer.q_proj = load.matrix(name + "q_proj.weight", queries, c.hidden_size);
    }
    layer.kv_a_proj_with_mqa =
        load.matrix(name + "kv_a_proj_with_mqa.weight", c.kv_lora_rank + c.qk_rope_head_dim, c.hidden_size);
    layer.kv_a_layernorm = load.vector(name + "kv_a_layernorm.weight", c.kv_lora_rank);
    layer.kv_b_proj.kv_b = load.matrix(name + "kv_b_proj.weight",
                                  c.num_attention_heads * (c.qk_nope_head_dim + c.v_head_dim), c.kv_lora_rank);
    layer.o_proj = load.matrix(name + "o_proj.weight", c.hidden_size, c.num_attention_heads * c.v_head_dim);
}

void load_moe(const Config& c, const std::string& name, Loader& load, LayerWeights& layer)
{
    layer.gate = load.matrix(name + "gate.weight", c.n_routed_experts, c.hidden_size);
    if (c.topk_method == "noaux_tc")
        layer.e_score_correction_bias = load.vector(name + "gate.e_score_correction_bias", c.n_routed_experts);
    for (int e = 0; e < c.n_routed_experts; ++e)
        layer.experts.push_back(
            load.mlp(fmt::format("{}experts.{}", name, e), c.hidden_size, c.moe_intermediate_size));
    if (c.n_shared_experts > 0)
        layer.shared_experts =
            load.mlp(name + "shared_experts", c.hidden_size, c.n_shared_experts * c.moe_intermediate_size);
}

LayerWeights load_layer(const Config& c, int index, Loader& load)
{
    const std::string name = fmt::format("model.layers.{}.", index);
    LayerWeights layer;
    layer.input_layernorm = load.vector(name + "input_layernorm.weight", c.hidden_size);
    load_attention(c, name + "self_attn.", load, layer);
    layer.post_attention_layernorm = load.vector(name + "post_attention_layernorm.weight", c.hidden_size);
    if (c.is_moe(index))
        load_moe(c, name + "mlp.", load, layer);
    else
        layer.mlp = load.mlp(name + "mlp", c.hidden_size, c.intermediate_size);
    return layer;
}

}  // namespace

Weights load_weights(const Config& c, const Checkpoint& checkpoint, Backend& backend, const LoadCallback& progress,
                     std::stop_token stop)
{
    Loader load(checkpoint, backend, progress, std::move(stop));
    Weights weights;
    weights.embed_tokens = load.matrix("model.embed_tokens.weight", c.vocab_size, c.hidden_size);
    for (int l = 0; l < c.num_hidden_layers; ++l) weights.layers.push_back(load_layer(c, l, load));
    weights.norm = load.vector("model.norm.weight", c.hidden_size);
    const bool tied = c.tie_word_embeddings && !load.has("lm_head.weight");
    weights.lm_head = tied ? weights.embed_tokens : load.matrix("lm_head.weight", c.vocab_size, c.hidden_size);
    return weights;
}

}  // namespace engine
