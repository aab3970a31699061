// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/backend/cuda/draw_state.cuh"
#include "engine/backend/cuda/last_block.cuh"

// The third kernel of a draw, for draw.cu alone: how far top-k and top-p reach exactly, the token, and what follows.
namespace engine::cuda {

/// The weakest token that top-k and then top-p let through: weights in open buckets are in the list.
static __device__ Whole find_weakest(const DrawState& state, const DrawMemory& memory, SelectScratch& shared)
{
    const Found& found = *memory.found;
    const int n = int(found.open);
    const bool one_bucket = found.first_open == found.last_open;
    const KeyList open{memory.open, n, one_bucket ? 4 : 5, one_bucket ? Whole(found.first_open) : 0};
    Whole weakest = ~Whole(0), mass = found.mass;
    if (state.top_k > 0) {
        const Whole count = min(Whole(state.top_k), found.count_before_open + Whole(n));
        weakest = key_that_reaches(count - found.count_before_open, open, [](Whole) { return Whole(1); }, shared);
    }
    if (state.top_p >= 1) return weakest;
    const auto mass_allowed = [&](Whole key) { return key <= weakest ? mass_of(weight_of(key)) : Whole(0); };
    if (state.top_k > 0) {
        Whole open_mass = 0;
        for (int i = int(threadIdx.x); i < n; i += kSelectThreads) open_mass += mass_allowed(memory.open[i]);
        mass = found.mass_before_open + running_sum(open_mass, shared.warps).total;
        __syncthreads();
    }
    return key_that_reaches(nucleus_mass(mass, state.top_p) - found.mass_before_open, open, mass_allowed, shared);
}

/// What was drawn out of what.
struct DrawChoice {
    int id;
    Whole weakest, mass;  // weight_key of the weakest token allowed, mass of all allowed
};

/// Draws with the next random number, which stays the next.
static __device__ DrawChoice sample(const DrawState& state, const DrawMemory& memory, int n, SelectScratch& shared)
{
    __shared__ Whole slices[kMostSlices];
    __shared__ int drawn;
    const Found& found = *memory.found;
    const int open = state.filters() ? int(found.open) : 0;
    const Whole weakest = state.filters() ? find_weakest(state, memory, shared) : ~Whole(0);
    slices[threadIdx.x] = int(threadIdx.x) * kSlice < n ? memory.passed[threadIdx.x] : 0;
    __syncthreads();
    for_whole_warps(open, [&](int i) {
        const Whole key = i < open ? memory.open[i] : 0;
        const bool passes = i < open && key <= weakest && weight_of(key) >= state.min_p;
        add_at(slices, passes ? int(key % kMostIds) / kSlice : -1, passes ? mass_of(weight_of(key)) : 0);
    });
    __syncthreads();
    const Running by_slice = running_sum(slices[threadIdx.x], shared.warps);
    std::uint64_t random = state.random;
    const Whole target = multiply_high(split_mix(random), by_slice.total) + 1;
    if (by_slice.reaches(target)) {
        shared.digit = int(threadIdx.x);
        shared.rest = target - by_slice.before;
    }
    __syncthreads();
    const int id = shared.digit * kSlice + int(threadIdx.x);
    const float weight = id < n ? memory.weights[id] : 0;
    const bool passes = weight > 0 && weight >= state.min_p && weight_key(weight, id) <= weakest;
    if (running_sum(passes ? mass_of(weight) : 0, shared.warps).reaches(shared.rest)) drawn = id;
    __syncthreads();
    return {drawn, weakest, by_slice.total};
}

/// The state after a token of the reply.
static __device__ void go_on_with(int id, DrawState& state, Step& step, int first_row)
{
    state.window[state.said++ % kPenaltyWindow] = id;
    if (!state.greedy) split_mix(state.random);
    if (state.given_next < state.given_count) ++state.given_next;
    step = {step.first_position + step.tokens, 1, first_row + state.draws % kTraceRows, id};
}

/// Candidate threadIdx.x of a draw whose token is `id`.
static __device__ Drawn::One candidate(const DrawState& state, const DrawMemory& memory, const float* logits,
                                       const DrawChoice& choice, int id)
{
    const Found& found = *memory.found;
    const float before = exp_of(logits[id] - logit_of(found.extremes[kPlain]));
    float after = state.greedy && id == choice.id ? 1.0f : 0.0f;
    if (!state.greedy) {
        const float weight = memory.weights[id];
        const bool passes = weight > 0 && weight >= state.min_p && weight_key(weight, id) <= choice.weakest;
        after = probability_of(passes ? weight : 0.0f, choice.mass);
    }
    return {id, probability_of(before, found.plain_mass), after};
}

/// Everything behind the choice, by all threads of one block.
static __device__ void finish(DrawState& state, const DrawMemory& memory, const float* logits,
                              const DrawChoice& choice, int first_row, Step& step, Drawn& drawn)
{
    __shared__ bool among;
    const Found& found = *memory.found;
    const int id = state.given_next < state.given_count ? state.given[state.given_next] : choice.id;
    const int count = min(int(found.showable), kCandidates), shown = int(threadIdx.x);
    if (shown == 0) among = false;
    __syncthreads();
    if (shown < count && id_of(found.shown[shown]) == id) among = true;
    __syncthreads();
    if (shown < count) {
        const bool replaced = shown == count - 1 && !among;
        drawn.candidates.data()[shown] =
            candidate(state, memory, logits, choice, replaced ? id : id_of(found.shown[shown]));
    }
    __syncthreads();
    if (shown > 0) return;
    drawn.id = id;
    drawn.nonfinite = -1;
    drawn.nonfinite_logit = 0;
    drawn.count = count;
    go_on_with(id, state, step, first_row);
    ++state.draws;
}

/// A pass that was asked for already needs some token, which nobody will see.
static __device__ void finish_without(int nonfinite, float logit, DrawState& state, int first_row, Step& step,
                                      Drawn& drawn)
{
    drawn.id = 0;
    drawn.nonfinite = nonfinite;
    drawn.nonfinite_logit = logit;
    drawn.count = 0;
    step = {step.first_position + step.tokens, 1, first_row + state.draws % kTraceRows, 0};
    ++state.draws;
}

static __global__ void __launch_bounds__(kSlice)
    draw_one(DrawState* state, const float* logits, int n, DrawMemory memory, int first_row, Step* step, Drawn* drawn)
{
    __shared__ SelectScratch shared;
    __shared__ bool last;
    Found& found = *memory.found;
    const int nonfinite = nonfinite_id(found.extremes[kNonfinite]);
    if (nonfinite < 0 && !state->greedy) {
        const int id = int(blockIdx.x) * kSlice + int(threadIdx.x);
        const float weight = id < n ? memory.weights[id] : 0;
        const Whole key = weight_key(weight, id);
        const int first_open = state->filters() ? found.first_open : kBuckets;
        const bool before = weight > 0 && bucket_of(key) < first_open;
        const bool open = weight > 0 && !before && bucket_of(key) <= found.last_open;
        append(memory.open, &found.open, open, key);
        const Whole mass = before && weight >= state->min_p ? mass_of(weight) : 0;
        const Whole passed = running_sum(mass, shared.warps).total;
        if (threadIdx.x == 0) memory.passed[blockIdx.x] = passed;
    }
    if (!finishes_last(&state->done[2], gridDim.x, last)) return;
    Drawn& here = drawn[state->draws % kTraceRows];
    if (nonfinite >= 0) {
        if (threadIdx.x == 0) finish_without(nonfinite, logits[nonfinite], *state, first_row, *step, here);
        return;
    }
    const DrawChoice choice =
        state->greedy ? DrawChoice{id_of(found.extremes[kBest]), 0, 0} : sample(*state, memory, n, shared);
    finish(*state, memory, logits, choice, first_row, *step, here);
}

}  // namespace engine::cuda
