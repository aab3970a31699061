// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// Memory that a model needs besides the program itself, in bytes.
struct FitEstimate {
    int context = 0;            ///< positions
    std::int64_t weights = 0;   ///< as they lie in the files: mapped, read when first used
    std::int64_t cache = 0;     ///< latent cache of all positions
    std::int64_t scratch = 0;   ///< activations of the largest chunk of a prompt
    std::int64_t total() const { return weights + cache + scratch; }
};

/// How much memory `card` needs with a latent cache of `context` positions (0: as many as the model would be loaded
/// with). Follows the buffers that a session reserves.
inline FitEstimate estimate_fit(const ModelCard& card, int context)
{
    constexpr std::int64_t chunk = 512;  // tokens of a prefill batch
    FitEstimate fit;
    fit.context = context > 0 ? context : card.context;
    fit.weights = card.weight_bytes;
    fit.cache = std::int64_t(fit.context) * card.cache_bytes_per_token;
    const std::int64_t heads = card.num_attention_heads;
    const std::int64_t experts = card.num_experts_per_tok + std::max(1, card.n_shared_experts);
    const std::int64_t widest = std::max<std::int64_t>(card.intermediate_size, experts * card.moe_intermediate_size);
    const std::int64_t per_token = 3LL * card.hidden_size + card.q_lora_rank + heads * card.qk_head_dim() +
                                   card.kv_lora_rank + card.qk_rope_head_dim + heads * card.v_head_dim + 2 * widest +
                                   (experts + 1) * card.hidden_size;
    fit.scratch = (std::min<std::int64_t>(chunk, fit.context) * per_token + card.vocab_size) * 4;
    return fit;
}

/// What a model is, from its headers alone: nothing is computed, and of the weights only the few small vectors are
/// read. Throws what Engine::open throws.
std::shared_ptr<const ModelCard> inspect_model(const std::string& model);

/// Models in `folder` and the folders below it (at most four levels and 20,000 entries are looked at): directories in
/// Hugging Face layout and GGUF files, of split ones the first. Sorted; what cannot be read is passed over.
std::vector<std::filesystem::path> find_models(const std::filesystem::path& folder);

}  // namespace engine
