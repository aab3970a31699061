// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/backend/cuda/weight_row.cuh"

// Rows of a weight times activations, a row by one warp. A product is summed in an order that depends on the row's
// length, its type and `slices` only: equal rows give equal bits, whatever else is multiplied beside them.
namespace engine::cuda {

/// One row of Rows. Pointers are aligned as its numbers' groups of 32 are where cols is a multiple of 32.
struct Activations {
    const float* x = nullptr;
    const std::int8_t* values = nullptr;
    const float* scales = nullptr;
    const float* half_sums = nullptr;
};

__device__ inline Activations activations_of(const Rows& rows, int row)
{
    const std::int64_t first = std::int64_t(row) * rows.cols;
    if (!rows.rounded.values) return {rows.x + first};
    return {rows.x + first, rows.rounded.values + first, rows.rounded.scales + first / 32,
            rows.rounded.half_sums + first / 16};
}

__device__ inline WeightRow row_of(const Matrix& w, int row)
{
    const int blocks = (w.cols + kScaleBlock - 1) / kScaleBlock;
    return {w.data + row * w.row_bytes, w.block_scales + std::int64_t(row / kScaleBlock) * blocks, w.cols};
}

/// What a warp has asked memory for stays asked for above here: left to itself the compiler asks, waits and asks again.
__device__ inline void loads_first() { __syncwarp(); }

/// Four neighbours of a float type.
template <WeightType type>
struct Four {
    static constexpr int kBytes = format_of(type).bytes;
    Words<kBytes, 4 * kBytes> words;

    /// Zeros, read from there all the same, when not valid.
    __device__ void load(const std::byte* p, bool valid)
    {
        words.load(p);
        for (std::uint32_t& word : words.read) word = valid ? word : 0;
    }
    /// F8_E4M3 without its scale.
    __device__ float operator[](int i) const
    {
        if constexpr (type == WeightType::F32) return __uint_as_float(words[i]);
        if constexpr (type == WeightType::F16) return half_number(std::uint16_t(words[i / 2] >> 16 * (i % 2)));
        if constexpr (type == WeightType::BF16) return bf16_number(std::uint16_t(words[i / 2] >> 16 * (i % 2)));
        if constexpr (type == WeightType::F8_E4M3) return e4m3_number(words[0] >> 8 * i & 0xFF);
    }
};

/// Adds this lane's share. Four numbers at a time, so that a warp reads its activations in one straight line; as many
/// loads are under way as hide the memory's latency.
template <WeightType type, int rows, int tokens>
__device__ void add_fours(const WeightRow (&w)[rows], const Activations (&x)[tokens], float (&sums)[rows][tokens],
                          int slice, int slices)
{
    constexpr int kBytes = format_of(type).bytes, kUnderWay = (tokens > 1 || kBytes == 4 ? 4 : 8) / rows;
    const int cols = w[0].cols, step = 4 * kWarp * slices;
    const int lane = 4 * int(threadIdx.x % kWarp);
    for (int start = 4 * kWarp * slice; start < cols; start += kUnderWay * step) {
        const int begin = start + lane;
        Four<type> fours[kUnderWay][rows];
        for (int i = 0; i < kUnderWay; ++i) {
            const int c = min(begin + i * step, cols - 4);
            const bool valid = c == begin + i * step;
            for (int r = 0; r < rows; ++r) fours[i][r].load(w[r].data + std::int64_t(c) * kBytes, valid);
        }
        loads_first();
        for (int i = 0; i < kUnderWay; ++i) {
            const int c = min(begin + i * step, cols - 4);
            for (int n = 0; n < tokens; ++n) {
                const float4 input = *reinterpret_cast<const float4*>(x[n].x + c);
                const float inputs[4] = {input.x, input.y, input.z, input.w};
                for (int r = 0; r < rows; ++r)
                    for (int k = 0; k < 4; ++k) {
                        float weight = fours[i][r][k];
                        if constexpr (type == WeightType::F8_E4M3)
                            weight = product_of(weight, w[r].scales[c / kScaleBlock]);
                        sums[r][n] = multiply_add(weight, inputs[k], sums[r][n]);
                    }
            }
        }
    }
}

template <WeightType type, int rows, int tokens>
__device__ void add_ones(const WeightRow (&w)[rows], const Activations (&x)[tokens], float (&sums)[rows][tokens],
                         int slice, int slices)
{
    for (int c = int(threadIdx.x % kWarp) + kWarp * slice; c < w[0].cols; c += kWarp * slices)
        for (int r = 0; r < rows; ++r) {
            const float weight = number<type>(w[r], c);
            for (int n = 0; n < tokens; ++n) sums[r][n] = multiply_add(weight, x[n].x[c], sums[r][n]);
        }
}

__device__ inline RoundedPart rounded_part(const Activations& x, int part)
{
    Words<8, 16> values;
    Words<2, 8> half_sums;
    values.load(reinterpret_cast<const std::byte*>(x.values + kPart * part));
    half_sums.load(reinterpret_cast<const std::byte*>(x.half_sums + 2 * part));
    RoundedPart out;
    for (int i = 0; i < 8; ++i) out.values[i] = values[i];
    for (int half = 0; half < 2; ++half) out.half_sums[half] = __uint_as_float(half_sums[half]);
    out.scale = x.scales[part];
    return out;
}

template <WeightType type, int rows, int tokens>
__device__ void add_parts(const WeightRow (&w)[rows], const Activations (&x)[tokens], float (&sums)[rows][tokens],
                          int slice, int slices)
{
    constexpr int kUnderWay = rows * tokens == 1 && sizeof(typename Format<type>::Raw) <= 64 ? 2 : 1;
    const int parts = w[0].cols / kPart, step = kWarp * slices, lane = int(threadIdx.x % kWarp);
    for (int start = kWarp * slice; start < parts; start += kUnderWay * step) {
        typename Format<type>::Raw raw[kUnderWay][rows];
        for (int i = 0; i < kUnderWay; ++i)
            for (int r = 0; r < rows; ++r)
                raw[i][r] = read_part<type>(w[r], min(start + i * step + lane, parts - 1));
        loads_first();
        for (int i = 0; i < kUnderWay; ++i) {
            const int part = start + i * step + lane;
            if (part >= parts) break;
            Part unpacked[rows];
            for (int r = 0; r < rows; ++r) unpack_part<type>(raw[i][r], part, unpacked[r]);
            for (int n = 0; n < tokens; ++n) {
                const RoundedPart input = rounded_part(x[n], part);
                for (int r = 0; r < rows; ++r) sums[r][n] = sum_of(sums[r][n], part_product<type>(unpacked[r], input));
            }
        }
    }
}

/// Rows of equal length and one type times tokens' activations: sums[r][n] = w[r] . x[n] for every lane of the warp,
/// or slice `slice` of `slices` of the sum, when several warps share a row. Whole warps call it.
template <WeightType type, int rows, int tokens>
__device__ void row_products(const WeightRow (&w)[rows], const Activations (&x)[tokens], float (&sums)[rows][tokens],
                             int slice = 0, int slices = 1)
{
    for (auto& of_row : sums)
        for (float& sum : of_row) sum = 0;
    if constexpr (!is_float(type)) {
        add_parts<type>(w, x, sums, slice, slices);
    } else {
        // Only where four numbers lie aligned in every row; x may be a piece of some longer row.
        bool fours = w[0].cols % 4 == 0;
        for (int n = 0; n < tokens; ++n) fours = fours && reinterpret_cast<std::uintptr_t>(x[n].x) % 16 == 0;
        if (fours)
            add_fours<type>(w, x, sums, slice, slices);
        else
            add_ones<type>(w, x, sums, slice, slices);
    }
    for (auto& of_row : sums)
        for (float& sum : of_row) sum = warp_sum(sum);
}

/// The same where only a kernel finds out the type; it is the same in the whole warp.
template <int rows, int tokens, std::size_t candidate = 0>
__device__ void row_products_of(WeightType type, const WeightRow (&w)[rows], const Activations (&x)[tokens],
                                float (&sums)[rows][tokens], int slice = 0, int slices = 1)
{
    if (std::size_t(type) == candidate)
        row_products<WeightType(candidate)>(w, x, sums, slice, slices);
    else if constexpr (candidate + 1 < block_formats.size())
        row_products_of<rows, tokens, candidate + 1>(type, w, x, sums, slice, slices);
}

/// row . x
template <WeightType type>
__device__ float row_product(const WeightRow& row, const Activations& x)
{
    float sum[1][1];
    row_products<type, 1, 1>({row}, {x}, sum);
    return sum[0][0];
}

}  // namespace engine::cuda
