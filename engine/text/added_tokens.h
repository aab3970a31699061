// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/code_points.h"
#include "engine/text/pattern.h"
#include "engine/text/token_trie.h"

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>

namespace engine {

/// What tokenizer.json says about an added token beside its content.
struct AddedRules {
    bool single_word = false;                        ///< only where no word goes on before or behind it
    bool strips_left = false, strips_right = false;  ///< white space there becomes part of it
};

/// The tokens that are taken out of a text before it is cut into words.
class AddedTokens {
public:
    void add(std::string_view content, TokenId id, AddedRules rules);
    TokenId id_of(std::string_view content) const { return trie_.id_of(content); }  ///< or -1

    /// Goes through `text`, which is valid UTF-8, from left to right: `whole` gets the tokens that stand within one
    /// of `extents` (which are in order and apart), `plain` all other text.
    void divide(std::string_view text, std::span<const Extent> extents,
                const std::function<void(std::string_view)>& plain, const std::function<void(TokenId)>& whole) const;

private:
    bool in_word(std::string_view text, Extent token) const;

    TokenTrie trie_;
    std::unordered_map<TokenId, AddedRules> rules_;  // of tokens that have any
    std::shared_ptr<const Pattern> word_;            // a character of words; null while no token needs it
};

}  // namespace engine
