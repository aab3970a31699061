// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"

#include "engine/backend/cuda/latent.cuh"
#include "engine/error.h"

#include <algorithm>
#include <cstring>

namespace engine::cuda {
namespace {

__global__ void set_step(Step* step, Step values) { *step = values; }

std::string version_text(int version)
{
    return std::to_string(version / 1000) + '.' + std::to_string(version % 1000 / 10);
}

std::string describe_device(const cudaDeviceProp& device)
{
    int driver = 0;
    check_cuda(cudaDriverGetVersion(&driver), "asking for the driver's version");
    return std::string(device.name) + ", " + std::to_string(device.multiProcessorCount) +
           " multiprocessors, compute " + std::to_string(device.major) + '.' + std::to_string(device.minor) +
           ", driver " + version_text(driver);
}

}  // namespace

CudaBackend::CudaBackend(int device, std::size_t memory) : device_(device)
{
    use_device();
    cudaDeviceProp properties{};
    check_cuda(cudaGetDeviceProperties(&properties, device), "asking what the GPU is");
    processors_ = properties.multiProcessorCount;
    capability_ = properties.major * 10 + properties.minor;
    description_ = describe_device(properties);
    memory_ = std::make_shared<DeviceMemory>(device, memory);
    try {
        check_cuda(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "making a stream");
        host_memory_ = std::make_unique<HostMemory>(device, stream_);
        for (Ticket& ticket : tickets_)
            check_cuda(cudaEventCreateWithFlags(&ticket.done, cudaEventDisableTiming | cudaEventBlockingSync),
                       "making an event");
        step_ = reinterpret_cast<Step*>(memory_->take(sizeof(Step)));
        launch(stream_, set_step, 1, 1, 0, step_, Step{0, 1, 0, 0});
        check_cuda(cudaStreamSynchronize(stream_), "starting the first kernel");
        open_matrix_library();
    } catch (...) {
        free_host_side();
        throw;
    }
}

CudaBackend::~CudaBackend()
{
    free_host_side();
}

/// What the device's memory does not take with it. A device that is lost gives errors, which nobody needs any more.
void CudaBackend::free_host_side() noexcept
{
    cudaSetDevice(device_);
    if (stream_) cudaStreamSynchronize(stream_);
    matrix_library_.reset();
    for (const Ticket& ticket : tickets_)
        if (ticket.done) cudaEventDestroy(ticket.done);
    if (stream_) cudaStreamDestroy(stream_);
}

std::string CudaBackend::describe() const
{
    return description_ + ", " + (matrix_library_ ? "cuBLAS" : matrix_library_reason_);
}

Tensor CudaBackend::allocate(int rows, int cols)
{
    use_device();
    const std::size_t bytes = bytes_of_rows(rows, cols);
    auto* data = reinterpret_cast<float*>(memory_->take(bytes));
    Tensor tensor(rows, cols, {data, [memory = memory_](float* p) {
                                   memory->give_back(reinterpret_cast<std::byte*>(p));
                               }});
    check_cuda(cudaMemsetAsync(data, 0, bytes, stream_), "clearing memory");
    return tensor;
}

LatentRows CudaBackend::allocate_latents(const AttentionShape& shape, int capacity)
{
    use_device();
    const std::size_t bytes = std::size_t(capacity) * std::size_t(latent_stride(shape)) * sizeof(std::uint16_t);
    std::byte* data = memory_->take(bytes);
    LatentRows rows{{data, [memory = memory_](std::byte* p) { memory->give_back(p); }}, capacity};
    check_cuda(cudaMemsetAsync(data, 0, bytes, stream_), "clearing memory");
    return rows;
}

std::pmr::memory_resource* CudaBackend::host_memory()
{
    return host_memory_.get();
}

std::byte* CudaBackend::reserve(Buffer& buffer, std::size_t bytes)
{
    if (bytes <= buffer.size) return buffer.data;
    check(!capturing_, "a recording reserves its buffers when it is planned");
    if (recordings_ == 0) {
        for (std::byte* block : std::exchange(outgrown_, {})) memory_->give_back(block);
        if (buffer.data) memory_->give_back(buffer.data);  // first: there may be no room for both
    } else if (buffer.data) {
        outgrown_.push_back(buffer.data);
        bytes = std::max(bytes, buffer.size + buffer.size / 2);  // what is outgrown stays about what is used
    }
    buffer = {};
    buffer = {memory_->take(bytes), bytes};
    return buffer.data;
}

void CudaBackend::copy_to_host(const Tensor& tensor, int first_row, int rows, float* out)
{
    use_device();
    const std::size_t bytes = std::size_t(rows) * std::size_t(tensor.cols()) * sizeof(float);
    check_cuda(cudaMemcpyAsync(out, tensor.row(first_row), bytes, cudaMemcpyDeviceToHost, stream_),
               "copying from the GPU");
    check_cuda(cudaStreamSynchronize(stream_), "waiting for a copy from the GPU");
}

void CudaBackend::copy_from_host(const float* from, int first_row, int rows, Tensor& tensor)
{
    use_device();
    const std::size_t bytes = std::size_t(rows) * std::size_t(tensor.cols()) * sizeof(float);
    check_cuda(cudaMemcpyAsync(tensor.row(first_row), from, bytes, cudaMemcpyHostToDevice, stream_),
               "copying to the GPU");
    round(tensor, first_row, rows);
    check_cuda(cudaStreamSynchronize(stream_), "waiting for a copy to the GPU");
}

void CudaBackend::send(const void* from, std::size_t bytes, void* to)
{
    check(!capturing_, "a recording copies nothing from the host");
    if (bytes == 0) return;
    std::byte* piece = small_pieces_.next(bytes);
    std::memcpy(piece, from, bytes);
    check_cuda(cudaMemcpyAsync(to, piece, bytes, cudaMemcpyHostToDevice, stream_), "copying to the GPU");
    small_pieces_.sent(stream_);
}

void CudaBackend::begin(const Batch& batch)
{
    check(!planning_ && !capturing_, "a recording begins no batch");
    use_device();
    clock_.begin();
    if (batch.ids.empty()) return;  // draw() left everything where it belongs
    const auto tokens = std::int32_t(batch.ids.size());
    start(set_step, 1, 1, 0, step_, Step{batch.first_position, tokens, batch.row, batch.ids[0]});
    if (tokens == 1) return;
    ids_ = reserve<std::int32_t>(ids_buffer_, batch.ids.size());
    send(batch.ids.data(), batch.ids.size_bytes(), ids_);
}

std::uint64_t CudaBackend::submit()
{
    Ticket& ticket = tickets_[++submitted_ % kTickets];
    ticket.pass = clock_.latest();
    check_cuda(cudaEventRecord(ticket.done, stream_), "marking the end of a pass");
    return submitted_;
}

StageLaps CudaBackend::wait(std::uint64_t number)
{
    check(number > 0 && number <= submitted_, "what is waited for was submitted");
    use_device();
    const Ticket& ticket = tickets_[number % kTickets];  // if it has gone on to a later one, that is done later
    check_cuda(cudaEventSynchronize(ticket.done), "waiting for the end of a pass");
    return number + kTickets > submitted_ ? clock_.read(ticket.pass) : StageLaps{};
}

void CudaBackend::start_clock()
{
    if (!planning_) clock_.mark(stream_, -1);
}

void CudaBackend::lap(Stage stage)
{
    if (!planning_) clock_.mark(stream_, int(stage));
}

}  // namespace engine::cuda
