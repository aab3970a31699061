// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/gemm.cuh"

#include "engine/backend/cuda/cuda_backend.h"

namespace engine::cuda {
namespace {

constexpr int kThreads = 256;
constexpr std::size_t kWorkspace = std::size_t(32) << 20;  // as much as cuBLAS would take by itself on Hopper

/// Two neighbours a thread.
__global__ void round_to_bf16(const float* x, int x_stride, int cols, std::uint32_t* out, int out_stride)
{
    const int column = 2 * int(blockIdx.y * blockDim.x + threadIdx.x);
    if (column >= out_stride) return;
    const std::int64_t row = blockIdx.x;
    const float* from = x + row * x_stride + column;
    const float first = column < cols ? from[0] : 0.0f, second = column + 1 < cols ? from[1] : 0.0f;
    out[(row * out_stride + column) / 2] = pack_bf16(first, second);
}

}  // namespace

GemmKernel gemm_kernel(std::optional<WeightType> type, int cols)
{
    return tile::kernel_for<false>(type, cols);
}

void CudaBackend::open_matrix_library()
{
    if (capability_ < 80) {
        matrix_library_reason_ = "cuBLAS not used: no matrix unit for bfloat16";
        return;
    }
    matrix_library_ = open_cublas(stream_, matrix_library_reason_);
    if (!matrix_library_ || matrix_library_->use_workspace(reserve(matrix_workspace_, kWorkspace), kWorkspace)) return;
    matrix_library_.reset();
    matrix_library_reason_ = "cuBLAS does not start";
}

const std::uint16_t* CudaBackend::narrow(const float* x, int x_stride, int rows, int cols)
{
    const int stride = chunked(cols);
    auto* out = reserve<std::uint16_t>(narrow_, std::size_t(rows) * std::size_t(stride));
    const dim3 grid(unsigned(rows), unsigned((stride / 2 + kThreads - 1) / kThreads));
    start(round_to_bf16, grid, kThreads, 0, x, x_stride, cols, reinterpret_cast<std::uint32_t*>(out), stride);
    return out;
}

void CudaBackend::multiply_narrow(const Weight& w, const std::uint16_t* x, int rows, float* y, int y_stride)
{
    if (library_multiplies(w))
        return matrix_library_->multiply(w.data, w.rows, w.cols, x, chunked(w.cols), rows, y, y_stride);
    Gemm gemm;
    gemm.matrix = matrix_of(w);
    gemm.x = x;
    gemm.x_stride = chunked(w.cols);
    gemm.rows = rows;
    gemm.y = y;
    gemm.y_stride = y_stride;
    start(gemm_kernel(w.type, w.cols), gemm_grid(tiles_of(rows), w.rows), kGemmThreads, kGemmShared, gemm);
}

void CudaBackend::multiply_matrices(const Weight& w, const float* x, int x_stride, int tokens, float* y, int y_stride)
{
    multiply_narrow(w, narrow(x, x_stride, tokens, w.cols), tokens, y, y_stride);
}

}  // namespace engine::cuda
