// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// What the CUDA backend allocates, counted beforehand: engine/backend/cuda.
#include "engine/fit.h"

#include <algorithm>

namespace engine {
namespace {

constexpr std::int64_t kBlock = 256;  // what an allocation is rounded up to

// What the kernels keep for themselves, at most; the files name the bounds.
constexpr std::int64_t kMostExpanded = 128LL << 20;       // keys and values at a time, attention_prefill.cu
constexpr std::int64_t kMostResults = 256LL << 20;        // of experts at a time, experts_prefill.cu
constexpr std::int64_t kMatrixWorkspace = 32LL << 20;     // gemm.cu
constexpr std::int64_t kSums = 32LL << 20;                // parts of attention and of draws that are added up, tables

/// A number of a Tensor with its rounding to 8 bits: 4 + 1 + 4/32 + 4/16 bytes, and blocks.
std::int64_t tensor_bytes(std::int64_t rows, std::int64_t cols) { return rows * cols * 11 / 2 + 4 * kBlock; }

std::int64_t weight_bytes(const ModelCard& card)
{
    const std::int64_t layers = card.num_hidden_layers, experts = card.n_routed_experts;
    const std::int64_t matrices = 2 + 10 * layers + std::int64_t(card.moe_layers.size()) * (3 * experts + 4);
    const bool scaled = std::find(card.dtypes.begin(), card.dtypes.end(), "F8_E4M3") != card.dtypes.end();
    const std::int64_t scales = scaled ? card.weight_bytes / 4096 + matrices * 2048 : 0;  // of 128 x 128 numbers each
    const std::int64_t tables = 160 * std::int64_t(card.moe_layers.size()) * experts;     // where experts lie
    const std::int64_t vectors = 2 * tensor_bytes(5 * layers + 1, 2 * card.hidden_size);  // in the files and widened
    return card.weight_bytes + matrices * kBlock + scales + tables + vectors;
}

std::int64_t activation_bytes(const ModelCard& card, int context)
{
    const std::int64_t heads = card.num_attention_heads;
    const std::int64_t numbers = 3 * std::int64_t(card.hidden_size) + card.q_lora_rank + card.kv_lora_rank +
                                 card.qk_rope_head_dim + heads * (card.qk_head_dim() + card.v_head_dim);
    const std::int64_t drawing = 32 * std::int64_t(card.vocab_size);  // logits, and what is sorted to draw from them
    return tensor_bytes(std::min(Session::kPrefillChunk, context), numbers) + 8 * kBlock + drawing +
           tensor_bytes(context, card.qk_rope_head_dim);
}

std::int64_t attention_scratch(const ModelCard& card, int context)
{
    const std::int64_t heads = card.num_attention_heads;
    const std::int64_t head = std::int64_t(card.qk_head_dim()) + card.v_head_dim + 30;  // padded to the matrix units
    const std::int64_t weights = 2 * heads * head * card.kv_lora_rank;                  // of one layer, half precision
    return std::min(kMostExpanded, 2 * context * heads * head) + weights + kSums;
}

std::int64_t expert_scratch(const ModelCard& card, int chunk)
{
    const std::int64_t pairs = std::int64_t(chunk) * std::max(1, card.num_experts_per_tok);
    const std::int64_t shared = std::int64_t(card.n_shared_experts) * card.moe_intermediate_size;
    const std::int64_t width = std::max<std::int64_t>(card.intermediate_size, shared) + 64;
    const std::int64_t results = std::min(kMostResults, 4 * pairs * card.hidden_size);
    const std::int64_t inside = std::max(2 * pairs * (card.moe_intermediate_size + 64), 10 * chunk * width);
    return results + inside + 64 * pairs + (4LL << 20);
}

std::int64_t matrix_scratch(const ModelCard& card, int chunk)
{
    const std::int64_t widest = std::max({std::int64_t(card.hidden_size), std::int64_t(card.intermediate_size),
                                          std::int64_t(card.num_attention_heads) * card.v_head_dim});
    return kMatrixWorkspace + 2 * chunk * (widest + 64);
}

}  // namespace

DeviceFit estimate_device_fit(const ModelCard& card, int context)
{
    DeviceFit fit;
    fit.context = context > 0 ? context : card.context;
    fit.weights = weight_bytes(card);
    const std::int64_t stride = (std::int64_t(card.kv_lora_rank) + card.qk_rope_head_dim + 7) / 8 * 8;
    fit.cache = card.num_hidden_layers * (fit.context * stride * 2 + kBlock);
    fit.activations = activation_bytes(card, fit.context);
    const int chunk = std::min(Session::kPrefillChunk, fit.context);
    fit.scratch = attention_scratch(card, fit.context) + expert_scratch(card, chunk) + matrix_scratch(card, chunk);
    return fit;
}

int longest_device_context(const ModelCard& card, std::int64_t free_bytes)
{
    int fits = 0, too_long = card.max_position_embeddings + 1;
    while (too_long - fits > 1) {
        const int middle = fits + (too_long - fits) / 2;
        (estimate_device_fit(card, middle).total() <= free_bytes ? fits : too_long) = middle;
    }
    return fits;
}

}  // namespace engine
