// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"
#include "engine/trace.h"

#include <string>
#include <string_view>

namespace engine {

constexpr float kLargestBoost = 1e6f;           ///< either way; scores are 0 to 1, biases some tens at most
constexpr std::size_t kMostChanges = 1 << 16;   ///< RouterOverride::experts.size(); four for every expert of V3

/// K of a reply's Routing.
inline int experts_per_token(const RouterOverride& router, const Config& model)
{
    return router.top_k > 0 ? router.top_k : model.num_experts_per_tok;
}

/// Whether every router of `model` can choose under this override, whatever it scores. Boosts of one expert add up,
/// and do nothing to a muted one; muted experts do not count when groups are compared; forced ones need no group.
/// Throws ROUTER-OVERRIDE: a layer without a router, an expert or a top-k there is not, a boost out of range, an
/// expert both muted and forced, more forced than top-k, too few experts left to choose from, no shared experts to
/// leave out.
void check_override(const RouterOverride& router, const Config& model);

/// As one JSON object with the names of RouterOverride's members; `kind` is "muted", "boosted" or "forced". No
/// `shared_experts` means true: so documents of format 2 have it.
std::string override_to_json(const RouterOverride& router);

/// The reverse, from a file that may be hostile; knows no model. Throws JSON-* when it is no such object, TRACE-RANGE
/// for what no model can be asked for.
RouterOverride override_from_json(std::string_view text, const std::string& where);

}  // namespace engine
