// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"

#include "engine/error.h"

namespace engine::cuda {

/// A recording is a CUDA graph: what the stream was asked for while it was captured. Dies before its backend.
class CudaBackend::Graph final : public Recording {
public:
    explicit Graph(CudaBackend& backend) : backend_(backend) { ++backend_.recordings_; }
    ~Graph() override
    {
        cudaSetDevice(backend_.device_);
        cudaStreamSynchronize(backend_.stream_);
        backend_.clock_.forget(marks);
        for (const StageClock::Mark& mark : marks) cudaEventDestroy(mark.at);
        if (executable) cudaGraphExecDestroy(executable);
        if (graph) cudaGraphDestroy(graph);
        --backend_.recordings_;
    }

    cudaGraph_t graph = nullptr;
    cudaGraphExec_t executable = nullptr;
    StageClock::Marks marks;

private:
    CudaBackend& backend_;
};

std::unique_ptr<Backend::Recording> CudaBackend::record(const std::function<void()>& operations)
{
    check(!planning_ && !capturing_, "one recording is made at a time");
    use_device();
    planning_ = true;
    try {
        operations();
    } catch (...) {
        planning_ = false;
        throw;
    }
    planning_ = false;
    auto recording = std::make_unique<Graph>(*this);
    capture(operations, *recording);
    check_cuda(cudaGraphInstantiate(&recording->executable, recording->graph, 0), "preparing a recording");
    check_cuda(cudaGraphUpload(recording->executable, stream_), "sending a recording to the GPU");
    return recording;
}

void CudaBackend::capture(const std::function<void()>& operations, Graph& recording)
{
    check_cuda(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeThreadLocal), "starting a recording");
    capturing_ = true;
    clock_.record_into(&recording.marks);
    const auto end = [&] {
        clock_.record_into(nullptr);
        capturing_ = false;
        return cudaStreamEndCapture(stream_, &recording.graph);
    };
    try {
        operations();
    } catch (...) {
        end();
        cudaGetLastError();
        throw;
    }
    check_cuda(end(), "ending a recording");
}

void CudaBackend::run(Recording& recording)
{
    auto& graph = static_cast<Graph&>(recording);
    clock_.run(graph.marks);
    check_cuda(cudaGraphLaunch(graph.executable, stream_), "running a recording");
}

}  // namespace engine::cuda
