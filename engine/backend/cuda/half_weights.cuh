// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/latent.cuh"
#include "engine/backend/cuda/weight_tile.cuh"

namespace engine::cuda {

/// Weights of all heads as half precision [H, rows, pitch], zero behind the rank: what the matrix units take, whatever
/// the checkpoint keeps them as.
struct HalfWeights {
    Matrix weights;
    int rows_of_head, first_row;  // in `weights`: of one head, and of those wanted among them
    std::uint16_t* out;
    int heads, rows, rank, pitch;
};

constexpr int kConvertThreads = 256;

namespace half_weights {

/// Eight neighbours that a lane has.
__device__ inline void write_run(const float* from, std::uint16_t* to)
{
    uint4 packed;
    std::uint32_t* words = &packed.x;
    for (int i = 0; i < 4; ++i) words[i] = pack_half(within_half(from[2 * i]), within_half(from[2 * i + 1]));
    *reinterpret_cast<uint4*>(to) = packed;
}

}  // namespace half_weights

/// A 32 x 32 tile of the output by each warp. Transposed: a head's weights are [rank, rows].
template <WeightType type, bool transposed>
__global__ void __launch_bounds__(kConvertThreads) convert_weights(HalfWeights a)
{
    const int parts = parts_of(a.rank), row_tiles = parts_of(a.rows), lane = threadIdx.x % kWarp;
    const int index = (blockIdx.x * kConvertThreads + threadIdx.x) / kWarp;
    const int head = index / (parts * row_tiles);
    const int row = index / parts % row_tiles * kWarp, column = index % parts * kPart;
    if (head >= a.heads) return;
    WeightTile<type> tile;
    const int first = head * a.rows_of_head + a.first_row;
    if constexpr (transposed) tile.load(a.weights, first + column, min(kWarp, a.rank - column), row / kPart);
    else tile.load(a.weights, first + row, min(kWarp, a.rows - row), column / kPart);

    std::uint16_t* out = a.out + (std::size_t(head) * a.rows + row) * a.pitch + column;
    const int rows = min(kWarp, a.rows - row), columns = min(kPart, a.pitch - column);
    constexpr bool lanes_have_rows = is_float(type) == transposed;
    if constexpr (lanes_have_rows) {
#pragma unroll
        for (int i = 0; i < kPart; i += 8)
            if (lane < rows && i < columns) half_weights::write_run(tile.at + i, out + std::size_t(lane) * a.pitch + i);
    } else {
#pragma unroll
        for (int i = 0; i < kWarp; ++i)
            if (i < rows && lane < columns)
                out[std::size_t(i) * a.pitch + lane] = float_to_half(within_half(tile.at[i]));
    }
}

}  // namespace engine::cuda
