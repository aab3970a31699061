// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cuda_on_cpu/launch.h"

#include "block_state.h"
#include "runtime_state.h"

#include <cxxabi.h>
#include <dlfcn.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <map>

namespace cuda_on_cpu {
namespace {

constexpr std::size_t kUsualShared = 48 * 1024;

const Launch* running = nullptr;

std::map<const void*, std::size_t>& allowed_shared()
{
    static std::map<const void*, std::size_t> allowed;
    return allowed;
}

/// Whether an address is a host's own: a kernel on a device cannot reach that. What is none is a number, most likely.
bool of_host_alone(std::uintptr_t address)
{
    constexpr std::uintptr_t kPage = 4096;
    constexpr std::uintptr_t kLowest = std::uintptr_t(1) << 46;  // programs lie higher; two numbers together may not
    unsigned char resident = 0;
    if (address < kLowest || address >> 47 || allocation_of(reinterpret_cast<const void*>(address), 0)) return false;
    return mincore(reinterpret_cast<void*>(address / kPage * kPage), 1, &resident) == 0;
}

bool gives_host_memory(const Launch& launch)
{
    if (unified()) return false;
    std::vector<std::uintptr_t> words;
    launch.list_words(launch.arguments.get(), words);
    const auto found = std::ranges::find_if(words, of_host_alone);
    if (found == words.end()) return false;
    std::fprintf(stderr, "CUDA on a CPU: a kernel of type %s is given %#zx, which is host memory\n", launch.type,
                 std::size_t(*found));
    return true;
}

cudaError_t check(const Launch& launch)
{
    const auto& [x, y, z] = launch.grid;
    const std::uint64_t threads = std::uint64_t(launch.threads.x) * launch.threads.y * launch.threads.z;
    if (threads == 0 || threads > 1024 || launch.threads.z > 64) return cudaErrorInvalidConfiguration;
    if (x == 0 || y == 0 || z == 0 || x > 0x7FFFFFFFu || y > 65535 || z > 65535) return cudaErrorInvalidConfiguration;
    const auto allowed = allowed_shared().find(launch.kernel);
    const std::size_t most = allowed == allowed_shared().end() ? kUsualShared : std::max(kUsualShared, allowed->second);
    if (gives_host_memory(launch)) return cudaErrorIllegalAddress;
    return launch.shared_bytes > most ? cudaErrorInvalidValue : cudaSuccess;
}

cudaError_t run_blocks(const Launch& launch)
{
    the_block.begin_launch(launch.call, launch.arguments.get(), launch.grid, launch.threads, launch.shared_bytes);
    for (unsigned z = 0; z < launch.grid.z; ++z)
        for (unsigned y = 0; y < launch.grid.y; ++y)
            for (unsigned x = 0; x < launch.grid.x; ++x)
                if (const cudaError_t result = the_block.run({x, y, z}); result != cudaSuccess) return result;
    return cudaSuccess;
}

cudaError_t run(const Launch& launch)
{
    Runtime& r = runtime();
    if (lost_with_this_launch()) return r.broken = cudaErrorLaunchFailure;
    running = &launch;
    const cudaError_t result = run_blocks(launch);
    running = nullptr;
    if (result != cudaSuccess) r.broken = result;
    return result;
}

}  // namespace

cudaError_t launch(cudaStream_t stream, Launch&& launch)
{
    return api([&](Runtime&) {
        const cudaError_t refused = check(launch);
        if (refused != cudaSuccess) return refused;
        return perform(stream, [launch = std::move(launch)] { return run(launch); });
    });
}

cudaError_t allow_shared_memory(const void* kernel, int bytes)
{
    return api([&](Runtime&) {
        int most = 0;
        if (const cudaError_t result = cudaDeviceGetAttribute(&most, cudaDevAttrMaxSharedMemoryPerBlockOptin, 0);
            result != cudaSuccess)
            return result;
        if (bytes < 0 || bytes > most) return cudaErrorInvalidValue;
        allowed_shared()[kernel] = std::size_t(bytes);
        return cudaSuccess;
    });
}

void fail(cudaError error, const char* message)
{
    int status = 0;
    char* type = running ? abi::__cxa_demangle(running->type, nullptr, nullptr, &status) : nullptr;
    Dl_info where{};
    if (running) dladdr(running->kernel, &where);
    std::fprintf(stderr, "CUDA on a CPU: %s\n  in block (%u, %u, %u) of (%u, %u, %u), thread (%u, %u, %u) of (%u, %u, "
                 "%u)\n  of kernel %s, type %s (addr2line -fCe %s %#zx)\n",
                 message, blockIdx.x, blockIdx.y, blockIdx.z, gridDim.x, gridDim.y, gridDim.z, threadIdx.x,
                 threadIdx.y, threadIdx.z, blockDim.x, blockDim.y, blockDim.z,
                 where.dli_sname ? where.dli_sname : "?", type ? type : "?", where.dli_fname ? where.dli_fname : "?",
                 running ? std::size_t(static_cast<const char*>(running->kernel) -
                                       static_cast<const char*>(where.dli_fbase)) : std::size_t(0));
    std::free(type);
    the_block.fail(error);
}

}  // namespace cuda_on_cpu
