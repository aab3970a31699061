// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime_state.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace cuda_on_cpu {

Runtime& runtime()
{
    static auto* const r = new Runtime;  // never destroyed: other static objects may still free their memory
    return *r;
}

std::size_t setting(const char* name, std::size_t otherwise)
{
    const char* text = std::getenv(name);
    return text && *text ? std::strtoull(text, nullptr, 10) : otherwise;
}

bool lost_with_this_launch()
{
    static std::string counted;
    static std::size_t launches = 0;
    const char* text = std::getenv("EXPERTSCOPE_CUDA_ON_CPU_LOSE_AFTER");
    if (!text || !*text) {
        counted.clear();
        return false;
    }
    if (counted != text) counted = text, launches = 0;
    return ++launches > std::strtoull(text, nullptr, 10);
}

bool unified() { return setting("EXPERTSCOPE_CUDA_ON_CPU_UNIFIED", 0) != 0; }

std::size_t driver() { return setting("EXPERTSCOPE_CUDA_ON_CPU_DRIVER", CUDART_VERSION); }

cudaError_t state_of_device()
{
    return driver() / 1000 < CUDART_VERSION / 1000 ? cudaErrorInsufficientDriver : runtime().broken;
}

int capability() { return int(setting("EXPERTSCOPE_CUDA_ON_CPU_CAPABILITY", 80)); }

namespace {

struct Named {
    cudaError_t error;
    const char *name, *text;
};
constexpr Named kErrors[] = {
    {cudaSuccess, "cudaSuccess", "no error"},
    {cudaErrorInvalidValue, "cudaErrorInvalidValue", "invalid argument"},
    {cudaErrorMemoryAllocation, "cudaErrorMemoryAllocation", "out of memory"},
    {cudaErrorInitializationError, "cudaErrorInitializationError", "initialization error"},
    {cudaErrorInvalidConfiguration, "cudaErrorInvalidConfiguration", "invalid configuration argument"},
    {cudaErrorInvalidMemcpyDirection, "cudaErrorInvalidMemcpyDirection", "invalid copy direction for memcpy"},
    {cudaErrorInsufficientDriver, "cudaErrorInsufficientDriver",
     "CUDA driver version is insufficient for CUDA runtime version"},
    {cudaErrorInvalidDeviceFunction, "cudaErrorInvalidDeviceFunction", "invalid device function"},
    {cudaErrorNoDevice, "cudaErrorNoDevice", "no CUDA-capable device is detected"},
    {cudaErrorInvalidDevice, "cudaErrorInvalidDevice", "invalid device ordinal"},
    {cudaErrorNoKernelImageForDevice, "cudaErrorNoKernelImageForDevice",
     "no kernel image is available for execution on the device"},
    {cudaErrorInvalidResourceHandle, "cudaErrorInvalidResourceHandle", "invalid resource handle"},
    {cudaErrorNotReady, "cudaErrorNotReady", "device not ready"},
    {cudaErrorIllegalAddress, "cudaErrorIllegalAddress", "an illegal memory access was encountered"},
    {cudaErrorMisalignedAddress, "cudaErrorMisalignedAddress", "misaligned address"},
    {cudaErrorLaunchFailure, "cudaErrorLaunchFailure", "unspecified launch failure"},
    {cudaErrorNotSupported, "cudaErrorNotSupported", "operation not supported"},
    {cudaErrorStreamCaptureUnsupported, "cudaErrorStreamCaptureUnsupported",
     "operation not permitted when stream is capturing"},
    {cudaErrorStreamCaptureInvalidated, "cudaErrorStreamCaptureInvalidated",
     "operation failed due to a previous error during capture"},
    {cudaErrorStreamCaptureUnmatched, "cudaErrorStreamCaptureUnmatched", "capture was not initiated in this stream"},
    {cudaErrorStreamCaptureImplicit, "cudaErrorStreamCaptureImplicit",
     "operation would make the legacy stream depend on a capturing blocking stream"},
    {cudaErrorCapturedEvent, "cudaErrorCapturedEvent", "operation not permitted on an event last recorded in a "
                                                       "capturing stream"}};

const Named* find(cudaError_t error)
{
    const auto at = std::ranges::find(kErrors, error, &Named::error);
    return at == std::end(kErrors) ? nullptr : &*at;
}

int devices() { return int(setting("EXPERTSCOPE_CUDA_ON_CPU_DEVICES", 1)); }

/// As a large device; 7.5 has less shared memory.
std::size_t shared_memory() { return (capability() < 80 ? 64 : capability() % 10 ? 99 : 163) * std::size_t(1024); }

}  // namespace
}  // namespace cuda_on_cpu

using namespace cuda_on_cpu;

const char* cudaGetErrorName(cudaError_t error)
{
    const auto* known = find(error);
    return known ? known->name : "unrecognized error code";
}
const char* cudaGetErrorString(cudaError_t error)
{
    const auto* known = find(error);
    return known ? known->text : "unrecognized error code";
}

cudaError_t cudaPeekAtLastError()
{
    const std::lock_guard lock(runtime().mutex);
    return state_of_device() != cudaSuccess ? state_of_device() : runtime().last;
}
cudaError_t cudaGetLastError()
{
    const cudaError_t last = cudaPeekAtLastError();
    const std::lock_guard lock(runtime().mutex);
    runtime().last = cudaSuccess;
    return last;
}

cudaError_t cudaGetDeviceCount(int* count)
{
    return api([&](Runtime&) { return (*count = devices()) > 0 ? cudaSuccess : cudaErrorNoDevice; });
}
cudaError_t cudaGetDevice(int* device)
{
    *device = 0;
    return api([&](Runtime&) { return devices() > 0 ? cudaSuccess : cudaErrorNoDevice; });
}
cudaError_t cudaSetDevice(int device)
{
    return api([&](Runtime&) { return device >= 0 && device < devices() ? cudaSuccess : cudaErrorInvalidDevice; });
}
cudaError_t cudaSetDeviceFlags(unsigned)
{
    return api([](Runtime&) { return cudaSuccess; });
}
cudaError_t cudaInitDevice(int device, unsigned, unsigned) { return cudaSetDevice(device); }

cudaError_t cudaDeviceReset()
{
    const std::lock_guard lock(runtime().mutex);
    runtime().broken = runtime().last = cudaSuccess;
    runtime().deferred.clear();
    return cudaSuccess;
}

cudaError_t cudaDeviceSynchronize()
{
    return api([](Runtime&) {
        const cudaError_t refused = refuse_while_capturing();
        return refused != cudaSuccess ? refused : flush();
    });
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device)
{
    std::size_t available = 0, total = 0;
    if (const cudaError_t result = cudaSetDevice(device); result != cudaSuccess) return result;
    if (const cudaError_t result = cudaMemGetInfo(&available, &total); result != cudaSuccess) return result;
    cudaDeviceProp p{};
    std::snprintf(p.name, sizeof p.name, "CUDA on a CPU");
    p.totalGlobalMem = total;
    p.sharedMemPerBlock = 48 * 1024;
    p.sharedMemPerBlockOptin = p.sharedMemPerMultiprocessor = shared_memory();
    p.totalConstMem = 64 * 1024;
    p.warpSize = 32;
    p.maxThreadsPerBlock = p.maxThreadsPerMultiProcessor = p.maxThreadsDim[0] = p.maxThreadsDim[1] = 1024;
    p.maxThreadsDim[2] = 64;
    p.maxGridSize[0] = 0x7FFFFFFF;
    p.maxGridSize[1] = p.maxGridSize[2] = 65535;
    p.regsPerBlock = 65536;
    p.major = capability() / 10;
    p.minor = capability() % 10;
    p.multiProcessorCount = 4;
    p.canMapHostMemory = p.unifiedAddressing = p.concurrentKernels = p.asyncEngineCount = 1;
    p.pciBusID = 0xC0 + device;
    p.l2CacheSize = 4 << 20;
    p.memoryBusWidth = 256;
    *properties = p;
    return cudaSuccess;
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device)
{
    cudaDeviceProp p;
    if (const cudaError_t result = cudaGetDeviceProperties(&p, device); result != cudaSuccess) return result;
    const auto answer = [&]() -> long {
        switch (attribute) {
        case cudaDevAttrMaxThreadsPerBlock: return p.maxThreadsPerBlock;
        case cudaDevAttrMaxSharedMemoryPerBlock: return long(p.sharedMemPerBlock);
        case cudaDevAttrWarpSize: return p.warpSize;
        case cudaDevAttrClockRate: return 1000000;
        case cudaDevAttrMultiProcessorCount: return p.multiProcessorCount;
        case cudaDevAttrIntegrated: return p.integrated;
        case cudaDevAttrPciBusId: return p.pciBusID;
        case cudaDevAttrPciDeviceId: return p.pciDeviceID;
        case cudaDevAttrMemoryClockRate: return 1000000;
        case cudaDevAttrGlobalMemoryBusWidth: return p.memoryBusWidth;
        case cudaDevAttrL2CacheSize: return p.l2CacheSize;
        case cudaDevAttrMaxThreadsPerMultiProcessor: return p.maxThreadsPerMultiProcessor;
        case cudaDevAttrPciDomainId: return p.pciDomainID;
        case cudaDevAttrComputeCapabilityMajor: return p.major;
        case cudaDevAttrComputeCapabilityMinor: return p.minor;
        case cudaDevAttrMaxSharedMemoryPerMultiprocessor: return long(p.sharedMemPerMultiprocessor);
        case cudaDevAttrMaxSharedMemoryPerBlockOptin: return long(p.sharedMemPerBlockOptin);
        }
        return 0;
    };
    *value = int(answer());
    return cudaSuccess;
}

cudaError_t cudaDeviceGetPCIBusId(char* id, int length, int device)
{
    if (const cudaError_t result = cudaSetDevice(device); result != cudaSuccess) return result;
    return std::snprintf(id, std::size_t(length), "0000:%02X:00.0", 0xC0 + device) < length ? cudaSuccess
                                                                                            : cudaErrorInvalidValue;
}

cudaError_t cudaDriverGetVersion(int* version) { return *version = int(driver()), cudaSuccess; }
cudaError_t cudaRuntimeGetVersion(int* version) { return *version = CUDART_VERSION, cudaSuccess; }
