// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/last_block.cuh"
#include "engine/backend/cuda/matvec.cuh"
#include "engine/backend/cuda/router_choice.cuh"
#include "engine/error.h"

#include <algorithm>

namespace engine::cuda {
namespace {

constexpr int kTokensAtOnce = 8;  // that a row of a large batch's gate is read for

/// One layer's router for a batch. The trace's pointers are those of row 0 of the slab; null: nobody reads it.
struct Routing {
    Matrix gate;
    Rows x;
    int tokens, slices;  // slices: warps that share a row
    float* logits;       // [T, E]
    unsigned* done;      // [T] blocks of a token that have scored their experts
    const Step* step;    // whose row is that of the only token; null: `row` is that of the first
    int row;
    std::uint16_t* experts;  // [T, stride]
    float* weights;
    int stride;
    std::uint16_t* traced_experts;
    float *traced_weights, *traced_scores;
    std::int64_t traced_chosen, traced_scored;  // numbers from row to row
    ChoiceRule rule;

    __device__ ChoiceRows rows_of_token(int token) const
    {
        ChoiceRows to{experts + std::int64_t(token) * stride, weights + std::int64_t(token) * stride, nullptr, nullptr,
                      nullptr};
        if (!traced_experts) return to;
        const std::int64_t at = (step ? step->row : row) + token;
        to.traced_experts = traced_experts + at * traced_chosen;
        to.traced_weights = traced_weights + at * traced_chosen;
        to.traced_scores = traced_scores + at * traced_scored;
        return to;
    }
};

/// Experts of this block's tokens, the same bits for a token alone as for many.
template <WeightType type, int tokens>
__device__ void score(const Routing& r, int first_token)
{
    __shared__ float partial[kRouterWarps][tokens];
    const int warp = int(threadIdx.x) / kWarp, experts = kRouterWarps / r.slices;
    const int first_expert = int(blockIdx.x) * experts;
    WeightRow row[1] = {row_of(r.gate, min(first_expert + warp / r.slices, r.gate.rows - 1))};
    Activations x[tokens];
    for (int n = 0; n < tokens; ++n) x[n] = activations_of(r.x, min(first_token + n, r.tokens - 1));
    float sums[1][tokens];
    row_products<type>(row, x, sums, warp % r.slices, r.slices);
    for (int n = 0; n < tokens; ++n)
        if (int(threadIdx.x) % kWarp == n) partial[warp][n] = sums[0][n];
    __syncthreads();

    const int expert = int(threadIdx.x) / tokens, n = int(threadIdx.x) % tokens;
    if (expert >= experts || first_expert + expert >= r.gate.rows || first_token + n >= r.tokens) return;
    float sum = 0;
    for (int slice = 0; slice < r.slices; ++slice) sum += partial[expert * r.slices + slice][n];
    r.logits[std::int64_t(first_token + n) * r.gate.rows + first_expert + expert] = sum;
}

/// Grid [blocks of experts, tokens]: the block that finishes last of a token chooses.
template <WeightType type>
__global__ void __launch_bounds__(kRouterThreads) score_and_choose(const __grid_constant__ Routing r)
{
    __shared__ ChoiceScratch scratch;
    __shared__ bool last;
    const int token = int(blockIdx.y);
    score<type, 1>(r, token);
    if (!finishes_last(r.done + token, gridDim.x, last)) return;
    choose_experts(r.rule, r.logits + std::int64_t(token) * r.gate.rows, r.rows_of_token(token), scratch);
}

/// Grid [blocks of experts, tokens / kTokensAtOnce].
template <WeightType type>
__global__ void __launch_bounds__(kRouterThreads) score_all(const __grid_constant__ Routing r)
{
    score<type, kTokensAtOnce>(r, int(blockIdx.y) * kTokensAtOnce);
}

/// Grid [tokens].
__global__ void __launch_bounds__(kRouterThreads) choose_all(const __grid_constant__ Routing r)
{
    __shared__ ChoiceScratch scratch;
    const int token = int(blockIdx.x);
    choose_experts(r.rule, r.logits + std::int64_t(token) * r.gate.rows, r.rows_of_token(token), scratch);
}

/// Warps that a row of the gate has work for; of the matrix alone, so that sums do not depend on the batch.
int slices_of(const Weight& gate)
{
    const int worth = gate.cols / (is_float(gate.type) ? 16 * kWarp : kPart * kWarp);
    int slices = 1;
    while (slices < kRouterWarps && 2 * slices <= worth) slices *= 2;
    return slices;
}

ChoiceRule rule_of(const Router& router)
{
    ChoiceRule rule{};
    rule.bias = router.bias ? router.bias->data() : nullptr;
    rule.scoring = router.scoring;
    rule.method = router.method;
    rule.n_experts = router.gate.rows;
    rule.top_k = router.top_k;
    rule.n_group = router.n_group;
    rule.topk_group = router.topk_group;
    rule.norm_topk_prob = router.norm_topk_prob;
    rule.scale_normalised = router.scale_normalised;
    rule.routed_scaling_factor = router.routed_scaling_factor;
    rule.boosts_any = !router.boosts.empty();
    rule.forces_any = !router.forced.empty();
    for (const auto& [expert, boost] : router.boosts) rule.boosts[expert] += boost;
    for (const std::uint16_t expert : router.forced) rule.forced[expert / 32] |= 1u << expert % 32;
    return rule;
}

}  // namespace

/// Room for the choice of a batch; what stood there is lost when it grows.
void CudaBackend::reserve_choice(int layers, int tokens, int top_k)
{
    if (layers <= chosen_layers_ && tokens <= chosen_tokens_ && top_k <= chosen_top_k_) return;
    chosen_layers_ = std::max(layers, chosen_layers_);
    chosen_tokens_ = std::max(tokens, chosen_tokens_);
    chosen_top_k_ = std::max(top_k, chosen_top_k_);
    const std::size_t count = std::size_t(chosen_layers_) * std::size_t(chosen_tokens_) * std::size_t(chosen_top_k_);
    chosen_ = reserve<std::uint16_t>(chosen_buffer_, count);
    chosen_weight_ = reserve<float>(chosen_weight_buffer_, count);
}

std::size_t CudaBackend::first_choice(int moe_layer) const
{
    return std::size_t(moe_layer) * std::size_t(chosen_tokens_) * std::size_t(chosen_top_k_);
}

void CudaBackend::route(const Router& router, const Tensor& x, const Batch& batch, int moe_layer, RoutingSlab& slab)
{
    const int tokens = batch.tokens, n_experts = router.gate.rows;
    check(n_experts <= kMostExperts, "a layer's experts fit the router");
    reserve_choice(slab.layers, tokens, router.top_k);
    Routing r{};
    r.gate = matrix_of(router.gate);
    r.x = rows_of(x);
    r.tokens = tokens;
    r.slices = slices_of(router.gate);
    r.logits = reserve<float>(router_logits_, std::size_t(tokens) * std::size_t(n_experts));
    r.step = tokens == 1 ? step_ : nullptr;
    r.row = batch.row;
    r.experts = chosen_ + first_choice(moe_layer);
    r.weights = chosen_weight_ + first_choice(moe_layer);
    r.stride = chosen_top_k_;
    if (slab.captured) {
        r.traced_experts = slab.experts.data() + slab.chosen(0, moe_layer);
        r.traced_weights = slab.weights.data() + slab.chosen(0, moe_layer);
        r.traced_scores = slab.scores.data() + slab.scored(0, moe_layer);
        r.traced_chosen = std::int64_t(slab.chosen(1, 0));
        r.traced_scored = std::int64_t(slab.scored(1, 0));
    }
    r.rule = rule_of(router);

    const int of_block = kRouterWarps / r.slices, blocks = (n_experts + of_block - 1) / of_block;
    if (tokens < kGemmTokens) {
        r.done = reserve_counters(routed_blocks_, std::size_t(tokens));
        const dim3 grid(unsigned(blocks), unsigned(tokens), 1);
        for_type(router.gate.type,
                 [&]<WeightType type>() { start(score_and_choose<type>, grid, kRouterThreads, 0, r); });
        return;
    }
    // Not by multiply_matrices: it narrows activations, and experts whose scores are close would change places.
    const dim3 grid(unsigned(blocks), unsigned((tokens + kTokensAtOnce - 1) / kTokensAtOnce), 1);
    for_type(router.gate.type, [&]<WeightType type>() { start(score_all<type>, grid, kRouterThreads, 0, r); });
    start(choose_all, dim3(unsigned(tokens)), kRouterThreads, 0, r);
}

void CudaBackend::take_choice(const Batch& batch, int moe_layer, const RoutingSlab& slab)
{
    use_device();
    reserve_choice(slab.layers, batch.tokens, slab.top_k);
    const auto stride = std::size_t(chosen_top_k_), all = std::size_t(batch.tokens) * stride;
    std::vector<std::uint16_t> experts(all);
    std::vector<float> weights(all);
    for (int t = 0; t < batch.tokens; ++t) {
        const std::size_t from = slab.chosen(batch.row + t, moe_layer), to = std::size_t(t) * stride;
        std::copy_n(slab.experts.data() + from, slab.top_k, experts.data() + to);
        std::copy_n(slab.weights.data() + from, slab.top_k, weights.data() + to);
    }
    send(experts.data(), all * sizeof(experts[0]), chosen_ + first_choice(moe_layer));
    send(weights.data(), all * sizeof(weights[0]), chosen_weight_ + first_choice(moe_layer));
}

}  // namespace engine::cuda
