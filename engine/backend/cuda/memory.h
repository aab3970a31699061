// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device_arena.h"

#include <cuda_runtime.h>

#include <cstddef>
#include <memory_resource>
#include <mutex>
#include <set>
#include <vector>

namespace engine::cuda {

/// A backend's memory on its device: one piece reserved at first, and pieces of their own for what no longer fits into
/// it. Whatever lies in it shares it. What one stream does may use a block until it is given back: the next one to have
/// it comes later in the same stream. Blocks may be given back on any thread.
class DeviceMemory {
public:
    /// Throws MEMORY, DEVICE-LOST.
    DeviceMemory(int device, std::size_t bytes);
    ~DeviceMemory();
    DeviceMemory(const DeviceMemory&) = delete;
    DeviceMemory& operator=(const DeviceMemory&) = delete;

    std::byte* take(std::size_t bytes);  // 256-byte aligned, not cleared; throws MEMORY
    void give_back(std::byte* block) noexcept;

private:
    const int device_;
    std::byte* reserved_ = nullptr;
    std::mutex mutex_;  // of the two below
    DeviceArena arena_;
    std::set<std::byte*> others_;
};

/// Pinned host memory that the device reads and writes where it lies. Given back when the stream has done its work.
class HostMemory final : public std::pmr::memory_resource {
public:
    HostMemory(int device, cudaStream_t stream) : device_(device), stream_(stream) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;  // throws MEMORY
    void do_deallocate(void* block, std::size_t bytes, std::size_t alignment) override;
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

    const int device_;
    cudaStream_t stream_;
};

/// Pieces of pinned host memory, used in turn: one is written while the others are on their way to the device.
class PinnedRing {
public:
    explicit PinnedRing(int pieces) : pieces_(std::size_t(pieces)) {}
    ~PinnedRing();
    PinnedRing(const PinnedRing&) = delete;
    PinnedRing& operator=(const PinnedRing&) = delete;

    /// At least `bytes` that nothing reads any more. Throws MEMORY, DEVICE-LOST.
    std::byte* next(std::size_t bytes);
    void sent(cudaStream_t stream);  // the copies of the last next() have been asked for

private:
    struct Piece {
        std::byte* data = nullptr;
        std::size_t size = 0;
        cudaEvent_t done = nullptr;
    };
    std::vector<Piece> pieces_;
    std::size_t turn_ = 0;
};

}  // namespace engine::cuda
