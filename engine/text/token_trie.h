// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/trace.h"

#include <bitset>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine {

/// Finds whole tokens in text: leftmost, and of those the longest.
class TokenTrie {
public:
    struct Match {
        std::size_t begin = 0, end = 0;
        TokenId id = -1;  ///< -1: none; begin and end are then the end of the text
    };

    void add(std::string_view content, TokenId id);  ///< not empty
    Match find(std::string_view text, std::size_t from) const;
    TokenId id_of(std::string_view content) const;  ///< of exactly this content, or -1

private:
    Match longest_at(std::string_view text, std::size_t begin) const;

    std::bitset<256> starts_;                                 // first bytes of the tokens
    std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // node << 8 | byte -> node
    std::vector<TokenId> ends_{-1};  // [nodes] token that ends here; node 0 is the root
};

}  // namespace engine
