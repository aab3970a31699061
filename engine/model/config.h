// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/checkpoint.h"
#include "engine/model_card.h"

#include <string_view>

namespace engine {

/// The configuration of a model: config.json beside its weights, or the keys of its GGUF file. Throws MODEL-ARCH and
/// MODEL-QUANT for what is not supported, and for what is damaged CFG-*, JSON-*, FILE-*, or of a GGUF file
/// MODEL-HPARAM, MODEL-MOE.
Config load_config(const Checkpoint& checkpoint);

Config parse_config(std::string_view json, const std::string& where);
Config read_config(const Json& document, const std::string& where);

/// The keys of a "deepseek2" GGUF file (specification 5.2) in the words of config.json; `checkpoint` is one.
Json gguf_config(const Checkpoint& checkpoint);

}  // namespace engine
