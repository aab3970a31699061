// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/model_card.h"

#include <vector>

namespace engine {

/// YaRN (specification 2.5), applied to all positions. f_i for i in [0, dr/2).
std::vector<double> rotary_frequencies(const Config& config);
/// The factor A of cos and sin; 1 without YaRN and for every released model.
double rotary_attention_factor(const Config& config);
/// (dn+dr)^-0.5 * mscale^2: the softmax scale carries YaRN's mscale for nope and rope parts alike.
double softmax_scale(const Config& config);

RotaryTable make_rotary_table(const Config& config, int positions, Backend& backend);

}  // namespace engine
