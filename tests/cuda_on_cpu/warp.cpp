// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cuda_on_cpu/warp.h"

#include "block_state.h"
#include "cuda_on_cpu/runtime.h"

#include <bit>
#include <cmath>
#include <cstdio>

namespace cuda_on_cpu {
namespace {

const char* name_of(Collective kind)
{
    constexpr const char* kNames[] = {"__syncwarp", "__shfl_sync", "__shfl_up_sync", "__shfl_down_sync",
                                      "__shfl_xor_sync", "__ballot_sync", "__any_sync", "__all_sync", "mma_half",
                                      "mma_bf16", "load_matrices", "load_matrices_transposed", "warp_sum", "warp_max"};
    return kNames[int(kind)];
}

struct Vote {
    bool mine;
    unsigned votes;
};

void complete_vote(void* const operands[32], unsigned mask)
{
    unsigned votes = 0;
    for (unsigned left = mask; left; left &= left - 1) {
        const int lane = std::countr_zero(left);
        votes |= unsigned(static_cast<Vote*>(operands[lane])->mine) << lane;
    }
    for (unsigned left = mask; left; left &= left - 1)
        static_cast<Vote*>(operands[std::countr_zero(left)])->votes = votes;
}

/// Halves are put together until one number is left: what all lanes get from five exchanges with their partners.
template <bool maximum>
void complete_reduction(void* const operands[32], unsigned)
{
    float values[32];
    for (int lane = 0; lane < 32; ++lane) values[lane] = *static_cast<const float*>(operands[lane]);
    for (int step = 16; step > 0; step /= 2)
        for (int lane = 0; lane < step; ++lane)
            values[lane] = maximum ? fmaxf(values[lane], values[lane + step]) : values[lane] + values[lane + step];
    for (int lane = 0; lane < 32; ++lane) *static_cast<float*>(operands[lane]) = values[0];
}

}  // namespace

void Warp::reset(unsigned lanes, std::uint32_t random)
{
    existing = alive = lanes;
    at_barrier = 0;
    n_groups = 0;
    factor = random >> 8 | 1u;
    inverse = factor * (2 - factor * factor);  // right in the lowest six bits
    offset = random >> 4;
    runnable = 0;
    make_runnable(lanes);
}

/// Where a warp's threads are, for the message about a deadlock.
void Block::report_deadlock()
{
    std::fprintf(stderr, "CUDA on a CPU: no thread can go on\n");
    for (const Warp* warp = warps_; warp < warps_ + n_warps_; ++warp) {
        std::fprintf(stderr, "  warp %d:", int(warp - warps_));
        if (warp->at_barrier) std::fprintf(stderr, " lanes %08x in __syncthreads;", warp->at_barrier);
        for (int i = 0; i < warp->n_groups; ++i)
            std::fprintf(stderr, " lanes %08x in %s with mask %08x;", warp->groups[i].arrived,
                         name_of(warp->groups[i].kind), warp->groups[i].mask);
        if (const unsigned ended = warp->existing & ~warp->alive)
            std::fprintf(stderr, " lanes %08x have ended;", ended);
        std::fprintf(stderr, "\n");
    }
    cuda_on_cpu::fail(cudaErrorLaunchFailure, "threads wait for others that never come");
}

void complete_shuffle(void* const operands[32], unsigned mask)
{
    std::uint64_t values[32];
    for (unsigned left = mask; left; left &= left - 1) {
        const int lane = std::countr_zero(left);
        values[lane] = static_cast<Shuffled*>(operands[lane])->value;
    }
    for (unsigned left = mask; left; left &= left - 1) {
        Shuffled& mine = *static_cast<Shuffled*>(operands[std::countr_zero(left)]);
        if (!(mask >> mine.source & 1u)) fail(cudaErrorLaunchFailure, "a shuffle from a lane that is not in its mask");
        mine.value = values[mine.source];
    }
}

float warp_sum(float value)
{
    meet(Collective::WarpSum, ~0u, &value, complete_reduction<false>);
    return value;
}

float warp_max(float value)
{
    meet(Collective::WarpMax, ~0u, &value, complete_reduction<true>);
    return value;
}

unsigned vote(Collective kind, unsigned mask, bool predicate)
{
    Vote vote{predicate, 0};
    meet(kind, mask, &vote, complete_vote);
    if (kind == Collective::Ballot) return vote.votes;
    return kind == Collective::Any ? vote.votes != 0 : vote.votes == mask;
}

}  // namespace cuda_on_cpu

void __syncwarp(unsigned mask) { cuda_on_cpu::meet(cuda_on_cpu::Collective::SyncWarp, mask, nullptr, nullptr); }
