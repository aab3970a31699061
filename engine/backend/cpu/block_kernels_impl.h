// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cpu/block_formats_impl.h"
#include "engine/backend/cpu/kernels.h"

// Included by one file per instruction set, like kernels_impl.h. Besides what the formats ask for, V has
//   Ints dot<is_signed>(values, x)  32 products summed within each half at least
//   Sum  add_scaled(sum, ints, f)   sum + f * ints; with two factors, one per half
namespace engine::cpu {
namespace {

void quantize(const float* x, int begin, int end, const Int8Row& out)
{
    constexpr int kBlock = Int8Row::kBlock;
    for (int first = begin; first < end; first += kBlock) {
        std::uint32_t magnitude = 0;  // of the largest, as bits: these order like the numbers, NaN above all
        for (int i = 0; i < kBlock; ++i) {
            const std::uint32_t bits = std::bit_cast<std::uint32_t>(x[first + i]) & 0x7FFFFFFFu;
            magnitude = bits > magnitude ? bits : magnitude;
        }
        const auto largest = std::bit_cast<float>(magnitude);
        const float scale = largest < 1e-36f ? 0.0f : largest / 127;  // below, 127 / largest is infinite
        const float inverse = scale > 0 ? 127 / largest : 0.0f;
        int sums[2] = {0, 0};
        for (int half = 0; half < 2; ++half)
            for (int i = first + 16 * half; i < first + 16 * half + 16; ++i) {
                const float shifted = x[i] * inverse + 12582912.0f;  // 1.5 * 2^23: rounds to nearest, ties to even
                const auto value = std::int8_t(std::bit_cast<std::int32_t>(shifted) - 0x4B400000);
                out.values[i] = value;
                sums[half] += value;
            }
        const int block = first / kBlock;
        out.scales[block] = scale;
        out.sums[block] = scale * float(sums[0] + sums[1]);
        out.half_sums[2 * block] = scale * float(sums[0]);
        out.half_sums[2 * block + 1] = scale * float(sums[1]);
    }
}

/// What one block contributes to the scaled sums, beside its products: factor of every group for every token,
/// and what to take away because stored values are shifted by kZero and b.
template <class V, class F, int N>
struct BlockScales {
    static constexpr int kGroups = F::kElements / F::kGroup;
    alignas(64) float factors[N][kGroups];

    void read(const std::byte* p, const Int8Row* x, int block, float (*shifts)[kGroups])
    {
        alignas(64) float a[kGroups], b[kGroups];
        F::template scales<V>(p, a, b);
        if constexpr (F::kZero != 0)
            for (int g = 0; g < kGroups; ++g) b[g] = a[g] * float(F::kZero);
        for (int n = 0; n < N; ++n) {
            const float* scales = x[n].scales + block * (F::kElements / 32);
            for (int g = 0; g < kGroups; ++g) factors[n][g] = a[g] * scales[g * F::kGroup / 32];
            if constexpr (F::kZero == 0 && !F::kOffset) continue;
            const float* sums = (F::kGroup == 32 ? x[n].sums : x[n].half_sums) + block * kGroups;
            for (int g = 0; g < kGroups; ++g) shifts[n][g] += b[g] * sums[g];
        }
    }
};

/// R rows from `row` on times N tokens.
template <class V, class F, int R, int N>
void block_tile(const RowBlock& w, int row, const Int8Row* x, float* const* y)
{
    using Scales = BlockScales<V, F, N>;
    typename V::Sum sums[R][N];
    alignas(64) float shifts[R][N][Scales::kGroups] = {};
    for (auto& line : sums)
        for (auto& sum : line) sum = V::zero();
    const std::byte* lines[R];
    for (int r = 0; r < R; ++r) lines[r] = w.base + (row + r) * w.stride;

    const int blocks = w.cols / F::kElements;
    for (int block = 0; block < blocks; ++block)
        for (int r = 0; r < R; ++r) {
            const std::byte* p = lines[r] + std::int64_t(block) * F::kBytes;
            Scales scales;
            scales.read(p, x, block, shifts[r]);
#pragma GCC unroll 8
            for (int j = 0; j < F::kElements / 32; ++j) {
                const auto values = F::template values<V>(p, j);
                for (int n = 0; n < N; ++n) {
                    const auto input = V::load(x[n].values + block * F::kElements + 32 * j);
                    const auto ints = V::template dot<F::kSigned>(values, input);
                    const float* factors = scales.factors[n];
                    if constexpr (F::kGroup == 32)
                        sums[r][n] = V::add_scaled(sums[r][n], ints, factors[j]);
                    else
                        sums[r][n] = V::add_scaled(sums[r][n], ints, factors[2 * j], factors[2 * j + 1]);
                }
            }
        }
    for (int r = 0; r < R; ++r)
        for (int n = 0; n < N; ++n) {
            float shift = 0;
            for (int g = 0; g < Scales::kGroups; ++g) shift += shifts[r][n][g];
            y[n][row + r] = V::total(sums[r][n]) - shift;
        }
}

template <class V, class F, int N>
void block_rows(const RowBlock& w, const Int8Row* x, float* const* y)
{
    constexpr int kRows = N == 1 ? V::kRowsAlone : 1;
    int row = w.begin;
    for (; row + kRows <= w.end; row += kRows) block_tile<V, F, kRows, N>(w, row, x, y);
    for (; row < w.end; ++row) block_tile<V, F, 1, N>(w, row, x, y);
}

template <class V, class F>
struct Multiply {
    static void call(const RowBlock& w, const Int8Row* x, float* const* y, int tokens)
    {
        int t = 0;
        for (; t + V::kTokens <= tokens; t += V::kTokens) block_rows<V, F, V::kTokens>(w, x + t, y + t);
        for (; t < tokens; ++t) block_rows<V, F, 1>(w, x + t, y + t);
    }
};

template <class V, class F>
struct Dequantize {
    static void call(const RowBlock& w, float* out)
    {
        constexpr int kGroups = F::kElements / F::kGroup;
        for (int row = w.begin; row < w.end; ++row) {
            const std::byte* p = w.base + row * w.stride;
            for (int c = 0; c < w.cols; c += F::kElements, p += F::kBytes, out += F::kElements) {
                alignas(64) float a[kGroups], b[kGroups];
                F::template scales<V>(p, a, b);
                for (int j = 0; j < F::kElements / 32; ++j) {
                    alignas(64) std::uint8_t values[32];
                    V::store(values, F::template values<V>(p, j));
                    for (int half = 0; half < 2; ++half)
                        scale(values + 16 * half, a, b, (32 * j + 16 * half) / F::kGroup, out + 32 * j + 16 * half);
                }
            }
        }
    }

private:
    static void scale(const std::uint8_t* values, const float* a, const float* b, int group, float* out)
    {
        for (int i = 0; i < 16; ++i) {
            const int value = F::kSigned ? std::int8_t(values[i]) : values[i] - F::kZero;
            out[i] = a[group] * float(value);
            if constexpr (F::kOffset) out[i] -= b[group];
        }
    }
};

/// Action<V, format of w>::call(w, args...)
template <template <class, class> class Action, class V, class... Args>
void for_format(const RowBlock& w, Args... args)
{
    switch (w.type) {
    case WeightType::Q4_0: return Action<V, Q4_0>::call(w, args...);
    case WeightType::Q4_1: return Action<V, Q4_1>::call(w, args...);
    case WeightType::Q5_0: return Action<V, Q5_0>::call(w, args...);
    case WeightType::Q5_1: return Action<V, Q5_1>::call(w, args...);
    case WeightType::Q8_0: return Action<V, Q8_0>::call(w, args...);
    case WeightType::Q2_K: return Action<V, Q2_K>::call(w, args...);
    case WeightType::Q3_K: return Action<V, Q3_K>::call(w, args...);
    case WeightType::Q4_K: return Action<V, Q4_K>::call(w, args...);
    case WeightType::Q5_K: return Action<V, Q5_K>::call(w, args...);
    case WeightType::Q6_K: return Action<V, Q6_K>::call(w, args...);
    case WeightType::IQ4_NL: return Action<V, IQ4_NL>::call(w, args...);
    case WeightType::IQ4_XS: return Action<V, IQ4_XS>::call(w, args...);
    case WeightType::MXFP4: return Action<V, MXFP4>::call(w, args...);
    default: break;
    }
}

template <class V>
void matmul(const RowBlock& w, const Int8Row* x, float* const* y, int tokens)
{
    for_format<Multiply, V>(w, x, y, tokens);
}

template <class V>
void dequantize(const RowBlock& w, float* out)
{
    for_format<Dequantize, V>(w, out);
}

}  // namespace
}  // namespace engine::cpu
