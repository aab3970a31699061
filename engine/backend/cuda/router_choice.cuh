// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/backend/cuda/limits.h"

// Which experts one token goes to, by one block of kRouterThreads: the same function of its scores as in
// cpu/router.cpp. Nothing is sorted: an expert's place is how many others are stronger, which every thread counts.
namespace engine::cuda {

constexpr int kRouterThreads = 256;
constexpr int kRouterWarps = kRouterThreads / kWarp;

/// A Router without its matrix, as a parameter of kernels: a recording keeps the experiment that it was made with.
struct ChoiceRule {
    const float* bias;  // [E] or null, device memory
    Scoring scoring;
    TopkMethod method;
    int n_experts, top_k, n_group, topk_group;
    bool norm_topk_prob, scale_normalised;
    float routed_scaling_factor;
    bool boosts_any, forces_any;
    float boosts[kMostExperts];
    std::uint32_t forced[kMostExperts / 32];  // bits

    __device__ bool forces(int expert) const { return forced[expert / 32] >> expert % 32 & 1; }
};

/// Where the answer for one token goes.
struct ChoiceRows {
    std::uint16_t* experts;  // [K] device memory, for experts()
    float* weights;          // [K]
    // The trace, in host memory; null when nobody reads it.
    std::uint16_t* traced_experts;
    float *traced_weights, *traced_scores;  // [K], [E]
};

/// Shared memory. Keys order like the numbers they are made of.
struct ChoiceScratch {
    float scores[kMostExperts];
    float values[kMostExperts];             // selection scores
    std::uint32_t selection[kMostExperts];  // keys of these
    std::uint32_t choice[kMostExperts];     // keys, without groups that are left out, and with forced experts on top
    std::uint32_t groups[kMostExperts];     // keys
    std::uint16_t order[kMostExperts];
    float sums[33];
    float factor;
};

constexpr std::uint32_t kNever = 0x007FFFFFu, kAlways = 0xFF800000u;  // keys of -infinity and infinity

/// Zeros are equal; what is no number has its place as well, so that every expert has one of its own.
__device__ inline std::uint32_t order_key(float value)
{
    const std::uint32_t bits = __float_as_uint(value == 0 ? 0.0f : value);
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

/// How many of n keys are stronger than number i; of equal ones those before it are.
__device__ inline int place_of(const std::uint32_t* keys, int i, int n)
{
    const std::uint32_t own = keys[i];
    int place = 0;
    for (int other = 0; other < n; ++other) place += keys[other] > own || (keys[other] == own && other < i);
    return place;
}

template <class Body>
__device__ void for_each_of(int n, const Body& body)
{
    for (int i = int(threadIdx.x); i < n; i += kRouterThreads) body(i);
}

/// Softmax or sigmoid of logits in any memory.
__device__ inline void score_experts(const ChoiceRule& rule, const float* logits, ChoiceScratch& s)
{
    const int lane = int(threadIdx.x) % kWarp;
    if (rule.scoring == Scoring::Sigmoid) {
        for_each_of(rule.n_experts, [&](int e) { s.scores[e] = 1.0f / (1.0f + expf(-logits[e])); });
        return;
    }
    float highest = -__int_as_float(0x7F800000);
    for (int e = lane; e < rule.n_experts; e += kWarp) highest = fmaxf(highest, logits[e]);
    highest = warp_max(highest);  // every warp finds the same
    float sum = 0;
    for_each_of(rule.n_experts, [&](int e) { sum += s.scores[e] = expf(logits[e] - highest); });
    sum = block_sum(sum, s.sums);
    for_each_of(rule.n_experts, [&](int e) { s.scores[e] /= sum; });
}

/// The best value of a group, or the sum of the two best; all but one may be muted. A warp has a group.
__device__ inline float group_score(TopkMethod method, const float* values, int size)
{
    const float never = -__int_as_float(0x7F800000);
    float first = never, second = never;
    for (int i = int(threadIdx.x) % kWarp; i < size; i += kWarp) {
        second = fmaxf(second, fminf(first, values[i]));
        first = fmaxf(first, values[i]);
    }
    for (int step = kWarp / 2; step > 0; step /= 2) {
        const float other_first = __shfl_xor_sync(~0u, first, step), other_second = __shfl_xor_sync(~0u, second, step);
        second = fmaxf(fmaxf(second, other_second), fminf(first, other_first));
        first = fmaxf(first, other_first);
    }
    return method == TopkMethod::NoauxTc && second > never ? first + second : first;
}

/// Experts outside the topk_group best groups can never be chosen.
__device__ inline void limit_groups(const ChoiceRule& rule, ChoiceScratch& s)
{
    const int size = rule.n_experts / rule.n_group;
    for (int g = int(threadIdx.x) / kWarp; g < rule.n_group; g += kRouterWarps)
        s.groups[g] = order_key(group_score(rule.method, s.values + g * size, size));
    __syncthreads();
    for_each_of(rule.n_group * size, [&](int e) {
        if (place_of(s.groups, e / size, rule.n_group) >= rule.topk_group) s.choice[e] = kNever;
    });
}

/// s.order[0 .. K): the chosen, strongest selection score first.
__device__ inline void order_chosen(const ChoiceRule& rule, ChoiceScratch& s)
{
    const int n = rule.n_experts;
    if (!rule.forces_any) {
        for_each_of(n, [&](int e) {
            const int place = place_of(s.choice, e, n);
            if (place < rule.top_k) s.order[place] = std::uint16_t(e);
        });
        __syncthreads();
        return;
    }
    for_each_of(n, [&](int e) {
        if (rule.forces(e)) s.choice[e] = kAlways;
    });
    __syncthreads();
    // 0 is no number's key: who is not chosen comes behind all who are.
    for_each_of(n, [&](int e) { s.groups[e] = place_of(s.choice, e, n) < rule.top_k ? s.selection[e] : 0; });
    __syncthreads();
    for_each_of(n, [&](int e) {
        const int place = place_of(s.groups, e, n);
        if (place < rule.top_k) s.order[place] = std::uint16_t(e);
    });
    __syncthreads();
}

/// What the chosen experts' scores are multiplied with; added up in their order, as on the CPU.
__device__ inline float weight_factor(const ChoiceRule& rule, ChoiceScratch& s)
{
    if (!rule.norm_topk_prob) return rule.routed_scaling_factor;
    if (threadIdx.x == 0) {
        float sum = 0;
        for (int k = 0; k < rule.top_k; ++k) sum += s.scores[s.order[k]];
        s.factor = (rule.scale_normalised ? rule.routed_scaling_factor : 1.0f) / (sum + 1e-20f);
    }
    __syncthreads();
    return s.factor;
}

/// All threads of a block call it, and may call it again after a __syncthreads().
__device__ inline void choose_experts(const ChoiceRule& rule, const float* logits, const ChoiceRows& to,
                                      ChoiceScratch& s)
{
    score_experts(rule, logits, s);
    for_each_of(rule.n_experts, [&](int e) {
        float value = s.scores[e];
        if (rule.bias) value += rule.bias[e];
        if (rule.boosts_any) value += rule.boosts[e];
        s.values[e] = value;
        s.choice[e] = s.selection[e] = order_key(value);
    });
    __syncthreads();
    if (rule.method != TopkMethod::Greedy && rule.n_group > 1) {
        limit_groups(rule, s);
        __syncthreads();
    }
    order_chosen(rule, s);
    const float factor = weight_factor(rule, s);
    for_each_of(rule.top_k, [&](int k) {
        const std::uint16_t expert = s.order[k];
        const float weight = s.scores[expert] * factor;
        to.experts[k] = expert;
        to.weights[k] = weight;
        if (!to.traced_experts) return;
        to.traced_experts[k] = expert;
        to.traced_weights[k] = weight;
    });
    if (to.traced_scores) for_each_of(rule.n_experts, [&](int e) { to.traced_scores[e] = s.scores[e]; });
}

}  // namespace engine::cuda
