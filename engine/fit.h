// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"
#include "engine/session.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace engine {

/// Memory that a model needs besides the program itself, in bytes.
struct FitEstimate {
    int context = 0;           ///< positions
    std::int64_t weights = 0;  ///< as they lie in the files: mapped, read when first used
    std::int64_t cache = 0;    ///< latent cache of all positions
    std::int64_t scratch = 0;  ///< activations of the largest chunk of a prompt at the end of the context
    std::int64_t total() const { return weights + cache + scratch; }
};

/// Memory of a GPU that a model needs to be computed there, in bytes.
struct DeviceFit {
    int context = 0;               ///< positions
    std::int64_t weights = 0;      ///< as they lie in the files
    std::int64_t cache = 0;        ///< latent cache of all positions, half precision
    std::int64_t activations = 0;  ///< of a chunk of a prompt, logits, tables of angles
    std::int64_t scratch = 0;      ///< what the kernels put down meanwhile
    /// What is reserved for the model.
    std::int64_t reserved() const { return weights + cache + activations + scratch; }
    /// With what stays for CUDA itself (its kernels, recordings) and for evaluations that keep many logits.
    std::int64_t total() const { return reserved() + (400LL << 20); }
};

/// How much memory of a GPU `card` needs with a latent cache of `context` positions (0: as many as the model would be
/// loaded with).
DeviceFit estimate_device_fit(const ModelCard& card, int context);

/// Positions of the longest latent cache with which `card` fits `free_bytes` of a GPU; 0: not one.
int longest_device_context(const ModelCard& card, std::int64_t free_bytes);

/// Bytes for each token of a chunk: activations, what the trace records, and the inside of as many experts as the model
/// sends it to (chunks are shorter under an override with more).
inline std::int64_t scratch_per_token(const ModelCard& card)
{
    const std::int64_t hidden = card.hidden_size, heads = card.num_attention_heads, layers = card.num_hidden_layers;
    const std::int64_t activations = 3 * hidden + card.q_lora_rank + heads * (card.qk_head_dim() + card.v_head_dim) +
                                     card.kv_lora_rank + card.qk_rope_head_dim;
    const std::int64_t recorded =
        4 * layers + std::int64_t(card.moe_layers.size()) * (6 * card.num_experts_per_tok + 4 * card.n_routed_experts);
    // A token has a row for each of its experts, as wide as the widest of them, which is the shared one.
    const std::int64_t outputs = card.num_experts_per_tok + (card.n_shared_experts > 0 ? 1 : 0);
    const std::int64_t width = std::int64_t(card.moe_intermediate_size) * std::max(1, card.n_shared_experts);
    const std::int64_t inside = std::max<std::int64_t>(card.intermediate_size, outputs * width);
    const std::int64_t floats = activations + 2 * inside + std::max<std::int64_t>(1, outputs) * hidden;
    // To bfloat16, where weights come in blocks.
    const std::int64_t rounded = 2 * (std::max<std::int64_t>(1, outputs) * hidden + inside);
    const std::int64_t places = 9 * sizeof(void*) * std::max<std::int64_t>(1, outputs);  // where a row lies
    return 4 * floats + recorded + rounded + places;
}

/// How much memory `card` needs with a latent cache of `context` positions (0: as many as the model would be loaded
/// with), computed by `threads` (0: all cores). Follows the buffers that a session reserves.
inline FitEstimate estimate_fit(const ModelCard& card, int context, int threads = 0)
{
    FitEstimate fit;
    fit.context = context > 0 ? context : card.context;
    fit.weights = card.weight_bytes;
    fit.cache = std::int64_t(fit.context) * card.cache_bytes_per_token;
    const std::int64_t computing = threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency());
    // Each thread expands keys and values of one head at all positions, and scores four queries against them.
    const std::int64_t expanded = card.qk_nope_head_dim + card.v_head_dim + card.qk_head_dim() + 4;
    const std::int64_t pointers = 2 * sizeof(void*);
    const std::int64_t rotary = 4 * card.qk_rope_head_dim;
    fit.scratch = std::min(Session::kPrefillChunk, fit.context) * scratch_per_token(card) + 4LL * card.vocab_size +
                  fit.context * (computing * (4 * expanded + pointers) + rotary);
    return fit;
}

/// What a model is, from its headers alone: nothing is computed or copied, and of the weights only the few small
/// vectors are read. Throws what Engine::open throws.
std::shared_ptr<const ModelCard> inspect_model(const std::string& model);

/// Models in `folder` and the folders below it (at most four levels and 20,000 entries are looked at): directories in
/// Hugging Face layout and GGUF files, of split ones the first. Sorted; what cannot be read is passed over.
std::vector<std::filesystem::path> find_models(const std::filesystem::path& folder);

}  // namespace engine
