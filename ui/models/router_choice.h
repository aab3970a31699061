// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model_card.h"
#include "engine/trace.h"

#include <span>
#include <vector>

namespace ui {

/// A router's choice, made again from captured scores by the rule the model's card names and a reply's experiment
/// changes. The same additions in the same order as where it was made first, so that equal numbers choose alike.
struct RouterChoice {
    std::vector<float> selection;  ///< [E] score, plus bias, plus boosts: what is compared; muted ones -infinity
    std::vector<float> groups;     ///< [G] what groups are compared by; empty when there are none to compare
    std::vector<bool> kept;        ///< [G]
    std::vector<int> experts;      ///< [K] strongest selection value first
    int groupSize = 0;

    bool inKeptGroup(int expert) const { return groups.empty() || kept[size_t(expert / groupSize)]; }
};

RouterChoice chooseExperts(std::span<const float> scores, const engine::ModelCard& card,
                           const engine::RouterOverride& router, int moe);

/// Whether an experiment has made `expert` so in a layer of the model.
bool isChanged(const engine::RouterOverride& router, int layer, int expert, engine::RouterOverride::Kind kind);
bool isNoauxTc(const engine::ModelCard& card);
/// Whether the routers compare groups of experts first, when nothing changes them.
bool hasGroups(const engine::ModelCard& card);

}  // namespace ui
