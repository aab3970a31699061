// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/trace.h"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>

namespace app {

/// Keeps the order in which keys were added.
using Json = nlohmann::ordered_json;

/// On one line; bytes that are not UTF-8 become U+FFFD.
std::string dump(const Json& value);

/// [1,2,3]
std::string json_array(std::span<const engine::TokenId> ids);

/// To standard output, as it is.
void print(std::string_view text);

/// Throws OUTPUT-IO when something printed could not be written (a full disk, a closed pipe).
void flush_output();

/// "1.5 MB", decimal units.
std::string bytes_text(double bytes);

}  // namespace app
