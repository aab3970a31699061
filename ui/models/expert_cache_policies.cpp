// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/expert_cache_policies.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace ui {

namespace {

constexpr std::size_t accesses_between_looks = 4096;  // at `stop`: well under a millisecond

/// Experts ordered so that the cache of s slots holds the first s. Every access moves the new one in from the top; on
/// the way down each place keeps what is worth more, which is the same for all sizes.
class Stack {
public:
    explicit Stack(int experts) { order_.reserve(size_t(experts)); }

    /// Number of slots from which on the access is a hit; 0 when it never was there. `always`: the new one takes the
    /// first place whatever it is worth.
    template <class WorthMore>
    std::size_t access(std::uint16_t expert, bool always, const WorthMore& worthMore)
    {
        std::uint16_t carried = expert;
        for (std::size_t place = 0; place < order_.size(); ++place) {
            std::uint16_t& here = order_[place];
            if (here == expert) {
                here = carried;
                return place + 1;
            }
            if ((always && place == 0) || worthMore(carried, here)) std::swap(carried, here);
        }
        order_.push_back(carried);
        return 0;
    }

private:
    std::vector<std::uint16_t> order_;
};

/// From "hits that need s slots" to "hits with s slots".
void addUp(HitsBySlots& hits)
{
    std::partial_sum(hits.begin(), hits.end(), hits.begin());
}

template <class Use>
HitsBySlots simulate(ExpertAccesses accesses, int experts, std::size_t judged, const std::atomic<bool>* stop, Use use)
{
    HitsBySlots hits(size_t(experts) + 1, 0);
    Stack stack(experts);
    for (std::size_t i = 0; i < accesses.size(); ++i) {
        if (stop && i % accesses_between_looks == 0 && *stop) break;
        const std::size_t needed = use(stack, i);
        if (needed > 0 && i >= judged) ++hits[needed];
    }
    addUp(hits);
    return hits;
}

}  // namespace

HitsBySlots lruHits(ExpertAccesses accesses, int experts, std::size_t judged, const std::atomic<bool>* stop)
{
    return simulate(accesses, experts, judged, stop, [&](Stack& stack, std::size_t i) {
        // The list is in the order of last use: what comes down was used later than what is met.
        return stack.access(accesses[i], true, [](std::uint16_t, std::uint16_t) { return true; });
    });
}

HitsBySlots lfuHits(ExpertAccesses accesses, int experts, std::size_t judged, const std::atomic<bool>* stop)
{
    std::vector<std::uint64_t> worth(size_t(experts), 0);  // uses in the upper half, time of the last one in the lower
    return simulate(accesses, experts, judged, stop, [&](Stack& stack, std::size_t i) {
        std::uint64_t& own = worth[accesses[i]];
        own = (((own >> 32) + 1) << 32) | std::uint32_t(i);
        return stack.access(accesses[i], true,
                            [&](std::uint16_t a, std::uint16_t b) { return worth[a] > worth[b]; });
    });
}

HitsBySlots beladyHits(ExpertAccesses accesses, int experts, std::size_t judged, const std::atomic<bool>* stop)
{
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> next(accesses.size()), seen(size_t(experts), never);
    for (std::size_t i = accesses.size(); i-- > 0;) {
        next[i] = seen[accesses[i]];
        if (i >= judged) seen[accesses[i]] = std::int64_t(i);  // a use that is not judged is worth nothing
    }
    std::vector<std::int64_t> worth(size_t(experts), 0);  // nearer is more; never again: equal, and nobody cares
    return simulate(accesses, experts, judged, stop, [&](Stack& stack, std::size_t i) {
        worth[accesses[i]] = -next[i];
        return stack.access(accesses[i], false,
                            [&](std::uint16_t a, std::uint16_t b) { return worth[a] > worth[b]; });
    });
}

HitsBySlots staticHits(ExpertAccesses accesses, int experts, std::size_t judged)
{
    std::vector<std::int64_t> before(size_t(experts), 0), after(size_t(experts), 0);
    for (std::size_t i = 0; i < accesses.size(); ++i) ++(i < judged ? before : after)[accesses[i]];
    std::vector<int> order(static_cast<size_t>(experts));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return before[size_t(a)] > before[size_t(b)]; });
    HitsBySlots hits(size_t(experts) + 1, 0);
    for (std::size_t s = 0; s < order.size(); ++s) hits[s + 1] = after[size_t(order[s])];
    addUp(hits);
    return hits;
}

}  // namespace ui
