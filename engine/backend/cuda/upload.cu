// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// Weights go to the device as they lie in the files. They are mapped, and another program may cut the file meanwhile:
// that is survived where this program reads it, not where CUDA does, so everything passes through memory of our own.
#include "engine/backend/cuda/cuda_backend.h"

#include <algorithm>
#include <cstring>
#include <system_error>
#include <thread>

namespace engine::cuda {
namespace {

constexpr std::size_t kPiece = 16 << 20;  // bytes between two looks at `stop`
constexpr std::size_t kShare = 2 << 20;   // bytes worth a thread of its own
constexpr std::size_t kMostThreads = 4;

/// Mapped pages come one by one to each thread: a device takes more than one thread can read.
void copy_with_threads(std::byte* to, const std::byte* from, std::size_t bytes)
{
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t threads = std::clamp<std::size_t>(bytes / kShare, 1, std::min(cores, kMostThreads));
    const std::size_t share = (bytes + threads - 1) / threads;
    const auto copy = [=](std::size_t begin) { std::memcpy(to + begin, from + begin, std::min(share, bytes - begin)); };
    std::vector<std::jthread> others;
    others.reserve(threads);
    for (std::size_t begin = share; begin < bytes; begin += share)
        try {
            others.emplace_back(copy, begin);
        } catch (const std::system_error&) {  // there are as many as the system allows
            copy(begin);
        }
    copy(0);
}

}  // namespace

Weight CudaBackend::adopt(const Weight& on_disk, const std::stop_token& stop)
{
    use_device();
    Weight weight = on_disk;
    weight.data = upload(on_disk.data, on_disk.row_bytes() * std::size_t(on_disk.rows), stop);
    if (!on_disk.block_scales) return weight;
    const std::size_t scales = std::size_t((on_disk.rows + 127) / 128) * std::size_t((on_disk.cols + 127) / 128);
    weight.block_scales = reinterpret_cast<const float*>(
        upload(reinterpret_cast<const std::byte*>(on_disk.block_scales), scales * sizeof(float), stop));
    return weight;
}

/// Into memory of the device that stays taken as long as the backend lives.
const std::byte* CudaBackend::upload(const std::byte* from, std::size_t bytes, const std::stop_token& stop)
{
    std::byte* to = memory_->take(bytes);
    for (std::size_t done = 0; done < bytes && !stop.stop_requested(); done += kPiece) {
        const std::size_t size = std::min(kPiece, bytes - done);
        std::byte* piece = large_pieces_.next(kPiece);
        copy_with_threads(piece, from + done, size);
        check_cuda(cudaMemcpyAsync(to + done, piece, size, cudaMemcpyHostToDevice, stream_),
                   "copying weights to the GPU");
        large_pieces_.sent(stream_);
    }
    return to;
}

}  // namespace engine::cuda
