// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include <algorithm>
#include <utility>

namespace engine::cpu {
namespace {

constexpr int kRowsPerTask = 64;

}  // namespace

/// Whole blocks of Int8Row and tiles: a task rounds what it computed.
int CpuBackend::MlpJob::rows_per_task() const
{
    return hidden_strip >= 0 || input_strip >= 0 ? TileKernels::kRows : kRowsPerTask;
}

/// Cuts the jobs into blocks of what each has, gate rows or down rows.
void CpuBackend::cut_into_tasks(Weight Mlp::*matrix)
{
    tasks_.clear();
    for (const MlpJob& job : jobs_) {
        const int rows = (job.mlp->*matrix).rows;
        for (int begin = 0; begin < rows; begin += job.rows_per_task())
            tasks_.push_back({&job, begin, std::min(begin + job.rows_per_task(), rows)});
    }
}

void CpuBackend::experts(const ExpertSet& set, const Tensor& x, const Batch& batch, int moe_layer,
                         const RoutingSlab& slab, Tensor& y)
{
    const int tokens = batch.tokens;
    group_by_expert(set, batch, moe_layer, slab);
    run_mlps(x, tokens);

    // Summed in the order of selection, whatever thread computed what: the same bits every time.
    const int width = y.cols();
    const auto result = [&](int slot) { return results_.data() + std::size_t(slot) * std::size_t(width); };
    pool_.run(tokens, [&](int t, int) {
        float* out = y.row(t);
        if (set.shared.gate)
            std::copy_n(result(tokens * slab.top_k + t), width, out);
        else
            std::fill_n(out, width, 0.0f);
        const float* weights = slab.weights.data() + slab.chosen(batch.row + t, moe_layer);
        for (int k = 0; k < slab.top_k; ++k) {
            const float* from = result(token_slot_[std::size_t(t * slab.top_k + k)]);
            for (int i = 0; i < width; ++i)
                out[i] += weights[k] * from[i];
        }
    });
}

void CpuBackend::mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y)
{
    jobs_.assign(1, {&mlp, 0, tokens});
    slot_token_.resize(std::size_t(tokens));
    for (int t = 0; t < tokens; ++t)
        slot_token_[std::size_t(t)] = t;
    run_mlps(x, tokens);
    std::copy_n(results_.data(), std::size_t(tokens) * std::size_t(y.cols()), y.data());
}

/// Counting sort: an expert's tokens get consecutive slots, so its weights are read once for all of them.
/// The shared expert comes last and sees every token.
void CpuBackend::group_by_expert(const ExpertSet& set, const Batch& batch, int moe_layer, const RoutingSlab& slab)
{
    const int tokens = batch.tokens;
    const int pairs = tokens * slab.top_k;
    expert_fill_.assign(set.routed.size() + 1, 0);
    for (int t = 0; t < tokens; ++t)
        for (int k = 0; k < slab.top_k; ++k)
            ++expert_fill_[slab.experts[slab.chosen(batch.row + t, moe_layer) + k] + 1u];

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
            const int slot = expert_fill_[slab.experts[slab.chosen(batch.row + t, moe_layer) + k]]++;
            slot_token_[std::size_t(slot)] = t;
            token_slot_[std::size_t(t * slab.top_k + k)] = slot;
        }
    if (!set.shared.gate) return;
    jobs_.push_back({&set.shared, pairs, tokens});
    for (int t = 0; t < tokens; ++t)
        slot_token_[std::size_t(pairs + t)] = t;
}

/// All jobs together in two parallel loops: gate, up and SiLU; then down.
void CpuBackend::run_mlps(const Tensor& x, int tokens)
{
    int slots = 0, width = 0;
    for (const MlpJob& job : jobs_) {
        slots = std::max(slots, job.first_slot + job.slots);
        width = std::max(width, job.mlp->gate.rows);
    }
    point_slots(x, slots, width);
    pack_inputs(x.cols(), width);
    round_inputs(x, tokens, slots, width);

    cut_into_tasks(&Mlp::gate);
    pool_.run(int(tasks_.size()), [&](int task, int) { gate_up(tasks_[std::size_t(task)]); });
    cut_into_tasks(&Mlp::down);
    pool_.run(int(tasks_.size()), [&](int task, int) { down(tasks_[std::size_t(task)]); });
}

void CpuBackend::point_slots(const Tensor& x, int slots, int width)
{
    const std::size_t count = std::size_t(slots), stride = std::size_t(width), out_width = std::size_t(x.cols());
    const auto resize_exactly = [](std::vector<float>& large, std::size_t size) {
        large.reserve(size);  // a vector alone may take twice as much
        large.resize(size);
    };
    resize_exactly(hidden_, 2 * count * stride);
    resize_exactly(results_, count * out_width);
    inputs_.resize(count);
    for (auto* rows : {&gate_rows_, &up_rows_, &outputs_}) rows->resize(count);
    for (std::size_t s = 0; s < count; ++s) {
        inputs_[s] = x.row(slot_token_[s]);
        gate_rows_[s] = hidden_.data() + 2 * s * stride;
        up_rows_[s] = gate_rows_[s] + stride;
        outputs_[s] = results_.data() + s * out_width;
    }
}

/// Tokens of the experts that have many, as tiles: a copy for each of its experts, side by side with the others there.
void CpuBackend::pack_inputs(int cols, int width)
{
    int input_strips = 0, hidden_strips = 0;
    tasks_.clear();
    for (MlpJob& job : jobs_) {
        if (!worth_tiles(job.slots)) continue;
        const int strips = TokenTiles::strips(job.slots);
        if (in_blocks(job.mlp->down.type)) job.hidden_strip = std::exchange(hidden_strips, hidden_strips + strips);
        if (!in_blocks(job.mlp->gate.type) && !in_blocks(job.mlp->up.type)) continue;
        job.input_strip = std::exchange(input_strips, input_strips + strips);
        for (int i = 0; i < strips; ++i) tasks_.push_back({&job, i, i + 1});
    }
    input_tiles_ = packed_.resize(input_strips, cols);
    hidden_tiles_ = packed_hidden_.resize(hidden_strips, width);
    pool_.run(int(tasks_.size()), [&](int task, int) {
        const MlpJob& job = *tasks_[std::size_t(task)].job;
        pack_strip(inputs_.data() + job.first_slot, job.slots, tasks_[std::size_t(task)].begin, 0, cols,
                   input_tiles_.from(job.input_strip));
    });
}

/// A token is rounded to 8 bits once for all its experts that have few.
void CpuBackend::round_inputs(const Tensor& x, int tokens, int slots, int width)
{
    bool input = false, hidden = false;
    for (const MlpJob& job : jobs_) {
        input |= job.input_strip < 0 && (in_blocks(job.mlp->gate.type) || in_blocks(job.mlp->up.type));
        hidden |= job.hidden_strip < 0 && in_blocks(job.mlp->down.type);
    }
    int8_inputs_.resize(std::size_t(slots));
    int8_hidden_.resize(std::size_t(slots));
    if (input) {
        rounded_.resize(tokens, x.cols());
        pool_.run(tokens, [&](int t, int) { kernels_.blocks->quantize(x.row(t), 0, x.cols(), rounded_[t]); });
        for (int s = 0; s < slots; ++s)
            int8_inputs_[std::size_t(s)] = rounded_[slot_token_[std::size_t(s)]];
    }
    if (hidden) {
        rounded_hidden_.resize(slots, width);
        for (int s = 0; s < slots; ++s)
            int8_hidden_[std::size_t(s)] = rounded_hidden_[s];
    }
}

void CpuBackend::gate_up(const MlpTask& task)
{
    const MlpJob& job = *task.job;
    const int begin = task.begin, end = task.end;
    Inputs in{inputs_.data() + job.first_slot, int8_inputs_.data() + job.first_slot};
    if (job.input_strip >= 0) in.tiles = input_tiles_.from(job.input_strip);
    float* const* gate = gate_rows_.data() + job.first_slot;
    float* const* up = up_rows_.data() + job.first_slot;
    multiply(rows_of(job.mlp->gate, begin, end), in, gate, job.slots);
    multiply(rows_of(job.mlp->up, begin, end), in, up, job.slots);
    for (int s = 0; s < job.slots; ++s)
        kernels_.swiglu(gate[s] + begin, up[s] + begin, end - begin);

    if (job.hidden_strip >= 0)
        for (int strip = 0; strip < TokenTiles::strips(job.slots); ++strip)
            pack_strip(gate, job.slots, strip, begin, end, hidden_tiles_.from(job.hidden_strip));
    else if (in_blocks(job.mlp->down.type))
        for (int s = 0; s < job.slots; ++s)
            kernels_.blocks->quantize(gate[s], begin, end, int8_hidden_[std::size_t(job.first_slot + s)]);
}

void CpuBackend::down(const MlpTask& task)
{
    const MlpJob& job = *task.job;
    Inputs in{gate_rows_.data() + job.first_slot, int8_hidden_.data() + job.first_slot};
    if (job.hidden_strip >= 0) in.tiles = hidden_tiles_.from(job.hidden_strip);
    multiply(rows_of(job.mlp->down, task.begin, task.end), in, outputs_.data() + job.first_slot, job.slots);
}

}  // namespace engine::cpu
