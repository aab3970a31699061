// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"

#include <span>
#include <utility>
#include <vector>

namespace ui {

/// How differently two contexts were routed by routers of one shape, M MoE layers of E experts. Every number stands
/// beside the one that chance gives.
struct RoutingDifference {
    struct Layer {
        int pairs = 0;      ///< aligned tokens whose routing was captured in both
        double common = 0;  ///< experts both were sent to, mean over them
        double commonByChance = 0;   ///< Ka * Kb / E: two choices that know nothing of each other
        double share = 0;            ///< `common` of the smaller choice
        double shareByChance = 0;
        int tokens[2] = {};          ///< of either context whose routing was captured, aligned or not
        double divergence = 0;       ///< Jensen-Shannon divergence of how often each expert was chosen, bits
        double divergenceByChance = 0;  ///< of two samples as large from one distribution, see expectedDivergence()
    };
    std::vector<Layer> layers;   ///< [M]
    std::vector<float> overlap;  ///< [M, pairs] common experts as share of the smaller choice; NaN: not captured
    int pairs = 0;

    using Context = std::span<const Timeline::Token>;
    static RoutingDifference of(const engine::ModelCard& card, Context first, Context second,
                                std::span<const std::pair<int, int>> pairs);
};

/// Bits between the shares of two lists of counts, 0 (alike) to 1 (nothing in common); NaN when one of them is empty.
double jensenShannon(std::span<const int> first, std::span<const int> second);

/// What jensenShannon() is on average for two samples of one distribution, to first order in 1 / tokens: no two
/// finite samples are alike. `support` experts occur; every token draws `chosen` different ones, so that a count varies
/// by tokens * p * (1 - p). Tokens are taken to be independent of each other. At most 1.
double expectedDivergence(int support, int chosenFirst, int tokensFirst, int chosenSecond, int tokensSecond);

}  // namespace ui
