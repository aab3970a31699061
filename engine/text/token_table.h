// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/trace.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The ids of tokens by their text. Compact, because a vocabulary is looked up a million times while it loads and
/// each step outside of the caches shows.
class TokenTable {
public:
    TokenTable();
    void reserve(std::size_t tokens);
    bool add(std::string_view token, TokenId id);  ///< false and nothing done when the token is known
    TokenId id_of(std::string_view token) const;   ///< -1 when it is not

private:
    struct Entry {
        std::uint32_t hash = 0;
        std::uint32_t begin = 0, size = 0;  // in texts_
        TokenId id = -1;                    // -1: free
    };
    std::uint32_t hash_of(std::string_view token) const;
    std::size_t find(std::string_view token, std::uint32_t hash) const;

    std::uint64_t seed_;          // of the hash, so that no file can be made of tokens that collide
    std::vector<Entry> entries_;  // a power of two, at most half of them used; the next free one takes a collision
    std::size_t used_ = 0;
    std::string texts_;
};

}  // namespace engine
