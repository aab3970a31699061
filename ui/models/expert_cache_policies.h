// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// What a cache of experts would have held: pure functions of the order in which one layer asked for its experts.
/// All sizes at once: under each policy a smaller cache holds a part of what a larger one holds, so that one list of
/// experts says for every access from how many slots on it is a hit (Mattson et al. 1970, "Evaluation techniques for
/// storage hierarchies"). Cost: accesses × E at worst. `stop` ends early; the answer is then worthless.
namespace ui {

using ExpertAccesses = std::span<const std::uint16_t>;  ///< one expert after another, each below E

/// hits[s], s = 0 ... E slots, among the accesses from index `judged` on; those before only fill the cache.
using HitsBySlots = std::vector<std::int64_t>;

/// What was used longest ago goes. What is fetched always takes a slot.
HitsBySlots lruHits(ExpertAccesses accesses, int experts, std::size_t judged, const std::atomic<bool>* stop = nullptr);
/// What was used least often since the start goes, of equals the one used longest ago. What is fetched takes a slot.
HitsBySlots lfuHits(ExpertAccesses accesses, int experts, std::size_t judged, const std::atomic<bool>* stop = nullptr);
/// Knows the future: what is needed furthest ahead goes, and what is fetched takes no slot when that is itself. No
/// cache of one layer has more hits (Belady 1966).
HitsBySlots beladyHits(ExpertAccesses accesses, int experts, std::size_t judged,
                       const std::atomic<bool>* stop = nullptr);
/// Always holds the experts used most often before `judged`; nothing is ever exchanged.
HitsBySlots staticHits(ExpertAccesses accesses, int experts, std::size_t judged);

}  // namespace ui
