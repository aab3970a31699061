// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"

#include <string>
#include <string_view>

namespace engine {

/// A model card as one JSON object whose keys are the names of ModelCard's members.
std::string card_to_json(const ModelCard& card);

/// The reverse, from a file that may be hostile. Throws JSON-* when it is no such object, TRACE-RANGE when a
/// number is larger than any model's: nothing is ever sized by a number that was not checked here.
ModelCard card_from_json(std::string_view text, const std::string& where);

}  // namespace engine
