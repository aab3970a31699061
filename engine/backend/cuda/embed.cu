// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/matvec.cuh"

namespace engine::cuda {
namespace {

constexpr int kThreads = 64;

/// Row ids[blockIdx.y] of the table, a part by one thread.
template <WeightType type>
__global__ void copy_rows(Matrix table, const std::int32_t* ids, Rows out)
{
    const int part = int(blockIdx.x * blockDim.x + threadIdx.x), first = part * kPart;
    if (first >= out.cols) return;
    float numbers[kPart];
    dequantize<type>(row_of(table, ids[blockIdx.y]), part, numbers);
    float* to = out.x + std::int64_t(blockIdx.y) * out.cols + first;
    for (int i = 0; i < kPart; ++i)
        if (first + i < out.cols) to[i] = numbers[i];
    if (!out.rounded.values) return;
    const RoundedPart rounded = round_part(numbers);
    const std::int64_t group = std::int64_t(blockIdx.y) * (out.cols / kPart) + part;
    for (int i = 0; i < 8; ++i) reinterpret_cast<std::uint32_t*>(out.rounded.values)[8 * group + i] = rounded.values[i];
    out.rounded.scales[group] = rounded.scale;
    for (int half = 0; half < 2; ++half) out.rounded.half_sums[2 * group + half] = rounded.half_sums[half];
}

}  // namespace

void CudaBackend::copy_table_rows(const Weight& table, const std::int32_t* ids, int count, Tensor& rows)
{
    const dim3 grid(unsigned((parts_of(table.cols) + kThreads - 1) / kThreads), unsigned(count));
    for_type(table.type, [&]<WeightType type>() {
        start(copy_rows<type>, grid, kThreads, 0, matrix_of(table), ids, rows_of(rows));
    });
}

void CudaBackend::embed(const Weight& table, const Batch& batch, Tensor& x)
{
    // One token is the one that draw() or begin() left on the device.
    copy_table_rows(table, batch.tokens == 1 ? &step_->token : ids_, batch.tokens, x);
}

void CudaBackend::look_up(const Weight& table, std::span<const std::int32_t> ids, Tensor& rows)
{
    auto* on_device = reserve<std::int32_t>(looked_up_, ids.size());
    send(ids.data(), ids.size_bytes(), on_device);
    copy_table_rows(table, on_device, int(ids.size()), rows);
}

}  // namespace engine::cuda
