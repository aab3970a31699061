// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// What every command that takes a MODEL shares.
struct ModelOptions {
    std::string model;
    engine::LoadOptions load;
};

/// Adds MODEL, which is returned, --device, --threads and --ctx. `options` outlives the command.
CLI::Option* add_model(CLI::App& command, ModelOptions& options);

std::shared_ptr<const engine::Engine> open_engine(const ModelOptions& options);

/// All bytes of a file. Throws FILE-MISSING, FILE-IO.
std::string read_file(const std::filesystem::path& file);

/// Ids written as 1,2,3, with spaces, or as a JSON array. Throws CLI::ValidationError.
std::vector<engine::TokenId> parse_ids(std::string_view text);

/// [{"role": "system" | "user" | "assistant", "content": "..."}, ...]. Throws FILE-*, CHAT-*.
std::vector<engine::Message> read_chat(const std::filesystem::path& file);

/// The "text" of one line of a JSON Lines file; `where` names the line in errors. Throws JSONL-LINE.
std::string text_of_line(std::string_view line, const std::string& where);

}  // namespace app
