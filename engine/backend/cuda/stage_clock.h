// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"

#include <cuda_runtime.h>

#include <array>
#include <cstdint>
#include <vector>

namespace engine::cuda {

/// Times the stages of passes on a stream, between events in it. A pass is what comes between two begin(); of the
/// latest kPasses the times can be read.
class StageClock {
public:
    static constexpr std::uint64_t kPasses = 16;

    /// Where a stage ended, or no stage: the clock was started.
    struct Mark {
        cudaEvent_t at;
        int stage;
        const std::vector<Mark>* recording;  // the marks of a recording, which owns the event; or null
    };
    using Marks = std::vector<Mark>;

    ~StageClock();

    void begin();
    std::uint64_t latest() const { return latest_; }  // pass
    /// Nothing of a pass whose clock was not started.
    void mark(cudaStream_t stream, int stage);
    /// Of a pass as far as it has come, once that is done. Zeros when it is too old or has no marks.
    StageLaps read(std::uint64_t pass);

    /// Until it is null again, marks become parts of what is captured, with events that `recording` owns.
    void record_into(Marks* recording) { recording_ = recording; }
    /// The pass of now goes on with these. The pass they timed before is read first, which waits for it.
    void run(const Marks& recording);
    void forget(const Marks& recording);  // its events are about to go

private:
    struct Pass {
        Marks marks;
        StageLaps laps{};  // up to the first of the marks
    };

    cudaEvent_t new_event();
    void collect(Pass& pass);
    void drop(Pass& pass, std::size_t marks);  // the first ones
    static bool has(const Pass& pass, const Marks& recording);

    std::array<Pass, kPasses> passes_;
    std::uint64_t latest_ = 0;
    std::vector<cudaEvent_t> idle_;  // events to be used again
    Marks* recording_ = nullptr;
};

}  // namespace engine::cuda
