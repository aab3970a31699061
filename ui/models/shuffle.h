// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ui {

/// Orders for a permutation test, mixed by multiplicative hashing (splitmix64) and nothing else: the same seed, made
/// from the data, gives the same orders on every machine, so that a p-value can be read again. No number made here is
/// ever shown; it only decides which label stands where when labels are put in another order.
class Shuffle {
public:
    explicit Shuffle(std::uint64_t seed) : state_(seed) {}

    /// [count] 0 ... count-1, every order equally likely over all seeds (Fisher and Yates).
    std::vector<std::uint32_t> order(std::uint32_t count)
    {
        std::vector<std::uint32_t> order(count);
        std::iota(order.begin(), order.end(), 0u);
        for (std::uint32_t i = count; i > 1; --i) std::swap(order[i - 1], order[size_t(next() % i)]);
        return order;
    }

private:
    std::uint64_t next()
    {
        std::uint64_t h = state_ += 0x9e3779b97f4a7c15ull;
        h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ull;
        h = (h ^ (h >> 27)) * 0x94d049bb133111ebull;
        return h ^ (h >> 31);
    }

    std::uint64_t state_;
};

}  // namespace ui
