// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"

#include <span>
#include <vector>

namespace engine::doctor {

/// A matrix in host memory as numbers [rows, cols].
std::vector<float> numbers_of(const Weight& weight);
/// The root of the sum of squares of every row of a matrix in host memory.
std::vector<double> row_norms(const Weight& weight);

/// The rule of selection for one token (specification section 3): the top_k experts, strongest selection score first.
/// scores [E]; the router's bias lies in host memory.
std::vector<std::uint16_t> choose_experts(const Router& router, std::span<const float> scores);
/// What the chosen are weighed with.
std::vector<double> weigh_experts(const Router& router, std::span<const float> scores,
                                  std::span<const std::uint16_t> chosen);

/// The operations as the paper writes them, in double precision and one number after the other: what the processor's
/// own are compared with where no other device is. Results are rounded to float once, where they are stored.
class PlainBackend final : public Backend {
public:
    std::string name() const override { return "plain"; }
    std::string describe() const override { return "plain loops in double precision"; }
    Tensor allocate(int rows, int cols) override;
    LatentRows allocate_latents(const AttentionShape& shape, int capacity) override;
    int latent_element_bytes() const override { return int(sizeof(double)); }
    std::pmr::memory_resource* host_memory() override { return std::pmr::get_default_resource(); }
    Weight adopt(const Weight& on_disk, const std::stop_token&) override { return on_disk; }
    void copy_to_host(const Tensor& tensor, int first_row, int rows, float* out) override;
    void copy_from_host(const float* from, int first_row, int rows, Tensor& tensor) override;

    void begin(const Batch&) override {}
    std::uint64_t submit() override { return 0; }
    StageLaps wait(std::uint64_t) override { return {}; }
    void start_clock() override {}
    void lap(Stage) override {}
    std::unique_ptr<Recording> record(const std::function<void()>&) override { return nullptr; }
    void run(Recording&) override {}

    void embed(const Weight& table, const Batch& batch, Tensor& x) override;
    void look_up(const Weight& table, std::span<const std::int32_t> ids, Tensor& rows) override;
    void residual_norm(Tensor& x, const Tensor* update, int tokens, const Tensor& weight, float eps,
                       Tensor& y) override;
    void linear(std::initializer_list<Projection> projections, const Tensor& x, int first, int tokens) override;
    void append_latent(const AttentionShape& shape, const RotaryTable& rotary, const Tensor& norm_weight,
                       const Tensor& ckv, const Batch& batch, int layer, LatentRows& cache, Tensor& q,
                       RoutingSlab& slab) override;
    void attend_absorbed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q, const Batch& batch,
                         const LatentRows& cache, Tensor& out) override;
    void attend_decompressed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                             const Batch& batch, const LatentRows& cache, Tensor& out) override;
    void route(const Router& router, const Tensor& x, const Batch& batch, int moe_layer, RoutingSlab& slab) override;
    void take_choice(const Batch&, int, const RoutingSlab&) override {}
    void experts(const ExpertSet& set, const Tensor& x, const Batch& batch, int moe_layer, const RoutingSlab& slab,
                 Tensor& y) override;
    void mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y) override;
    bool draws() const override { return false; }
    void start_drawing(const DrawRule&) override {}
    void draw(const Tensor&, int, Drawn*) override {}
};

}  // namespace engine::doctor
