// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// In place of cublas.cu, which needs headers that are not here: the machine without cuBLAS.
#include "engine/backend/cuda/cublas.h"

namespace engine::cuda {

std::unique_ptr<MatrixLibrary> open_cublas(cudaStream_t, std::string& why_not)
{
    why_not = "no cuBLAS";
    return nullptr;
}

}  // namespace engine::cuda
