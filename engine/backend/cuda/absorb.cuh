// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/latent_attention.cuh"
#include "engine/backend/cuda/weight_tile.cuh"

// Specification 2.3: q_nope . (Wk c) = (Wk^T q_nope) . c, so one latent row serves all heads as key.
namespace engine::cuda {

constexpr int kAbsorbThreads = 256;
constexpr int kAbsorbTokens = 4;    // of a block: its weights are read once for them
constexpr int kAbsorbColumns = 64;  // of a block: latent numbers

struct Absorb {
    Matrix keys;             // kv_b [H*(dn+dv), R], or k_b [H*R, dn]
    int rows_of_head;        // dn+dv, or R
    const float* q;          // [T, H*(dn+dr)]
    std::uint16_t* queries;  // see LatentAttention
    int tokens, heads, nope, rope, rank, columns;
    float scale;             // of scores, whose exponential is to the base 2
};

namespace absorb {

/// q' of one head before scaling: a float per lane of each warp, for every token. Warps that are equal modulo 2 have
/// parts of the same 32 columns' sums.
template <WeightType type, bool transposed>
__device__ void project(const Absorb& a, int head, int tokens, const float* x, int x_stride,
                        float (&sums)[kAbsorbTokens])
{
    const int warp = threadIdx.x / kWarp, first = blockIdx.x * kAbsorbColumns + warp % 2 * kWarp;
    if (first >= a.rank) return;
    const int head_row = head * a.rows_of_head;
    WeightTile<type> tile;
    for (int i = warp / 2 * kWarp; i < a.nope; i += 4 * kWarp) {
        if constexpr (transposed) tile.load(a.keys, head_row + first, min(kWarp, a.rank - first), i / kPart);
        else tile.load(a.keys, head_row + i, min(kWarp, a.nope - i), first / kPart);
#pragma unroll
        for (int n = 0; n < kAbsorbTokens; ++n) {
            if (n >= tokens) break;
            sums[n] += transposed ? tile.multiply(x + n * x_stride + i) : tile.combine(x + n * x_stride + i);
        }
    }
}

/// Numbers [begin, end) of q' that no weights go into: the rotated part, then zeros, of which a head that only fills
/// its group has nothing else.
__device__ inline void copy_rest(const Absorb& a, int head, int token, int begin, int end, std::uint16_t* query)
{
    const float* q_pe = a.q + (std::size_t(token) * a.heads + head) * (a.nope + a.rope) + a.nope;
    for (int c = begin + threadIdx.x; c < end; c += kAbsorbThreads) {
        const bool any = head < a.heads && c >= a.rank && c < a.rank + a.rope;
        query[query_place(head % kHeadTile, c)] = any ? float_to_half(within_half(q_pe[c - a.rank] * a.scale)) : 0;
    }
}

}  // namespace absorb

/// Grid [columns of the latent, heads filled up to groups of sixteen, groups of tokens]; shared: [4, dn up to 32].
template <WeightType type, bool transposed>
__global__ void __launch_bounds__(kAbsorbThreads) absorb_queries(Absorb a)
{
    constexpr int kWarps = kAbsorbThreads / kWarp;
    __shared__ float partial[kAbsorbTokens][kWarps][kWarp];
    float* const x = dynamic_shared<float>();
    const int head = blockIdx.y, first_token = blockIdx.z * kAbsorbTokens, x_stride = parts_of(a.nope) * kPart;
    const int tokens = min(kAbsorbTokens, a.tokens - first_token), first = blockIdx.x * kAbsorbColumns;
    for (int i = threadIdx.x; i < kAbsorbTokens * x_stride; i += kAbsorbThreads) {
        const int n = i / x_stride, k = i % x_stride;
        const std::size_t row = std::size_t(first_token + n) * a.heads + head;
        x[i] = n < tokens && head < a.heads && k < a.nope ? a.q[row * (a.nope + a.rope) + k] : 0.0f;
    }
    __syncthreads();
    float sums[kAbsorbTokens] = {};
    if (head < a.heads) absorb::project<type, transposed>(a, head, tokens, x, x_stride, sums);
    for (int n = 0; n < kAbsorbTokens; ++n) partial[n][threadIdx.x / kWarp][threadIdx.x % kWarp] = sums[n];
    __syncthreads();

    const std::size_t group_size = std::size_t(kHeadTile) * a.columns;
    for (int n = 0; n < tokens; ++n) {
        const std::size_t group = std::size_t(first_token + n) * (gridDim.y / kHeadTile) + head / kHeadTile;
        std::uint16_t* query = a.queries + group * group_size;
        const int c = threadIdx.x;
        if (c < kAbsorbColumns && first + c < a.rank) {
            float sum = 0;
            for (int warp = c / kWarp; warp < kWarps; warp += 2) sum += partial[n][warp][c % kWarp];
            query[query_place(head % kHeadTile, first + c)] = float_to_half(within_half(sum * a.scale));
        }
        if (blockIdx.x == 0) absorb::copy_rest(a, head, first_token + n, a.rank, a.columns, query);
    }
}

}  // namespace engine::cuda
