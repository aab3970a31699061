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

float selectionBias(const engine::ModelCard& card, const engine::RouterOverride& router, int moe, int expert)
{
    const size_t at = size_t(moe) * size_t(card.n_routed_experts) + size_t(expert);
    float bias = router.bias && at < card.e_score_correction_bias.size() ? card.e_score_correction_bias[at] : 0;
    for (const auto& change : router.experts) {
        const bool here = change.layer < 0 || change.layer == card.moe_layers[size_t(moe)];
        const bool boosted = change.kind == engine::RouterOverride::Kind::Boosted && change.expert == expert;
        if (boosted && here) bias += change.boost;
    }
    return bias;
}

bool hasSelectionBias(const engine::ModelCard& card, const engine::RouterOverride& router)
{
    const auto boosted = [](const auto& change) { return change.kind == engine::RouterOverride::Kind::Boosted; };
    return (router.bias && !card.e_score_correction_bias.empty()) ||
           std::any_of(router.experts.begin(), router.experts.end(), boosted);
}

ChosenRow chosenRow(const engine::TokenEvent* token, const engine::ModelCard& card, int moe)
{
    const size_t layers = card.moe_layers.size();
    if (!token || layers == 0) return {};
    const engine::Routing& routing = token->routing;
    const size_t chosen = routing.experts.size() / layers, routed = size_t(card.n_routed_experts);
    const bool fits = chosen * layers == routing.experts.size() && chosen <= routed;
    if (!fits || routing.weights.size() != routing.experts.size()) return {};
    const ChosenRow row{{routing.experts.data() + size_t(moe) * chosen, chosen},
                        {routing.weights.data() + size_t(moe) * chosen, chosen}};
    for (const auto expert : row.experts)
        if (expert >= routed) return {};
    return row;
}

int ChosenRow::strongest() const
{
    return int(std::max_element(weights.begin(), weights.end()) - weights.begin());
}

std::optional<TokenRouting> TokenRouting::of(const engine::TokenEvent* token, const engine::ModelCard& card)
{
    if (!token || token->routing.experts.empty()) return {};
    const engine::Routing& routing = token->routing;
    const size_t layers = card.moe_layers.size(), chosen = routing.experts.size();
    if (layers == 0 || chosen % layers != 0) return {};
    TokenRouting view;
    view.routing_ = &routing;
    view.moe_ = int(layers);
    view.chosen_ = chosen / layers;
    view.routed_ = size_t(card.n_routed_experts);

    const size_t routed = layers * view.routed_;
    const bool fits = chosen <= routed && routing.weights.size() == chosen
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
