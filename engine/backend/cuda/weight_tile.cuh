// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/matvec.cuh"

namespace engine::cuda {

/// Lane l gets the sum of all lanes' v[l]: each step halves what is left to add.
template <int step = kWarp / 2>
__device__ __forceinline__ float sum_across(float (&v)[kWarp])
{
    const bool upper = threadIdx.x & step;
#pragma unroll
    for (int i = 0; i < step; ++i) {
        const float mine = upper ? v[i + step] : v[i], other = upper ? v[i] : v[i + step];
        v[i] = mine + __shfl_xor_sync(~0u, other, step);
    }
    if constexpr (step > 1) return sum_across<step / 2>(v);
    return v[0];
}

/// 32 x 32 weights as floats in a warp's registers, zero where the matrix ends. Of float types a lane has a column, so
/// that the warp reads along rows; blocks are taken apart by whole rows of 32, one in each lane.
template <WeightType type>
struct WeightTile {
    float at[kWarp];

    /// Rows [first_row, first_row + rows), at most 32 of them, of columns [32 part, 32 part + 32).
    __device__ __forceinline__ void load(const Matrix& m, int first_row, int rows, int part)
    {
        const int lane = threadIdx.x % kWarp;
        if constexpr (is_float(type)) {
            const int column = part * kPart + lane;
#pragma unroll
            for (int i = 0; i < kWarp; ++i)
                at[i] = i < rows && column < m.cols ? number<type>(row_of(m, first_row + i), column) : 0.0f;
        } else {
            if (lane < rows) return dequantize<type>(row_of(m, first_row + lane), part, at);
            for (float& weight : at) weight = 0;
        }
    }

    /// Lane l: the sum of x[r] * row r, at column l.
    __device__ __forceinline__ float combine(const float* x) const { return is_float(type) ? within(x) : across(x); }
    /// Lane l: row l times x.
    __device__ __forceinline__ float multiply(const float* x) const { return is_float(type) ? across(x) : within(x); }

private:
    __device__ __forceinline__ float within(const float* x) const
    {
        float sum = 0;
#pragma unroll
        for (int i = 0; i < kWarp; ++i) sum += at[i] * x[i];
        return sum;
    }
    __device__ __forceinline__ float across(const float* x) const
    {
        const float mine = x[threadIdx.x % kWarp];
        float products[kWarp];
#pragma unroll
        for (int i = 0; i < kWarp; ++i) products[i] = at[i] * mine;
        return sum_across(products);
    }
};

}  // namespace engine::cuda
