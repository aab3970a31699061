// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/plain_backend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace engine::doctor {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

/// Indices by falling values, equal ones by rising index.
std::vector<std::uint16_t> in_order(std::span<const float> values)
{
    std::vector<std::uint16_t> order(values.size());
    std::iota(order.begin(), order.end(), std::uint16_t(0));
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] > values[b]; });
    return order;
}

/// The best of a group, or with a correction bias the sum of its two best. A muted expert does not count.
float group_score(TopkMethod method, std::span<const float> group)
{
    std::vector<float> sorted(group.begin(), group.end());
    std::sort(sorted.rbegin(), sorted.rend());
    const bool pair = method == TopkMethod::NoauxTc && sorted.size() > 1 && sorted[1] > kNever;
    return pair ? sorted[0] + sorted[1] : sorted[0];
}

void leave_out_groups(const Router& router, std::vector<float>& choice)
{
    if (router.method == TopkMethod::Greedy || router.n_group <= 1) return;
    const std::size_t size = choice.size() / std::size_t(router.n_group);
    std::vector<float> scores;
    for (std::size_t g = 0; g < std::size_t(router.n_group); ++g)
        scores.push_back(group_score(router.method, std::span(choice).subspan(g * size, size)));
    const auto order = in_order(scores);
    for (std::size_t rank = std::size_t(router.topk_group); rank < order.size(); ++rank)
        std::fill_n(choice.begin() + std::ptrdiff_t(order[rank] * size), size, kNever);
}

}  // namespace

std::vector<std::uint16_t> choose_experts(const Router& router, std::span<const float> scores)
{
    std::vector<float> choice(scores.begin(), scores.end());
    for (std::size_t e = 0; router.bias && e < choice.size(); ++e) choice[e] += router.bias->data()[e];
    for (const auto& [expert, boost] : router.boosts) choice[expert] += boost;
    const std::vector<float> selection = choice;
    leave_out_groups(router, choice);
    for (const std::uint16_t expert : router.forced) choice[expert] = std::numeric_limits<float>::infinity();
    auto chosen = in_order(choice);
    chosen.resize(std::size_t(router.top_k));
    const auto stronger = [&](auto a, auto b) {
        return selection[a] != selection[b] ? selection[a] > selection[b] : a < b;
    };
    if (!router.forced.empty()) std::sort(chosen.begin(), chosen.end(), stronger);
    return chosen;
}

std::vector<double> weigh_experts(const Router& router, std::span<const float> scores,
                                  std::span<const std::uint16_t> chosen)
{
    std::vector<double> weights;
    for (const std::uint16_t expert : chosen) weights.push_back(scores[expert]);
    const double sum = std::accumulate(weights.begin(), weights.end(), 1e-20);
    double factor = router.routed_scaling_factor;
    if (router.norm_topk_prob) factor = (router.scale_normalised ? factor : 1) / sum;
    for (double& weight : weights) weight *= factor;
    return weights;
}

void PlainBackend::route(const Router& router, const Tensor& x, const Batch& batch, int moe_layer, RoutingSlab& slab)
{
    const auto gate = numbers_of(router.gate);
    const std::size_t n = std::size_t(router.gate.rows), cols = std::size_t(router.gate.cols);
    for (int t = 0; t < batch.tokens; ++t) {
        std::vector<double> logits(n);
        for (std::size_t i = 0; i < n * cols; ++i) logits[i / cols] += double(gate[i]) * double(x.row(t)[i % cols]);
        const double highest = *std::max_element(logits.begin(), logits.end());
        double sum = 0;
        for (const double logit : logits) sum += std::exp(logit - highest);
        const std::span scores(slab.scores.data() + slab.scored(batch.row + t, moe_layer), n);
        for (std::size_t e = 0; e < n; ++e)
            scores[e] = float(router.scoring == Scoring::Softmax ? std::exp(logits[e] - highest) / sum
                                                                 : 1 / (1 + std::exp(-logits[e])));
        const auto chosen = choose_experts(router, scores);
        const auto weights = weigh_experts(router, scores, chosen);
        const auto first = std::ptrdiff_t(slab.chosen(batch.row + t, moe_layer));
        std::copy(chosen.begin(), chosen.end(), slab.experts.begin() + first);
        std::copy(weights.begin(), weights.end(), slab.weights.begin() + first);
    }
}

}  // namespace engine::doctor
