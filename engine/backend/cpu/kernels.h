// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cpu/int8_rows.h"
#include "engine/backend/cpu/token_tiles.h"
#include "engine/backend/tensor.h"

namespace engine::cpu {

/// Rows [begin, end) of a matrix whose row r starts at base + r * stride bytes and has `cols` elements.
struct RowBlock {
    WeightType type = WeightType::F32;
    const std::byte* base = nullptr;
    std::int64_t stride = 0;
    int begin = 0, end = 0, cols = 0;
    const float* block_scales = nullptr;  // F8_E4M3: of the whole weight,
    int scale_row = 0;                    // of which row 0 here is this row
};

inline RowBlock rows_of(const Weight& w, int begin, int end)
{
    return {w.type, w.data, std::int64_t(w.row_bytes()), begin, end, w.cols, w.block_scales};
}

inline RowBlock rows_of(const float* base, int stride, int rows, int cols)
{
    return {WeightType::F32, reinterpret_cast<const std::byte*>(base), std::int64_t(stride) * 4, 0, rows, cols};
}

/// Types whose numbers come in blocks of small integers with scales are multiplied with 8-bit activations.
inline bool in_blocks(WeightType type)
{
    return type > WeightType::F8_E4M3;
}

/// Kernels for the types that come in blocks.
struct BlockKernels {
    /// Rounds columns [begin, end) of a row; both are multiples of 32.
    void (*quantize)(const float* x, int begin, int end, const Int8Row& out);
    /// y[t][r] = row r . x[t], as Kernels::matmul: equal rows give equal bits, whatever the batch.
    void (*matmul)(const RowBlock& w, const Int8Row* x, float* const* y, int tokens);
    /// The block's rows as floats [end - begin, cols], exactly as specification 6.6 says.
    void (*dequantize)(const RowBlock& w, float* out);
};

/// Products of the same types with many tokens at once, for processors with a matrix unit. Weights and activations
/// are rounded to bfloat16 and a row is summed in the unit's order: the same bits for any number of tokens, but
/// other bits than BlockKernels.
struct TileKernels {
    /// From here on unpacking a row costs less than multiplying it token by token.
    static constexpr int kWorth = 5;
    static constexpr int kRows = 128;  // are unpacked together, so that tokens pass once for all of them
    /// Columns [begin, end), multiples of 32, of up to 16 tokens into the first strip.
    void (*pack)(const float* const* x, int tokens, int begin, int end, const TokenTiles& strip);
    /// y[t][r] = row r . x[t]
    void (*matmul)(const RowBlock& w, const TokenTiles& x, float* const* y, int tokens);
};

/// The loops everything else is made of, for one instruction set. Sums are kept in float32; matmul and combine
/// take the types that are not in blocks.
struct Kernels {
    const char* name;
    /// y[t][r] = row r . x[t], for the block's rows and `tokens` tokens. Every row is summed in the same order,
    /// so equal rows give equal bits, whatever the batch.
    void (*matmul)(const RowBlock& w, const float* const* x, float* const* y, int tokens);
    /// y[n][c] = sum over the block's rows of factors[n][r - begin] * row r (the transposed product).
    void (*combine)(const RowBlock& w, const float* const* factors, float* const* y, int outputs);
    /// x = softmax(scale * x) over n numbers.
    void (*softmax)(float* x, int n, float scale);
    /// gate = silu(gate) * up over n numbers.
    void (*swiglu)(float* gate, const float* up, int n);
    const BlockKernels* blocks;
    const TileKernels* tiles = nullptr;  // null: the processor has no matrix unit
};

enum class Isa { Scalar, Avx2, Avx512, Avx512Vnni, Amx };

/// Null when this processor cannot run them.
const Kernels* kernels_for(Isa isa);
const Kernels& best_kernels();

}  // namespace engine::cpu
