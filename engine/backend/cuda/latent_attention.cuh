// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/latent.cuh"

#include <limits>

// Attention of absorbed queries over the latent cache: every cached row is read once by a block, for sixteen heads, as
// key and as value. The positions are split over blocks whose results are merged by whoever needs them (merge_splits).
namespace engine::cuda {

constexpr int kHeadTile = 16;  // heads of a block: rows of one product of the matrix units
constexpr int kRowTile = 32;   // cached rows in shared memory at a time, and the unit of splitting

/// Heads in whole groups.
__host__ __device__ constexpr int filled_heads(int heads) { return (heads + kHeadTile - 1) / kHeadTile * kHeadTile; }

struct LatentAttention {
    const Step* step;
    const uint4* queries;        // [T, groups, columns/16, 32 lanes], see query_place
    const std::uint16_t* cache;  // [capacity, stride]
    float* mixed;                // [T, groups*16, splits, rank] not yet divided by the sums
    float2* sums;                // [T, groups*16, splits] x: the largest score; y: sum of exp2(score - x)
    int first_token;             // of the batch
    int stride, columns, rank;   // R+dr, R, both rounded up to 16
    int splits;
};

/// Where an absorbed query's number lies among the 16-bit numbers of a group of sixteen heads, so that each lane reads
/// what mma_half wants of it as one uint4 per sixteen columns.
__device__ inline int query_place(int head, int column)
{
    const int k = column % 16, lane = head % 8 * 4 + k % 8 / 2, part = head / 8 + k / 8 * 2;
    return ((column / 16 * 32 + lane) * 4 + part) * 2 + k % 2;
}

/// The tiles of `visible` cached rows that each split takes; the first `used` splits have some.
struct Split {
    int each, tiles, used;

    __device__ Split(int visible, int splits)
        : tiles((visible + kRowTile - 1) / kRowTile)
    {
        each = (tiles + splits - 1) / splits;
        used = (tiles + each - 1) / each;
    }
};

namespace latent_attention {

constexpr int kThreads = 256;
constexpr int kSteps = kLargestLatent / 16 / 4;       // products of one of the four warps that share some rows
constexpr int kTiles = kLargestRank / 16 / 8;         // of sixteen columns that each of eight warps mixes
constexpr int kScorePitch = 36;                       // floats: rows fall into different banks
constexpr int kPartials = 4 * kHeadTile * kScorePitch;
constexpr int kWeightPitch = kRowTile + 8;            // 16-bit numbers

/// 16-bit numbers from row to row in shared memory: an odd number of 16-byte pieces.
__host__ __device__ constexpr int pitch_of(int columns) { return columns + 8; }

constexpr std::size_t shared_bytes(int columns, int buffers)
{
    return (std::size_t(buffers) * kRowTile * std::size_t(pitch_of(columns)) + kHeadTile * kWeightPitch) * 2 +
           (kPartials + kHeadTile) * 4;
}

__device__ inline void load_tile(const LatentAttention& a, int tile, int visible, std::uint16_t* rows)
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32, pitch = pitch_of(a.columns);
    for (int r = warp; r < kRowTile; r += kThreads / 32) {
        const int position = tile * kRowTile + r;
        for (int column = lane * 8; column < a.columns; column += 32 * 8) {
            const bool valid = position < visible && column < a.stride;
            const std::size_t from = valid ? std::size_t(position) * a.stride + column : 0;
            copy_16(rows + r * pitch + column, a.cache + from, valid);
        }
    }
    copies_commit();
}

/// A warp's quarter of the columns of sixteen rows' scores: [head, row] of its part of `partials`.
__device__ inline void score(const std::uint32_t (&query)[kSteps][4], int first_step, int steps,
                             const std::uint16_t* rows, int pitch, float* partials)
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32, row = warp % 2 * 16;
    const std::uint16_t* key = rows + (row + lane / 16 * 8 + lane % 8) * pitch + first_step * 16 + lane / 8 % 2 * 8;
    float sums[2][4] = {};
#pragma unroll
    for (int i = 0; i < kSteps; ++i) {
        if (i >= steps) break;
        std::uint32_t k[4];
        load_matrices(k, key + i * 16);
        mma_half(sums[0], query[i], {k[0], k[1]});
        mma_half(sums[1], query[i], {k[2], k[3]});
    }
    for (int half = 0; half < 2; ++half) {
        float* to = partials + (warp / 2 * kHeadTile + lane / 4 + half * 8) * kScorePitch + row + lane % 4 * 2;
        for (int n = 0; n < 2; ++n)
            *reinterpret_cast<float2*>(to + n * 8) = {sums[n][half * 2], sums[n][half * 2 + 1]};
    }
}

struct Softmax {
    float largest = -std::numeric_limits<float>::infinity(), sum = 0;
};

/// One head's weights of a tile, a row per lane, from the four partial scores; returns what earlier sums are worth now.
__device__ inline float soften(Softmax& state, const float* partials, bool visible, std::uint16_t* weights)
{
    const int lane = threadIdx.x % 32;
    constexpr int kPart = kHeadTile * kScorePitch;
    const float score = ((partials[lane] + partials[lane + kPart]) + partials[lane + 2 * kPart]) +
                        partials[lane + 3 * kPart];
    const float seen = visible ? score : -std::numeric_limits<float>::infinity();
    const float largest = fmaxf(state.largest, warp_max(seen));
    const float factor = exp2f(state.largest - largest);
    const std::uint16_t weight = float_to_half(exp2f(seen - largest));
    weights[lane] = weight;
    state.sum = state.sum * factor + warp_sum(half_to_float(weight));
    state.largest = largest;
    return factor;
}

/// out = factor * out + weights * rows for a warp's columns; out[i] are sixteen columns of all heads.
__device__ inline void mix(float (&out)[kTiles][2][4], const std::uint16_t* weights, const float* factors,
                           const std::uint16_t* rows, int pitch, int rank)
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
    const float factor[2] = {factors[lane / 4], factors[lane / 4 + 8]};
    std::uint32_t w[2][4];
    for (int k = 0; k < 2; ++k) load_matrices(w[k], weights + lane % 16 * kWeightPitch + k * 16 + lane / 16 * 8);
#pragma unroll
    for (int i = 0; i < kTiles; ++i) {
        const int column = (warp + i * 8) * 16;
        if (column >= rank) break;
        for (int n = 0; n < 2; ++n)
            for (int j = 0; j < 4; ++j) out[i][n][j] *= factor[j / 2];
        for (int k = 0; k < 2; ++k) {
            std::uint32_t v[4];
            load_matrices_transposed(v, rows + (k * 16 + lane % 16) * pitch + column + lane / 16 * 8);
            mma_half(out[i][0], w[k], {v[0], v[1]});
            mma_half(out[i][1], w[k], {v[2], v[3]});
        }
    }
}

__device__ inline void store(const LatentAttention& a, const float (&out)[kTiles][2][4], const Softmax (&heads)[2])
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
    const std::size_t first = (std::size_t(blockIdx.z) * gridDim.y + blockIdx.y) * kHeadTile;
    const auto place = [&](int head) { return (first + head) * a.splits + blockIdx.x; };
    if (lane < 2) {
        const Softmax& s = lane ? heads[1] : heads[0];
        a.sums[place(2 * warp + lane)] = {s.largest, s.sum};
    }
#pragma unroll
    for (int i = 0; i < kTiles; ++i) {
        const int column = (warp + i * 8) * 16;
        if (column >= a.rank) break;
        for (int half = 0; half < 2; ++half) {
            float* to = a.mixed + place(lane / 4 + half * 8) * a.rank + column + lane % 4 * 2;
            for (int n = 0; n < 2; ++n)
                *reinterpret_cast<float2*>(to + n * 8) = {out[i][n][half * 2], out[i][n][half * 2 + 1]};
        }
    }
}

}  // namespace latent_attention

/// Grid [splits, groups of heads, tokens]. Eight warps: scores are made by four for each half of a tile's rows, each
/// over a quarter of the columns; weights by each warp for two heads; sums by each for its columns of the latents.
template <int buffers>
__global__ void __launch_bounds__(latent_attention::kThreads, 2) attend_latents(LatentAttention a)
{
    using namespace latent_attention;
    const int visible = a.step->first_position + a.first_token + int(blockIdx.z) + 1;
    const Split split(visible, a.splits);
    const int begin = blockIdx.x * split.each, end = min(begin + split.each, split.tiles);
    if (begin >= end) return;

    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32, pitch = pitch_of(a.columns);
    const int tile_size = kRowTile * pitch;
    auto* const tiles = dynamic_shared<std::uint16_t>();
    std::uint16_t* const weights = tiles + buffers * tile_size;
    auto* const partials = reinterpret_cast<float*>(weights + kHeadTile * kWeightPitch);
    float* const factors = partials + kPartials;
    load_tile(a, begin, visible, tiles);

    const int all_steps = a.columns / 16, quarter = (all_steps + 3) / 4, first_step = warp / 2 * quarter;
    const int steps = min(quarter, all_steps - first_step);
    const std::size_t group = std::size_t(blockIdx.z) * gridDim.y + blockIdx.y;
    const uint4* queries = a.queries + (group * all_steps + first_step) * 32;
    std::uint32_t query[kSteps][4];
#pragma unroll
    for (int i = 0; i < kSteps; ++i) {
        if (i >= steps) break;
        const uint4 q = queries[i * 32 + lane];
        query[i][0] = q.x, query[i][1] = q.y, query[i][2] = q.z, query[i][3] = q.w;
    }
    float out[kTiles][2][4] = {};
    Softmax heads[2];
    for (int tile = begin; tile < end; ++tile) {
        std::uint16_t* const rows = tiles + (tile - begin) % buffers * tile_size;
        copies_wait<0>();
        __syncthreads();
        if (buffers == 2 && tile + 1 < end) load_tile(a, tile + 1, visible, tiles + (tile + 1 - begin) % 2 * tile_size);
        score(query, first_step, steps, rows, pitch, partials);
        __syncthreads();
        for (int i = 0; i < 2; ++i) {
            const int head = 2 * warp + i;
            const float factor = soften(heads[i], partials + head * kScorePitch, tile * kRowTile + lane < visible,
                                        weights + head * kWeightPitch);
            if (lane == 0) factors[head] = factor;
        }
        __syncthreads();
        mix(out, weights, factors, rows, pitch, a.rank);
        if (buffers == 1 && tile + 1 < end) {
            __syncthreads();
            load_tile(a, tile + 1, visible, tiles);
        }
    }
    store(a, out, heads);
}

}  // namespace engine::cuda
