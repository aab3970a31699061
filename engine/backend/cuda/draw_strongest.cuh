// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/draw_state.cuh"
#include "engine/backend/cuda/last_block.cuh"

#include <limits>

// The first kernel of a draw, for draw.cu alone: the strongest logits, and whether all are numbers.
namespace engine::cuda {

/// One logit.
struct Seen {
    float plain = 0, changed = 0;  // changed: after the penalty
    bool exists = false, barred = false;

    __device__ bool may_be_drawn() const { return exists && !barred; }
};

/// That of this thread: id `blockIdx.x * kSlice + threadIdx.x` of n.
static __device__ Seen see(const DrawState& state, const float* logits, int n)
{
    __shared__ std::uint8_t said[kSlice];
    const int first = int(blockIdx.x) * kSlice, id = first + int(threadIdx.x);
    said[threadIdx.x] = 0;
    __syncthreads();
    if (int(threadIdx.x) < min(state.said, kPenaltyWindow)) {
        const int place = state.window[threadIdx.x] - first;
        if (place >= 0 && place < kSlice) said[place] = 1;
    }
    __syncthreads();
    Seen seen;
    seen.exists = id < n;
    if (!seen.exists) return seen;
    seen.plain = seen.changed = logits[id];
    seen.barred = id < state.barred_ids && (state.barred[id / 32] >> id % 32 & 1);
    if (said[threadIdx.x] && state.penalty != 1) seen.changed = penalised(seen.plain, state.penalty);
    return seen;
}

struct ExtremeScratch {
    Whole of_warps[kExtremes][kWarp], of_block[kExtremes];
};

/// The strongest over a block for each of the extremes: that of kind threadIdx.x for the first threads.
static __device__ Whole block_extreme(const Whole (&mine)[kExtremes], ExtremeScratch& shared)
{
    const int warp = int(threadIdx.x) / kWarp, lane = int(threadIdx.x) % kWarp;
    for (int e = 0; e < kExtremes; ++e) {
        const Whole strongest = warp_max(mine[e]);
        if (lane == 0) shared.of_warps[e][warp] = strongest;
    }
    __syncthreads();
    if (warp < kExtremes) {
        const Whole strongest = warp_max(shared.of_warps[warp][lane]);
        if (lane == 0) shared.of_block[warp] = strongest;
    }
    __syncthreads();
    return threadIdx.x < kExtremes ? shared.of_block[threadIdx.x] : 0;
}

/// The tenth strongest of a warp's keys, 0 when there are fewer.
static __device__ Whole tenth_of_warp(Whole key)
{
    int rank = 0;
    for (int lane = 0; lane < kWarp; ++lane) rank += __shfl_sync(~0u, key, lane) > key;
    return warp_max(key > 0 && rank == kCandidates - 1 ? key : 0);
}

/// How many of n keys are stronger.
static __device__ int rank_of(Whole key, const Whole* keys, int n)
{
    int rank = 0;
    for (int i = 0; i < n; ++i) rank += keys[i] > key;
    return rank;
}

/// Begins an empty account of everything that is added up later.
static __device__ void clear(const DrawMemory& memory)
{
    memory.counts[threadIdx.x] = memory.masses[threadIdx.x] = 0;
    if (threadIdx.x > 0) return;
    memory.found->plain_mass = 0;
    memory.found->showable = memory.found->open = 0;
}

static __global__ void __launch_bounds__(kSlice)
    find_strongest(DrawState* state, const float* logits, int n, DrawMemory memory)
{
    __shared__ ExtremeScratch shared;
    __shared__ Whole showable[kMostSlices];
    __shared__ bool last;
    const int slices = int(gridDim.x), id = int(blockIdx.x) * kSlice + int(threadIdx.x);
    const Seen seen = see(*state, logits, n);
    const bool finite = fabsf(seen.plain) <= std::numeric_limits<float>::max();
    const Whole plain = logit_key(seen.plain, id), changed = logit_key(seen.changed, id);
    Whole extreme = block_extreme({seen.exists ? plain : 0, seen.may_be_drawn() ? plain : 0, 0,
                                   seen.may_be_drawn() ? changed : 0, finite ? 0 : nonfinite_key(id)}, shared);
    if (threadIdx.x < kWarp) {
        const Whole tenth = tenth_of_warp(shared.of_warps[kShowable][threadIdx.x]);
        if (threadIdx.x == kTenth) extreme = tenth;
    }
    if (threadIdx.x < kExtremes) memory.extremes[threadIdx.x * gridDim.x + blockIdx.x] = extreme;
    if (!finishes_last(&state->done[0], gridDim.x, last)) return;

    Whole of_slice[kExtremes];
    for (int e = 0; e < kExtremes; ++e)
        of_slice[e] = int(threadIdx.x) < slices ? memory.extremes[e * slices + int(threadIdx.x)] : 0;
    const Whole key = showable[threadIdx.x] = of_slice[kShowable];
    clear(memory);
    const Whole strongest = block_extreme(of_slice, shared);
    if (threadIdx.x < kExtremes) memory.found->extremes[threadIdx.x] = strongest;
    if (threadIdx.x == kTenth) memory.found->showable_from = strongest;
    __syncthreads();
    const bool is_tenth = key > shared.of_block[kTenth] && rank_of(key, showable, slices) == kCandidates - 1;
    if (is_tenth) memory.found->showable_from = key;
}

}  // namespace engine::cuda
