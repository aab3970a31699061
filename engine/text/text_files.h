// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/json.h"
#include "engine/text/tokenizer.h"

#include <filesystem>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

namespace engine {

/// The files of a directory in Hugging Face layout that are about language. Foreign: wrong kinds of values read as
/// absent where a default is sensible. Throws TOK-*, JSON-*, FILE-*.
class TextFiles {
public:
    /// The tokenizer.json or tiktoken.model in a directory; nothing when it has neither.
    static std::optional<std::filesystem::path> find_tokenizer(const std::filesystem::path& directory);

    /// `path`: such a directory, or a tokenizer file. Throws TOK-MISSING.
    explicit TextFiles(const std::filesystem::path& path);

    Tokenizer load_tokenizer(const std::stop_token& stop) const;
    std::string token(const char* key) const;  ///< the text of "bos_token" or "eos_token", empty when there is none
    bool adds_bos() const;
    std::string chat_template() const;  ///< Jinja, empty when there is none
    std::set<TokenId> end_ids() const;  ///< of the generation's or the model's configuration

private:
    Json read_beside(const char* name) const;
    bool has_ranks() const { return tokenizer_.extension() == ".model"; }

    std::filesystem::path tokenizer_;
    Json config_;  // tokenizer_config.json, or an empty object
};

}  // namespace engine
