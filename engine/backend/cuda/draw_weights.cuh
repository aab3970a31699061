// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/draw_strongest.cuh"

// The second kernel of a draw, for draw.cu alone: what is shown, all weights, and roughly how far top-k and top-p go.
namespace engine::cuda {

/// The ten strongest of the list, by pieces that are ranked together with the ten of those before.
static __device__ void choose_shown(const DrawMemory& memory)
{
    __shared__ Whole keys[kSelectThreads], best[kCandidates];
    const int n = int(memory.found->showable);
    if (threadIdx.x < kCandidates) best[threadIdx.x] = 0;
    for (int begin = 0; begin < n; begin += kSelectThreads - kCandidates) {
        const int known = int(threadIdx.x) - kCandidates, count = min(n - begin + kCandidates, kSelectThreads);
        __syncthreads();
        if (int(threadIdx.x) < count)
            keys[threadIdx.x] = known < 0 ? best[threadIdx.x] : memory.showable[begin + known];
        __syncthreads();
        const Whole key = int(threadIdx.x) < count ? keys[threadIdx.x] : 0;
        const int rank = key > 0 ? rank_of(key, keys, count) : kCandidates;
        if (rank < kCandidates) best[rank] = key;
    }
    __syncthreads();
    if (threadIdx.x < kCandidates) memory.found->shown[threadIdx.x] = best[threadIdx.x];
}

/// Which buckets have to be looked into. Top-k ends in the last one; top-p ends no earlier than where it would if top-k
/// left out all of that.
static __device__ void find_open(const DrawState& state, const DrawMemory& memory, SelectScratch& shared)
{
    __shared__ Whole warps[kWarp], before_last;
    __shared__ int last;
    Found& found = *memory.found;
    const int bucket = int(threadIdx.x);
    const Running count = running_sum(memory.counts[bucket], shared.warps);
    const Running mass = running_sum(memory.masses[bucket], warps);
    const bool is_last = count.reaches(min(Whole(state.top_k), count.total));
    if (state.top_k > 0 && is_last) {
        last = bucket;
        before_last = mass.before;
    }
    __syncthreads();
    const Whole reached = state.top_k > 0 ? before_last : mass.total;
    const bool is_first = state.top_p < 1 ? mass.reaches(nucleus_mass(reached, state.top_p)) : is_last;
    if (!is_first) return;
    found.first_open = bucket;
    found.last_open = state.top_k > 0 ? last : bucket;
    found.count_before_open = count.before;
    found.mass_before_open = mass.before;
    found.mass = mass.total;
}

static __global__ void __launch_bounds__(kSlice) weigh(DrawState* state, const float* logits, int n, DrawMemory memory)
{
    __shared__ SelectScratch shared;
    __shared__ Whole masses[kBuckets];
    __shared__ bool last;
    Found& found = *memory.found;
    if (found.extremes[kNonfinite]) return;
    const int id = int(blockIdx.x) * kSlice + int(threadIdx.x);
    const Seen seen = see(*state, logits, n);
    const Whole key = seen.may_be_drawn() ? logit_key(seen.plain, id) : 0;
    append(memory.showable, &found.showable, key > 0 && key >= found.showable_from, key);

    const float plain = seen.exists ? exp_of(seen.plain - logit_of(found.extremes[kPlain])) : 0;
    const Whole plain_mass = running_sum(mass_of(plain), shared.warps).total;
    if (threadIdx.x == 0) atomicAdd(&found.plain_mass, plain_mass);

    if (!state->greedy) {
        const float distance = seen.changed - logit_of(found.extremes[kBest]);
        const float weight = seen.may_be_drawn() ? exp_of(rounded_product(distance, state->sharpness)) : 0;
        if (seen.exists) memory.weights[id] = weight;
        if (state->filters()) {
            shared.sums[threadIdx.x] = masses[threadIdx.x] = 0;
            __syncthreads();
            const int bucket = weight > 0 ? bucket_of(weight_key(weight, id)) : -1;
            add_at(shared.sums, bucket, 1);
            add_at(masses, bucket, mass_of(weight));
            __syncthreads();
            if (shared.sums[threadIdx.x]) atomicAdd(&memory.counts[threadIdx.x], shared.sums[threadIdx.x]);
            if (masses[threadIdx.x]) atomicAdd(&memory.masses[threadIdx.x], masses[threadIdx.x]);
        }
    }
    if (!finishes_last(&state->done[1], gridDim.x, last)) return;
    choose_shown(memory);
    if (!state->greedy && state->filters()) find_open(*state, memory, shared);
}

}  // namespace engine::cuda
