// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/token_cost.h"

namespace ui {
namespace {

using Part = PartCost::Part;

/// Matrices of one attention layer, without its norms.
std::int64_t attentionMatrices(const engine::Config& c)
{
    const std::int64_t h = c.hidden_size, heads = c.num_attention_heads, rank = c.kv_lora_rank, q = c.q_lora_rank;
    const std::int64_t queries = heads * c.qk_head_dim();
    const std::int64_t query = q > 0 ? h * q + q * queries : h * queries;
    return query + h * (rank + c.qk_rope_head_dim) + rank * heads * (c.qk_nope_head_dim + c.v_head_dim)
        + heads * c.v_head_dim * h;
}

/// `matrices` of it are multiplied with; the others are norms and biases.
PartCost part(Part which, std::int64_t parameters, std::int64_t active, std::int64_t matrices)
{
    return {which, parameters, active, 0, 2.0 * double(matrices)};
}

PartCost routedPart(const engine::Config& c, const engine::RouterOverride& router)
{
    const auto layers = std::int64_t(c.moe_layers.size());
    const std::int64_t expert = 3LL * c.hidden_size * c.moe_intermediate_size;
    const std::int64_t active = layers * experts_per_token(router, c) * expert;
    return part(Part::Routed, layers * c.n_routed_experts * expert, active, active);
}

PartCost sharedPart(const engine::Config& c, const engine::RouterOverride& router)
{
    const std::int64_t all =
        std::int64_t(c.moe_layers.size()) * c.n_shared_experts * 3LL * c.hidden_size * c.moe_intermediate_size;
    const std::int64_t active = router.shared_experts ? all : 0;
    return part(Part::Shared, all, active, active);
}

/// The embedding table is one row for a token; a table that is also the head counts there.
PartCost embeddingPart(const engine::Config& c)
{
    const std::int64_t row = c.hidden_size;
    if (c.tie_word_embeddings) return part(Part::Embedding, 0, 0, 0);
    return part(Part::Embedding, row * c.vocab_size, row, 0);
}

std::vector<PartCost> weightParts(const engine::ModelCard& c, const engine::RouterOverride& router)
{
    const std::int64_t h = c.hidden_size, layers = c.num_hidden_layers, moe = std::int64_t(c.moe_layers.size());
    const std::int64_t attention = layers * attentionMatrices(c);
    const std::int64_t attentionNorms = layers * (h + c.q_lora_rank + c.kv_lora_rank);
    const std::int64_t dense = (layers - moe) * 3 * h * c.intermediate_size;
    const std::int64_t gates = moe * h * c.n_routed_experts;
    const std::int64_t gateNorms = moe * h + std::int64_t(c.e_score_correction_bias.size());
    const std::int64_t head = h * c.vocab_size;
    const std::int64_t denseAll = dense + (layers - moe) * h;
    return {embeddingPart(c),
            part(Part::Attention, attention + attentionNorms, attention + attentionNorms, attention),
            part(Part::Cache, 0, 0, 0),
            part(Part::Dense, denseAll, denseAll, dense),
            sharedPart(c, router),
            routedPart(c, router),
            part(Part::Router, gates + gateNorms, gates + gateNorms, gates),
            part(Part::Head, head + h, head + h, head)};
}

}  // namespace

double latentAttentionFlops(const engine::ModelCard& c, int context)
{
    return 2.0 * c.num_hidden_layers * c.num_attention_heads * (2.0 * c.kv_lora_rank + c.qk_rope_head_dim) * context;
}

double mhaAttentionFlops(const engine::ModelCard& c, int context)
{
    return 2.0 * c.num_hidden_layers * c.num_attention_heads * double(c.qk_head_dim() + c.v_head_dim) * context;
}

std::vector<PartCost> tokenCost(const engine::ModelCard& card, const engine::RouterOverride& router, int context)
{
    std::vector<PartCost> parts = weightParts(card, router);
    const double mean =
        card.active_parameters > 0 ? double(card.active_weight_bytes) / double(card.active_parameters) : 0;
    for (PartCost& one : parts) one.bytes = double(one.active) * mean;
    PartCost& cache = parts[size_t(Part::Cache)];
    cache.bytes = double(context) * double(card.cache_bytes_per_token);
    cache.flops = latentAttentionFlops(card, context);
    return parts;
}

PartCost total(const std::vector<PartCost>& parts)
{
    PartCost sum;
    for (const PartCost& one : parts) {
        sum.parameters += one.parameters;
        sum.active += one.active;
        sum.bytes += one.bytes;
        sum.flops += one.flops;
    }
    return sum;
}

engine::RouterOverride everyExpert(const engine::ModelCard& card)
{
    engine::RouterOverride router;
    router.top_k = card.n_routed_experts;
    return router;
}

}  // namespace ui
