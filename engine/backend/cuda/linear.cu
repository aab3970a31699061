// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// Few tokens: weights pass once for up to four of them, rows shared out among warps.
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/matvec.cuh"
#include "engine/error.h"

#include <algorithm>

namespace engine::cuda {
namespace {

constexpr int kWarps = 4;  // of a block
constexpr int kTokensAtOnce = 4;
constexpr int kMostProjections = 4;

/// Matrices that are multiplied with the same activations in one launch: blocks from first_block on are the matrix's.
struct Products {
    struct One {
        Matrix w;
        float* y;  // [tokens, rows]
        int first_block;
    } of[kMostProjections];
    int count = 0, slices = 1;  // warps that share a row
    Rows x;
    int first = 0, tokens = 0;
};

template <WeightType type>
struct Known {
    static constexpr int kBlocks = 8;  // on a multiprocessor at once, so that small matrices fill the device
    template <int rows, int tokens, class... Args>
    static __device__ void multiply(WeightType, Args&&... args)
    {
        row_products<type, rows, tokens>(args...);
    }
};
struct FoundOut {
    static constexpr int kBlocks = 5;
    template <int rows, int tokens, class... Args>
    static __device__ void multiply(WeightType type, Args&&... args)
    {
        row_products_of<rows, tokens>(type, args...);
    }
};

/// The slices of a row in order; every warp of the block calls it.
template <int rows, int tokens>
__device__ void add_slices(float (&sums)[rows][tokens], int slices)
{
    __shared__ float partial[kWarps][rows][tokens];
    const int warp = int(threadIdx.x / kWarp);
    for (int r = 0; r < rows; ++r)
        for (int n = 0; n < tokens; ++n) partial[warp][r][n] = sums[r][n];
    __syncthreads();
    for (int r = 0; r < rows; ++r)
        for (int n = 0; n < tokens; ++n)
            for (int slice = 1; slice < slices; ++slice)
                if (warp % slices == 0) sums[r][n] += partial[warp + slice][r][n];
}

/// A warp, or a few of them, has `rows` rows of one matrix and `tokens` tokens; blockIdx.y counts the latter.
template <class Type, int rows, int tokens>
__global__ void __launch_bounds__(kWarps* kWarp, tokens == 1 ? Type::kBlocks : 5)
    multiply_vectors(Products p)
{
    int m = 0;
    while (m + 1 < p.count && int(blockIdx.x) >= p.of[m + 1].first_block) ++m;
    const Matrix& w = p.of[m].w;
    const int warp = int(threadIdx.x / kWarp), slice = warp % p.slices;
    const int pair = (int(blockIdx.x) - p.of[m].first_block) * (kWarps / p.slices) + warp / p.slices;

    WeightRow weights[rows];
    for (int r = 0; r < rows; ++r) weights[r] = row_of(w, min(pair * rows + r, w.rows - 1));
    Activations x[tokens];
    const int first = int(blockIdx.y) * tokens;
    for (int n = 0; n < tokens; ++n) x[n] = activations_of(p.x, p.first + min(first + n, p.tokens - 1));

    float sums[rows][tokens];
    Type::template multiply<rows, tokens>(w.type, weights, x, sums, slice, p.slices);
    if (p.slices > 1) add_slices(sums, p.slices);
    if (slice != 0 || threadIdx.x % kWarp != 0) return;
    for (int r = 0; r < rows; ++r)
        for (int n = 0; n < tokens; ++n)
            if (pair * rows + r < w.rows && first + n < p.tokens)
                p.of[m].y[std::int64_t(first + n) * w.rows + pair * rows + r] = sums[r][n];
}

/// How many warps a row has work for: loads that a whole warp has under way at once, and some.
int worth_slices(const Weight& w) { return w.cols / (is_float(w.type) ? 16 * kWarp : kPart * kWarp); }

int count_rows(const Products& products)
{
    int rows = 0;
    for (int m = 0; m < products.count; ++m) rows += products.of[m].w.rows;
    return rows;
}

bool of_one_type(const Products& products)
{
    for (int m = 1; m < products.count; ++m)
        if (products.of[m].w.type != products.of[0].w.type) return false;
    return true;
}

/// A token's sum must not depend on how many others there are: slices go by the matrices alone. `busy`: warps that
/// occupy the device.
Products products_of(std::initializer_list<Projection> projections, const Rows& x, int busy)
{
    Products products;
    products.x = x;
    int worth = 1;
    for (const Projection& p : projections) {
        products.of[products.count++] = {matrix_of(p.w), p.y.data(), 0};
        worth = std::max(worth, worth_slices(p.w));
    }
    const int rows = count_rows(products);
    while (products.slices < kWarps && products.slices * 2 <= worth && rows * products.slices < busy)
        products.slices *= 2;
    return products;
}

/// Gives every matrix blocks of its own; returns how many there are.
int share_blocks(Products& products, int rows_of_block)
{
    int blocks = 0;
    for (int m = 0; m < products.count; ++m) {
        products.of[m].first_block = blocks;
        blocks += (products.of[m].w.rows + rows_of_block - 1) / rows_of_block;
    }
    return blocks;
}

}  // namespace

void CudaBackend::linear(std::initializer_list<Projection> projections, const Tensor& x, int first, int tokens)
{
    if (tokens >= kGemmTokens) {
        for (const Projection& p : projections)
            multiply_matrices(p.w, x.row(first), x.cols(), tokens, p.y.data(), p.y.cols());
        return;
    }
    check(projections.size() <= kMostProjections, "projections of one call fit a launch");
    const int busy = 16 * processors_;
    Products products = products_of(projections, rows_of(x), busy);
    products.first = first;
    products.tokens = tokens;
    const bool two_rows = tokens == 1 && products.slices == 1 && count_rows(products) >= 2 * busy;
    const auto blocks = unsigned(share_blocks(products, kWarps / products.slices * (two_rows ? 2 : 1)));

    const auto go = [&](auto kernel, int at_once) {
        const dim3 grid(blocks, unsigned((tokens + at_once - 1) / at_once));
        start(kernel, grid, kWarps * kWarp, 0, products);
    };
    const auto run = [&]<class Type>() {
        if (two_rows)
            go(multiply_vectors<Type, 2, 1>, 1);
        else if (tokens == 1)
            go(multiply_vectors<Type, 1, 1>, 1);
        else
            go(multiply_vectors<Type, 1, kTokensAtOnce>, kTokensAtOnce);
    };
    if (of_one_type(products))
        for_type(products.of[0].w.type, [&]<WeightType type>() { run.template operator()<Known<type>>(); });
    else
        run.template operator()<FoundOut>();
}

}  // namespace engine::cuda
