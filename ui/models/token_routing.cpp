// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/token_routing.h"

#include <algorithm>

namespace ui {

int moeIndex(const engine::ModelCard& card, int layer)
{
    const auto at = std::lower_bound(card.moe_layers.begin(), card.moe_layers.end(), layer);
    return at != card.moe_layers.end() && *at == layer ? int(at - card.moe_layers.begin()) : -1;
}

float correctionBias(const engine::ModelCard& card, int moe, int expert)
{
    const size_t at = size_t(moe) * size_t(card.n_routed_experts) + size_t(expert);
    return at < card.e_score_correction_bias.size() ? card.e_score_correction_bias[at] : 0;
}

std::optional<TokenRouting> TokenRouting::of(const engine::TokenEvent* token, const engine::ModelCard& card)
{
    if (!token || token->routing.experts.empty()) return {};
    const engine::Routing& routing = token->routing;
    TokenRouting view;
    view.routing_ = &routing;
    view.moe_ = int(card.moe_layers.size());
    view.routed_ = size_t(card.n_routed_experts);
    if (view.moe_ == 0) return {};
    // The model's number of experts per token, unless the reply was made under another one.
    view.chosen_ = routing.experts.size() / card.moe_layers.size();

    const size_t chosen = card.moe_layers.size() * view.chosen_;
    const size_t routed = card.moe_layers.size() * view.routed_;
    const bool fits = view.chosen_ >= 1 && view.chosen_ <= view.routed_
        && routing.experts.size() == chosen && routing.weights.size() == chosen
        && (routing.scores.empty() || routing.scores.size() == routed);
    const auto known = [&](std::uint16_t expert) { return expert < view.routed_; };
    if (!fits || !std::all_of(routing.experts.begin(), routing.experts.end(), known)) return {};
    return view;
}

int TokenRouting::strongest(int moe) const
{
    const auto row = weights(moe);
    return int(std::max_element(row.begin(), row.end()) - row.begin());
}

}  // namespace ui
