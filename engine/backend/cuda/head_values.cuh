// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/last_block.cuh"
#include "engine/backend/cuda/latent_attention.cuh"
#include "engine/backend/cuda/rounding.cuh"
#include "engine/backend/cuda/weight_tile.cuh"

// What follows attend_latents: the splits' results are merged, and each head's values of the mixed latent are its
// output. Merging and the product with the weights share a launch: a block has some columns of the latent.
namespace engine::cuda {

constexpr int kValueThreads = 256;
constexpr int kValueTokens = 4;    // of a block: its weights are read once for them
constexpr int kValueColumns = 64;  // of a block: latent numbers

struct HeadValues {
    Matrix values;       // kv_b [H*(dn+dv), R], or v_b [H*dv, R]
    int rows_of_head;    // dn+dv, or dv
    int first_row;       // of the values among them
    const Step* step;
    const float* mixed;  // as in LatentAttention
    const float2* sums;
    float* parts;             // [groups of tokens, H, blocks of columns, 4, dv] products with the columns of a block
    unsigned int* finished;   // [groups of tokens, H] blocks of a head, zero before and after
    Rows out;                 // [T, H*dv] of the whole batch
    int first_token, tokens;  // of the batch, of this launch
    int heads, rank, padded_rank, value_dim, splits;
};

namespace head_values {

/// A block's columns of one token's mixed latent, from `used` splits.
__device__ inline void merge(const HeadValues& a, std::size_t head, int used, float* scratch, float* merged)
{
    const int lane = threadIdx.x % kWarp, column = threadIdx.x % kValueColumns, share = threadIdx.x / kValueColumns;
    constexpr int kShares = kValueThreads / kValueColumns;
    const float2* sums = a.sums + head * a.splits;
    float largest = -std::numeric_limits<float>::infinity(), sum = 0;
    for (int s = lane; s < used; s += kWarp) largest = fmaxf(largest, sums[s].x);
    largest = warp_max(largest);
    for (int s = lane; s < used; s += kWarp) sum += sums[s].y * exp2f(sums[s].x - largest);
    sum = warp_sum(sum);

    const int from = blockIdx.x * kValueColumns + column;
    float mixed = 0;
    if (from < a.rank)
#pragma unroll 4
        for (int s = share; s < used; s += kShares)
            mixed += exp2f(sums[s].x - largest) * a.mixed[(head * a.splits + s) * a.padded_rank + from];
    scratch[threadIdx.x] = mixed;
    __syncthreads();
    if (share == 0) {
        for (int i = 1; i < kShares; ++i) mixed += scratch[i * kValueColumns + column];
        merged[column] = from < a.rank ? mixed / sum : 0.0f;
    }
    __syncthreads();
}

/// The rows of one head's values, 32 by 32 weights of a block's columns for each warp: the first tile is on its way
/// while the splits are merged.
template <WeightType type>
struct ValueTiles {
    static constexpr int kStep = kValueThreads / 2;  // rows that all warps have at a time, each of one half
    const HeadValues& a;
    int head_row, half, row;  // of the tile in the head
    WeightTile<type> tile;

    __device__ ValueTiles(const HeadValues& values, int head)
        : a(values),
          head_row(head * a.rows_of_head + a.first_row),
          half(threadIdx.x / kWarp % 2),
          row(threadIdx.x / kWarp / 2 * kWarp)
    {
        load();
    }
    __device__ bool any() const { return int(blockIdx.x) * kValueColumns + half * kPart < a.rank; }
    __device__ void load()
    {
        if (any() && row < a.value_dim)
            tile.load(a.values, head_row + row, min(kWarp, a.value_dim - row), blockIdx.x * 2 + half);
    }
    /// Products of all rows with either half of the block's columns: [tokens, 2, dv up to 32].
    __device__ void multiply(int tokens, const float (&x)[kValueTokens][kValueColumns], float* products)
    {
        const int padded = parts_of(a.value_dim) * kPart;
        for (; row < a.value_dim; row += kStep, load())
            for (int n = 0; n < tokens; ++n)
                products[(n * 2 + half) * padded + row + threadIdx.x % kWarp] =
                    any() ? tile.multiply(x[n] + half * kPart) : 0.0f;
        __syncthreads();
    }
};

/// The head's output for some tokens, once all blocks have brought their parts: sums in the order of the columns.
__device__ inline void finish(const HeadValues& a, const float* parts, int head, int first_token, int tokens)
{
    for (int n = 0; n < tokens; ++n)
        for (int i = threadIdx.x; i < a.value_dim; i += kValueThreads) {
            float sum = 0;
            for (int b = 0; b < int(gridDim.x); ++b) sum += parts[(b * kValueTokens + n) * a.value_dim + i];
            const std::int64_t row = a.first_token + first_token + n, place = row * a.out.cols + head * a.value_dim + i;
            a.out.x[place] = sum;
            if (a.out.rounded.values && a.value_dim % kGroup == 0)  // otherwise heads share groups: rounded elsewhere
                round_group(sum, place / kGroup, a.out.rounded);
        }
}

}  // namespace head_values

/// Grid [columns of the latent, heads, groups of tokens]; shared: [4, 2, dv up to 32].
template <WeightType type>
__global__ void __launch_bounds__(kValueThreads, 2) expand_values(HeadValues a)
{
    __shared__ float scratch[kValueThreads];
    __shared__ float merged[kValueTokens][kValueColumns];
    __shared__ bool last;
    float* const products = dynamic_shared<float>();
    const int head = blockIdx.y, first_token = blockIdx.z * kValueTokens;
    const int tokens = min(kValueTokens, a.tokens - first_token);
    head_values::ValueTiles<type> tiles(a, head);
    for (int n = 0; n < tokens; ++n) {
        const Split split(a.step->first_position + a.first_token + first_token + n + 1, a.splits);
        const std::size_t row = std::size_t(first_token + n) * filled_heads(a.heads) + head;
        head_values::merge(a, row, split.used, scratch, merged[n]);
    }
    tiles.multiply(tokens, merged, products);

    const int block_of_head = blockIdx.z * a.heads + head, padded = parts_of(a.value_dim) * kPart;
    float* parts = a.parts + std::size_t(block_of_head) * gridDim.x * kValueTokens * a.value_dim;
    for (int n = 0; n < tokens; ++n)
        for (int i = threadIdx.x; i < a.value_dim; i += kValueThreads)
            parts[(blockIdx.x * kValueTokens + n) * a.value_dim + i] =
                products[2 * n * padded + i] + products[(2 * n + 1) * padded + i];
    if (finishes_last(a.finished + block_of_head, gridDim.x, last))
        head_values::finish(a, parts, head, first_token, tokens);
}

}  // namespace engine::cuda
