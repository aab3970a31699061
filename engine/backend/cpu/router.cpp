// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/row_math.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace engine::cpu {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

/// Orders indices by their values, largest first, ties to the lower index.
auto stronger(const float* values)
{
    return [values](int a, int b) { return values[a] != values[b] ? values[a] > values[b] : a < b; };
}

/// Indices of the k strongest values.
void strongest(const float* values, int n, int k, std::vector<int>& order)
{
    order.resize(std::size_t(n));
    std::iota(order.begin(), order.end(), 0);
    std::partial_sort(order.begin(), order.begin() + k, order.end(), stronger(values));
}

float group_score(TopkMethod method, const float* choice, int size)
{
    float first = kNever, second = kNever;
    for (int i = 0; i < size; ++i) {
        if (choice[i] > first) {
            second = first;
            first = choice[i];
        } else {
            second = std::max(second, choice[i]);
        }
    }
    const bool has_two = second > kNever;  // all but one may be muted
    return method == TopkMethod::NoauxTc && has_two ? first + second : first;
}

/// Keeps the experts of the topk_group best groups; the others can never be chosen.
void limit_groups(const Router& router, std::vector<float>& choice, std::vector<int>& order)
{
    const int size = int(choice.size()) / router.n_group;
    std::vector<float> scores(std::size_t(router.n_group));
    for (int g = 0; g < router.n_group; ++g)
        scores[std::size_t(g)] = group_score(router.method, choice.data() + g * size, size);
    strongest(scores.data(), router.n_group, router.n_group, order);
    for (int rank = router.topk_group; rank < router.n_group; ++rank)
        std::fill_n(choice.begin() + order[std::size_t(rank)] * size, size, kNever);
}

/// Turns the chosen experts' scores into the factors of their outputs.
void weigh(const Router& router, float* weights)
{
    const float sum = std::accumulate(weights, weights + router.top_k, 0.0f);
    float factor = router.routed_scaling_factor;
    if (router.norm_topk_prob) factor = (router.scale_normalised ? factor : 1.0f) / (sum + 1e-20f);
    for (int k = 0; k < router.top_k; ++k) weights[k] *= factor;
}

}  // namespace

/// The experts of one token, whose scores choice_ holds: the first top_k of order_, strongest selection score first.
void CpuBackend::choose(const Router& router)
{
    const int n_experts = int(choice_.size());
    if (router.bias)
        for (int e = 0; e < n_experts; ++e) choice_[std::size_t(e)] += router.bias->data()[e];
    for (const auto& [expert, boost] : router.boosts) choice_[expert] += boost;
    if (!router.forced.empty()) selection_ = choice_;
    if (router.method != TopkMethod::Greedy && router.n_group > 1) limit_groups(router, choice_, order_);
    for (const std::uint16_t expert : router.forced) choice_[expert] = -kNever;
    strongest(choice_.data(), n_experts, router.top_k, order_);
    const auto end = order_.begin() + router.top_k;
    if (!router.forced.empty()) std::partial_sort(order_.begin(), end, end, stronger(selection_.data()));
}

void CpuBackend::route(const Router& router, const Tensor& x, const Batch& batch, int moe_layer, RoutingSlab& slab)
{
    const int tokens = batch.tokens;
    const int n_experts = router.gate.rows;
    inputs_.resize(std::size_t(tokens));
    outputs_.resize(std::size_t(tokens));
    for (int t = 0; t < tokens; ++t) {
        inputs_[std::size_t(t)] = x.row(t);
        outputs_[std::size_t(t)] = slab.scores.data() + slab.scored(batch.row + t, moe_layer);
    }
    const Inputs in = prepare_inputs(tokens, router.gate.cols, in_blocks(router.gate.type));
    multiply(rows_of(router.gate, 0, n_experts), in, outputs_.data(), tokens);

    for (int t = 0; t < tokens; ++t) {
        float* scores = outputs_[std::size_t(t)];
        if (router.scoring == Scoring::Softmax)
            kernels_.softmax(scores, n_experts, 1);
        else
            std::transform(scores, scores + n_experts, scores, sigmoid);

        choice_.assign(scores, scores + n_experts);
        choose(router);

        std::uint16_t* chosen = slab.experts.data() + slab.chosen(batch.row + t, moe_layer);
        float* weights = slab.weights.data() + slab.chosen(batch.row + t, moe_layer);
        for (int k = 0; k < router.top_k; ++k) {
            chosen[k] = std::uint16_t(order_[std::size_t(k)]);
            weights[k] = scores[chosen[k]];
        }
        weigh(router, weights);
    }
}

}  // namespace engine::cpu
