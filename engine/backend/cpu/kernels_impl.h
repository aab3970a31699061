// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cpu/kernels.h"

#include <cstring>

// Included by one file per instruction set, each compiled with its own flags. Everything here is a template of
// that file's vector type and has internal linkage, so no code of one instruction set can stand in for another's.
namespace engine::cpu {
namespace {

struct F32 {
    static constexpr int kBytes = 4;
    static float scalar(const std::byte* p)
    {
        float value;
        std::memcpy(&value, p, 4);
        return value;
    }
};

struct BF16 {
    static constexpr int kBytes = 2;
    static float scalar(const std::byte* p)
    {
        std::uint16_t half;
        std::memcpy(&half, p, 2);
        const std::uint32_t bits = std::uint32_t(half) << 16;
        float value;
        std::memcpy(&value, &bits, 4);
        return value;
    }
};

struct F16 {
    static constexpr int kBytes = 2;
    /// Widening by exponent arithmetic: the multiplication by 2^112 makes subnormals right as well.
    static float scalar(const std::byte* p)
    {
        std::uint16_t half;
        std::memcpy(&half, p, 2);
        const std::uint32_t magnitude = half & 0x7FFFu;
        std::uint32_t bits = magnitude << 13;
        float value;
        std::memcpy(&value, &bits, 4);
        value *= 0x1p112f;
        if (magnitude >= 0x7C00u) {
            bits = 0x7F800000u | (magnitude << 13);
            std::memcpy(&value, &bits, 4);
        }
        return (half & 0x8000u) ? -value : value;
    }
};

/// R rows from `row` on times N tokens, sums held in registers. x[n] and y[n] belong to token n.
template <class V, class E, int R, int N>
void tile(const RowBlock& w, int row, const float* const* x, float* const* y)
{
    typename V::Reg sums[R][N];
    for (auto& line : sums)
        for (auto& sum : line) sum = V::zero();
    const std::byte* lines[R];
    for (int r = 0; r < R; ++r) lines[r] = w.base + (row + r) * w.stride;

    int c = 0;
    for (; c + V::kWidth <= w.cols; c += V::kWidth) {
        typename V::Reg weights[R];
        for (int r = 0; r < R; ++r) weights[r] = V::load(E{}, lines[r] + std::int64_t(c) * E::kBytes);
        for (int n = 0; n < N; ++n) {
            const auto input = V::load(F32{}, reinterpret_cast<const std::byte*>(x[n] + c));
            for (int r = 0; r < R; ++r) sums[r][n] = V::fma(weights[r], input, sums[r][n]);
        }
    }
    for (int r = 0; r < R; ++r)
        for (int n = 0; n < N; ++n) {
            float sum = V::sum(sums[r][n]);
            for (int i = c; i < w.cols; ++i) sum += E::scalar(lines[r] + std::int64_t(i) * E::kBytes) * x[n][i];
            y[n][row + r] = sum;
        }
}

template <class V, class E, int N>
void all_rows(const RowBlock& w, const float* const* x, float* const* y)
{
    constexpr int kRows = N == 1 ? V::kRowsAlone : V::kRows;
    int row = w.begin;
    for (; row + kRows <= w.end; row += kRows) tile<V, E, kRows, N>(w, row, x, y);
    for (; row < w.end; ++row) tile<V, E, 1, N>(w, row, x, y);
}

template <class V, class E>
void matmul_as(const RowBlock& w, const float* const* x, float* const* y, int tokens)
{
    int t = 0;
    for (; t + V::kTokens <= tokens; t += V::kTokens) all_rows<V, E, V::kTokens>(w, x + t, y + t);
    for (; t < tokens; ++t) all_rows<V, E, 1>(w, x + t, y + t);
}

template <class V, class E>
void combine_as(const RowBlock& w, const float* coefficients, float* y)
{
    constexpr int kSpan = 4;  // vectors of y kept in registers while walking down the rows
    int c = 0;
    for (; c + kSpan * V::kWidth <= w.cols; c += kSpan * V::kWidth) {
        typename V::Reg sums[kSpan];
        for (auto& sum : sums) sum = V::zero();
        for (int r = w.begin; r < w.end; ++r) {
            const auto factor = V::broadcast(coefficients[r - w.begin]);
            const std::byte* line = w.base + r * w.stride + std::int64_t(c) * E::kBytes;
            for (int s = 0; s < kSpan; ++s)
                sums[s] = V::fma(V::load(E{}, line + s * V::kWidth * E::kBytes), factor, sums[s]);
        }
        for (int s = 0; s < kSpan; ++s) V::store(y + c + s * V::kWidth, sums[s]);
    }
    for (; c < w.cols; ++c) {
        float sum = 0;
        for (int r = w.begin; r < w.end; ++r)
            sum += coefficients[r - w.begin] * E::scalar(w.base + r * w.stride + std::int64_t(c) * E::kBytes);
        y[c] = sum;
    }
}

template <class V>
void matmul(const RowBlock& w, const float* const* x, float* const* y, int tokens)
{
    switch (w.type) {
    case WeightType::F32: return matmul_as<V, F32>(w, x, y, tokens);
    case WeightType::F16: return matmul_as<V, F16>(w, x, y, tokens);
    case WeightType::BF16: return matmul_as<V, BF16>(w, x, y, tokens);
    }
}

template <class V>
void combine(const RowBlock& w, const float* coefficients, float* y)
{
    switch (w.type) {
    case WeightType::F32: return combine_as<V, F32>(w, coefficients, y);
    case WeightType::F16: return combine_as<V, F16>(w, coefficients, y);
    case WeightType::BF16: return combine_as<V, BF16>(w, coefficients, y);
    }
}

}  // namespace
}  // namespace engine::cpu
