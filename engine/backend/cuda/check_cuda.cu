// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/device.cuh"
#include "engine/error.h"

#include <string>

namespace engine::cuda {

void lost(const char* doing, const std::string& found)
{
    throw Error({"DEVICE-LOST", "the GPU stopped working", doing, found, "",
                 "What was running ended. Open the model again to go on with the CPU, or start the program again to "
                 "use the GPU."});
}

void check_cuda(cudaError_t result, const char* doing)
{
    if (result == cudaSuccess) return;
    cudaGetLastError();  // what did not break the device is not met again
    const std::string found = std::string(cudaGetErrorName(result)) + ": " + cudaGetErrorString(result);
    if (result == cudaErrorMemoryAllocation)
        throw Error({"MEMORY", "the GPU has not enough memory", doing, found, "",
                     "Choose a smaller context, or compute on the CPU (--device cpu)."});
    lost(doing, found);
}

}  // namespace engine::cuda
