// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/draw_choice.cuh"
#include "engine/backend/cuda/draw_weights.cuh"
#include "engine/error.h"

#include <algorithm>

// Draws as text/sampler.cpp does, and the same tokens. What looks at all logits is done by all blocks of a kernel, the
// rest by the one that finishes last.
namespace engine::cuda {
namespace {

/// Lays out one block of memory; with a null `base`, only says how long it is.
class Layout {
public:
    explicit Layout(std::byte* base) : base_(base) {}

    template <class T>
    T* take(std::size_t count)
    {
        T* place = base_ ? reinterpret_cast<T*>(base_ + size_) : nullptr;
        size_ += (count * sizeof(T) + 15) / 16 * 16;
        return place;
    }
    std::size_t size() const { return size_; }

private:
    std::byte* base_;
    std::size_t size_ = 0;
};

DrawMemory lay_out(Layout& layout, int n)
{
    const auto ids = std::size_t(n), slices = (ids + kSlice - 1) / kSlice;
    DrawMemory memory{};
    memory.found = layout.take<Found>(1);
    memory.extremes = layout.take<Whole>(kExtremes * slices);
    memory.passed = layout.take<Whole>(slices);
    memory.counts = layout.take<Whole>(kBuckets);
    memory.masses = layout.take<Whole>(kBuckets);
    memory.showable = layout.take<Whole>(std::min(ids, std::size_t(kMostShowable)));
    memory.open = layout.take<Whole>(ids);
    memory.weights = layout.take<float>(ids);
    return memory;
}

std::vector<std::int32_t> distinct_ids(std::span<const std::int32_t> ids)
{
    std::vector<std::int32_t> sorted(ids.begin(), ids.end());
    std::erase_if(sorted, [](std::int32_t id) { return id < 0 || id >= kMostIds; });
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

DrawState state_of(const DrawRule& rule)
{
    DrawState state{};
    const Sampling& sampling = rule.sampling;
    state.greedy = !(sampling.temperature > 0);
    state.sharpness = sharpness_of(sampling.temperature);
    state.top_p = sampling.top_p;
    state.min_p = std::min(sampling.min_p, 1.0f) > 0 ? std::min(sampling.min_p, 1.0f) : 0.0f;
    state.penalty = sampling.repetition_penalty;
    state.top_k = std::max(sampling.top_k, 0);
    state.random = sampling.seed;
    const auto recent = rule.context.last(std::min(rule.context.size(), std::size_t(kPenaltyWindow)));
    std::copy(recent.begin(), recent.end(), state.window);
    state.said = int(recent.size());
    return state;
}

}  // namespace

void CudaBackend::start_drawing(const DrawRule& rule)
{
    use_device();
    DrawState state = state_of(rule);
    barred_ = distinct_ids(rule.barred);
    state.barred_ids = barred_.empty() ? 0 : barred_.back() + 1;
    std::vector<std::uint32_t> bits(std::size_t(state.barred_ids + 31) / 32);
    for (const std::int32_t id : barred_) bits[std::size_t(id) / 32] |= 1u << id % 32;
    auto* barred = reserve<std::uint32_t>(barred_bits_, bits.size());
    if (!bits.empty()) send(bits.data(), bits.size() * sizeof(bits[0]), barred);
    auto* given = reserve<std::int32_t>(given_ids_, rule.given.size());
    if (!rule.given.empty()) send(rule.given.data(), rule.given.size_bytes(), given);
    state.barred = barred;
    state.given = given;
    state.given_count = int(rule.given.size());
    send(&state, sizeof state, reserve<DrawState>(draw_state_, 1));
}

void CudaBackend::draw(const Tensor& logits, int first_row, Drawn* drawn)
{
    const int n = logits.cols();
    check(draw_state_.data, "whoever draws has said how");
    check(n > 0 && n <= kMostIds, "a vocabulary has 1 to 1048576 ids");
    check(std::lower_bound(barred_.begin(), barred_.end(), n) - barred_.begin() < n, "some token may be drawn");
    Layout layout(nullptr);
    lay_out(layout, n);
    Layout placed(reserve(draw_memory_, layout.size()));
    const DrawMemory memory = lay_out(placed, n);
    auto* state = reinterpret_cast<DrawState*>(draw_state_.data);
    const float* x = rows_of(logits).x;
    const dim3 slices(unsigned((n + kSlice - 1) / kSlice));
    start(find_strongest, slices, kSlice, 0, state, x, n, memory);
    start(weigh, slices, kSlice, 0, state, x, n, memory);
    start(draw_one, slices, kSlice, 0, state, x, n, memory, first_row, step_, drawn);
}

}  // namespace engine::cuda
