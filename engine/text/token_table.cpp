// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/token_table.h"

#include "engine/error.h"

#include <bit>
#include <cstring>
#include <limits>
#include <random>

namespace engine {

TokenTable::TokenTable() : seed_(std::random_device()() * 0x9E3779B97F4A7C15u), entries_(64) {}

void TokenTable::reserve(std::size_t tokens)
{
    if (2 * tokens <= entries_.size()) return;
    std::vector<Entry> before(std::bit_ceil(2 * tokens));
    std::swap(before, entries_);
    for (const Entry& entry : before)
        if (entry.id >= 0) entries_[find(std::string_view(texts_).substr(entry.begin, entry.size), entry.hash)] = entry;
}

std::uint32_t TokenTable::hash_of(std::string_view token) const
{
    std::uint64_t hash = seed_ ^ token.size();
    while (!token.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = std::min(token.size(), sizeof word);
        std::memcpy(&word, token.data(), size);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
        token.remove_prefix(size);
    }
    return static_cast<std::uint32_t>(hash);
}

/// Where the token is, or the free entry where it belongs.
std::size_t TokenTable::find(std::string_view token, std::uint32_t hash) const
{
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
        const Entry& entry = entries_[i];
        if (entry.id < 0) return i;
        if (entry.hash == hash && std::string_view(texts_).substr(entry.begin, entry.size) == token) return i;
    }
}

bool TokenTable::add(std::string_view token, TokenId id)
{
    check(texts_.size() + token.size() < std::numeric_limits<std::uint32_t>::max(), "a vocabulary is below 4 GiB");
    if (2 * (used_ + 1) > entries_.size()) reserve(entries_.size());
    const std::uint32_t hash = hash_of(token);
    Entry& entry = entries_[find(token, hash)];
    if (entry.id >= 0) return false;
    entry = {hash, static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(token.size()), id};
    texts_ += token;
    ++used_;
    return true;
}

TokenId TokenTable::id_of(std::string_view token) const
{
    return entries_[find(token, hash_of(token))].id;
}

}  // namespace engine
