// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0

// Apart from gemm.cu, so that the two can be compiled at the same time.
#include "engine/backend/cuda/gemm.cuh"

namespace engine::cuda {

GemmKernel gated_kernel(std::optional<WeightType> type, int cols)
{
    return tile::kernel_for<true>(type, cols);
}

}  // namespace engine::cuda
