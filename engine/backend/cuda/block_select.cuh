// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"

#include <cstdint>

// Finding things in long lists without sorting them, by one block of kSelectThreads. Sums are of integers: the order in
// which threads come does not matter.
namespace engine::cuda {

constexpr int kSelectThreads = 1024;
constexpr int kDigitBits = 10;  // a digit for each thread

using Whole = unsigned long long;  // what 64-bit atomics take

__device__ inline Whole warp_sum(Whole value)
{
    for (int step = 16; step > 0; step /= 2) value += __shfl_xor_sync(~0u, value, step);
    return value;
}
__device__ inline Whole warp_max(Whole value)
{
    for (int step = 16; step > 0; step /= 2) value = max(value, __shfl_xor_sync(~0u, value, step));
    return value;
}

/// Sums over the values of the threads before this one, and of all.
struct Running {
    Whole before, up_to, total;

    /// Whether the running sum reaches `target` (1 or more) with this thread's value.
    __device__ bool reaches(Whole target) const { return before < target && target <= up_to; }
};

/// `scratch` has 32 numbers of shared memory and may be used again after the next __syncthreads().
__device__ inline Running running_sum(Whole value, Whole* scratch)
{
    const int warp = int(threadIdx.x) / kWarp, lane = int(threadIdx.x) % kWarp;
    const auto scan = [lane](Whole sum) {
        for (int step = 1; step < kWarp; step *= 2) {
            const Whole other = __shfl_up_sync(~0u, sum, step);
            if (lane >= step) sum += other;
        }
        return sum;
    };
    const Whole in_warp = scan(value);
    if (lane == kWarp - 1) scratch[warp] = in_warp;
    __syncthreads();
    if (warp == 0) scratch[lane] = scan(scratch[lane]);
    __syncthreads();
    const Whole up_to = in_warp + (warp > 0 ? scratch[warp - 1] : 0);
    return {up_to - value, up_to, scratch[kWarp - 1]};
}

/// sums[place] += value for threads with place >= 0; whole warps call it. Equal neighbours are added up first: atomics
/// on one place wait for each other.
__device__ inline void add_at(Whole* sums, int place, Whole value)
{
    const int first = __shfl_sync(~0u, place, 0);
    if (__all_sync(~0u, place == first)) {
        value = warp_sum(value);
        if (place >= 0 && threadIdx.x % kWarp == 0) atomicAdd(&sums[place], value);
    } else if (place >= 0) {
        atomicAdd(&sums[place], value);
    }
}

/// Puts the keys of threads that have one behind the `count` of the list, in any order; whole warps call it.
__device__ inline void append(Whole* list, unsigned* count, bool has, Whole key)
{
    const unsigned having = __ballot_sync(~0u, has), lane = threadIdx.x % kWarp;
    if (having == 0) return;
    unsigned first = 0;
    if (lane == 0) first = atomicAdd(count, unsigned(__popc(having)));
    first = __shfl_sync(~0u, first, 0);
    if (has) list[first + unsigned(__popc(having & ((1u << lane) - 1)))] = key;
}

struct SelectScratch {
    Whole sums[kSelectThreads];
    Whole warps[kWarp];
    Whole rest;
    int digit;
};

/// Keys of a list, all different. They have `digits` digits of kDigitBits behind those that they share, `known`.
struct KeyList {
    const Whole* keys;
    int n, digits;
    Whole known;
};

/// body(i) for all i below n, and for those behind it that the same warp has.
template <class Body>
__device__ void for_whole_warps(int n, const Body& body)
{
    const int lane = int(threadIdx.x) % kWarp;
    for (int begin = int(threadIdx.x) - lane; begin < n; begin += kSelectThreads) body(begin + lane);
}

/// The key at which the amounts of the list's keys, in ascending order, add up to `target` (1 to all of it).
template <class Amount>
__device__ Whole key_that_reaches(Whole target, const KeyList& list, const Amount& amount_of, SelectScratch& shared)
{
    Whole known = list.known;
    for (int shift = kDigitBits * (list.digits - 1); shift >= 0; shift -= kDigitBits) {
        shared.sums[threadIdx.x] = 0;
        __syncthreads();
        for_whole_warps(list.n, [&](int i) {
            const Whole key = i < list.n ? list.keys[i] : 0;
            const bool in = i < list.n && key >> shift >> kDigitBits == known;
            add_at(shared.sums, in ? int(key >> shift & (kSelectThreads - 1)) : -1, in ? amount_of(key) : 0);
        });
        __syncthreads();
        const Running sum = running_sum(shared.sums[threadIdx.x], shared.warps);
        if (sum.reaches(target)) {
            shared.digit = int(threadIdx.x);
            shared.rest = target - sum.before;
        }
        __syncthreads();
        known = known << kDigitBits | Whole(shared.digit);
        target = shared.rest;
    }
    return known;
}

}  // namespace engine::cuda
