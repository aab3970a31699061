// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/token_table.h"
#include "engine/text/tokenizer.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace engine {

/// Makes a Tokenizer from the parts that a file lists: first its tokens, then the added ones, then the merges.
class TokenizerBuilder {
public:
    static constexpr std::int64_t max_ids = 1 << 18;  ///< bounds every table, as the next three do
    static constexpr std::int64_t max_holes = 65'536;
    static constexpr std::size_t max_merges = std::size_t(1) << 19;
    static constexpr std::size_t max_added_bytes = std::size_t(256) << 10;  ///< of all added tokens
    static constexpr std::size_t max_added_length = 128;                    ///< bytes of one
    static constexpr std::size_t max_typed_length = 32;  ///< and of one that is looked for in what users type

    /// `code`: what the codes of errors begin with. Adding throws CANCELLED once `stop` was requested.
    TokenizerBuilder(std::string where, std::string code, std::stop_token stop)
        : where_(std::move(where)), code_(std::move(code)), stop_(std::move(stop))
    {
    }

    void check_counts(std::size_t tokens, std::size_t merges) const;  ///< refuses more than any model has
    /// How many tokens will be added before the first whole one, and merges; comes first. Ids may not be much higher.
    void expect(std::size_t tokens, std::size_t merges);

    /// A token of the byte alphabet, which merges may make. False: its text has another id already, which it keeps.
    bool add_token(std::string_view token, TokenId id);
    /// A token that stands for a byte the alphabet has no token for, <0x00> to <0xFF>.
    void add_byte(std::string_view token, TokenId id);
    /// An added token, matched as a whole. One that steers a model is kept out of what users type.
    void add_whole(std::string_view content, TokenId id, bool special, AddedRules rules = {});
    /// A token that no text becomes.
    void add_unused(std::string_view content, TokenId id);

    void add_merge(std::string_view left, std::string_view right);
    void add_merge(std::string_view merge);  ///< "left right"

    /// A word that is a token becomes it, whatever merges would make of it.
    void keep_words() { keeps_words_ = true; }
    /// The merges of a vocabulary whose ids are ranks: any two tokens that join to a third, and words are kept.
    void merge_by_id();

    Tokenizer build(PreTokenizer pre_tokenizer);

    [[noreturn]] void refuse(const char* kind, const char* what, std::string found, std::string allowed = {}) const;

private:
    void put_piece(TokenId id, std::string bytes, std::string_view token);
    TokenId id_of(std::string_view token, std::string_view left, std::string_view right) const;
    std::array<TokenId, 256> byte_ids() const;
    void list_words();

    std::string where_, code_;
    std::stop_token stop_;
    std::int64_t end_of_ids_ = max_holes;
    std::size_t added_bytes_ = 0;
    Tokenizer tokenizer_;
    TokenTable vocabulary_;
    std::vector<bool> spelled_;  // [ids] made of the byte alphabet
    std::unordered_map<int, TokenId> bytes_;
    std::vector<BytePairs::Merge> merges_;
    bool keeps_words_ = false;
    std::string joined_;  // of the merge being added
};

}  // namespace engine
