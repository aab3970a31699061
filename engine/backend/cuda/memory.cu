// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/memory.h"

#include "engine/backend/cuda/device.cuh"
#include "engine/error.h"

#include <string>

namespace engine::cuda {
namespace {

std::string size_text(std::size_t bytes)
{
    return bytes < 1 << 20 ? std::to_string(bytes) + " bytes" : std::to_string(bytes >> 20) + " MiB";
}

/// cudaMalloc; null, and no error is left behind, when the device has not that much.
std::byte* allocate_on_device(std::size_t bytes)
{
    void* block = nullptr;
    const cudaError_t result = cudaMalloc(&block, bytes);
    if (result == cudaErrorMemoryAllocation) {
        cudaGetLastError();
        return nullptr;
    }
    check_cuda(result, "reserving memory");
    return static_cast<std::byte*>(block);
}

[[noreturn]] void refuse(std::size_t bytes)
{
    std::size_t free = 0, total = 0;
    check_cuda(cudaMemGetInfo(&free, &total), "asking for free memory");
    throw Error({"MEMORY", "the GPU has not enough memory", "", size_text(bytes) + " asked for",
                 size_text(free) + " of " + size_text(total) + " are free",
                 "Choose a smaller context, close what else uses the GPU, or compute on the CPU (--device cpu)."});
}

}  // namespace

DeviceMemory::DeviceMemory(int device, std::size_t bytes) : device_(device), arena_(bytes)
{
    if (bytes == 0) return;
    reserved_ = allocate_on_device(bytes);
    if (!reserved_) refuse(bytes);
}

DeviceMemory::~DeviceMemory()
{
    cudaSetDevice(device_);  // frees nothing of a device that is lost
    for (std::byte* block : others_) cudaFree(block);
    cudaFree(reserved_);
}

std::byte* DeviceMemory::take(std::size_t bytes)
{
    const std::lock_guard lock(mutex_);
    if (const auto offset = arena_.take(bytes)) return reserved_ + *offset;
    std::byte* block = allocate_on_device(bytes);
    if (!block) refuse(bytes);
    others_.insert(block);
    return block;
}

void DeviceMemory::give_back(std::byte* block) noexcept
{
    const std::lock_guard lock(mutex_);
    if (others_.erase(block) == 0) {
        arena_.give_back(std::size_t(block - reserved_));
        return;
    }
    cudaSetDevice(device_);
    cudaFree(block);  // waits for what still uses it
}

void* HostMemory::do_allocate(std::size_t bytes, std::size_t)
{
    check_cuda(cudaSetDevice(device_), "choosing the GPU");
    void* block = nullptr;
    const cudaError_t result = cudaHostAlloc(&block, bytes, cudaHostAllocMapped | cudaHostAllocPortable);
    if (result == cudaErrorMemoryAllocation) {
        cudaGetLastError();
        throw Error({"MEMORY", "not enough memory that the GPU can reach", "", size_text(bytes) + " asked for", "",
                     "Close other programs, or compute on the CPU (--device cpu)."});
    }
    check_cuda(result, "reserving host memory");
    return block;
}

void HostMemory::do_deallocate(void* block, std::size_t, std::size_t)
{
    cudaSetDevice(device_);
    cudaStreamSynchronize(stream_);
    cudaFreeHost(block);
}

PinnedRing::~PinnedRing()
{
    for (const Piece& piece : pieces_) {
        if (piece.done) cudaEventSynchronize(piece.done);
        if (piece.done) cudaEventDestroy(piece.done);
        cudaFreeHost(piece.data);
    }
}

std::byte* PinnedRing::next(std::size_t bytes)
{
    turn_ = (turn_ + 1) % pieces_.size();
    Piece& piece = pieces_[turn_];
    if (!piece.done)
        check_cuda(cudaEventCreateWithFlags(&piece.done, cudaEventDisableTiming | cudaEventBlockingSync),
                   "making an event");
    check_cuda(cudaEventSynchronize(piece.done), "waiting for a copy");  // never recorded: nothing to wait for
    if (piece.size >= bytes) return piece.data;
    check_cuda(cudaFreeHost(piece.data), "giving host memory back");
    piece.data = nullptr;
    piece.size = 0;
    check_cuda(cudaHostAlloc(reinterpret_cast<void**>(&piece.data), bytes, cudaHostAllocPortable),
               "reserving host memory");
    piece.size = bytes;
    return piece.data;
}

void PinnedRing::sent(cudaStream_t stream)
{
    check_cuda(cudaEventRecord(pieces_[turn_].done, stream), "marking a copy");
}

}  // namespace engine::cuda
