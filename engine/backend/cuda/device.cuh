// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace engine::cuda {

constexpr int kWarp = 32;
constexpr int kGroup = 32;      // activations that share a scale when rounded to 8 bits
constexpr int kGemmTokens = 16; // from so many tokens on, products are matrix by matrix and not matrix by vector

/// Throws MEMORY when the device has none left, DEVICE-LOST for everything else that is not success.
void check_cuda(cudaError_t result, const char* doing);
/// Throws DEVICE-LOST.
[[noreturn]] void lost(const char* doing, const std::string& found);

/// A Weight as kernels take it.
struct Matrix {
    const std::byte* data = nullptr;
    const float* block_scales = nullptr;  // F8_E4M3: [ceil(rows/128), ceil(cols/128)]
    std::int64_t row_bytes = 0;
    int rows = 0, cols = 0;
    WeightType type = WeightType::F32;
};

inline Matrix matrix_of(const Weight& w)
{
    return {w.data, w.block_scales, w ? std::int64_t(w.row_bytes()) : 0, w.rows, w.cols, w.type};
}

constexpr bool in_blocks(WeightType type) { return type >= WeightType::Q4_0; }

/// Rows rounded to 8 bits, x = scale * value, as cpu/int8_rows.h: what weights in blocks are multiplied with.
struct Rounded {
    std::int8_t* values = nullptr;  // [T, cols]
    float* scales = nullptr;        // [T, cols/32]
    float* half_sums = nullptr;     // [T, cols/16] scale * sum of sixteen values
};

/// Activations on the device: floats, and where cols is a multiple of 32 the same rounded. Whoever writes rows that
/// weights may be multiplied with writes both.
struct Rows {
    float* x = nullptr;  // [T, cols]
    Rounded rounded;     // null pointers when cols is no multiple of 32
    int cols = 0;
};

/// Bytes of a Tensor's memory: [floats | values | scales | half_sums].
std::size_t bytes_of_rows(int rows, int cols);
Rows rows_of(const Tensor& tensor);
Rows rows_at(std::byte* memory, int rows, int cols);

/// The batch as kernels see it. In device memory: recorded kernels find the next token there.
struct Step {
    std::int32_t first_position, tokens, row, token;
};

/// kernel<<<grid, threads, shared bytes, stream>>>(args...), checked.
template <class... Parameters, class... Args>
void launch(cudaStream_t stream, void (*kernel)(Parameters...), dim3 grid, int threads, std::size_t shared,
            Args&&... args)
{
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = dim3(unsigned(threads));
    config.dynamicSmemBytes = shared;
    config.stream = stream;
    check_cuda(cudaLaunchKernelEx(&config, kernel, Parameters(std::forward<Args>(args))...), "starting a kernel");
}

}  // namespace engine::cuda
