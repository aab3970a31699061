// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// A layer's rule of selection, and what an experiment may make of it.
#include "engine/error.h"
#include "engine/model/model.h"
#include "engine/router_override.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace engine {
namespace {

using Kind = RouterOverride::Kind;

bool concerns(const RouterOverride::Expert& change, int layer)
{
    return change.layer < 0 || change.layer == layer;
}

[[noreturn]] void refuse(const char* what, std::string where, std::string found, std::string allowed)
{
    throw Error({"ROUTER-OVERRIDE", what, std::move(where), std::move(found), std::move(allowed),
                 "Nothing was computed."});
}

std::string layers_text(const std::vector<int>& layers)
{
    if (layers.empty()) return "no layer of this model";
    const bool gapless = layers.back() - layers.front() + 1 == int(layers.size());
    if (gapless) return fmt::format("{} to {}, or every layer", layers.front(), layers.back());
    return fmt::format("{} layers from {} to {}, or every layer", layers.size(), layers.front(), layers.back());
}

void check_change(const RouterOverride::Expert& change, const Config& model)
{
    const bool known = change.layer == -1 ? !model.moe_layers.empty() : model.is_moe(change.layer);
    if (!known)
        refuse("the layer has no router", "", fmt::format("layer {}", change.layer), layers_text(model.moe_layers));
    if (change.expert >= model.n_routed_experts)
        refuse("there is no such expert", "", fmt::format("expert {}", change.expert),
               fmt::format("0 to {}", model.n_routed_experts - 1));
    if (change.kind == Kind::Boosted && !(std::abs(change.boost) <= kLargestBoost))
        refuse("the boost cannot be added to a score", fmt::format("expert {}", change.expert),
               fmt::format("{}", change.boost), fmt::format("{} to {}", -kLargestBoost, kLargestBoost));
}

/// What is asked of the experts of one layer. [E]
struct LayerPlan {
    LayerPlan(const RouterOverride& router, int layer, int experts) : muted(std::size_t(experts)), forced(muted)
    {
        for (const RouterOverride::Expert& change : router.experts) {
            if (!concerns(change, layer)) continue;
            if (change.kind == Kind::Muted) muted[change.expert] = true;
            if (change.kind == Kind::Forced) forced[change.expert] = true;
        }
    }

    /// Experts that can take the places the forced ones leave, at worst: in the groups that have the fewest of them.
    /// A group of muted experts alone comes behind every other.
    int free_at_worst(int groups, int kept) const
    {
        const int size = int(muted.size()) / groups;
        std::vector<int> free;
        for (int g = 0; g < groups; ++g) {
            int alive = 0, chosen = 0;
            for (int e = g * size; e < (g + 1) * size; ++e) {
                alive += !muted[std::size_t(e)];
                chosen += forced[std::size_t(e)];
            }
            if (alive > 0) free.push_back(alive - chosen);
        }
        std::sort(free.begin(), free.end());
        int sum = 0;
        for (std::size_t i = 0; i < free.size() && int(i) < kept; ++i) sum += free[i];
        return sum;
    }

    std::vector<bool> muted, forced;
};

bool has_groups(const Config& model)
{
    return model.n_group > 1 && model.topk_group < model.n_group && model.topk_method != "greedy";
}

void check_layer(const RouterOverride& router, const Config& model, int layer)
{
    const int top_k = experts_per_token(router, model);
    const LayerPlan plan(router, layer, model.n_routed_experts);
    for (int e = 0; e < model.n_routed_experts; ++e)
        if (plan.muted[std::size_t(e)] && plan.forced[std::size_t(e)])
            refuse("an expert is both muted and forced", fmt::format("layer {}", layer), fmt::format("expert {}", e),
                   "one of the two");
    const int forced = int(std::count(plan.forced.begin(), plan.forced.end(), true));
    if (forced > top_k)
        refuse("more experts are forced than a token goes to", fmt::format("layer {}", layer),
               fmt::format("{} forced", forced), fmt::format("at most {}", top_k));
    const bool grouped = router.groups && has_groups(model);
    const int free = grouped ? plan.free_at_worst(model.n_group, model.topk_group) : plan.free_at_worst(1, 1);
    if (forced + free < top_k)
        refuse(grouped ? "too few experts may be left in the groups that are looked into"
                       : "too few experts are left to choose from",
               fmt::format("layer {}", layer), fmt::format("{} for {} places", forced + free, top_k),
               fmt::format("at least {}", top_k));
}

}  // namespace

void check_override(const RouterOverride& router, const Config& model)
{
    if (router == RouterOverride()) return;
    if (router.top_k < 0 || router.top_k > model.n_routed_experts)
        refuse("a token cannot go to so many experts", "top-k", std::to_string(router.top_k),
               model.n_routed_experts > 0 ? fmt::format("1 to {}", model.n_routed_experts)
                                          : std::string("nothing: this model has no routers"));
    if (!router.shared_experts && (model.n_shared_experts == 0 || model.moe_layers.empty()))
        refuse("there are no shared experts to leave out", "", "none in this model", "a model with shared experts");
    if (router.experts.size() > kMostChanges)
        refuse("there are too many changes", "", std::to_string(router.experts.size()),
               fmt::format("at most {}", kMostChanges));
    for (const RouterOverride::Expert& change : router.experts) check_change(change, model);
    for (const int layer : model.moe_layers) check_layer(router, model, layer);
}

Router Model::router(int layer, const RouterOverride& experiment) const
{
    const LayerWeights& w = weights_.layers[std::size_t(layer)];
    Router router;
    router.gate = w.gate;
    if (w.e_score_correction_bias.cols() > 0 && experiment.bias) router.bias = &w.e_score_correction_bias;
    router.scoring = config_.scoring_func == "softmax" ? Scoring::Softmax : Scoring::Sigmoid;
    router.method = config_.topk_method == "noaux_tc"              ? TopkMethod::NoauxTc
                    : config_.topk_method == "group_limited_greedy" ? TopkMethod::GroupLimitedGreedy
                                                                    : TopkMethod::Greedy;
    router.top_k = experts_per_token(experiment, config_);
    router.n_group = experiment.groups ? config_.n_group : 1;
    router.topk_group = experiment.groups ? config_.topk_group : 1;
    router.norm_topk_prob = config_.norm_topk_prob;
    router.scale_normalised = router.method == TopkMethod::NoauxTc;
    router.routed_scaling_factor = config_.routed_scaling_factor;
    for (const RouterOverride::Expert& change : experiment.experts) {
        if (!concerns(change, layer)) continue;
        if (change.kind == Kind::Forced)
            router.forced.push_back(change.expert);
        else
            router.boosts.push_back({change.expert, change.kind == Kind::Boosted
                                                        ? change.boost
                                                        : -std::numeric_limits<float>::infinity()});
    }
    return router;
}

}  // namespace engine
