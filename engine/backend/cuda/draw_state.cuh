// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/block_select.cuh"
#include "engine/backend/cuda/limits.h"
#include "engine/draw_math.h"
#include "engine/sampling.h"

// What the kernels of a draw leave each other.
namespace engine::cuda {

constexpr int kSlice = kSelectThreads;  // ids of a block, one for each thread
constexpr int kMostSlices = kSelectThreads;
static_assert(kMostIds == kSlice * kMostSlices);
constexpr int kBuckets = kSelectThreads;  // of weights, eight for each power of two
/// Only slices with one of the ten strongest maxima have tokens among the ten strongest.
constexpr int kMostShowable = kCandidates * kSlice;

/// The rule, and what draws have done so far. Device memory that stays where it is.
struct DrawState {
    bool greedy;
    float sharpness, top_p, min_p, penalty;
    int top_k;                    // 0: off
    const std::uint32_t* barred;  // a bit for every id below barred_ids
    int barred_ids;
    const std::int32_t* given;
    int given_count;

    std::uint64_t random;
    int given_next, draws;
    int said;  // tokens in the window, or more: the oldest are written over
    std::int32_t window[kPenaltyWindow];
    unsigned done[3];  // blocks of each kernel

    __device__ bool filters() const { return top_k > 0 || top_p < 1; }
};

/// Logits as numbers that order like (logit, descending id). 0 is below all of them.
__device__ inline Whole logit_key(float logit, int id)
{
    const std::uint32_t bits = __float_as_uint(logit == 0 ? 0.0f : logit);
    const std::uint32_t ordered = bits & 0x80000000u ? ~bits : bits | 0x80000000u;
    return Whole(ordered) << 32 | std::uint32_t(~id);
}
__device__ inline int id_of(Whole logit_key) { return int(~std::uint32_t(logit_key)); }
__device__ inline float logit_of(Whole logit_key)
{
    const auto ordered = std::uint32_t(logit_key >> 32);
    return __uint_as_float(ordered & 0x80000000u ? ordered & 0x7FFFFFFFu : ~ordered);
}

/// Weights of 0 to 1 as numbers that order like (descending weight, id); five digits, the first of which is the bucket.
__device__ inline Whole weight_key(float weight, int id)
{
    return Whole(0x3F800000u - __float_as_uint(weight)) << 20 | std::uint32_t(id);
}
__device__ inline float weight_of(Whole weight_key)
{
    return __uint_as_float(0x3F800000u - std::uint32_t(weight_key >> 20));
}
__device__ inline int bucket_of(Whole weight_key) { return int(weight_key >> 40); }

/// What is looked for at first, as keys: the strongest logit, the strongest that may be drawn and one that ten of these
/// reach, the strongest after the penalty, and the first id whose logit is not a number.
enum Extreme { kPlain, kShowable, kTenth, kBest, kNonfinite, kExtremes };

__device__ inline Whole nonfinite_key(int id) { return Whole(kMostIds - id); }
__device__ inline int nonfinite_id(Whole key) { return key ? kMostIds - int(key) : -1; }

/// What is known of all logits.
struct Found {
    Whole extremes[kExtremes];
    Whole showable_from;  // logit_key: the ten strongest that may be drawn are no weaker
    Whole plain_mass;     // of the plain softmax's weights
    Whole mass;           // of the weights after penalty and temperature; when filtering only
    // Weights in buckets before first_open pass top-k and top-p, those behind last_open do not.
    int first_open, last_open;
    Whole count_before_open, mass_before_open;
    Whole shown[kCandidates];  // logit_key
    unsigned showable, open;   // entries of the lists
};

/// Memory of one draw from n logits, device.
struct DrawMemory {
    Found* found;
    Whole* extremes;             // [kExtremes, slices]
    Whole* passed;               // [slices] mass of the weights before first_open that pass min-p
    Whole *counts, *masses;      // [kBuckets]
    Whole* showable;             // [min(n, kMostShowable)] logit_key
    Whole* open;                 // [n] weight_key
    float* weights;              // [n]
};

}  // namespace engine::cuda
