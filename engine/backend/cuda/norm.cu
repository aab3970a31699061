// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/backend/cuda/rounding.cuh"

#include <algorithm>

namespace engine::cuda {
namespace {

constexpr int kThreads = 1024;  // at most

constexpr std::size_t in_sixteens(std::size_t bytes) { return (bytes + 15) / 16 * 16; }

/// x += update for one number, if there is an update.
__device__ float updated(float* x, const float* update, std::int64_t i)
{
    float value = x[i];
    if (update) x[i] = value = value + update[i];
    return value;
}

__device__ void write(const Rows& y, std::int64_t i, float value)
{
    y.x[i] = value;
    if (y.rounded.values) round_group(value, i / kGroup, y.rounded);
}

/// One block for one token, whose threads keep up to `kept` numbers and their factors each between the two passes:
/// after the barrier memory would be waited for again. `y` may be `x`: a thread reads its numbers, then writes them.
template <int kept>
__global__ void __launch_bounds__(kThreads, 1)
    normalise(Rows x, const float* update, const float* weight, float eps, Rows y)
{
    __shared__ float scratch[33];
    const int cols = x.cols, step = int(blockDim.x), begin = int(threadIdx.x);
    const std::int64_t row = std::int64_t(blockIdx.x) * cols;
    float values[kept], factors[kept], squares = 0;
    for (int k = 0; k < kept; ++k)
        if (const int c = begin + k * step; c < cols) {
            values[k] = updated(x.x, update, row + c);
            factors[k] = weight[c];
        }
    for (int k = 0; k < kept; ++k)
        if (begin + k * step < cols) squares += values[k] * values[k];
    for (int c = begin + kept * step; c < cols; c += step) {
        const float value = updated(x.x, update, row + c);
        squares += value * value;
    }
    const float factor = 1.0f / sqrtf(block_sum(squares, scratch) / float(cols) + eps);
    for (int k = 0; k < kept; ++k)
        if (const int c = begin + k * step; c < cols) write(y, row + c, factors[k] * (values[k] * factor));
    for (int c = begin + kept * step; c < cols; c += step) write(y, row + c, weight[c] * (x.x[row + c] * factor));
}

/// One warp for one group of 32 activations.
__global__ void round_groups(Rows rows, std::int64_t first, std::int64_t end)
{
    const std::int64_t group = first + (std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x) / kWarp;
    if (group < end) round_group(rows.x[group * kGroup + threadIdx.x % kWarp], group, rows.rounded);
}

}  // namespace

std::size_t bytes_of_rows(int rows, int cols)
{
    const std::size_t count = std::size_t(rows) * std::size_t(cols), floats = count * sizeof(float);
    if (cols % kGroup != 0) return floats;
    return floats + count + in_sixteens(count / 32 * sizeof(float)) + count / 16 * sizeof(float);
}

Rows rows_at(std::byte* memory, int rows, int cols)
{
    const std::size_t count = std::size_t(rows) * std::size_t(cols);
    Rows result{reinterpret_cast<float*>(memory), {}, cols};
    if (cols % kGroup != 0) return result;
    std::byte* values = memory + count * sizeof(float);
    std::byte* scales = values + count;
    std::byte* half_sums = scales + in_sixteens(count / 32 * sizeof(float));
    result.rounded = {reinterpret_cast<std::int8_t*>(values), reinterpret_cast<float*>(scales),
                      reinterpret_cast<float*>(half_sums)};
    return result;
}

Rows rows_of(const Tensor& tensor)
{
    auto* memory = reinterpret_cast<std::byte*>(const_cast<float*>(tensor.data()));
    return rows_at(memory, tensor.rows(), tensor.cols());
}

void CudaBackend::residual_norm(Tensor& x, const Tensor* update, int tokens, const Tensor& weight, float eps, Tensor& y)
{
    const int threads = std::clamp((x.cols() / 4 + kWarp - 1) / kWarp * kWarp, kWarp, kThreads);
    const auto kernel = x.cols() <= 4 * threads ? normalise<4> : normalise<8>;
    start(kernel, dim3(unsigned(tokens)), threads, 0, rows_of(x), update ? update->data() : nullptr, weight.data(), eps,
          rows_of(y));
}

void CudaBackend::round(const Tensor& tensor, int first, int rows)
{
    constexpr int kBlock = 256;
    const Rows all = rows_of(tensor);
    if (!all.rounded.values) return;
    const std::int64_t of_row = tensor.cols() / kGroup, groups = of_row * rows;
    const auto blocks = unsigned((groups * kWarp + kBlock - 1) / kBlock);
    start(round_groups, dim3(blocks), kBlock, 0, all, of_row * first, of_row * (first + rows));
}

}  // namespace engine::cuda
