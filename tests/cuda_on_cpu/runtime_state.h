// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the functions of the runtime share. All of it is behind one lock, which a launch holds too.
#include "cuda_on_cpu/runtime.h"

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace cuda_on_cpu {

using Work = std::function<cudaError_t()>;
using Clock = std::chrono::steady_clock;

enum class Memory : std::uint8_t { Pageable, Pinned, Device };

struct Allocation {
    std::size_t size = 0;
    Memory kind = Memory::Pageable;
    bool ours = true;  // false: pinned, but somebody else's
};

struct Graph {
    std::vector<Work> nodes;
};

struct Runtime {
    std::recursive_mutex mutex;
    cudaError_t last = cudaSuccess;
    cudaError_t broken = cudaSuccess;  // what every call returns until cudaDeviceReset
    std::map<std::uintptr_t, Allocation> allocations;
    std::size_t used = 0;  // bytes of device memory
    std::vector<cudaStream_t> capturing;
    std::deque<Work> deferred;  // asked for and not done, with EXPERTSCOPE_CUDA_ON_CPU_DEFER
};
Runtime& runtime();

/// A number from the environment, read at every call: tests change it.
std::size_t setting(const char* name, std::size_t otherwise);
/// Whether EXPERTSCOPE_CUDA_ON_CPU_LOSE_AFTER launches have been counted since it was set; counts this one.
bool lost_with_this_launch();
int capability();  // 80
bool unified();    // host and kernels reach each other's memory, as few machines let them
std::size_t driver();  // its version
/// What every call returns: an old driver, or a device that has been lost.
cudaError_t state_of_device();

/// What memory an address belongs to; null when it is not in any allocation of ours.
const Allocation* allocation_of(const void* address, std::size_t bytes, std::size_t* left = nullptr);

/// Does `work` now, or later, or puts it into the stream's graph.
cudaError_t perform(cudaStream_t stream, Work work);
/// Does everything that was put off.
cudaError_t flush();
/// For calls that are not allowed while streams are captured: success when none is.
cudaError_t refuse_while_capturing();
bool valid_stream(cudaStream_t stream);

/// A function of the runtime: its lock, and what it remembers.
template <class Body>
cudaError_t api(Body body)
{
    Runtime& r = runtime();
    const std::lock_guard lock(r.mutex);
    const cudaError_t state = state_of_device();
    const cudaError_t result = state != cudaSuccess ? state : body(r);
    if (result != cudaSuccess && result != cudaErrorNotReady) r.last = result;
    return result;
}

}  // namespace cuda_on_cpu

struct CUstream_st {
    unsigned flags = 0;
    bool captures = false, invalidated = false;
    cudaStreamCaptureMode mode{};
    std::thread::id thread;  // that captures
    cuda_on_cpu::Graph graph;
};
struct CUevent_st {
    unsigned flags = 0;
    bool recorded = false, captured = false;
    int pending = 0;
    cuda_on_cpu::Clock::time_point time;
};
struct CUgraph_st {
    std::shared_ptr<const cuda_on_cpu::Graph> graph;
};
struct CUgraphExec_st {
    std::shared_ptr<const cuda_on_cpu::Graph> graph;
};
