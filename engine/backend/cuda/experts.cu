// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/experts.cuh"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/backend/cuda/matvec.cuh"
#include "engine/backend/cuda/rounding.cuh"

#include <algorithm>

namespace engine::cuda {

/// Everything that tokens are multiplied with: the chosen of the routed experts, and one that is not chosen: the shared
/// expert, or a dense layer's MLP.
struct TokenWork {
    ExpertTable routed;
    Matrix gate, up, down;  // of the shared; no data: there is none
    Rows x;
    Choice choice{};        // top_k 0: the shared alone
    int shared_slices = 0;  // of a product by the shared's down, so that several warps share it
    Rows hidden{};          // [T * top_k, I], a token's slots together
    Rows shared_hidden{};   // [T, I of the shared]
};

namespace {

constexpr int kThreads = 256, kWarps = kThreads / kWarp;
constexpr int kHiddenRows = kGroup;  // of a block: what is rounded together
constexpr int kOutputRows = 4;       // of a block

__host__ __device__ inline int hidden_blocks(int width) { return (width + kHiddenRows - 1) / kHiddenRows; }

/// A warp's product of one row, or a slice of it.
__device__ float product(const Matrix& matrix, int row, const Activations& x, int slice, int slices)
{
    float sum[1][1];
    row_products_of<1, 1>(matrix.type, {row_of(matrix, row)}, {x}, sum, slice, slices);
    return sum[0][0];
}

/// A block computes 32 hidden numbers of one token and one of its experts; even warps those of gate, odd ones of up.
__global__ void __launch_bounds__(kThreads, 3) gate_up(const __grid_constant__ TokenWork work)
{
    __shared__ float products[2][kHiddenRows];
    const int token = int(blockIdx.y), warp = int(threadIdx.x) / kWarp, lane = int(threadIdx.x) % kWarp;
    const int top_k = work.choice.top_k, blocks = hidden_blocks(work.routed.width);
    const bool routed = int(blockIdx.x) < top_k * blocks;
    const int slot = routed ? int(blockIdx.x) / blocks : top_k;
    const int first = (int(blockIdx.x) - slot * blocks) * kHiddenRows;
    const Matrix* matrix = warp % 2 == 0 ? &work.gate : &work.up;
    if (routed) {
        const int expert = work.choice.experts[work.choice.at(token) + slot];
        matrix = (warp % 2 == 0 ? work.routed.gate : work.routed.up) + expert;
    }
    const Rows& hidden = routed ? work.hidden : work.shared_hidden;

    const Activations x = activations_of(work.x, token);
    for (int i = warp / 2; i < min(kHiddenRows, hidden.cols - first); i += kWarps / 2) {
        const float sum = product(*matrix, first + i, x, 0, 1);
        if (lane == 0) products[warp % 2][i] = sum;
    }
    __syncthreads();
    if (warp > 0) return;
    const float g = products[0][lane], h = g * products[1][lane] / (1 + expf(-g));
    const std::int64_t at = std::int64_t(routed ? token * top_k + slot : token) * hidden.cols + first;
    if (first + lane < hidden.cols) hidden.x[at + lane] = h;
    if (hidden.rounded.values) round_group(h, at / kGroup, hidden.rounded);
}

/// A block computes a few numbers of one token: products by every expert first, then their sums, in order of the slots.
__global__ void __launch_bounds__(kThreads, 4) down(const __grid_constant__ TokenWork work, float* y, int rows)
{
    float* products = dynamic_shared<float>();  // [units, kOutputRows]; a unit is an expert, or a slice of the shared
    const int token = int(blockIdx.y), first = int(blockIdx.x) * kOutputRows, thread = int(threadIdx.x);
    const int top_k = work.choice.top_k, units = top_k + work.shared_slices;
    const std::int64_t choice = work.choice.at(token);
    for (int item = thread / kWarp; item < units * kOutputRows; item += kWarps) {
        const int unit = item / kOutputRows, row = first + item % kOutputRows;
        if (row >= rows) continue;
        const bool routed = unit < top_k;
        const Matrix& matrix = routed ? work.routed.down[work.choice.experts[choice + unit]] : work.down;
        const Activations x = routed ? activations_of(work.hidden, token * top_k + unit)
                                     : activations_of(work.shared_hidden, token);
        const float sum = product(matrix, row, x, routed ? 0 : unit - top_k, routed ? 1 : work.shared_slices);
        if (thread % kWarp == 0) products[item] = sum;
    }
    __syncthreads();
    if (thread >= kOutputRows || first + thread >= rows) return;
    float sum = 0;
    for (int unit = 0; unit < units; ++unit) {
        const float weight = unit < top_k ? work.choice.weights[choice + unit] : 1.0f;
        sum += weight * products[unit * kOutputRows + thread];
    }
    y[std::int64_t(token) * rows + first + thread] = sum;
}

/// The type that all of these have, if they have one.
std::optional<WeightType> common_type(std::span<const Mlp> experts, std::initializer_list<Weight Mlp::*> of)
{
    const WeightType type = (experts.front().*(*of.begin())).type;
    for (const Mlp& expert : experts)
        for (auto weight : of)
            if ((expert.*weight).type != type) return std::nullopt;
    return type;
}

}  // namespace

const CudaBackend::ExpertMemory& CudaBackend::table_of(const ExpertSet& set)
{
    const std::byte* const weights = set.routed.front().gate.data;
    const auto known = expert_tables_.find(weights);
    if (known != expert_tables_.end()) return known->second;

    const std::size_t count = set.routed.size();
    std::vector<Matrix> matrices;
    for (auto weight : {&Mlp::gate, &Mlp::up, &Mlp::down})
        for (const Mlp& expert : set.routed) matrices.push_back(matrix_of(expert.*weight));
    ExpertMemory memory;
    const Matrix* first = reserve<Matrix>(memory.matrices, matrices.size());
    send(matrices.data(), matrices.size() * sizeof(Matrix), memory.matrices.data);
    memory.table = {first, first + count, first + 2 * count, int(count), set.routed.front().gate.rows};
    memory.hidden_type = common_type(set.routed, {&Mlp::gate, &Mlp::up});
    memory.down_type = common_type(set.routed, {&Mlp::down});
    return expert_tables_.emplace(weights, memory).first->second;
}

/// What `work` is about, for all tokens: y [T, h].
void CudaBackend::multiply_by_token(TokenWork work, int tokens, Tensor& y)
{
    const int top_k = work.choice.top_k, width = work.routed.width, shared_width = work.gate.rows;
    const auto hidden_rows = [&](Buffer& buffer, int rows, int cols) {
        return rows_at(reserve(buffer, bytes_of_rows(rows, cols)), rows, cols);
    };
    if (top_k > 0) work.hidden = hidden_rows(hidden_, tokens * top_k, width);
    if (work.gate.data) work.shared_hidden = hidden_rows(shared_hidden_, tokens, shared_width);
    // A row of the shared is cut so that its parts are about as long as rows of the others.
    if (work.gate.data)
        work.shared_slices = top_k > 0 ? std::max(1, (shared_width + width / 2) / width) : kWarps / kOutputRows;

    const int blocks = top_k * hidden_blocks(width) + hidden_blocks(shared_width);
    start(gate_up, dim3(unsigned(blocks), unsigned(tokens)), kThreads, 0, work);
    const std::size_t products = std::size_t(top_k + work.shared_slices) * kOutputRows * sizeof(float);
    start(down, dim3(unsigned((y.cols() + kOutputRows - 1) / kOutputRows), unsigned(tokens)), kThreads, products, work,
          y.data(), y.cols());
}

void CudaBackend::experts(const ExpertSet& set, const Tensor& x, const Batch& batch, int moe_layer,
                          const RoutingSlab& slab, Tensor& y)
{
    const std::size_t first = std::size_t(moe_layer) * std::size_t(chosen_tokens_) * std::size_t(chosen_top_k_);
    const Choice choice{chosen_ + first, chosen_weight_ + first, chosen_top_k_, slab.top_k};
    if (batch.tokens >= kGemmTokens) return experts_by_tile(set, x, batch.tokens, choice, y);
    const Mlp& shared = set.shared;
    multiply_by_token({table_of(set).table, matrix_of(shared.gate), matrix_of(shared.up), matrix_of(shared.down),
                       rows_of(x), choice}, batch.tokens, y);
}

void CudaBackend::mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y)
{
    if (tokens >= kGemmTokens) return mlp_by_tile(mlp, narrow(x.data(), x.cols(), tokens, x.cols()), tokens, y.data());
    multiply_by_token({{}, matrix_of(mlp.gate), matrix_of(mlp.up), matrix_of(mlp.down), rows_of(x)}, tokens, y);
}

}  // namespace engine::cuda
