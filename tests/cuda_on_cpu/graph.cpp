// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime_state.h"

#include <utility>

using namespace cuda_on_cpu;

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode)
{
    return api([&](Runtime& r) {
        if (!stream || stream->captures) return cudaErrorStreamCaptureUnsupported;
        stream->captures = true;
        stream->invalidated = false;
        stream->mode = mode;
        stream->thread = std::this_thread::get_id();
        stream->graph = {};
        r.capturing.push_back(stream);
        return cudaSuccess;
    });
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph)
{
    *graph = nullptr;
    return api([&](Runtime& r) {
        if (!stream || !stream->captures) return cudaErrorStreamCaptureUnmatched;
        stream->captures = false;
        std::erase(r.capturing, stream);
        auto nodes = std::make_shared<const Graph>(std::exchange(stream->graph, {}));
        if (stream->invalidated) return cudaErrorStreamCaptureInvalidated;
        *graph = new CUgraph_st{std::move(nodes)};
        return cudaSuccess;
    });
}

cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus* status)
{
    return api([&](Runtime&) {
        *status = !stream || !stream->captures ? cudaStreamCaptureStatusNone
                  : stream->invalidated        ? cudaStreamCaptureStatusInvalidated
                                               : cudaStreamCaptureStatusActive;
        return cudaSuccess;
    });
}

cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode* mode)
{
    thread_local cudaStreamCaptureMode current = cudaStreamCaptureModeGlobal;
    std::swap(*mode, current);
    return cudaSuccess;
}

cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, std::size_t* count)
{
    return api([&](Runtime&) {
        if (nodes) return cudaErrorNotSupported;
        *count = graph->graph->nodes.size();
        return cudaSuccess;
    });
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph)
{
    delete graph;
    return api([](Runtime&) { return cudaSuccess; });
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* executable, cudaGraph_t graph, unsigned long long)
{
    *executable = nullptr;
    return api([&](Runtime&) {
        if (!graph) return cudaErrorInvalidValue;
        *executable = new CUgraphExec_st{graph->graph};
        return cudaSuccess;
    });
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t executable)
{
    delete executable;
    return api([](Runtime&) { return cudaSuccess; });
}

cudaError_t cudaGraphUpload(cudaGraphExec_t, cudaStream_t)
{
    return api([](Runtime&) { return cudaSuccess; });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t executable, cudaStream_t stream)
{
    return api([&](Runtime& r) {
        if (!executable) return cudaErrorInvalidValue;
        if (stream && stream->captures) {
            stream->invalidated = true;
            return cudaErrorStreamCaptureUnsupported;
        }
        return perform(stream, [graph = executable->graph, &r] {
            for (const Work& node : graph->nodes)
                if (const cudaError_t result = node(); result != cudaSuccess) return result;
            return r.broken;
        });
    });
}
