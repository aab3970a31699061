// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace engine {

std::unique_ptr<Backend> make_cpu_backend(int threads)
{
    const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
    return std::make_unique<cpu::CpuBackend>(threads > 0 ? threads : cores);
}

RoutingSlab::RoutingSlab(std::pmr::memory_resource* memory)
    : experts(memory), weights(memory), scores(memory), latent_norm(memory)
{
}

void RoutingSlab::resize(int tokens)
{
    experts.resize(chosen(tokens, 0));
    weights.resize(chosen(tokens, 0));
    scores.resize(scored(tokens, 0));
    latent_norm.resize(std::size_t(tokens) * std::size_t(model_layers));
}

void RoutingSlab::reserve(int tokens, int most_chosen)
{
    const std::size_t most = std::size_t(tokens) * std::size_t(layers) * std::size_t(most_chosen);
    experts.reserve(most);
    weights.reserve(most);
}

}  // namespace engine

namespace engine::cpu {

namespace {

float* allocate_zeros(std::size_t count)
{
    // calloc: pages of a large cache are touched, and so taken from the machine, only when tokens arrive.
    auto* data = static_cast<float*>(std::calloc(std::max<std::size_t>(1, count), sizeof(float)));
    if (!data)
        throw Error({"MEMORY", "not enough memory for activations or latent cache", "",
                     fmt::format("{} bytes asked for", count * sizeof(float)), "", "Choose a smaller context."});
    return data;
}

}  // namespace

CpuBackend::CpuBackend(int threads, const Kernels& kernels) : kernels_(kernels), pool_(threads) {}

std::string CpuBackend::describe() const
{
    return fmt::format("{}, {} {}", kernels_.name, pool_.size(), pool_.size() == 1 ? "thread" : "threads");
}

Tensor CpuBackend::allocate(int rows, int cols)
{
    return Tensor(rows, cols, {allocate_zeros(std::size_t(rows) * std::size_t(cols)), [](float* p) { std::free(p); }});
}

LatentRows CpuBackend::allocate_latents(const AttentionShape& shape, int capacity)
{
    float* rows = allocate_zeros(std::size_t(capacity) * std::size_t(shape.latent_dim()));
    return {{reinterpret_cast<std::byte*>(rows), [](std::byte* p) { std::free(p); }}, capacity};
}

Weight CpuBackend::adopt(const Weight& on_disk, const std::stop_token& stop)
{
    constexpr std::size_t kPiece = 4 << 20;  // bytes between two looks at `stop`; a slow disk reads them in 50 ms
    const auto aligned = [&](const void* data, std::size_t bytes, int alignment) -> const void* {
        if (reinterpret_cast<std::uintptr_t>(data) % std::uintptr_t(alignment) == 0) return data;
        std::byte* copy = adopted_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(bytes)).get();
        const auto* from = static_cast<const std::byte*>(data);
        for (std::size_t done = 0; done < bytes && !stop.stop_requested(); done += kPiece)
            std::memcpy(copy + done, from + done, std::min(kPiece, bytes - done));
        return copy;
    };
    Weight weight = on_disk;
    weight.data = static_cast<const std::byte*>(
        aligned(on_disk.data, on_disk.row_bytes() * std::size_t(on_disk.rows), format_of(on_disk.type).alignment));
    const std::size_t scales = std::size_t((on_disk.rows + 127) / 128) * std::size_t((on_disk.cols + 127) / 128);
    weight.block_scales = static_cast<const float*>(
        aligned(on_disk.block_scales, scales * sizeof(float), alignof(float)));
    return weight;
}

void CpuBackend::copy_to_host(const Tensor& tensor, int first_row, int rows, float* out)
{
    std::memcpy(out, tensor.row(first_row), std::size_t(rows) * std::size_t(tensor.cols()) * sizeof(float));
}

void CpuBackend::copy_from_host(const float* from, int first_row, int rows, Tensor& tensor)
{
    std::memcpy(tensor.row(first_row), from, std::size_t(rows) * std::size_t(tensor.cols()) * sizeof(float));
}

void CpuBackend::start_clock()
{
    laps_ = {};
    last_lap_ = Clock::now();
}

void CpuBackend::lap(Stage stage)
{
    if (!last_lap_) return;
    const auto now = Clock::now();
    laps_[std::size_t(stage)] += std::chrono::duration<float, std::milli>(now - *last_lap_).count();
    last_lap_ = now;
}

StageLaps CpuBackend::wait(std::uint64_t)
{
    last_lap_.reset();
    return std::exchange(laps_, {});
}

void CpuBackend::start_drawing(const DrawRule&) { check(false, "tokens are drawn on the host"); }
void CpuBackend::draw(const Tensor&, int, Drawn*) { check(false, "tokens are drawn on the host"); }

void CpuBackend::reserve_scratch(std::size_t floats_per_thread)
{
    scratch_stride_ = (floats_per_thread + 15) / 16 * 16;  // whole cache lines
    const std::size_t needed = scratch_stride_ * std::size_t(pool_.size());
    if (scratch_.size() < needed) scratch_.resize(needed);
}

}  // namespace engine::cpu
