// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace engine {

/// A queue that hands out the smallest key first. Merges of one rank are found from left to right, so keys arrive
/// in a few interleaved ascending streams: each is kept as a run that costs nothing to take from. What fits no
/// run goes to a heap, so that any order costs O(log n).
class MergeQueue {
public:
    void push(std::uint64_t key)
    {
        Run* best = nullptr;
        for (Run& run : runs_)
            if (run.back() <= key && (!best || run.back() > best->back())) best = &run;
        if (best) {
            best->keys.push_back(key);
        } else {
            heap_.push_back(key);
            std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
        }
    }

    /// False when there is none left.
    bool pop(std::uint64_t& key)
    {
        Run& first = *std::min_element(runs_.begin(), runs_.end(),
                                       [](const Run& a, const Run& b) { return a.front() < b.front(); });
        if (!heap_.empty() && heap_.front() < first.front()) {
            key = heap_.front();
            std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
            heap_.pop_back();
            return true;
        }
        key = first.front();
        return first.take();
    }

private:
    struct Run {
        std::vector<std::uint64_t> keys;  // ascending; those before `taken` are gone
        std::size_t taken = 0;

        std::uint64_t back() const { return keys.empty() ? 0 : keys.back(); }
        std::uint64_t front() const
        {
            return keys.empty() ? std::numeric_limits<std::uint64_t>::max() : keys[taken];
        }
        bool take()
        {
            if (keys.empty()) return false;
            if (++taken == keys.size()) {
                keys.clear();
                taken = 0;
            }
            return true;
        }
    };

    std::array<Run, 4> runs_;
    std::vector<std::uint64_t> heap_;
};

}  // namespace engine
