// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/router_choice.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace ui {
namespace {

using Kind = engine::RouterOverride::Kind;

constexpr float never = -std::numeric_limits<float>::infinity();

std::vector<int> strongestFirst(const std::vector<float>& values)
{
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return values[size_t(a)] > values[size_t(b)]; });
    return order;
}

/// noaux_tc adds a group's two best, group_limited_greedy looks at its best.
float groupScore(std::span<const float> members, bool topTwo)
{
    float first = never, second = never;
    for (const float value : members) {
        if (value > first) second = std::exchange(first, value);
        else second = std::max(second, value);
    }
    return topTwo && second > never ? first + second : first;
}

void compareGroups(RouterChoice& choice, const engine::ModelCard& card)
{
    const auto size = choice.selection.size() / size_t(card.n_group);
    choice.groupSize = int(size);
    for (size_t g = 0; g < size_t(card.n_group); ++g)
        choice.groups.push_back(groupScore({choice.selection.data() + g * size, size}, isNoauxTc(card)));
    choice.kept.assign(choice.groups.size(), false);
    const auto order = strongestFirst(choice.groups);
    const auto kept = std::clamp<size_t>(size_t(std::max(card.topk_group, 1)), 1, order.size());
    for (size_t rank = 0; rank < kept; ++rank) choice.kept[size_t(order[rank])] = true;
}

}  // namespace

bool isChanged(const engine::RouterOverride& router, int layer, int expert, Kind kind)
{
    return std::any_of(router.experts.begin(), router.experts.end(), [&](const auto& change) {
        return change.kind == kind && change.expert == expert && (change.layer < 0 || change.layer == layer);
    });
}

bool isNoauxTc(const engine::ModelCard& card)
{
    return card.topk_method == "noaux_tc";
}

bool hasGroups(const engine::ModelCard& card)
{
    const bool compares = isNoauxTc(card) || card.topk_method == "group_limited_greedy";
    return compares && card.n_group > 1 && card.n_routed_experts % card.n_group == 0;
}

RouterChoice chooseExperts(std::span<const float> scores, const engine::ModelCard& card,
                           const engine::RouterOverride& router, int moe)
{
    RouterChoice choice;
    choice.selection.assign(scores.begin(), scores.end());
    const int layer = card.moe_layers[size_t(moe)];
    const size_t row = size_t(moe) * scores.size();
    const bool biased = router.bias && card.e_score_correction_bias.size() >= row + scores.size();
    for (size_t e = 0; biased && e < scores.size(); ++e) choice.selection[e] += card.e_score_correction_bias[row + e];
    for (const auto& change : router.experts) {
        const bool here = (change.layer < 0 || change.layer == layer) && change.expert < scores.size();
        if (here && change.kind == Kind::Boosted) choice.selection[change.expert] += change.boost;
        if (here && change.kind == Kind::Muted) choice.selection[change.expert] = never;
    }
    if (router.groups && hasGroups(card)) compareGroups(choice, card);
    std::vector<float> wanted = choice.selection;
    for (size_t e = 0; e < wanted.size(); ++e) {
        if (!choice.inKeptGroup(int(e))) wanted[e] = never;
        if (isChanged(router, layer, int(e), Kind::Forced)) wanted[e] = -never;
    }
    choice.experts = strongestFirst(wanted);
    const int places = router.top_k > 0 ? router.top_k : card.num_experts_per_tok;
    choice.experts.resize(size_t(std::clamp(places, 0, int(scores.size()))));
    std::stable_sort(choice.experts.begin(), choice.experts.end(), [&](int a, int b) {
        const float left = choice.selection[size_t(a)], right = choice.selection[size_t(b)];
        return left != right ? left > right : a < b;
    });
    return choice;
}

}  // namespace ui
