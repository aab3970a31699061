// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engine::doctor {
namespace {

/// Activations that make what goes through SiLU vary by 1 or so.
std::vector<float> hidden_rows(Examiner& e, const Mlp& mlp, int tokens)
{
    const std::vector<double>& norms = e.norms(mlp.gate);
    const double mean = std::accumulate(norms.begin(), norms.end(), 0.0) / double(norms.size());
    return e.random.normals(tokens, mlp.gate.cols, 1 / mean);
}

/// gate and up, then down: errors of the first two reach the product of both, at most twice as large where SiLU is
/// steepest beside where it is flat.
Share share_of_mlp(const Arithmetic& a, const Mlp& mlp, int tokens)
{
    return 2 * (share_of_product(a, mlp.gate, tokens) + share_of_product(a, mlp.up, tokens)) +
           share_of_product(a, mlp.down, tokens);
}

/// Of every number of the output, by a few experts that stand for all.
std::vector<double> output_norms(Examiner& e, std::span<const Mlp> experts, const Mlp& shared)
{
    constexpr std::size_t kSample = 3;
    std::vector<double> squares(std::size_t(experts[0].down.rows));
    const auto add = [&](const Mlp& mlp) {
        const std::vector<double>& norms = e.norms(mlp.down);
        for (std::size_t i = 0; i < squares.size(); ++i) squares[i] += norms[i] * norms[i];
    };
    for (const Mlp& expert : experts.first(std::min(kSample, experts.size()))) add(expert);
    if (shared.gate) add(shared);
    for (double& square : squares) square = std::sqrt(square);
    return squares;
}

void compare_rows(const std::vector<float>& got, const std::vector<float>& expected, std::span<const double> norms,
                  Comparison& differences)
{
    const std::size_t width = norms.size();
    for (std::size_t at = 0; at < got.size(); at += width)
        compare_outputs(std::span(got).subspan(at, width), std::span(expected).subspan(at, width), norms, differences);
}

double multiply_adds(const Mlp& mlp) { return 3.0 * mlp.gate.rows * mlp.gate.cols; }

/// The next expert for each chosen one; nothing of the first, more and more of the others.
void choose_others(RoutingSlab& slab, const Batch& batch, int moe_layer)
{
    for (int t = 0; t < batch.tokens; ++t)
        for (int k = 0; k < slab.top_k; ++k) {
            const std::size_t place = slab.chosen(batch.row + t, moe_layer) + std::size_t(k);
            slab.experts[place] = std::uint16_t((slab.experts[place] + 1) % slab.n_experts);
            slab.weights[place] *= 0.5f * float(k);
        }
}

}  // namespace

void check_mlp(Examiner& e, const Mlp& mlp, int tokens)
{
    const auto input = fmt::format("{}, down {}, {}", shown(mlp.gate), format_of(mlp.down.type).name,
                                   tokens_text(tokens));
    if (!e.affords(multiply_adds(mlp) * tokens, "mlp " + input)) return;
    const auto x = hidden_rows(e, mlp, tokens);
    const auto run = [&](Side& side) {
        const Tensor in = side.tensor(tokens, mlp.gate.cols, x);
        Tensor out = side.tensor(tokens, mlp.down.rows);
        side.backend.mlp(side.adopt(mlp), in, tokens, out);
        return side.numbers(out, tokens);
    };
    e.check("mlp", input, [&] {
        Comparison differences(share_of_mlp(e.examined.arithmetic, mlp, tokens) +
                               share_of_mlp(e.reference.arithmetic, mlp, tokens));
        compare_rows(run(e.examined), run(e.reference), e.norms(mlp.down), differences);
        return differences;
    });
}

void check_experts(Examiner& e, const RouterInput& in, std::span<const Mlp> routed, const Mlp& shared, bool by_host)
{
    const int layers = 3, moe_layer = 1, tokens = in.tokens, row = 2;
    const auto input = fmt::format("{} of {} {}{}, {}{}", in.router.top_k, routed.size(), shown(routed[0].gate),
                                   shared.gate ? " and a shared one" : "", tokens_text(tokens),
                                   by_host ? ", chosen by the host" : "");
    const double chosen = double(in.router.top_k) * tokens;
    if (!e.affords(chosen * multiply_adds(routed[0]), "experts " + input)) return;
    const auto x = hidden_rows(e, routed[0], tokens);
    const auto ids = any_ids(tokens);
    const Batch batch{ids, 0, tokens, row};
    RoutingSlab routing;  // the examined backend's choice, which both follow

    const auto run = [&](Side& side) {
        RoutingSlab slab(side.backend.host_memory());
        slab.layers = layers;
        slab.top_k = in.router.top_k;
        slab.n_experts = int(routed.size());
        slab.resize(row + tokens);
        const Tensor normed = side.tensor(tokens, in.router.gate.cols, x);
        Tensor out = side.tensor(tokens, in.router.gate.cols);
        side.backend.begin(batch);
        if (&side == &e.examined) {
            Router router = in.router;
            router.gate = side.adopt(router.gate);
            side.backend.route(router, normed, batch, moe_layer, slab);
            if (by_host) {
                side.finish();
                choose_others(slab, batch, moe_layer);
                side.backend.take_choice(batch, moe_layer, slab);
            }
        } else {
            slab.experts = routing.experts;
            slab.weights = routing.weights;
        }
        side.backend.experts({side.adopt(routed), side.adopt(shared)}, normed, batch, moe_layer, slab, out);
        auto numbers = side.numbers(out, tokens);
        if (&side == &e.examined) {
            side.finish();
            routing.experts.assign(slab.experts.begin(), slab.experts.end());
            routing.weights.assign(slab.weights.begin(), slab.weights.end());
        }
        return numbers;
    };
    e.check(by_host ? "take_choice" : "experts", input, [&] {
        Share allowed;
        for (const Side* side : {&e.examined, &e.reference})
            allowed += share_of_mlp(side->arithmetic, routed[0], tokens);
        Comparison differences(allowed);
        const auto got = run(e.examined), expected = run(e.reference);
        compare_rows(got, expected, output_norms(e, routed, shared), differences);
        return differences;
    });
}

}  // namespace engine::doctor
