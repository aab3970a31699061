// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cpu/elements_impl.h"
#include "engine/backend/cpu/kernels.h"

#include <type_traits>

// Included by one file per instruction set, each compiled with its own flags. Everything here is a template of
// that file's vector type and has internal linkage, so no code of one instruction set can stand in for another's.
namespace engine::cpu {
namespace {

/// The scales of one row's blocks, for F8 only.
template <class E>
const float* scales_of(const RowBlock& w, int row)
{
    if constexpr (!std::is_same_v<E, F8>) return nullptr;
    const int blocks = (w.cols + kScaleBlock - 1) / kScaleBlock;
    return w.block_scales + std::int64_t((w.scale_row + row) / kScaleBlock) * blocks;
}

template <class V, class E>
typename V::Reg weights_at(const std::byte* line, const float* scales, int column)
{
    const auto weights = V::load(E{}, line + std::int64_t(column) * E::kBytes);
    if constexpr (std::is_same_v<E, F8>) return V::mul(weights, V::broadcast(scales[column / kScaleBlock]));
    return weights;
}

template <class E>
float weight_at(const std::byte* line, const float* scales, int column)
{
    const float weight = E::scalar(line + std::int64_t(column) * E::kBytes);
    if constexpr (std::is_same_v<E, F8>) return weight * scales[column / kScaleBlock];
    return weight;
}

/// R rows from `row` on times N tokens, sums held in registers. x[n] and y[n] belong to token n.
template <class V, class E, int R, int N>
void tile(const RowBlock& w, int row, const float* const* x, float* const* y)
{
    typename V::Reg sums[R][N];
    for (auto& line : sums)
        for (auto& sum : line) sum = V::zero();
    const std::byte* lines[R];
    const float* scales[R];
    for (int r = 0; r < R; ++r) {
        lines[r] = w.base + (row + r) * w.stride;
        scales[r] = scales_of<E>(w, row + r);
    }

    int c = 0;
    for (; c + V::kWidth <= w.cols; c += V::kWidth) {
        typename V::Reg weights[R];
        for (int r = 0; r < R; ++r) weights[r] = weights_at<V, E>(lines[r], scales[r], c);
        for (int n = 0; n < N; ++n) {
            const auto input = V::load(F32{}, reinterpret_cast<const std::byte*>(x[n] + c));
            for (int r = 0; r < R; ++r) sums[r][n] = V::fma(weights[r], input, sums[r][n]);
        }
    }
    for (int r = 0; r < R; ++r)
        for (int n = 0; n < N; ++n) {
            float sum = V::sum(sums[r][n]);
            for (int i = c; i < w.cols; ++i) sum += weight_at<E>(lines[r], scales[r], i) * x[n][i];
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

/// S vectors of N outputs held in registers while walking down the rows.
template <class V, class E, int S, int N>
void combine_tile(const RowBlock& w, const float* const* factors, float* const* y, int column)
{
    typename V::Reg sums[N][S];
    for (auto& line : sums)
        for (auto& sum : line) sum = V::zero();
    const std::byte* line = w.base + w.begin * w.stride;
    for (int r = 0; r < w.end - w.begin; ++r, line += w.stride) {
        const float* scales = scales_of<E>(w, w.begin + r);
        typename V::Reg weights[S];
        for (int s = 0; s < S; ++s) weights[s] = weights_at<V, E>(line, scales, column + s * V::kWidth);
        for (int n = 0; n < N; ++n) {
            const auto factor = V::broadcast(factors[n][r]);
            for (int s = 0; s < S; ++s) sums[n][s] = V::fma(weights[s], factor, sums[n][s]);
        }
    }
    for (int n = 0; n < N; ++n)
        for (int s = 0; s < S; ++s) V::store(y[n] + column + s * V::kWidth, sums[n][s]);
}

template <class V, class E, int N>
void combine_outputs(const RowBlock& w, const float* const* factors, float* const* y)
{
    constexpr int kSpan = V::kSpan;
    int c = 0;
    for (; c + kSpan * V::kWidth <= w.cols; c += kSpan * V::kWidth) combine_tile<V, E, kSpan, N>(w, factors, y, c);
    for (; c + V::kWidth <= w.cols; c += V::kWidth) combine_tile<V, E, 1, N>(w, factors, y, c);
    for (; c < w.cols; ++c)
        for (int n = 0; n < N; ++n) {
            float sum = 0;
            for (int r = w.begin; r < w.end; ++r)
                sum += factors[n][r - w.begin] * weight_at<E>(w.base + r * w.stride, scales_of<E>(w, r), c);
            y[n][c] = sum;
        }
}

template <class V, class E>
void combine_as(const RowBlock& w, const float* const* factors, float* const* y, int outputs)
{
    int n = 0;
    for (; n + 4 <= outputs; n += 4) combine_outputs<V, E, 4>(w, factors + n, y + n);
    for (; n < outputs; ++n) combine_outputs<V, E, 1>(w, factors + n, y + n);
}

/// e^x by 2^round(x / ln 2) times a polynomial of the rest (Cephes' coefficients, relative error under 2e-7).
template <class V>
typename V::Reg exponential(typename V::Reg x)
{
    using R = typename V::Reg;
    x = V::max(x, V::broadcast(-87.0f));
    const R n = V::round(V::mul(x, V::broadcast(1.44269504f)));
    R r = V::fma(n, V::broadcast(-0.693359375f), x);
    r = V::fma(n, V::broadcast(2.12194440e-4f), r);
    R p = V::broadcast(1.9875691500e-4f);
    for (const float c : {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f})
        p = V::fma(p, r, V::broadcast(c));
    p = V::fma(V::mul(p, r), r, V::add(r, V::broadcast(1.0f)));
    return V::scale_by_power(p, n);
}

template <class V>
void softmax(float* x, int n, float scale)
{
    const auto load = [&](int i) { return V::load(F32{}, reinterpret_cast<const std::byte*>(x + i)); };
    float highest = x[0];
    for (int i = 1; i < n; ++i) highest = scale * x[i] > scale * highest ? x[i] : highest;
    const auto shift = V::broadcast(-scale * highest), factor = V::broadcast(scale);
    auto sums = V::zero();
    int i = 0;
    for (; i + V::kWidth <= n; i += V::kWidth) {
        const auto value = exponential<V>(V::fma(load(i), factor, shift));
        sums = V::add(sums, value);
        V::store(x + i, value);
    }
    float sum = V::sum(sums);
    for (; i < n; ++i) sum += x[i] = __builtin_expf(scale * (x[i] - highest));
    const float inverse = 1 / sum;
    for (int k = 0; k < n; ++k) x[k] *= inverse;
}

template <class V>
void swiglu(float* gate, const float* up, int n)
{
    const auto load = [](const float* p) { return V::load(F32{}, reinterpret_cast<const std::byte*>(p)); };
    int i = 0;
    for (; i + V::kWidth <= n; i += V::kWidth) {
        const auto g = load(gate + i);
        const auto denominator = V::add(V::broadcast(1.0f), exponential<V>(V::min(V::mul(g, V::broadcast(-1.0f)),
                                                                                   V::broadcast(87.0f))));
        V::store(gate + i, V::div(V::mul(g, load(up + i)), denominator));
    }
    for (; i < n; ++i) gate[i] = gate[i] * up[i] / (1 + __builtin_expf(-gate[i]));
}

template <class V>
void matmul(const RowBlock& w, const float* const* x, float* const* y, int tokens)
{
    switch (w.type) {
    case WeightType::F32: return matmul_as<V, F32>(w, x, y, tokens);
    case WeightType::F16: return matmul_as<V, F16>(w, x, y, tokens);
    case WeightType::BF16: return matmul_as<V, BF16>(w, x, y, tokens);
    case WeightType::F8_E4M3: return matmul_as<V, F8>(w, x, y, tokens);
    default: break;
    }
}

template <class V>
void combine(const RowBlock& w, const float* const* factors, float* const* y, int outputs)
{
    switch (w.type) {
    case WeightType::F32: return combine_as<V, F32>(w, factors, y, outputs);
    case WeightType::F16: return combine_as<V, F16>(w, factors, y, outputs);
    case WeightType::BF16: return combine_as<V, BF16>(w, factors, y, outputs);
    case WeightType::F8_E4M3: return combine_as<V, F8>(w, factors, y, outputs);
    default: break;
    }
}

}  // namespace
}  // namespace engine::cpu
