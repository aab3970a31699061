// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/latent.cuh"

// Keys and values of every head for a range of cached positions, as half precision.
namespace engine::cuda {

struct ExpandLatents {
    const std::uint16_t* cache;                        // [capacity, stride]
    const std::uint16_t *key_weights, *value_weights;  // [H, dn, rank], [H, dv, rank]
    std::uint16_t *keys, *values;  // [H, room, key_pitch], [H, room, value_pitch], zeros behind what there is
    int first_position, positions, room;
    int stride, rank, true_rank;  // rank is rounded up to 16
    int nope, rope, value_dim, key_pitch, value_pitch;
};

namespace expand_latents {

constexpr int kThreads = 256, kPositions = 128, kOutputs = 64, kDepth = 64;
constexpr int kPitch = kDepth + 8;
constexpr int kTile = (kPositions + kOutputs) * kPitch;
constexpr std::size_t kShared = 2 * kTile * sizeof(std::uint16_t);

__host__ __device__ constexpr int output_tiles(int rows) { return (rows + kOutputs - 1) / kOutputs; }

/// Some columns of the latents and of the weights' rows.
__device__ inline void load(const ExpandLatents& a, const std::uint16_t* weights, int rows, int depth,
                            std::uint16_t* tile)
{
    const int first = blockIdx.x * kPositions, column = depth + threadIdx.x % 8 * 8;
    for (int r = threadIdx.x / 8; r < kPositions + kOutputs; r += kThreads / 8) {
        const bool latent = r < kPositions;
        const int row = latent ? first + r : r - kPositions;
        const bool valid = latent ? row < a.positions && column < min(a.rank, a.stride) : row < rows && column < a.rank;
        const std::uint16_t* from = latent ? a.cache + std::size_t(a.first_position + row) * a.stride
                                           : weights + std::size_t(row) * a.rank;
        copy_16(tile + r * kPitch + threadIdx.x % 8 * 8, valid ? from + column : a.cache, valid);
    }
    copies_commit();
}

/// A warp's 32 x 32 products of some columns.
__device__ inline void multiply(const std::uint16_t* tile, float (&sums)[2][4][4])
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
    const std::uint16_t* latents = tile + (warp / 2 * 32 + lane % 16) * kPitch + lane / 16 * 8;
    const std::uint16_t* weights =
        tile + (kPositions + warp % 2 * 32 + lane / 16 * 8 + lane % 8) * kPitch + lane / 8 % 2 * 8;
    for (int k = 0; k < kDepth; k += 16) {
        std::uint32_t c[2][4], w[2][4];
        for (int i = 0; i < 2; ++i) {
            load_matrices(c[i], latents + i * 16 * kPitch + k);
            load_matrices(w[i], weights + i * 16 * kPitch + k);
        }
        for (int m = 0; m < 2; ++m)
            for (int n = 0; n < 4; ++n) mma_half(sums[m][n], c[m], {w[n / 2][n % 2 * 2], w[n / 2][n % 2 * 2 + 1]});
    }
}

/// Columns below `columns` of the block's rows of `out` [room, pitch], from column `first` on.
__device__ inline void store(const ExpandLatents& a, const float (&sums)[2][4][4], std::uint16_t* out, int pitch,
                             int first, int columns)
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
    for (int m = 0; m < 2; ++m)
        for (int n = 0; n < 4; ++n)
            for (int half = 0; half < 2; ++half) {
                const int position = blockIdx.x * kPositions + warp / 2 * 32 + m * 16 + half * 8 + lane / 4;
                const int column = first + warp % 2 * 32 + n * 8 + lane % 4 * 2;
                const float low = within_half(sums[m][n][half * 2]), high = within_half(sums[m][n][half * 2 + 1]);
                std::uint16_t* to = out + std::size_t(position) * pitch + column;
                if (position >= a.positions) continue;
                if (column + 1 < columns) *reinterpret_cast<std::uint32_t*>(to) = pack_half(low, high);
                else if (column < columns) *to = float_to_half(low);
            }
}

/// Behind a head's own part of its keys: the rotated part, which all heads share, then zeros.
__device__ inline void copy_rotated(const ExpandLatents& a, std::uint16_t* keys)
{
    for (int r = threadIdx.x / 32; r < kPositions; r += kThreads / 32) {
        const int position = blockIdx.x * kPositions + r;
        if (position >= a.positions) return;
        const std::uint16_t* k_pe = a.cache + std::size_t(a.first_position + position) * a.stride + a.true_rank;
        for (int i = threadIdx.x % 32; i < a.key_pitch - a.nope; i += 32)
            keys[std::size_t(position) * a.key_pitch + a.nope + i] = i < a.rope ? k_pe[i] : 0;
    }
}

}  // namespace expand_latents

/// Grid [128 positions each, tiles of a head's keys and then values, heads].
__global__ void __launch_bounds__(expand_latents::kThreads, 2) expand_keys_and_values(ExpandLatents a)
{
    using namespace expand_latents;
    auto* const tiles = dynamic_shared<std::uint16_t>();
    const int head = blockIdx.z, key_tiles = output_tiles(a.nope), tile = blockIdx.y;
    const bool keys = tile < key_tiles;
    const int first = (keys ? tile : tile - key_tiles) * kOutputs, rows = keys ? a.nope : a.value_dim;
    const std::uint16_t* weights = keys ? a.key_weights : a.value_weights;
    weights += (std::size_t(head) * rows + first) * a.rank;
    float sums[2][4][4] = {};
    load(a, weights, rows - first, 0, tiles);
    for (int depth = 0, i = 0; depth < a.rank; depth += kDepth, ++i) {
        copies_wait<0>();
        __syncthreads();
        if (depth + kDepth < a.rank) load(a, weights, rows - first, depth + kDepth, tiles + (i + 1) % 2 * kTile);
        multiply(tiles + i % 2 * kTile, sums);
    }
    std::uint16_t* const head_keys = a.keys + std::size_t(head) * a.room * a.key_pitch;
    if (keys) store(a, sums, head_keys, a.key_pitch, first, a.nope);
    else store(a, sums, a.values + std::size_t(head) * a.room * a.value_pitch, a.value_pitch, first, a.value_pitch);
    if (tile == 0) copy_rotated(a, head_keys);
}

}  // namespace engine::cuda
