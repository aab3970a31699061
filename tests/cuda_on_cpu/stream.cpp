// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "device_memory.h"
#include "runtime_state.h"

#include <algorithm>

namespace cuda_on_cpu {
namespace {

constexpr std::size_t kDeferred = 1000;  // about what a device's queue holds

void do_first(Runtime& r)
{
    const Work work = std::move(r.deferred.front());
    r.deferred.pop_front();
    const DeviceAccess access;
    if (const cudaError_t result = work(); result != cudaSuccess) r.broken = result;
}

cudaError_t invalidate(cudaStream_t stream, cudaError_t because)
{
    stream->invalidated = true;
    return because;
}

}  // namespace

bool valid_stream(cudaStream_t) { return true; }

cudaError_t perform(cudaStream_t stream, Work work)
{
    Runtime& r = runtime();
    if (stream && stream->captures) {
        if (stream->invalidated) return cudaErrorStreamCaptureInvalidated;
        stream->graph.nodes.push_back(std::move(work));
        return cudaSuccess;
    }
    if (!stream)
        for (cudaStream_t other : r.capturing)
            if (!(other->flags & cudaStreamNonBlocking)) return invalidate(other, cudaErrorStreamCaptureImplicit);
    if (!setting("EXPERTSCOPE_CUDA_ON_CPU_DEFER", 0)) {
        const cudaError_t flushed = flush();
        const DeviceAccess access;
        return flushed != cudaSuccess ? flushed : work();
    }
    if (r.deferred.size() >= kDeferred) do_first(r);
    r.deferred.push_back(std::move(work));
    return r.broken;
}

cudaError_t flush()
{
    Runtime& r = runtime();
    while (!r.deferred.empty() && r.broken == cudaSuccess) do_first(r);
    return r.broken;
}

cudaError_t refuse_while_capturing()
{
    cudaError_t result = cudaSuccess;
    for (cudaStream_t stream : runtime().capturing)
        if (stream->mode == cudaStreamCaptureModeGlobal ||
            (stream->mode == cudaStreamCaptureModeThreadLocal && stream->thread == std::this_thread::get_id()))
            result = invalidate(stream, cudaErrorStreamCaptureUnsupported);
    return result;
}

namespace {

cudaError_t record(cudaEvent_t event, cudaStream_t stream, bool as_node)
{
    const bool captured = stream && stream->captures;
    if (captured && !as_node) {  // only orders the work of the recording: nothing is ever measured
        event->captured = true;
        return stream->invalidated ? cudaErrorStreamCaptureInvalidated : cudaSuccess;
    }
    if (!captured) event->captured = false, ++event->pending;
    return perform(stream, [event, captured] {
        event->recorded = true;
        if (!captured) --event->pending;
        event->time = Clock::now();
        return cudaSuccess;
    });
}

cudaError_t create(cudaStream_t* stream, unsigned flags)
{
    return api([&](Runtime&) {
        *stream = new CUstream_st;
        (*stream)->flags = flags;
        return cudaSuccess;
    });
}

}  // namespace
}  // namespace cuda_on_cpu

using namespace cuda_on_cpu;

cudaError_t cudaStreamCreate(cudaStream_t* stream) { return create(stream, cudaStreamDefault); }
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) { return create(stream, flags); }
cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned flags, int) { return create(stream, flags); }

cudaError_t cudaStreamDestroy(cudaStream_t stream)
{
    const cudaError_t result = api([](Runtime&) { return flush(); });
    const std::lock_guard lock(runtime().mutex);
    std::erase(runtime().capturing, stream);
    delete stream;
    return result;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream)
{
    return api([&](Runtime&) {
        if (stream && stream->captures) return invalidate(stream, cudaErrorStreamCaptureUnsupported);
        const cudaError_t refused = refuse_while_capturing();
        return refused != cudaSuccess ? refused : flush();
    });
}

cudaError_t cudaStreamQuery(cudaStream_t stream)
{
    return api([&](Runtime& r) {
        if (stream && stream->captures) return invalidate(stream, cudaErrorStreamCaptureUnsupported);
        if (r.deferred.empty()) return cudaSuccess;
        do_first(r);
        return cudaErrorNotReady;
    });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t, cudaEvent_t, unsigned)
{
    return api([](Runtime&) { return cudaSuccess; });  // all streams are one
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, void (*function)(void*), void* data)
{
    return api([&](Runtime&) { return perform(stream, [=] { return function(data), cudaSuccess; }); });
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags)
{
    return api([&](Runtime&) {
        *event = new CUevent_st;
        (*event)->flags = flags;
        return cudaSuccess;
    });
}
cudaError_t cudaEventCreate(cudaEvent_t* event) { return cudaEventCreateWithFlags(event, cudaEventDefault); }
cudaError_t cudaEventDestroy(cudaEvent_t event)
{
    const cudaError_t result = api([](Runtime&) { return flush(); });
    delete event;
    return result;
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream)
{
    return api([&](Runtime&) { return record(event, stream, false); });
}
cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t stream, unsigned flags)
{
    return api([&](Runtime&) { return record(event, stream, flags == cudaEventRecordExternal); });
}

cudaError_t cudaEventQuery(cudaEvent_t event)
{
    return api([&](Runtime& r) {
        if (event->captured) return cudaErrorCapturedEvent;
        if (!event->pending || r.deferred.empty()) return cudaSuccess;
        do_first(r);
        return cudaErrorNotReady;
    });
}
cudaError_t cudaEventSynchronize(cudaEvent_t event)
{
    return api([&](Runtime& r) {
        if (event->captured) return cudaErrorCapturedEvent;
        while (event->pending && !r.deferred.empty() && r.broken == cudaSuccess) do_first(r);
        return r.broken;
    });
}
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t from, cudaEvent_t to)
{
    return api([&](Runtime&) {
        if (from->captured || to->captured) return cudaErrorCapturedEvent;
        if (((from->flags | to->flags) & cudaEventDisableTiming) || !from->recorded || !to->recorded)
            return cudaErrorInvalidResourceHandle;
        if (from->pending || to->pending) return cudaErrorNotReady;
        *milliseconds = std::chrono::duration<float, std::milli>(to->time - from->time).count();
        return cudaSuccess;
    });
}
