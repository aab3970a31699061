// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/router_override.h"

#include <cstdint>
#include <vector>

namespace ui {

/// A part of a model, and what one decoded token uses of it. Norms count with the part they prepare for; the latent
/// cache is what attention reads of the past, without weights of its own.
struct PartCost {
    enum class Part : std::uint8_t { Embedding, Attention, Cache, Dense, Shared, Routed, Router, Head };
    Part part = Part::Embedding;
    std::int64_t parameters = 0;  ///< there are
    std::int64_t active = 0;      ///< one token touches
    double bytes = 0;             ///< read for one token
    double flops = 0;             ///< for one token; an addition and a multiplication are two
};
constexpr std::size_t part_count = 8;

/// All parts, in the order of Part, of a token that sees `context` positions of the latent cache, under an override of
/// top-k or of the shared experts. Parameters and FLOPs follow from the configuration and are exact (attention
/// absorbed, as one token is decoded). Bytes are parameters times the mean bytes per active weight of the card: their
/// sum is the card's own (as long as the override changes nothing), the parts of a model of mixed number formats are
/// estimates.
std::vector<PartCost> tokenCost(const engine::ModelCard& card, const engine::RouterOverride& router, int context);

/// The sum of all parts; its `part` means nothing.
PartCost total(const std::vector<PartCost>& parts);

/// The same model as a dense one: every expert works on every token.
engine::RouterOverride everyExpert(const engine::ModelCard& card);

/// FLOPs of attention over `context` cached positions, beside the projections of the token itself.
double latentAttentionFlops(const engine::ModelCard& card, int context);  ///< on the latents, absorbed
double mhaAttentionFlops(const engine::ModelCard& card, int context);     ///< on keys and values of all heads

}  // namespace ui
