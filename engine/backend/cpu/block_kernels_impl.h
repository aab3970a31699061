// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cpu/block_formats_impl.h"
#include "engine/backend/cpu/kernels.h"

// Included by one file per instruction set, like kernels_impl.h. Besides what the formats ask for, V has
//   Ints   dot<is_signed>(values, x)      32 products summed within each half at least
//   Floats add<group>(sum, ints, f, j)    sum + f[j] * ints; for groups of 16 each half has its f[j], f[j + 1]
//   Floats doubled(v, half)               every number of a half of v twice
namespace engine::cpu {
namespace {

[[maybe_unused]] void quantize(const float* x, int begin, int end, const Int8Row& out)
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

/// The factors of one run's groups for every token; adds up in `shifts` what to take away in the end because stored
/// values are shifted by kZero and b.
template <class V, class F, int N>
[[gnu::always_inline]] inline void run_factors(const std::byte* run, int parts, const Int8Row* x, int column,
                                               typename V::Floats (*factors)[32 / F::kGroup],
                                               typename V::Floats* shifts)
{
    constexpr int kVectors = 32 / F::kGroup;
    typename V::Floats a[kVectors], b[kVectors];
    F::template scales<V>(run, parts, a, b);
    if constexpr (F::kZero != 0)
        for (int v = 0; v < kVectors; ++v) b[v] = V::mul(a[v], V::broadcast(F::kZero));
    for (int n = 0; n < N; ++n) {
        const auto scales = V::load(x[n].scales + column / 32, parts);
        for (int v = 0; v < kVectors; ++v)
            factors[n][v] = V::mul(a[v], kVectors == 1 ? scales : V::doubled(scales, v));
        if constexpr (F::kZero == 0 && !F::kOffset) continue;
        const float* sums = kVectors == 1 ? x[n].sums + column / 32 : x[n].half_sums + column / 16;
        for (int v = 0; v < kVectors; ++v) shifts[n] = V::fma(b[v], V::load(sums + 8 * v, parts), shifts[n]);
    }
}

constexpr int kAhead = 2048;  // bytes asked for in advance; alone, the processor looks too little ahead

/// One row times N tokens. Rows go one by one, so that memory is read in one straight line.
template <class V, class F, int N>
void multiply_row(const RowBlock& w, int row, const Int8Row* x, float* const* y)
{
    typename V::Floats even[N], odd[N], shifts[N];  // sums of even and of odd parts: two short chains
    for (int n = 0; n < N; ++n) even[n] = odd[n] = shifts[n] = V::broadcast(0);

    const std::byte* run = w.base + row * w.stride;
    for (int column = 0; column < w.cols; column += F::kRun, run += F::kRunBytes) {
        for (int line = 0; line < F::kRunBytes; line += 64) __builtin_prefetch(run + kAhead + line);
        const int parts = F::kElements == F::kRun || w.cols - column >= F::kRun ? 8 : (w.cols - column) / 32;
        typename V::Floats factors[N][32 / F::kGroup];
        run_factors<V, F, N>(run, parts, x, column, factors, shifts);
        const auto add_part = [&](int j) __attribute__((always_inline)) {
            const auto values = F::template values<V>(run, j);
            for (int n = 0; n < N; ++n) {
                const auto ints = V::template dot<F::kSigned>(values, V::load(x[n].values + column + 32 * j));
                auto& sum = j % 2 == 0 ? even[n] : odd[n];
                if constexpr (F::kGroup == 32)
                    sum = V::template add<32>(sum, ints, factors[n][0], j);
                else
                    sum = V::template add<16>(sum, ints, factors[n][j / 4], 2 * (j % 4));
            }
        };
        if (parts == 8) {
#pragma GCC unroll 8
            for (int j = 0; j < 8; ++j) add_part(j);
        } else {
            for (int j = 0; j < parts; ++j) add_part(j);
        }
    }
    for (int n = 0; n < N; ++n) y[n][row] = V::total(even[n]) + V::total(odd[n]) - V::total(shifts[n]);
}

template <class V, class F, int N>
void multiply_rows(const RowBlock& w, const Int8Row* x, float* const* y)
{
    for (int row = w.begin; row < w.end; ++row) multiply_row<V, F, N>(w, row, x, y);
}

template <class V, class F>
struct Multiply {
    static void call(const RowBlock& w, const Int8Row* x, float* const* y, int tokens)
    {
        int t = 0;
        for (; t + V::kTokens <= tokens; t += V::kTokens) multiply_rows<V, F, V::kTokens>(w, x + t, y + t);
        for (; t < tokens; ++t) multiply_rows<V, F, 1>(w, x + t, y + t);
    }
};

template <class V, class F>
struct Dequantize {
    static void call(const RowBlock& w, float* out)
    {
        for (int row = w.begin; row < w.end; ++row) {
            const std::byte* run = w.base + row * w.stride;
            for (int column = 0; column < w.cols; column += F::kRun, run += F::kRunBytes) {
                const int parts = w.cols - column >= F::kRun ? 8 : (w.cols - column) / 32;
                alignas(64) float a[16], b[16];
                read_scales(run, parts, a, b);
                for (int j = 0; j < parts; ++j, out += 32) {
                    alignas(64) std::uint8_t values[32];
                    V::store(values, F::template values<V>(run, j));
                    scale(values, a, b, 32 * j / F::kGroup, out);
                    scale(values + 16, a, b, (32 * j + 16) / F::kGroup, out + 16);
                }
            }
        }
    }

private:
    static void read_scales(const std::byte* run, int parts, float* a, float* b)
    {
        typename V::Floats factors[32 / F::kGroup], offsets[32 / F::kGroup];
        F::template scales<V>(run, parts, factors, offsets);
        for (int v = 0; v < 32 / F::kGroup; ++v) {
            V::store(a + 8 * v, factors[v]);
            if constexpr (F::kOffset) V::store(b + 8 * v, offsets[v]);
        }
    }

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
