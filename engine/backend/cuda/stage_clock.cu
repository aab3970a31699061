// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/stage_clock.h"

#include "engine/backend/cuda/device.cuh"

#include <algorithm>

namespace engine::cuda {

StageClock::~StageClock()
{
    for (Pass& pass : passes_) drop(pass, pass.marks.size());
    for (cudaEvent_t event : idle_) cudaEventDestroy(event);
}

void StageClock::begin()
{
    Pass& pass = passes_[++latest_ % kPasses];
    drop(pass, pass.marks.size());
    pass.laps = {};
}

void StageClock::mark(cudaStream_t stream, int stage)
{
    Marks& marks = recording_ ? *recording_ : passes_[latest_ % kPasses].marks;
    if (stage >= 0 && marks.empty()) return;
    marks.push_back({new_event(), stage, recording_});
    const unsigned kind = recording_ ? cudaEventRecordExternal : cudaEventRecordDefault;
    check_cuda(cudaEventRecordWithFlags(marks.back().at, stream, kind), "marking a stage");
}

cudaEvent_t StageClock::new_event()
{
    cudaEvent_t event = nullptr;
    if (recording_ || idle_.empty()) {
        check_cuda(cudaEventCreateWithFlags(&event, cudaEventBlockingSync), "making an event");
    } else {
        event = idle_.back();
        idle_.pop_back();
    }
    return event;
}

StageLaps StageClock::read(std::uint64_t number)
{
    if (number + kPasses <= latest_) return {};
    Pass& pass = passes_[number % kPasses];
    collect(pass);
    return pass.laps;
}

/// The last mark stays: the next stage begins there.
void StageClock::collect(Pass& pass)
{
    if (pass.marks.size() < 2) return;
    check_cuda(cudaEventSynchronize(pass.marks.back().at), "waiting for the end of a stage");
    for (std::size_t i = 1; i < pass.marks.size(); ++i) {
        float ms = 0;
        if (pass.marks[i].stage < 0) continue;
        check_cuda(cudaEventElapsedTime(&ms, pass.marks[i - 1].at, pass.marks[i].at), "reading the time of a stage");
        pass.laps[std::size_t(pass.marks[i].stage)] += ms;
    }
    drop(pass, pass.marks.size() - 1);
}

void StageClock::drop(Pass& pass, std::size_t count)
{
    const auto end = pass.marks.begin() + std::ptrdiff_t(count);
    for (auto mark = pass.marks.begin(); mark != end; ++mark)
        if (!mark->recording) idle_.push_back(mark->at);
    pass.marks.erase(pass.marks.begin(), end);
}

bool StageClock::has(const Pass& pass, const Marks& recording)
{
    return std::any_of(pass.marks.begin(), pass.marks.end(),
                       [&](const Mark& mark) { return mark.recording == &recording; });
}

void StageClock::run(const Marks& recording)
{
    if (recording.empty()) return;
    for (Pass& pass : passes_) {
        if (!has(pass, recording)) continue;
        collect(pass);
        drop(pass, pass.marks.size());
    }
    Pass& pass = passes_[latest_ % kPasses];
    pass.marks.insert(pass.marks.end(), recording.begin(), recording.end());
}

void StageClock::forget(const Marks& recording)
{
    for (Pass& pass : passes_)
        if (has(pass, recording)) drop(pass, pass.marks.size());
}

}  // namespace engine::cuda
