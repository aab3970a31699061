// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Shuffles and votes.
#include "cuda_on_cpu/block.h"

#include <cstring>
#include <type_traits>

namespace cuda_on_cpu {

/// What a thread gives to a shuffle, and gets.
struct Shuffled {
    std::uint64_t value;
    int source;  // lane
};
void complete_shuffle(void* const operands[32], unsigned mask);
/// What intrinsics.cuh has of these names, in one meeting instead of five.
float warp_sum(float value);
float warp_max(float value);
unsigned vote(Collective kind, unsigned mask, bool predicate);

/// The lane whose value the running thread gets; its own where that is beyond its `width` lanes.
template <Collective kind>
int source_of_shuffle(unsigned operand, int width)
{
    if (width < 1 || width > 32 || (width & (width - 1)))
        fail(cudaError(719), "the width of a shuffle is 1, 2, 4, 8, 16 or 32");
    const int lane = running_lane, first = lane & ~(width - 1), behind = first + width;
    std::int64_t source = first + int(operand & unsigned(width - 1));
    if (kind == Collective::ShuffleUp) source = std::int64_t(lane) - operand;
    if (kind == Collective::ShuffleDown) source = std::int64_t(lane) + operand;
    if (kind == Collective::ShuffleXor) source = unsigned(lane) ^ operand;
    if (kind == Collective::ShuffleUp) return source >= first ? int(source) : lane;
    return source < behind ? int(source) : lane;
}

template <Collective kind, class T>
auto shuffle(unsigned mask, T value, unsigned operand, int width)
{
    if constexpr (sizeof(T) < 4) {
        return shuffle<kind>(mask, int(value), operand, width);
    } else {
        static_assert(std::is_arithmetic_v<T> && sizeof(T) <= 8);
        Shuffled shuffled{0, source_of_shuffle<kind>(operand, width)};
        std::memcpy(&shuffled.value, &value, sizeof value);
        meet(kind, mask, &shuffled, complete_shuffle);
        std::memcpy(&value, &shuffled.value, sizeof value);
        return value;
    }
}

}  // namespace cuda_on_cpu

template <class T>
auto __shfl_sync(unsigned mask, T value, int lane, int width = 32)
{
    return cuda_on_cpu::shuffle<cuda_on_cpu::Collective::Shuffle>(mask, value, unsigned(lane), width);
}
template <class T>
auto __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32)
{
    return cuda_on_cpu::shuffle<cuda_on_cpu::Collective::ShuffleUp>(mask, value, delta, width);
}
template <class T>
auto __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32)
{
    return cuda_on_cpu::shuffle<cuda_on_cpu::Collective::ShuffleDown>(mask, value, delta, width);
}
template <class T>
auto __shfl_xor_sync(unsigned mask, T value, int lanes, int width = 32)
{
    return cuda_on_cpu::shuffle<cuda_on_cpu::Collective::ShuffleXor>(mask, value, unsigned(lanes), width);
}

inline unsigned __ballot_sync(unsigned mask, int predicate)
{
    return cuda_on_cpu::vote(cuda_on_cpu::Collective::Ballot, mask, predicate != 0);
}
inline int __any_sync(unsigned mask, int predicate)
{
    return int(cuda_on_cpu::vote(cuda_on_cpu::Collective::Any, mask, predicate != 0));
}
inline int __all_sync(unsigned mask, int predicate)
{
    return int(cuda_on_cpu::vote(cuda_on_cpu::Collective::All, mask, predicate != 0));
}
void __syncwarp(unsigned mask = ~0u);
