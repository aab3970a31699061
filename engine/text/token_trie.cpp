// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/token_trie.h"

namespace engine {
namespace {

std::uint64_t edge(std::uint32_t node, char byte)
{
    return std::uint64_t(node) << 8 | static_cast<unsigned char>(byte);
}

}  // namespace

void TokenTrie::add(std::string_view content, TokenId id)
{
    std::uint32_t node = 0;
    for (const char byte : content) {
        const auto [next, inserted] = edges_.try_emplace(edge(node, byte), std::uint32_t(ends_.size()));
        if (inserted) ends_.push_back(-1);
        node = next->second;
    }
    ends_[node] = id;
    starts_.set(static_cast<unsigned char>(content.front()));
}

TokenTrie::Match TokenTrie::find(std::string_view text, std::size_t from) const
{
    for (std::size_t begin = from; begin < text.size(); ++begin) {
        if (!starts_[static_cast<unsigned char>(text[begin])]) continue;
        const Match match = longest_at(text, begin);
        if (match.id >= 0) return match;
    }
    return {text.size(), text.size(), -1};
}

TokenId TokenTrie::id_of(std::string_view content) const
{
    const Match match = longest_at(content, 0);
    return match.end == content.size() ? match.id : -1;
}

TokenTrie::Match TokenTrie::longest_at(std::string_view text, std::size_t begin) const
{
    Match match;
    std::uint32_t node = 0;
    for (std::size_t end = begin; end < text.size();) {
        const auto next = edges_.find(edge(node, text[end]));
        if (next == edges_.end()) break;
        node = next->second;
        ++end;
        if (ends_[node] >= 0) match = {begin, end, ends_[node]};
    }
    return match;
}

}  // namespace engine
