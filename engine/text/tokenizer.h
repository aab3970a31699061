// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/byte_pairs.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/token_trie.h"
#include "engine/trace.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine {

/// Byte-level BPE as a Hugging Face `tokenizer.json` describes it (specification section 7). Const and
/// thread-safe once made. n bytes cost O(n log n) whatever the file says; nothing recurses.
class Tokenizer {
public:
    /// Throws TOK-*, JSON-*, FILE-*.
    static Tokenizer load(const std::filesystem::path& tokenizer_json);
    static Tokenizer parse(std::string_view json, const std::string& where);

    /// No BOS is added. Bytes that are not UTF-8 become U+FFFD. Tokens marked special are only recognised with
    /// `parse_special`; other added tokens are, like in the reference, part of any text.
    std::vector<TokenId> encode(std::string_view text, bool parse_special) const;

    /// Throws TOK-ID for an id outside [0, size()).
    std::string decode(std::span<const TokenId> ids) const;
    const std::string& piece(TokenId id) const;  ///< bytes; empty for a hole. Throws TOK-ID
    bool is_special(TokenId id) const;           ///< false outside the vocabulary
    std::optional<TokenId> special(std::string_view content) const;

    int size() const { return static_cast<int>(pieces_.size()); }
    const std::string& pre_tokenizer() const { return pre_tokenizer_.name(); }

private:
    struct Builder;
    Tokenizer() = default;

    std::vector<std::string> pieces_;  // [size] bytes of each id
    std::vector<bool> special_;        // [size]
    std::unordered_map<std::string, TokenId> control_;
    TokenTrie added_;          // added tokens that are part of any text
    TokenTrie added_special_;  // all added tokens
    PreTokenizer pre_tokenizer_;
    BytePairs byte_pairs_;
};

}  // namespace engine
