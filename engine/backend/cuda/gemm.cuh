// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/backend/cuda/matvec.cuh"

#include <optional>

// Matrix times many tokens, of one matrix or of many at once. Weights of any type and activations meet as bfloat16 on
// the matrix unit, sums are float. Every sum runs over k in steps of 16 in order, whatever else is in the launch.
namespace engine::cuda {

constexpr int kTileTokens = 64, kTileRows = 128;  // of a block: activations and rows of weights
constexpr int kGemmThreads = 128;
constexpr int kStages = 4;  // parts of 32 columns in shared memory: one is multiplied while later ones arrive
constexpr int kStageChunks = (kTileTokens + kTileRows) * 4;  // of eight bfloat16
constexpr std::size_t kGemmShared = std::size_t(kStages) * kStageChunks * 16;

/// Rows [first, first + rows) of the list of activations and the matrix they meet; rows 0: nothing to do.
struct Tile {
    std::int32_t matrix, first, rows;
};

struct Gemm {
    const Matrix* matrices = nullptr;  // by Tile::matrix, device memory; null: `matrix`, for all
    const Matrix* ups = nullptr;       // gated only
    Matrix matrix, up;
    const std::uint16_t* x = nullptr;  // bfloat16, 16-byte aligned; numbers, too, from column `cols` to x_stride
    int x_stride = 0;                  // a multiple of 8
    const std::int32_t* x_rows = nullptr;  // [rows of the list]; null: row i is i
    const Tile* tiles = nullptr;           // [gridDim.x], device memory; null: all rows, for `matrix`
    int rows = 0;                          // of the list
    float* y = nullptr;                    // [rows of the list, y_stride] the products
    std::uint16_t* hidden = nullptr;       // the same if gated, bfloat16, as x is of the next product
    int y_stride = 0;
};
using GemmKernel = void (*)(Gemm);

/// The kernels for matrices of one type, or of several if that is empty, with so many columns.
GemmKernel gemm_kernel(std::optional<WeightType> type, int cols);
GemmKernel gated_kernel(std::optional<WeightType> type, int cols);
inline dim3 gemm_grid(int tiles, int rows)
{
    return dim3(unsigned(tiles), unsigned((rows + kTileRows - 1) / kTileRows));
}
inline dim3 gated_grid(int tiles, int rows) { return gemm_grid(tiles, 2 * rows); }

inline int tiles_of(int rows) { return (rows + kTileTokens - 1) / kTileTokens; }
/// Numbers between rows of bfloat16: whole chunks.
inline int chunked(int cols) { return (cols + 7) / 8 * 8; }

namespace tile {

/// Where a chunk of a row of 32 numbers lies: neighbouring rows in other banks, for those who read and who write.
__device__ inline int chunk_at(int row, int chunk) { return 4 * row + (chunk ^ (row / 2 % 4)); }

/// 32 numbers of a row as they lie in shared memory, two in each.
using Packed = std::uint32_t[16];

__device__ inline void pack(const float (&numbers)[kPart], Packed& out)
{
    for (int i = 0; i < 16; ++i) out[i] = pack_bf16(numbers[2 * i], numbers[2 * i + 1]);
}

/// How weights get into shared memory. bfloat16 whose rows are whole chunks: without passing through registers.
struct Copied {
    static constexpr bool kCopied = true;
};

/// Others are read, and while they come another part is multiplied; then they are unpacked. Rows of whole parts.
template <WeightType type>
struct Unpacked {
    static constexpr bool kCopied = false;
    using Raw = typename Format<type>::Raw;
    __device__ static Raw read(const Matrix&, const WeightRow& row, int part) { return read_part<type>(row, part); }
    __device__ static void unpack(const Raw& raw, int part, Packed& out)
    {
        Part unpacked;
        unpack_part<type>(raw, part, unpacked);
        float numbers[kPart];
        numbers_of_part<type>(unpacked, numbers);
        pack(numbers, out);
    }
};
template <>
struct Unpacked<WeightType::F16> {
    static constexpr bool kCopied = false;
    using Raw = Words<16, 16>;
    __device__ static Raw read(const Matrix&, const WeightRow& row, int part)
    {
        Raw raw;
        raw.load(row.data + part * kPart * 2);
        return raw;
    }
    __device__ static void unpack(const Raw& raw, int, Packed& out)
    {
        for (int i = 0; i < 16; ++i)
            out[i] = pack_bf16(half_number(std::uint16_t(raw[i])), half_number(std::uint16_t(raw[i] >> 16)));
    }
};
template <>
struct Unpacked<WeightType::F8_E4M3> {
    static constexpr bool kCopied = false;
    struct Raw {
        Words<8, 16> words;
        float scale;
    };
    __device__ static Raw read(const Matrix&, const WeightRow& row, int part)
    {
        Raw raw;
        raw.words.load(row.data + part * kPart);
        raw.scale = row.scales[part * kPart / kScaleBlock];
        return raw;
    }
    __device__ static void unpack(const Raw& raw, int, Packed& out)
    {
        for (int i = 0; i < 16; ++i) {
            const std::uint32_t pair = raw.words[i / 2] >> 16 * (i % 2);
            out[i] = pack_bf16(raw.scale * e4m3_number(pair & 0xFF), raw.scale * e4m3_number(pair >> 8 & 0xFF));
        }
    }
};

/// Whatever the matrix says it is, rows of any length.
struct Anything {
    static constexpr bool kCopied = false;
    struct Raw {
        Packed numbers;
    };
    template <std::size_t candidate = 0>
    __device__ static Raw read(const Matrix& w, const WeightRow& row, int part)
    {
        if constexpr (candidate + 1 < block_formats.size())
            if (std::size_t(w.type) != candidate) return read<candidate + 1>(w, row, part);
        float numbers[kPart] = {};
        dequantize<WeightType(candidate)>(row, part, numbers);
        Raw raw;
        pack(numbers, raw.numbers);
        return raw;
    }
    __device__ static void unpack(const Raw& raw, int, Packed& out)
    {
        for (int i = 0; i < 16; ++i) out[i] = raw.numbers[i];
    }
};

/// The rows of weights that a block multiplies with. Gated: as many of gate, then the same rows of up.
template <bool gated>
struct WeightRows {
    static constexpr int kHalf = gated ? kTileRows / 2 : kTileRows;
    Matrix matrix, up;
    int first;

    __device__ WeightRows(const Gemm& gemm, int index)
        : matrix(gemm.matrices ? gemm.matrices[index] : gemm.matrix), first(int(blockIdx.y) * kHalf)
    {
        if (gated) up = gemm.ups ? gemm.ups[index] : gemm.up;
    }
    /// The last row again for those behind it, whose products nobody stores.
    __device__ int row(int i) const { return min(first + i % kHalf, matrix.rows - 1); }
};

/// The chunks of a stage that this thread copies: of every 32nd row one, all in the same columns.
template <int rows>
struct Copies {
    static constexpr int kEach = kGemmThreads / 4;
    const std::byte* from[rows / kEach];
    int columns[rows / kEach];  // so many from there on exist

    __device__ static int row(int i) { return i * kEach + int(threadIdx.x) / 4; }
    __device__ static int first_column() { return int(threadIdx.x) % 4 * 8; }
    __device__ void copy(int column, uint4* stage) const
    {
        for (int i = 0; i < rows / kEach; ++i)
            copy_16(stage + chunk_at(row(i), int(threadIdx.x) % 4), from[i] + 2 * column, column < columns[i]);
    }
};

__device__ inline Copies<kTileTokens> copies_of_x(const Gemm& gemm, const Tile& tile)
{
    Copies<kTileTokens> copies;
#pragma unroll
    for (int i = 0; i < kTileTokens / copies.kEach; ++i) {
        const bool valid = copies.row(i) < tile.rows;
        const std::int64_t listed = tile.first + (valid ? copies.row(i) : 0);
        const std::int64_t row = gemm.x_rows ? gemm.x_rows[listed] : listed;
        copies.from[i] = reinterpret_cast<const std::byte*>(gemm.x + row * gemm.x_stride + copies.first_column());
        copies.columns[i] = valid ? gemm.x_stride - copies.first_column() : 0;
    }
    return copies;
}

template <bool gated>
__device__ Copies<kTileRows> copies_of(const WeightRows<gated>& weights)
{
    Copies<kTileRows> copies;
#pragma unroll
    for (int i = 0; i < kTileRows / copies.kEach; ++i) {
        const Matrix& matrix = i * copies.kEach < weights.kHalf ? weights.matrix : weights.up;
        copies.from[i] = matrix.data + weights.row(copies.row(i)) * matrix.row_bytes + 2 * copies.first_column();
        copies.columns[i] = matrix.cols - copies.first_column();
    }
    return copies;
}

// A warp has 32 activations and 64 rows of weights: 2 x 8 fragments of 16 x 8.
using Sums = float[2][8][4];

__device__ inline int first_activation() { return int(threadIdx.x / kWarp / 2) * 32; }

/// The first row of a fragment, within the block's. Gated: fragment f + 4 is up of the gate in f.
template <bool gated>
__device__ int fragment_row(int fragment)
{
    const int column = int(threadIdx.x / kWarp % 2);
    return gated ? fragment / 4 * (kTileRows / 2) + column * 32 + fragment % 4 * 8 : column * 64 + fragment * 8;
}

template <bool gated>
__device__ void multiply_stage(const uint4* x, const uint4* w, Sums& sums)
{
    const int lane = int(threadIdx.x % kWarp);
    for (int k = 0; k < 2; ++k) {
        std::uint32_t a[2][4];
        for (int m = 0; m < 2; ++m)
            load_matrices(a[m], x + chunk_at(first_activation() + 16 * m + lane % 16, 2 * k + lane / 16));
        for (int pair = 0; pair < 4; ++pair) {
            std::uint32_t b[4];
            load_matrices(b, w + chunk_at(fragment_row<gated>(2 * pair) + lane / 16 * 8 + lane % 8,
                                          2 * k + lane / 8 % 2));
            const std::uint32_t columns[2][2] = {{b[0], b[1]}, {b[2], b[3]}};
            for (int m = 0; m < 2; ++m)
                for (int n = 0; n < 2; ++n) mma_bf16(sums[m][2 * pair + n], a[m], columns[n]);
        }
    }
}

__device__ inline float gated_value(float gate, float up) { return gate * up / (1 + expf(-gate)); }

/// action(row within the tile, column, the fragment's numbers there: two neighbours)
template <bool gated, class Action>
__device__ void for_sums(Sums& sums, const Action& action)
{
    const int lane = int(threadIdx.x % kWarp);
#pragma unroll
    for (int m = 0; m < 2; ++m)
#pragma unroll
        for (int half = 0; half < 2; ++half)
#pragma unroll
            for (int f = 0; f < (gated ? 4 : 8); ++f) {
                const int row = first_activation() + 16 * m + 8 * half + lane / 4;
                action(row, fragment_row<gated>(f) + 2 * (lane % 4), sums[m][f] + 2 * half,
                       sums[m][gated ? f + 4 : f] + 2 * half);
            }
}

__device__ inline void store_products(const Gemm& gemm, const Tile& tile, int first, int rows, Sums& sums)
{
    for_sums<false>(sums, [&](int row, int column, const float* products, const float*) {
        if (row >= tile.rows) return;
        float* y = gemm.y + std::int64_t(tile.first + row) * gemm.y_stride;
        for (int i = 0; i < 2; ++i)
            if (first + column + i < rows) y[first + column + i] = products[i];
    });
}

/// Whole chunks: behind the last row of gate and up there is that again, which meets weights that are zero.
__device__ inline void store_hidden(const Gemm& gemm, const Tile& tile, int first, Sums& sums)
{
    for_sums<true>(sums, [&](int row, int column, const float* gate, const float* up) {
        const int at = first + column;
        if (row >= tile.rows || at >= gemm.y_stride) return;
        std::uint16_t* hidden = gemm.hidden + std::int64_t(tile.first + row) * gemm.y_stride + at;
        *reinterpret_cast<std::uint32_t*>(hidden) = pack_bf16(gated_value(gate[0], up[0]), gated_value(gate[1], up[1]));
    });
}

/// What a thread does to get its weights into shared memory: copy() starts copying a step's, unpack_next() puts the
/// next step's there, whose bytes have been read meanwhile.
template <class Source, bool gated>
class WeightsOfThread {
public:
    __device__ explicit WeightsOfThread(const WeightRows<gated>& weights)
        : matrix_(int(threadIdx.x) < weights.kHalf ? weights.matrix : weights.up),
          row_(row_of(matrix_, weights.row(int(threadIdx.x)))), raw_(Source::read(matrix_, row_, 0))
    {
    }
    __device__ void copy(int, uint4*) const {}
    __device__ void unpack_next(uint4* stage)
    {
        Packed numbers;
        Source::unpack(raw_, part_, numbers);
        for (int c = 0; c < 4; ++c)
            stage[chunk_at(int(threadIdx.x), c)] = {numbers[4 * c], numbers[4 * c + 1], numbers[4 * c + 2],
                                                    numbers[4 * c + 3]};
        part_ = min(part_ + 1, parts_of(row_.cols) - 1);  // the last again and again: nobody looks at it
        raw_ = Source::read(matrix_, row_, part_);
    }

private:
    Matrix matrix_;
    WeightRow row_;
    int part_ = 0;
    typename Source::Raw raw_;
};
template <bool gated>
class WeightsOfThread<Copied, gated> {
public:
    __device__ explicit WeightsOfThread(const WeightRows<gated>& weights) : copies_(copies_of(weights)) {}
    __device__ void copy(int step, uint4* stage) const { copies_.copy(step * kPart, stage); }
    __device__ void unpack_next(uint4*) {}

private:
    Copies<kTileRows> copies_;
};

template <class Source, bool gated>
__global__ void __launch_bounds__(kGemmThreads, 3) multiply_tile(const __grid_constant__ Gemm gemm)
{
    const int first = int(blockIdx.x) * kTileTokens;
    const Tile tile = gemm.tiles ? gemm.tiles[blockIdx.x] : Tile{0, first, min(kTileTokens, gemm.rows - first)};
    if (tile.rows <= 0) return;
    const WeightRows<gated> rows(gemm, tile.matrix);
    const int steps = parts_of(rows.matrix.cols);
    const auto stage_x = [](int step) { return dynamic_shared<uint4>() + step % kStages * kStageChunks; };
    const auto stage_w = [&](int step) { return stage_x(step) + kTileTokens * 4; };

    const Copies<kTileTokens> x = copies_of_x(gemm, tile);
    WeightsOfThread<Source, gated> weights(rows);
    const auto copy = [&](int step) {
        if (step < steps) {
            x.copy(step * kPart, stage_x(step));
            weights.copy(step, stage_w(step));
        }
        copies_commit();
    };
    for (int step = 0; step < kStages - 1; ++step) copy(step);
    weights.unpack_next(stage_w(0));
    Sums sums = {};
    for (int step = 0; step < steps; ++step) {
        copies_wait<kStages - 2>();
        __syncthreads();
        copy(step + kStages - 1);
        weights.unpack_next(stage_w(step + 1));
        multiply_stage<gated>(stage_x(step), stage_w(step), sums);
    }
    if constexpr (gated) store_hidden(gemm, tile, rows.first, sums);
    else store_products(gemm, tile, rows.first, rows.matrix.rows, sums);
}

template <bool gated>
GemmKernel kernel_for(std::optional<WeightType> type, int cols)
{
    if (type == WeightType::BF16 && cols % 8 == 0) return multiply_tile<Copied, gated>;
    GemmKernel kernel = multiply_tile<Anything, gated>;
    if (!type) return kernel;
    for_type(*type, [&]<WeightType t> {
        if constexpr (t != WeightType::F32 && t != WeightType::BF16)
            if (cols % kPart == 0) kernel = multiply_tile<Unpacked<t>, gated>;
    });
    return kernel;
}

}  // namespace tile
}  // namespace engine::cuda
