// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/byte_pairs.h"

#include "engine/error.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace engine {

BytePairs::BytePairs(const std::array<TokenId, 256>& byte_ids, std::vector<Merge> merges) : byte_ids_(byte_ids)
{
    std::sort(merges.begin(), merges.end(),
              [](const Merge& a, const Merge& b) { return std::tie(a.left, a.right) < std::tie(b.left, b.right); });
    first_.assign(std::size_t(merges.empty() ? 1 : merges.back().left + 2), 0);
    rules_.reserve(merges.size());
    for (const Merge& merge : merges) {
        rules_.push_back({merge.right, merge.result, merge.rank});
        first_[std::size_t(merge.left) + 1] = std::uint32_t(rules_.size());
    }
    for (std::size_t id = 1; id < first_.size(); ++id)
        first_[id] = std::max(first_[id], first_[id - 1]);
}

std::optional<std::pair<TokenId, TokenId>> BytePairs::ambiguous() const
{
    for (std::size_t left = 0; left + 1 < first_.size(); ++left)
        for (std::uint32_t i = first_[left] + 1; i < first_[left + 1]; ++i)
            if (rules_[i - 1].right == rules_[i].right) return std::pair(TokenId(left), rules_[i].right);
    return {};
}

const BytePairs::Rule* BytePairs::find(TokenId left, TokenId right) const
{
    if (std::size_t(left) + 1 >= first_.size()) return nullptr;
    const Rule* begin = rules_.data() + first_[std::size_t(left)];
    const Rule* end = rules_.data() + first_[std::size_t(left) + 1];
    const Rule* rule = std::lower_bound(begin, end, right, [](const Rule& r, TokenId id) { return r.right < id; });
    return rule != end && rule->right == right ? rule : nullptr;
}

void BytePairs::encode(std::string_view piece, Scratch& scratch, std::vector<TokenId>& ids) const
{
    check(piece.size() <= std::numeric_limits<std::int32_t>::max(), "a piece of text is shorter than 2 GiB");
    std::vector<Link>& chain = scratch.chain;
    const auto count = static_cast<std::int32_t>(piece.size());
    chain.resize(piece.size());
    for (std::int32_t i = 0; i < count; ++i)
        chain[i] = {byte_ids_[static_cast<unsigned char>(piece[i])], i - 1, i + 1 < count ? i + 1 : -1};

    const auto rule_at = [&](std::int32_t left) -> const Rule* {
        const Link& link = chain[left];
        return link.id < 0 || link.next < 0 ? nullptr : find(link.id, chain[link.next].id);
    };
    const auto propose = [&](std::int32_t left) {  // lowest rank first, then leftmost
        if (const Rule* rule = rule_at(left)) scratch.queue.push(std::uint64_t(rule->rank) << 32 | std::uint32_t(left));
    };
    for (std::int32_t i = 0; i + 1 < count; ++i)
        propose(i);

    for (std::uint64_t key = 0; scratch.queue.pop(key);) {
        const auto left = static_cast<std::int32_t>(key & 0xFFFFFFFF);
        const Rule* rule = rule_at(left);
        if (!rule || rule->rank != key >> 32) continue;  // one of the two was merged with another neighbour
        Link& link = chain[left];
        Link& right = chain[link.next];
        link.id = rule->result;
        link.next = right.next;
        right.id = -1;
        if (link.next >= 0) chain[link.next].previous = left;
        if (link.previous >= 0) propose(link.previous);
        propose(left);
    }
    for (std::int32_t i = count > 0 ? 0 : -1; i >= 0; i = chain[i].next)
        ids.push_back(chain[i].id);
}

}  // namespace engine
