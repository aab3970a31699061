// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace engine::cuda {

/// Products of bfloat16 matrices by code that knows each generation's matrix unit better than ours, where it is found.
class MatrixLibrary {
public:
    virtual ~MatrixLibrary() = default;
    /// What it works in: stays the caller's, and it never adds to it. False: it cannot.
    virtual bool use_workspace(std::byte* workspace, std::size_t bytes) = 0;
    /// y[t] = w x[t], sums in float: w [rows, cols], x [tokens, x_stride], y [tokens, y_stride], in device memory.
    virtual void multiply(const std::byte* w, int rows, int cols, const std::uint16_t* x, int x_stride, int tokens,
                          float* y, int y_stride) = 0;
};

/// cuBLAS, looked for where the system keeps its libraries. Works on `stream`. Null, and `why_not` says so in a few
/// words, when there is none that can be used.
std::unique_ptr<MatrixLibrary> open_cublas(cudaStream_t stream, std::string& why_not);

}  // namespace engine::cuda
