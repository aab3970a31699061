// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include <algorithm>

namespace engine::cpu {
namespace {

constexpr int kRowsPerTask = 64;  // whole blocks of Int8Row: a task rounds what it computed

int tasks_for(int rows) { return (rows + kRowsPerTask - 1) / kRowsPerTask; }

}  // namespace

void CpuBackend::experts(const ExpertSet& set, const Tensor& x, int tokens, int moe_layer, const RoutingSlab& slab,
                         Tensor& y)
{
    group_by_expert(set, tokens, moe_layer, slab);
    run_mlps(x, tokens);

    // Summed in the order of selection, whatever thread computed what: the same bits every time.
    const int width = y.cols();
    const auto result = [&](int slot) { return results_.data() + std::size_t(slot) * std::size_t(width); };
    for (int t = 0; t < tokens; ++t) {
        float* out = y.row(t);
        if (set.shared.gate)
            std::copy_n(result(tokens * slab.top_k + t), width, out);
        else
            std::fill_n(out, width, 0.0f);
        const float* weights = slab.weights.data() + slab.chosen(t, moe_layer);
        for (int k = 0; k < slab.top_k; ++k) {
            const float* from = result(token_slot_[std::size_t(t * slab.top_k + k)]);
            for (int i = 0; i < width; ++i) out[i] += weights[k] * from[i];
        }
    }
}

void CpuBackend::mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y)
{
    jobs_.assign(1, {&mlp, 0, tokens});
    slot_token_.resize(std::size_t(tokens));
    for (int t = 0; t < tokens; ++t) slot_token_[std::size_t(t)] = t;
    run_mlps(x, tokens);
    std::copy_n(results_.data(), std::size_t(tokens) * std::size_t(y.cols()), y.data());
}

/// Counting sort: an expert's tokens get consecutive slots, so its weights are read once for all of them.
/// The shared expert comes last and sees every token.
void CpuBackend::group_by_expert(const ExpertSet& set, int tokens, int moe_layer, const RoutingSlab& slab)
{
    const int pairs = tokens * slab.top_k;
    expert_fill_.assign(set.routed.size() + 1, 0);
    for (int t = 0; t < tokens; ++t)
        for (int k = 0; k < slab.top_k; ++k) ++expert_fill_[slab.experts[slab.chosen(t, moe_layer) + k] + 1u];

    jobs_.clear();
    for (std::size_t e = 0; e < set.routed.size(); ++e) {
        const int count = expert_fill_[e + 1];
        expert_fill_[e + 1] += expert_fill_[e];
        if (count > 0) jobs_.push_back({&set.routed[e], expert_fill_[e], count});
    }
    slot_token_.resize(std::size_t(pairs + tokens));
    token_slot_.resize(std::size_t(pairs));
    for (int t = 0; t < tokens; ++t)
        for (int k = 0; k < slab.top_k; ++k) {
            const int slot = expert_fill_[slab.experts[slab.chosen(t, moe_layer) + k]]++;
            slot_token_[std::size_t(slot)] = t;
            token_slot_[std::size_t(t * slab.top_k + k)] = slot;
        }
    if (!set.shared.gate) return;
    jobs_.push_back({&set.shared, pairs, tokens});
    for (int t = 0; t < tokens; ++t) slot_token_[std::size_t(pairs + t)] = t;
}

/// All jobs together in two parallel loops: gate, up and SiLU; then down.
void CpuBackend::run_mlps(const Tensor& x, int tokens)
{
    int slots = 0, width = 0;
    bool input_in_int8 = false, hidden_in_int8 = false;
    tasks_.clear();
    for (int j = 0; j < int(jobs_.size()); ++j) {
        const MlpJob& job = jobs_[std::size_t(j)];
        slots = std::max(slots, job.first_slot + job.slots);
        width = std::max(width, job.mlp->gate.rows);
        input_in_int8 |= in_blocks(job.mlp->gate.type) || in_blocks(job.mlp->up.type);
        hidden_in_int8 |= in_blocks(job.mlp->down.type);
        for (int i = 0; i < tasks_for(job.mlp->gate.rows); ++i) tasks_.push_back({j, i});
    }
    round_tokens(x, tokens, slots, input_in_int8);
    if (hidden_in_int8) rounded_hidden_.resize(slots, width);
    int8_hidden_.resize(std::size_t(slots));
    const std::size_t stride = std::size_t(width), out_width = std::size_t(x.cols());
    const auto resize_exactly = [](std::vector<float>& large, std::size_t size) {
        large.reserve(size);  // a vector alone may take twice as much
        large.resize(size);
    };
    resize_exactly(hidden_, 2 * std::size_t(slots) * stride);
    resize_exactly(results_, std::size_t(slots) * out_width);
    inputs_.resize(std::size_t(slots));
    gate_rows_.resize(std::size_t(slots));
    up_rows_.resize(std::size_t(slots));
    outputs_.resize(std::size_t(slots));
    for (std::size_t s = 0; s < std::size_t(slots); ++s) {
        inputs_[s] = x.row(slot_token_[s]);
        if (hidden_in_int8) int8_hidden_[s] = rounded_hidden_[int(s)];
        gate_rows_[s] = hidden_.data() + 2 * s * stride;
        up_rows_[s] = gate_rows_[s] + stride;
        outputs_[s] = results_.data() + s * out_width;
    }
    pool_.run(int(tasks_.size()), [&](int task, int) { gate_up(tasks_[std::size_t(task)]); });

    tasks_.clear();
    for (int j = 0; j < int(jobs_.size()); ++j)
        for (int i = 0; i < tasks_for(x.cols()); ++i) tasks_.push_back({j, i});
    pool_.run(int(tasks_.size()), [&](int task, int) { down(tasks_[std::size_t(task)]); });
}

/// A token is rounded once for all its experts.
void CpuBackend::round_tokens(const Tensor& x, int tokens, int slots, bool needed)
{
    int8_inputs_.resize(std::size_t(slots));
    if (!needed) return;
    rounded_.resize(tokens, x.cols());
    pool_.run(tokens, [&](int t, int) { kernels_.blocks->quantize(x.row(t), 0, x.cols(), rounded_[t]); });
    for (int s = 0; s < slots; ++s) int8_inputs_[std::size_t(s)] = rounded_[slot_token_[std::size_t(s)]];
}

void CpuBackend::gate_up(const MlpTask& task)
{
    const MlpJob& job = jobs_[std::size_t(task.job)];
    const int begin = task.part * kRowsPerTask;
    const int end = std::min(begin + kRowsPerTask, job.mlp->gate.rows);
    const Inputs in = Inputs{inputs_.data(), int8_inputs_.data()}.from(job.first_slot);
    multiply(rows_of(job.mlp->gate, begin, end), in, gate_rows_.data() + job.first_slot, job.slots);
    multiply(rows_of(job.mlp->up, begin, end), in, up_rows_.data() + job.first_slot, job.slots);
    for (std::size_t s = std::size_t(job.first_slot); s < std::size_t(job.first_slot + job.slots); ++s) {
        kernels_.swiglu(gate_rows_[s] + begin, up_rows_[s] + begin, end - begin);
        if (in_blocks(job.mlp->down.type)) kernels_.blocks->quantize(gate_rows_[s], begin, end, int8_hidden_[s]);
    }
}

void CpuBackend::down(const MlpTask& task)
{
    const MlpJob& job = jobs_[std::size_t(task.job)];
    const int begin = task.part * kRowsPerTask;
    const int end = std::min(begin + kRowsPerTask, job.mlp->down.rows);
    const Inputs in = Inputs{gate_rows_.data(), int8_hidden_.data()}.from(job.first_slot);
    multiply(rows_of(job.mlp->down, begin, end), in, outputs_.data() + job.first_slot, job.slots);
}

}  // namespace engine::cpu
