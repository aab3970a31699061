// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/added_tokens.h"
#include "engine/text/byte_pairs.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/token_table.h"
#include "engine/trace.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

class TokenizerBuilder;
struct Vocabulary;

/// Byte-level BPE as a Hugging Face `tokenizer.json`, a `tiktoken.model` or the keys of a GGUF file describe it
/// (specification section 7). Const and thread-safe once made. n bytes cost O(n log n) whatever the file says;
/// nothing recurses.
class Tokenizer {
public:
    /// Throws TOK-*, JSON-*, FILE-*, CANCELLED.
    static Tokenizer load(const std::filesystem::path& tokenizer_json, const std::stop_token& stop = {});
    static Tokenizer parse(std::string_view json, const std::string& where, const std::stop_token& stop = {});
    /// The ranks of a `tiktoken.model`, as Kimi has it. Behind them stand 256 control tokens, of which `named` has the
    /// names that the model gives them. Throws TOK-*, CANCELLED.
    static Tokenizer parse_ranks(std::string_view ranks, const std::map<TokenId, std::string>& named,
                                 const std::string& where, const std::stop_token& stop = {});
    /// Throws VOCAB-*, TOK-REGEX, CANCELLED.
    static Tokenizer from(const Vocabulary& vocabulary, const std::string& where, const std::stop_token& stop = {});

    /// Text of which the control tokens count, or text that is never more than text.
    struct Part {
        std::string_view text;
        bool parse_special = false;
    };

    /// The ids of the parts' concatenation: merges cross the borders of parts, control tokens do not arise in
    /// parts without `parse_special`. No BOS is added. Bytes that are not UTF-8 become U+FFFD.
    std::vector<TokenId> encode(std::span<const Part> parts) const;
    std::vector<TokenId> encode(std::string_view text, bool parse_special) const;

    /// Throws TOK-ID for an id outside [0, size()).
    std::string decode(std::span<const TokenId> ids) const;
    const std::string& piece(TokenId id) const;                    ///< bytes; empty for a hole. Throws TOK-ID
    bool is_special(TokenId id) const;                             ///< control token; false outside the vocabulary
    std::optional<TokenId> added(std::string_view content) const;  ///< the added token of that text

    int size() const { return static_cast<int>(pieces_.size()); }
    const std::string& pre_tokenizer() const { return pre_tokenizer_.name(); }

private:
    friend class TokenizerBuilder;
    Tokenizer() = default;
    void encode_words(std::string_view text, BytePairs::Scratch& scratch, std::vector<TokenId>& ids) const;

    std::vector<std::string> pieces_;  // [size] bytes of each id
    std::vector<bool> special_;        // [size]
    AddedTokens control_;              // recognised in template text only
    AddedTokens anywhere_;             // other added tokens: characters that the merges cannot spell
    PreTokenizer pre_tokenizer_;
    std::optional<TokenTable> words_;  // by bytes: what is one token whatever the merges say
    BytePairs byte_pairs_;
};

}  // namespace engine
