// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0

// Many tokens: those of an expert are multiplied together. Which they are is found out on the device, so that nothing
// waits for the host to know.
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/experts.cuh"
#include "engine/backend/cuda/gemm.cuh"

#include <algorithm>

namespace engine::cuda {
namespace {

constexpr int kThreads = 256;
constexpr std::size_t kResultBytes = std::size_t(256) << 20;  // of experts' results at a time

/// Pairs of a token and one of its experts, p = token * top_k + slot, sorted by expert and then by p.
struct Groups {
    std::int32_t* token;     // [pairs] of the pair in each place
    std::int32_t* place;     // [pairs] of each pair
    std::int32_t* first;     // [experts] place of an expert's first pair
    std::int32_t* count;     // [experts]
    Tile* tiles;             // [max_tiles]
    int pairs, experts, max_tiles;
};

/// Every expert's last tile may be a short one.
int most_tiles(int pairs, int experts) { return pairs / kTileTokens + std::min(experts, pairs); }

/// Sum of the threads' values up to and with this one. All threads of the block call it.
__device__ int sum_until(int value, int* scratch)
{
    const int thread = int(threadIdx.x);
    scratch[thread] = value;
    __syncthreads();
    for (int step = 1; step < kThreads; step *= 2) {
        const int other = thread >= step ? scratch[thread - step] : 0;
        __syncthreads();
        scratch[thread] += other;
        __syncthreads();
    }
    return scratch[thread];
}

/// A block an expert: each thread looks through as many pairs as the others, in order.
__global__ void group_pairs(Choice choice, Groups groups)
{
    __shared__ int scratch[kThreads];
    const int thread = int(threadIdx.x), expert = int(blockIdx.x), top_k = choice.top_k;
    const int share = (groups.pairs + kThreads - 1) / kThreads;
    const int begin = min(thread * share, groups.pairs), end = min(begin + share, groups.pairs);
    const auto expert_of = [&](int pair) { return int(choice.experts[choice.at(pair / top_k) + pair % top_k]); };
    int below = 0, mine = 0;
    for (int pair = begin; pair < end; ++pair) {
        below += expert_of(pair) < expert;
        mine += expert_of(pair) == expert;
    }
    sum_until(below, scratch);
    const int first = scratch[kThreads - 1];
    __syncthreads();
    int place = first + sum_until(mine, scratch) - mine;
    for (int pair = begin; pair < end; ++pair) {
        if (expert_of(pair) != expert) continue;
        groups.token[place] = pair / top_k;
        groups.place[pair] = place++;
    }
    if (thread > 0) return;
    groups.first[expert] = first;
    groups.count[expert] = scratch[kThreads - 1];
}

/// One block: each thread cuts the pairs of as many experts as the others into tiles.
__global__ void cut_into_tiles(Groups groups)
{
    __shared__ int scratch[kThreads];
    const int share = (groups.experts + kThreads - 1) / kThreads;
    const int begin = min(int(threadIdx.x) * share, groups.experts), end = min(begin + share, groups.experts);
    int tiles = 0;
    for (int e = begin; e < end; ++e) tiles += (groups.count[e] + kTileTokens - 1) / kTileTokens;
    int tile = sum_until(tiles, scratch) - tiles;
    for (int e = begin; e < end; ++e)
        for (int done = 0; done < groups.count[e]; done += kTileTokens)
            groups.tiles[tile++] = {e, groups.first[e] + done, min(kTileTokens, groups.count[e] - done)};
    for (int i = scratch[kThreads - 1] + int(threadIdx.x); i < groups.max_tiles; i += kThreads) groups.tiles[i] = {};
}

/// y[t] = sum of weight * result over a token's slots in order, and what y already has of the shared expert.
__global__ void combine(Choice choice, const std::int32_t* place, const float* results, bool shared, float* y, int cols)
{
    const int token = int(blockIdx.x), column = int(blockIdx.y * blockDim.x + threadIdx.x);
    if (column >= cols) return;
    float sum = 0;
    for (int k = 0; k < choice.top_k; ++k) {
        const std::int64_t row = place[std::int64_t(token) * choice.top_k + k];
        sum += choice.weights[choice.at(token) + k] * results[row * cols + column];
    }
    float& out = y[std::int64_t(token) * cols + column];
    out = shared ? sum + out : sum;
}

/// out = silu(gate) . up as bfloat16; gate and up [T, cols], out [T, stride].
__global__ void multiply_gates(const float* gate, const float* up, int cols, std::uint32_t* out, int stride)
{
    const int column = 2 * int(blockIdx.y * blockDim.x + threadIdx.x);
    if (column >= stride) return;
    const std::int64_t row = blockIdx.x;
    float values[2] = {};
    for (int i = 0; i < 2; ++i)
        if (column + i < cols)
            values[i] = tile::gated_value(gate[row * cols + column + i], up[row * cols + column + i]);
    out[(row * stride + column) / 2] = pack_bf16(values[0], values[1]);
}

unsigned blocks_of(int threads) { return unsigned((threads + kThreads - 1) / kThreads); }

Groups groups_at(std::int32_t* memory, int pairs, int experts)
{
    Groups groups{memory, memory + pairs, memory + 2 * pairs, memory + 2 * pairs + experts, nullptr,
                  pairs,  experts,        most_tiles(pairs, experts)};
    groups.tiles = reinterpret_cast<Tile*>(groups.count + experts);
    return groups;
}

std::size_t numbers_of_groups(int pairs, int experts)
{
    return 2 * (std::size_t(pairs) + std::size_t(experts)) + 3 * std::size_t(most_tiles(pairs, experts));
}

}  // namespace

void CudaBackend::experts_by_tile(const ExpertSet& set, const Tensor& x, int tokens, const Choice& choice, Tensor& y)
{
    const ExpertMemory& memory = table_of(set);
    const std::uint16_t* rows = narrow(x.data(), x.cols(), tokens, x.cols());
    const bool shared = bool(set.shared.gate);
    if (shared) mlp_by_tile(set.shared, rows, tokens, y.data());

    const std::size_t token_bytes = std::size_t(choice.top_k) * std::size_t(y.cols()) * sizeof(float);
    const int most = int(std::clamp<std::size_t>(kResultBytes / token_bytes, 1, std::size_t(tokens)));
    for (int first = 0; first < tokens; first += most)
        routed_by_tile(memory, rows + std::size_t(first) * std::size_t(chunked(x.cols())),
                       std::min(most, tokens - first), choice.from(first), shared, y.row(first), y.cols());
}

void CudaBackend::routed_by_tile(const ExpertMemory& memory, const std::uint16_t* x, int tokens, const Choice& choice,
                                 bool shared, float* y, int cols)
{
    const ExpertTable& table = memory.table;
    const int pairs = tokens * choice.top_k;
    const Groups groups = groups_at(
        reserve<std::int32_t>(expert_groups_, numbers_of_groups(pairs, table.n_experts)), pairs, table.n_experts);
    start(group_pairs, unsigned(table.n_experts), kThreads, 0, choice, groups);
    start(cut_into_tiles, 1, kThreads, 0, groups);

    Gemm gated;
    gated.matrices = table.gate;
    gated.ups = table.up;
    gated.x = x;
    gated.x_stride = chunked(cols);
    gated.x_rows = groups.token;
    gated.tiles = groups.tiles;
    gated.y_stride = chunked(table.width);
    gated.hidden = reserve<std::uint16_t>(narrow_hidden_, std::size_t(pairs) * std::size_t(gated.y_stride));
    start(gated_kernel(memory.hidden_type, cols), gated_grid(groups.max_tiles, table.width), kGemmThreads, kGemmShared,
          gated);

    Gemm down;
    down.matrices = table.down;
    down.x = gated.hidden;
    down.x_stride = gated.y_stride;
    down.tiles = groups.tiles;
    down.y = reserve<float>(expert_results_, std::size_t(pairs) * std::size_t(cols));
    down.y_stride = cols;
    start(gemm_kernel(memory.down_type, table.width), gemm_grid(groups.max_tiles, cols), kGemmThreads, kGemmShared,
          down);
    start(combine, dim3(unsigned(tokens), blocks_of(cols)), kThreads, 0, choice, groups.place, down.y, shared, y, cols);
}

void CudaBackend::mlp_by_tile(const Mlp& mlp, const std::uint16_t* x, int tokens, float* y)
{
    const int width = mlp.gate.rows, stride = chunked(width);
    auto* hidden = reserve<std::uint16_t>(narrow_hidden_, std::size_t(tokens) * std::size_t(stride));
    if (library_multiplies(mlp.gate) && library_multiplies(mlp.up)) {
        const std::size_t count = std::size_t(tokens) * std::size_t(width);
        float* gate = reserve<float>(gate_up_, 2 * count);
        multiply_narrow(mlp.gate, x, tokens, gate, width);
        multiply_narrow(mlp.up, x, tokens, gate + count, width);
        start(multiply_gates, dim3(unsigned(tokens), blocks_of(stride / 2)), kThreads, 0, gate, gate + count, width,
              reinterpret_cast<std::uint32_t*>(hidden), stride);
    } else {
        Gemm gated;
        gated.matrix = matrix_of(mlp.gate);
        gated.up = matrix_of(mlp.up);
        gated.x = x;
        gated.x_stride = chunked(mlp.gate.cols);
        gated.rows = tokens;
        gated.hidden = hidden;
        gated.y_stride = stride;
        const std::optional type = mlp.gate.type == mlp.up.type ? std::optional(mlp.gate.type) : std::nullopt;
        start(gated_kernel(type, mlp.gate.cols), gated_grid(tiles_of(tokens), width), kGemmThreads, kGemmShared, gated);
    }
    multiply_narrow(mlp.down, hidden, tokens, y, mlp.down.rows);
}

}  // namespace engine::cuda
