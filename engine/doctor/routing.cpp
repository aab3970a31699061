// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/operations.h"
#include "engine/doctor/plain_backend.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace engine::doctor {
namespace {

constexpr int kLayers = 3, kLayer = 1, kRow = 2;  // where in the slab the answers go
constexpr double kLargestLogit = 3;               // typically, of the expert with the longest row
constexpr float kUntouched = -7;

RoutingSlab empty_slab(Side& side, const RouterInput& in)
{
    RoutingSlab slab(side.backend.host_memory());
    slab.layers = kLayers;
    slab.top_k = in.router.top_k;
    slab.n_experts = in.router.gate.rows;
    slab.resize(kRow + in.tokens);
    std::fill(slab.weights.begin(), slab.weights.end(), kUntouched);
    std::fill(slab.scores.begin(), slab.scores.end(), kUntouched);
    return slab;
}

void route(Side& side, const RouterInput& in, const std::vector<float>& x, RoutingSlab& slab)
{
    const auto ids = any_ids(in.tokens);
    const Batch batch{ids, 0, in.tokens, kRow};
    Router router = in.router;
    router.gate = side.adopt(router.gate);
    Tensor bias;
    if (!in.bias.empty()) {
        bias = side.tensor(1, int(in.bias.size()), in.bias);
        router.bias = &bias;
    }
    const Tensor normed = side.tensor(in.tokens, router.gate.cols, x);
    side.backend.begin(batch);
    side.backend.route(router, normed, batch, kLayer, slab);
    side.finish();
}

/// Whether anything but the batch's rows of the layer was written.
bool wrote_elsewhere(const RoutingSlab& slab, int tokens)
{
    for (int row = 0; row < kRow + tokens; ++row)
        for (int layer = 0; layer < kLayers; ++layer) {
            if (row >= kRow && layer == kLayer) continue;
            const auto weights = std::span(slab.weights).subspan(slab.chosen(row, layer), std::size_t(slab.top_k));
            const auto scores = std::span(slab.scores).subspan(slab.scored(row, layer), std::size_t(slab.n_experts));
            const auto touched = [](float number) { return number != kUntouched; };
            if (std::any_of(weights.begin(), weights.end(), touched)) return true;
            if (std::any_of(scores.begin(), scores.end(), touched)) return true;
        }
    return false;
}

/// What of its own scores the backend had to make.
void compare_choice(const RouterInput& in, const RoutingSlab& got, int t, Comparison& differences)
{
    Router router = in.router;
    Tensor bias;
    if (!in.bias.empty()) {
        bias = PlainBackend().allocate(1, int(in.bias.size()));
        std::copy(in.bias.begin(), in.bias.end(), bias.data());
        router.bias = &bias;
    }
    const auto scores = std::span(got.scores).subspan(got.scored(kRow + t, kLayer), std::size_t(got.n_experts));
    const auto chosen = std::span(got.experts).subspan(got.chosen(kRow + t, kLayer), std::size_t(got.top_k));
    const auto weights = std::span(got.weights).subspan(got.chosen(kRow + t, kLayer), std::size_t(got.top_k));
    const auto right = choose_experts(router, scores);
    const bool equal = std::equal(right.begin(), right.end(), chosen.begin());
    differences.require(equal, fmt::format("Token {} goes to experts {}; by its scores it is {}.", t,
                                           fmt::join(chosen, " "), fmt::join(right, " ")));
    if (!equal) return;
    const auto expected = weigh_experts(router, scores, chosen);
    for (std::size_t k = 0; k < expected.size(); ++k) differences.add(weights[k], expected[k], expected[k]);
}

}  // namespace

void check_route(Examiner& e, const RouterInput& in)
{
    const auto input = fmt::format("{} of {}, {}, {}", in.router.top_k, shown(in.router.gate), in.rule,
                                   tokens_text(in.tokens));
    const Weight& gate = in.router.gate;
    if (!e.affords(double(gate.rows) * gate.cols * in.tokens, "route " + input)) return;
    const std::vector<double>& norms = e.norms(gate);
    const double longest = *std::max_element(norms.begin(), norms.end());
    const auto x = e.random.normals(in.tokens, gate.cols, kLargestLogit / longest);
    e.check("route", input, [&] {
        RoutingSlab got = empty_slab(e.examined, in), expected = empty_slab(e.reference, in);
        route(e.examined, in, x, got);
        route(e.reference, in, x, expected);
        // A score changes by at most twice what logits change by, relative to itself.
        Comparison differences(share_of_product(e.examined.arithmetic, gate, in.tokens) +
                               share_of_product(e.reference.arithmetic, gate, in.tokens) +
                               share_of_sum(gate.rows) + share_of_sum(gate.rows));
        for (int t = 0; t < in.tokens; ++t) {
            const std::size_t first = got.scored(kRow + t, kLayer);
            for (std::size_t i = first; i < first + std::size_t(gate.rows); ++i)
                differences.add(got.scores[i], double(expected.scores[i]),
                                double(expected.scores[i]) * (1 + 2 * kLargestLogit));
            compare_choice(in, got, t, differences);
        }
        differences.require(!wrote_elsewhere(got, in.tokens), "Answers of other tokens or layers were overwritten.");
        return differences;
    });
}

}  // namespace engine::doctor
