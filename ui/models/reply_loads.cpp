// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reply_loads.h"

namespace ui {

void ReplyLoads::apply(const TraceBatch& batch)
{
    for (const engine::Event& event : batch.events) follow(event);
    for (const engine::DeviceSample& sample : batch.device)
        if (decoding_ != 0) add(sample);
}

void ReplyLoads::clear()
{
    sums_.clear();
    decoding_ = 0;
}

const ReplyLoad* ReplyLoads::of(engine::ReplyId reply) const
{
    const auto found = sums_.find(reply);
    return found == sums_.end() ? nullptr : &found->second.load;
}

/// Reading a prompt loads a machine otherwise than decoding: its samples are left out.
void ReplyLoads::follow(const engine::Event& event)
{
    if (const auto* token = std::get_if<engine::TokenEvent>(&event); token && token->phase == engine::Phase::Decode)
        decoding_ = token->reply;
    const bool ended = std::holds_alternative<engine::ReplyFinished>(event)
        || std::holds_alternative<engine::ReplyStarted>(event) || std::holds_alternative<engine::Failure>(event);
    if (ended) decoding_ = 0;
}

void ReplyLoads::Mean::add(const std::optional<double>& value)
{
    if (!value) return;
    sum += *value;
    ++count;
}

void ReplyLoads::add(const engine::DeviceSample& sample)
{
    Sums& sums = sums_[decoding_];
    sums.process.add(sample.process_cpu_percent);
    std::optional<double> watts;
    for (const engine::GpuSample& gpu : sample.gpus) {
        if (gpu.process_memory.value_or(0) == 0 && sample.gpus.size() > 1) continue;  // not one that computes
        sums.gpu.add(gpu.utilization);
        sums.gpuMemory.add(gpu.memory_utilization);
        if (gpu.power_mw) watts = watts.value_or(0) + *gpu.power_mw * 1e-3;
    }
    sums.watts.add(watts);
    sums.load = {sums.load.samples + 1, sums.process.value(), sums.gpu.value(), sums.gpuMemory.value(),
                 sums.watts.value()};
}

}  // namespace ui
