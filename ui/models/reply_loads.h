// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/trace_batch.h"

#include <map>
#include <optional>

namespace ui {

/// Means of the samples that were taken while the tokens of a reply were decoded; each field where it was reported.
/// The GPUs are those this program has memory on, or the only one.
struct ReplyLoad {
    int samples = 0;
    std::optional<double> process_cpu_percent;
    std::optional<double> gpu_percent, gpu_memory_percent, gpu_watts;
};

/// How busy the machine was during each reply that was decoded here while somebody watched.
class ReplyLoads {
public:
    void apply(const TraceBatch& batch);
    void clear();
    const ReplyLoad* of(engine::ReplyId reply) const;  ///< null before its first sample

private:
    struct Mean {
        double sum = 0;
        int count = 0;
        void add(const std::optional<double>& value);
        std::optional<double> value() const { return count ? std::optional(sum / count) : std::nullopt; }
    };
    struct Sums {
        ReplyLoad load;
        Mean process, gpu, gpuMemory, watts;
    };
    void follow(const engine::Event& event);
    void add(const engine::DeviceSample& sample);

    engine::ReplyId decoding_ = 0;  // reply whose tokens are being decoded now
    std::map<engine::ReplyId, Sums> sums_;
};

}  // namespace ui
