// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weights.h"

#include "engine/error.h"
#include "engine/io/cancel.h"
#include "engine/model/tensor_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

namespace engine {

/// The two layers below name the types alike.
std::optional<WeightType> weight_type(DType dtype)
{
    for (std::size_t i = 0; i < block_formats.size(); ++i)
        if (block_formats[i].name == name_of(dtype)) return WeightType(i);
    return {};
}

namespace {

std::string shown(const std::vector<std::int64_t>& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

/// One of the matrices that a GGUF file stacks in a tensor, or a part of its rows; no bytes move.
TensorView part_of(const TensorView& stack, const StoredName& place)
{
    const auto count = std::size_t(stack.shape[0] * place.parts);
    const std::size_t size = stack.bytes.size() / count;
    const std::size_t first = std::size_t(place.matrix) * std::size_t(place.parts) + std::size_t(place.part);
    return {stack.dtype, {stack.shape[1] / place.parts, stack.shape[2]}, stack.bytes.subspan(first * size, size)};
}

/// Looks tensors up by the checkpoint's names, with the shape the configuration expects.
class Loader {
public:
    Loader(const Config& config, const Checkpoint& checkpoint, Backend& backend, const std::stop_token& stop)
        : config_(config), checkpoint_(checkpoint), backend_(backend), stop_(stop),
          prefix_(checkpoint.find("language_model.model.embed_tokens.weight") ? "language_model." : "")
    {
    }

    bool has(const std::string& name) const { return find(name).has_value(); }

    Weight matrix(const std::string& name, int rows, int cols)
    {
        const TensorView view = take(name, {rows, cols});
        Weight weight{*weight_type(view.dtype), rows, cols, view.bytes.data()};
        if (weight.type == WeightType::F8_E4M3) weight.block_scales = block_scales(name, rows, cols);
        return weight;
    }

    /// A small vector, widened to float32.
    Tensor vector(const std::string& name, int size)
    {
        const TensorView view = take(name, {size});
        if (view.dtype == DType::F8_E4M3) refuse_type(name, view.dtype, "F32, F16, BF16");
        const Weight stored = backend_.adopt(Weight{*weight_type(view.dtype), 1, size, view.bytes.data()}, stop_);
        Tensor row = backend_.allocate(1, size);
        const std::int32_t first = 0;
        backend_.look_up(stored, {&first, 1}, row);
        return row;
    }

    Mlp mlp(const std::string& name, int hidden, int width)
    {
        return {matrix(name + ".gate_proj.weight", width, hidden), matrix(name + ".up_proj.weight", width, hidden),
                matrix(name + ".down_proj.weight", hidden, width)};
    }

private:
    /// Its scale may lie in another shard than the weight.
    const float* block_scales(const std::string& name, int rows, int cols)
    {
        constexpr int block = 128;
        const TensorView view = take(name + "_scale_inv", {(rows + block - 1) / block, (cols + block - 1) / block});
        if (view.dtype != DType::F32) refuse_type(name + "_scale_inv", view.dtype, "F32");
        return reinterpret_cast<const float*>(view.bytes.data());
    }

    std::optional<TensorView> find(const std::string& name) const
    {
        if (!checkpoint_.gguf()) {
            const TensorView* view = checkpoint_.find(prefix_ + name);
            return view ? std::optional(*view) : std::nullopt;
        }
        for (const StoredName& place : gguf_names(name))
            if (const TensorView* view = checkpoint_.find(place.name)) return find_part(*view, place);
        return {};
    }

    TensorView find_part(const TensorView& view, const StoredName& place) const
    {
        if (place.matrix < 0) return view;
        if (view.shape.size() != 3 || view.shape[0] != config_.n_routed_experts || view.shape[1] % place.parts != 0)
            throw Error({"MODEL-MOE", "a tensor stacks another number of experts than the keys say", place.name,
                         shown(view.shape), fmt::format("{} experts", config_.n_routed_experts),
                         "The model was not loaded."});
        return part_of(view, place);
    }

    TensorView take(const std::string& name, const std::vector<std::int64_t>& shape)
    {
        std::optional<TensorView> view = find(name);
        if (!view)
            throw Error({"MODEL-TENSOR-MISSING", "the weights lack a tensor that the configuration asks for",
                         name_in_file(name), "", "",
                         "The model was not loaded; configuration and weights do not belong together."});
        if (checkpoint_.gguf()) join_heads(view->shape);
        if (view->shape != shape)
            throw Error({"MODEL-SHAPE", "a tensor has another shape than the configuration says", name_in_file(name),
                         shown(view->shape), shown(shape), "The model was not loaded."});
        if (!weight_type(view->dtype)) refuse_type(name, view->dtype, "F32, F16, BF16, F8_E4M3, the types of GGUF");
        check_not_stopped(stop_);
        return *std::move(view);
    }

    /// GGUF keeps the heads of k_b and v_b as a dimension of their own, or as rows: the same bytes.
    static void join_heads(std::vector<std::int64_t>& shape)
    {
        if (shape.size() != 3) return;
        shape = {shape[0] * shape[1], shape[2]};
    }

    std::string name_in_file(const std::string& name) const
    {
        const auto places = checkpoint_.gguf() ? gguf_names(name) : std::vector<StoredName>();
        return places.empty() ? prefix_ + name : places.front().name;
    }

    [[noreturn]] void refuse_type(const std::string& name, DType found, const char* allowed) const
    {
        throw Error({"MODEL-DTYPE", "this element type is not supported here", name_in_file(name),
                     std::string(name_of(found)), allowed, "The model was not loaded."});
    }

    const Config& config_;
    const Checkpoint& checkpoint_;
    Backend& backend_;
    const std::stop_token& stop_;
    std::string prefix_;  // multimodal wrappers nest the language model
};

/// GGUF may keep the halves, or the halves besides the whole.
LatentExpansion load_expansion(const Config& c, const std::string& name, Loader& load)
{
    const int heads = c.num_attention_heads, keys = c.qk_nope_head_dim, values = c.v_head_dim;
    LatentExpansion up;
    if (load.has(name + "k_b_proj.weight")) {
        up.k_b = load.matrix(name + "k_b_proj.weight", heads * c.kv_lora_rank, keys);
        up.v_b = load.matrix(name + "v_b_proj.weight", heads * values, c.kv_lora_rank);
    } else {
        up.kv_b = load.matrix(name + "kv_b_proj.weight", heads * (keys + values), c.kv_lora_rank);
    }
    return up;
}

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
    layer.kv_b_proj = load_expansion(c, name, load);
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

bool is_tied(const Weights& weights) { return weights.lm_head.data == weights.embed_tokens.data; }

/// Calls `visit` for every matrix that lies in the files; for a tied one once.
template <class Visit>
void for_each_stored_matrix(Weights& weights, Visit&& visit)
{
    const bool tied = is_tied(weights);
    visit(weights.embed_tokens);
    for (LayerWeights& layer : weights.layers)
        for_each_matrix(layer, [&](Weight& matrix, bool) {
            if (matrix) visit(matrix);
        });
    if (!tied) visit(weights.lm_head);
}

std::int64_t size_of(const Weight& w) { return std::int64_t(w.row_bytes()) * w.rows; }

}  // namespace

Weights find_weights(const Config& c, const Checkpoint& checkpoint, Backend& backend, const std::stop_token& stop)
{
    Loader load(c, checkpoint, backend, stop);
    Weights weights;
    weights.embed_tokens = load.matrix("model.embed_tokens.weight", c.vocab_size, c.hidden_size);
    for (int l = 0; l < c.num_hidden_layers; ++l) weights.layers.push_back(load_layer(c, l, load));
    weights.norm = load.vector("model.norm.weight", c.hidden_size);
    const bool tied = c.tie_word_embeddings && !load.has("lm_head.weight");
    weights.lm_head = tied ? weights.embed_tokens : load.matrix("lm_head.weight", c.vocab_size, c.hidden_size);
    return weights;
}

void adopt_weights(Weights& weights, Backend& backend, const LoadCallback& progress, const std::stop_token& stop)
{
    const bool tied = is_tied(weights);
    std::int64_t done = 0, total = 0;
    for_each_stored_matrix(weights, [&](const Weight& matrix) { total += size_of(matrix); });
    for_each_stored_matrix(weights, [&](Weight& matrix) {
        matrix = backend.adopt(matrix, stop);
        check_not_stopped(stop);
        done += size_of(matrix);
        if (progress) progress(done, total);
    });
    if (tied) weights.lm_head = weights.embed_tokens;
}

Weights load_weights(const Config& config, const Checkpoint& checkpoint, Backend& backend,
                     const LoadCallback& progress, const std::stop_token& stop)
{
    Weights weights = find_weights(config, checkpoint, backend, stop);
    adopt_weights(weights, backend, progress, stop);
    return weights;
}

}  // namespace engine
