// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"

#include <filesystem>
#include <string_view>

namespace engine {

/// Reads config.json of a model directory. Throws CFG-VALUE, CFG-MOE, CFG-ROPE, CFG-LENGTH for what is damaged,
/// MODEL-ARCH for what is not supported, JSON-*, FILE-*.
Config load_config(const std::filesystem::path& config_json);
Config parse_config(std::string_view json, const std::string& where);

}  // namespace engine
