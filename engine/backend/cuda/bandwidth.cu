// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/bandwidth.h"

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/error.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace engine::cuda {
namespace {

constexpr int kThreads = 256, kBlocksPerProcessor = 8;
constexpr int kAtOnce = 4;  // loads that one thread has under way
constexpr int kRuns = 7, kSteps = 200, kLaunches = 50;

/// Random bits: memory that is compressed or holds zeros is faster than any weights.
__global__ void fill(uint4* to, std::size_t count)
{
    const std::size_t stride = std::size_t(gridDim.x) * blockDim.x;
    for (std::size_t i = std::size_t(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += stride) {
        unsigned long long z = (i + 1) * 0x9E3779B97F4A7C15ull;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        const unsigned long long w = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        to[i] = uint4{unsigned(z), unsigned(z >> 32), unsigned(w), unsigned(w >> 32)};
    }
}

/// Reads everything once. Nobody reads the sum; it is stored where it has one value so that no load can be left out.
__global__ void read(const uint4* from, std::size_t count, unsigned* sink)
{
    const std::size_t stride = std::size_t(gridDim.x) * blockDim.x;
    unsigned sum = 0;
    std::size_t i = std::size_t(blockIdx.x) * blockDim.x + threadIdx.x;
    for (; i + (kAtOnce - 1) * stride < count; i += kAtOnce * stride) {
        uint4 v[kAtOnce];
        for (int k = 0; k < kAtOnce; ++k) v[k] = load_streaming(from + i + k * stride);
        for (int k = 0; k < kAtOnce; ++k) sum += v[k].x ^ v[k].y ^ v[k].z ^ v[k].w;
    }
    for (; i < count; i += stride) {
        const uint4 v = load_streaming(from + i);
        sum += v.x ^ v.y ^ v.z ^ v.w;
    }
    if (sum == 0x5EED5EED) *sink = sum;
}

/// A step of a recording: each needs what the one before wrote.
__global__ void step(unsigned* counter, unsigned* on_host)
{
    const unsigned next = *counter + 1;
    *counter = next;
    if (on_host) *on_host = next;
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// A stream, two marks on it and the memory of the measurements.
class Bench {
public:
    explicit Bench(int device)
    {
        check_cuda(cudaSetDevice(device), "choosing the GPU");
        cudaDeviceProp properties{};
        check_cuda(cudaGetDeviceProperties(&properties, device), "asking what the GPU is");
        blocks_ = unsigned(properties.multiProcessorCount * kBlocksPerProcessor);
        try {
            check_cuda(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "making a stream");
            for (cudaEvent_t& event : marks_) check_cuda(cudaEventCreate(&event), "making an event");
            check_cuda(cudaMalloc(reinterpret_cast<void**>(&counter_), sizeof(unsigned)), "reserving memory");
            check_cuda(cudaHostAlloc(reinterpret_cast<void**>(&on_host_), sizeof(unsigned), cudaHostAllocMapped),
                       "reserving host memory");
            check_cuda(cudaMemsetAsync(counter_, 0, sizeof(unsigned), stream_), "clearing memory");
        } catch (...) {
            release();
            throw;
        }
    }
    ~Bench() { release(); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    void read_memory(std::size_t most_bytes, CardSpeed& speed)
    {
        std::size_t free = 0, total = 0;
        check_cuda(cudaMemGetInfo(&free, &total), "asking for free memory");
        const std::size_t margin = std::size_t(256) << 20;
        const std::size_t count = std::min(most_bytes, free > margin ? free - margin : free / 2) / sizeof(uint4);
        if (count == 0)
            throw Error({"MEMORY", "the GPU has no memory left to be measured", "", std::to_string(free) + " bytes",
                         "some hundred MB", "Close other programs that use it."});
        check_cuda(cudaMalloc(reinterpret_cast<void**>(&memory_), count * sizeof(uint4)), "reserving memory");
        launch(stream_, fill, blocks_, kThreads, 0, memory_, count);
        const auto run = [&] {
            return seconds([&] { launch(stream_, read, blocks_, kThreads, 0, memory_, count, counter_); });
        };
        run();  // wakes the card up
        run();
        std::vector<double> runs;
        for (int i = 0; i < kRuns; ++i) runs.push_back(run());
        speed.bytes_read = std::int64_t(count * sizeof(uint4));
        speed.bytes_per_second = double(speed.bytes_read) / median(runs);
    }

    /// Microseconds of one step among many in a recording.
    double recorded_step(bool writes_to_host)
    {
        unsigned* on_host = nullptr;
        if (writes_to_host)
            check_cuda(cudaHostGetDevicePointer(reinterpret_cast<void**>(&on_host), on_host_, 0),
                       "finding host memory from the GPU");
        check_cuda(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeThreadLocal), "starting a recording");
        for (int i = 0; i < kSteps; ++i) launch(stream_, step, 1, 1, 0, counter_, on_host);
        cudaGraph_t graph = nullptr;
        check_cuda(cudaStreamEndCapture(stream_, &graph), "ending a recording");
        cudaGraphExec_t executable = nullptr;
        const cudaError_t prepared = cudaGraphInstantiate(&executable, graph, 0);
        cudaGraphDestroy(graph);
        check_cuda(prepared, "preparing a recording");
        std::vector<double> runs;
        for (int i = 0; i < kRuns + 1; ++i)
            runs.push_back(seconds([&] { check_cuda(cudaGraphLaunch(executable, stream_), "running a recording"); }));
        cudaGraphExecDestroy(executable);
        runs.erase(runs.begin());
        return median(runs) * 1e6 / kSteps;
    }

    double one_launch()
    {
        using Clock = std::chrono::steady_clock;
        std::vector<double> runs;
        for (int i = 0; i < kLaunches; ++i) {
            const auto begin = Clock::now();
            launch(stream_, step, 1, 1, 0, counter_, static_cast<unsigned*>(nullptr));
            check_cuda(cudaStreamSynchronize(stream_), "waiting for a kernel");
            runs.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
        }
        return median(runs);
    }

private:
    /// On the device, of what `work` asks for.
    template <class Work>
    double seconds(Work&& work)
    {
        check_cuda(cudaEventRecord(marks_[0], stream_), "marking a start");
        work();
        check_cuda(cudaEventRecord(marks_[1], stream_), "marking an end");
        check_cuda(cudaEventSynchronize(marks_[1]), "waiting for a kernel");
        float milliseconds = 0;
        check_cuda(cudaEventElapsedTime(&milliseconds, marks_[0], marks_[1]), "reading a time");
        return std::max(1e-9, double(milliseconds) / 1000);
    }

    void release()
    {
        if (stream_) cudaStreamSynchronize(stream_);
        if (memory_) cudaFree(memory_);
        if (counter_) cudaFree(counter_);
        if (on_host_) cudaFreeHost(on_host_);
        for (cudaEvent_t event : marks_)
            if (event) cudaEventDestroy(event);
        if (stream_) cudaStreamDestroy(stream_);
    }

    unsigned blocks_ = 0;
    cudaStream_t stream_ = nullptr;
    cudaEvent_t marks_[2] = {};
    uint4* memory_ = nullptr;
    unsigned *counter_ = nullptr, *on_host_ = nullptr;
};

}  // namespace

CardSpeed measure_card(int device, std::size_t most_bytes)
{
    Bench bench(device);
    CardSpeed speed;
    bench.read_memory(most_bytes, speed);
    speed.recorded_step_us = bench.recorded_step(false);
    speed.host_store_us = bench.recorded_step(true) - speed.recorded_step_us;
    speed.launch_us = bench.one_launch();
    return speed;
}

}  // namespace engine::cuda
