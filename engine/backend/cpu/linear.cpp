// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include <algorithm>

namespace engine::cpu {
namespace {

// Below this much work (multiply-adds) handing out tasks costs more than it saves.
constexpr std::int64_t kWorthSharing = 32 * 1024;
constexpr std::int64_t kTaskBytes = 32 * 1024;  // of weights: a task's rows stay in L1 while tokens pass

int rows_per_task(const Weight& w, int tokens, int threads, bool by_tiles)
{
    if (std::int64_t(w.rows) * w.cols * tokens < kWorthSharing) return w.rows;
    const auto in_cache = std::max<std::int64_t>(8, kTaskBytes / std::int64_t(w.row_bytes()) / 8 * 8);
    const auto by_size = by_tiles ? TileKernels::kRows : in_cache;
    const auto by_threads = std::max(8, (w.rows / threads + 7) / 8 * 8);
    return int(std::min<std::int64_t>(by_size, by_threads));
}

}  // namespace

CpuBackend::Inputs CpuBackend::prepare_inputs(int count, int cols, bool rounded)
{
    if (!rounded) return {inputs_.data()};
    if (worth_tiles(count)) {
        const TokenTiles tiles = packed_.resize(TokenTiles::strips(count), cols);
        pool_.run(TokenTiles::strips(count),
                  [&](int strip, int) { pack_strip(inputs_.data(), count, strip, 0, cols, tiles); });
        return {inputs_.data(), nullptr, tiles};
    }
    rounded_.resize(count, cols);
    int8_inputs_.resize(std::size_t(count));
    pool_.run(count, [&](int i, int) {
        int8_inputs_[std::size_t(i)] = rounded_[i];
        kernels_.blocks->quantize(inputs_[std::size_t(i)], 0, cols, int8_inputs_[std::size_t(i)]);
    });
    return {inputs_.data(), int8_inputs_.data()};
}

/// Strip `strip` of the rows into that of the tiles.
void CpuBackend::pack_strip(const float* const* rows, int count, int strip, int begin, int end,
                            const TokenTiles& tiles) const
{
    const int first = strip * TokenTiles::kTokens;
    kernels_.tiles->pack(rows + first, std::min(TokenTiles::kTokens, count - first), begin, end, tiles.from(strip));
}

void CpuBackend::multiply(const RowBlock& w, const Inputs& x, float* const* y, int count) const
{
    if (!in_blocks(w.type))
        kernels_.matmul(w, x.rows, y, count);
    else if (x.tiles.first)
        kernels_.tiles->matmul(w, x.tiles, y, count);
    else
        kernels_.blocks->matmul(w, x.int8, y, count);
}

void CpuBackend::linear(std::initializer_list<Projection> projections, const Tensor& x, int first, int tokens)
{
    inputs_.resize(std::size_t(tokens));
    outputs_.resize(std::size_t(tokens));
    for (int t = 0; t < tokens; ++t) inputs_[size_t(t)] = x.row(first + t);
    Inputs rounded;
    for (const Projection& projection : projections) {
        const bool needs_rounded = in_blocks(projection.w.type);
        if (needs_rounded && !rounded.rows) rounded = prepare_inputs(tokens, projection.w.cols, true);
        multiply_all(projection, needs_rounded ? rounded : Inputs{inputs_.data()}, tokens);
    }
}

void CpuBackend::multiply_all(const Projection& projection, const Inputs& in, int tokens)
{
    const Weight& w = projection.w;
    for (int t = 0; t < tokens; ++t) outputs_[size_t(t)] = projection.y.row(t);
    const int step = rows_per_task(w, tokens, pool_.size(), in.tiles.first != nullptr);
    pool_.run((w.rows + step - 1) / step, [&](int task, int) {
        const RowBlock rows = rows_of(w, task * step, std::min(task * step + step, w.rows));
        multiply(rows, in, outputs_.data(), tokens);
    });
}

void CpuBackend::embed(const Weight& table, const Batch& batch, Tensor& x) { look_up(table, batch.ids, x); }

void CpuBackend::look_up(const Weight& table, std::span<const std::int32_t> ids, Tensor& rows)
{
    const float one = 1;
    const float* factors = &one;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        float* row = rows.row(int(i));
        const RowBlock entry = rows_of(table, ids[i], ids[i] + 1);
        in_blocks(table.type) ? kernels_.blocks->dequantize(entry, row) : kernels_.combine(entry, &factors, &row, 1);
    }
}

}  // namespace engine::cpu
