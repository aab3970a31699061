// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/merge_queue.h"
#include "engine/trace.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace engine {

/// The merge rules of a byte-level BPE vocabulary and their application to one piece.
class BytePairs {
public:
    struct Merge {
        TokenId left, right, result;
        std::uint32_t rank;  ///< lower ones go first
    };

    BytePairs() = default;

    /// `byte_ids`: the token of each byte, -1 for bytes that never occur in UTF-8.
    BytePairs(const std::array<TokenId, 256>& byte_ids, std::vector<Merge> merges);

    /// A pair that more than one merge has; there must be none.
    std::optional<std::pair<TokenId, TokenId>> ambiguous() const;

    /// A token in the chain of a piece; one that was merged into its left neighbour has id -1.
    struct Link {
        TokenId id;
        std::int32_t previous, next;  // -1: none
    };

    /// Memory that calls may share, one at a time.
    struct Scratch {
        std::vector<Link> chain;
        MergeQueue queue;
    };

    /// Appends the tokens of `piece`: the adjacent pair of lowest rank, leftmost if equal, is merged until none
    /// is left. O(n log n).
    void encode(std::string_view piece, Scratch& scratch, std::vector<TokenId>& ids) const;

private:
    struct Rule {
        TokenId right, result;
        std::uint32_t rank;
    };
    const Rule* find(TokenId left, TokenId right) const;

    std::array<TokenId, 256> byte_ids_{};
    std::vector<std::uint32_t> first_;  // [ids + 1] the rules with left token i are rules_[first_[i], first_[i + 1])
    std::vector<Rule> rules_;           // by left, then right
};

}  // namespace engine
