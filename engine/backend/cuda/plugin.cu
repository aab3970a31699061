// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// What the program sees of the CUDA part.
#include "engine/backend/cuda/bandwidth.h"
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda_plugin.h"

#include <cstdio>
#include <exception>

namespace engine::cuda {
namespace {

constexpr int kOldest = 75;  // compute capability that the kernels are compiled for

std::string version_text(int version)
{
    return std::to_string(version / 1000) + '.' + std::to_string(version % 1000 / 10);
}

std::string capability_text(int capability)
{
    return std::to_string(capability / 10) + '.' + std::to_string(capability % 10);
}

/// Why CUDA gives no devices.
std::string reason_for(cudaError_t result)
{
    int driver = 0;
    cudaGetLastError();
    if (result == cudaErrorNoDevice) return "the NVIDIA driver shows no GPU";
    if (result == cudaErrorInsufficientDriver && cudaDriverGetVersion(&driver) == cudaSuccess && driver > 0)
        return "the NVIDIA driver is too old: it speaks CUDA " + version_text(driver) + ", " +
               version_text(CUDART_VERSION) + " is needed";
    if (result == cudaErrorInsufficientDriver) return "no NVIDIA driver on this machine";
    return std::string("CUDA does not start (") + cudaGetErrorName(result) + ": " + cudaGetErrorString(result) + ")";
}

CudaDevice describe(int number, const cudaDeviceProp& properties)
{
    char bus[32] = "";  // as the monitor writes it; cudaDeviceGetPCIBusId() has capital letters
    std::snprintf(bus, sizeof bus, "%04x:%02x:%02x.0", properties.pciDomainID, properties.pciBusID,
                  properties.pciDeviceID);
    return {number, properties.name, properties.major * 10 + properties.minor, properties.totalGlobalMem, bus};
}

CudaDevices look_at_devices()
{
    CudaDevices found;
    int count = 0;
    const cudaError_t result = cudaGetDeviceCount(&count);
    if (result != cudaSuccess || count == 0) {
        found.reason = reason_for(result == cudaSuccess ? cudaErrorNoDevice : result);
        return found;
    }
    for (int number = 0; number < count; ++number) {
        cudaDeviceProp properties{};
        check_cuda(cudaGetDeviceProperties(&properties, number), "asking what the GPU is");
        CudaDevice device = describe(number, properties);
        if (device.capability >= kOldest)
            found.devices.push_back(std::move(device));
        else if (found.reason.empty())
            found.reason = device.name + " has compute capability " + capability_text(device.capability) +
                           ", older than " + capability_text(kOldest);
    }
    if (!found.devices.empty()) found.reason.clear();
    return found;
}

CudaDevices look()
{
    try {
        return look_at_devices();
    } catch (const std::exception& error) {
        CudaDevices none;
        none.reason = error.what();
        return none;
    }
}

std::uint64_t free_memory(int device)
{
    std::size_t free = 0, total = 0;
    check_cuda(cudaSetDevice(device), "choosing the GPU");
    check_cuda(cudaMemGetInfo(&free, &total), "asking for free memory");
    return free;
}

Backend* make(int device, std::size_t memory)
{
    return new CudaBackend(device, memory);
}

constexpr CudaPlugin plugin{cuda_plugin_abi(), look, free_memory, make, measure_card};

}  // namespace
}  // namespace engine::cuda

extern "C" __attribute__((visibility("default"))) const engine::CudaPlugin* expertscope_cuda_plugin()
{
    return &engine::cuda::plugin;
}
