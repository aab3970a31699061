// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/backend/cpu/kernels.h"
#include "engine/backend/cpu/thread_pool.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace engine::cpu {

/// The reference backend: every operation in the file of its name. Scratch memory grows to what the largest
/// batch so far needed and stays; after the first token of its size a pass allocates nothing.
class CpuBackend final : public Backend {
public:
    explicit CpuBackend(int threads, const Kernels& kernels = best_kernels());

    std::string name() const override { return "cpu"; }
    std::string describe() const override;
    Tensor allocate(int rows, int cols) override;
    LatentRows allocate_latents(const AttentionShape& shape, int capacity) override;
    int latent_element_bytes() const override { return sizeof(float); }
    std::pmr::memory_resource* host_memory() override { return std::pmr::get_default_resource(); }
    Weight adopt(const Weight& on_disk, const std::stop_token& stop) override;
    void copy_to_host(const Tensor& tensor, int first_row, int rows, float* out) override;
    void copy_from_host(const float* from, int first_row, int rows, Tensor& tensor) override;

    void begin(const Batch&) override {}
    std::uint64_t submit() override { return 0; }
    StageLaps wait(std::uint64_t ticket) override;
    void start_clock() override;
    void lap(Stage stage) override;
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
    void start_drawing(const DrawRule& rule) override;
    void draw(const Tensor& logits, int first_row, Drawn* drawn) override;

private:
    /// The rows that an operation multiplies weights with. For weights that come in blocks they are rounded too: many
    /// to tiles, few to 8 bits.
    struct Inputs {
        const float* const* rows = nullptr;
        const Int8Row* int8 = nullptr;
        TokenTiles tiles{};
    };

    bool worth_tiles(int tokens) const { return kernels_.tiles && tokens >= TileKernels::kWorth; }
    /// The first `count` rows of inputs_, ready for weights that come in blocks if `rounded`.
    Inputs prepare_inputs(int count, int cols, bool rounded);
    void pack_strip(const float* const* rows, int count, int strip, int begin, int end, const TokenTiles& tiles) const;
    /// y[n][r] = row r . x[n]
    void multiply(const RowBlock& w, const Inputs& x, float* const* y, int count) const;
    void multiply_vector(const RowBlock& w, const float* x, Int8Row rounded, float* y) const;
    void combine_rows(const RowBlock& w, float* floats, const float* const* factors, float* const* y,
                      int outputs) const;

    /// One MLP over a list of tokens; its k-th token uses hidden and output row first_slot + k.
    struct MlpJob {
        const Mlp* mlp;
        int first_slot, slots;
        int input_strip = -1, hidden_strip = -1;  // of input_tiles_ and hidden_tiles_; -1: tokens go by 8 bits

        int rows_per_task() const;
    };
    struct MlpTask {
        const MlpJob* job;
        int begin, end;  // of the weight's rows, or of the job's strips
    };

    void multiply_all(const Projection& projection, const Inputs& in, int tokens);
    void choose(const Router& router);
    void group_by_expert(const ExpertSet& set, const Batch& batch, int moe_layer, const RoutingSlab& slab);
    void run_mlps(const Tensor& x, int tokens);
    void cut_into_tasks(Weight Mlp::*matrix);
    void point_slots(const Tensor& x, int slots, int width);
    void round_inputs(const Tensor& x, int tokens, int slots, int width);
    void pack_inputs(int cols, int width);
    void gate_up(const MlpTask& task);
    void down(const MlpTask& task);
    /// Before a parallel region: room for every thread. Inside: the thread's own part.
    void reserve_scratch(std::size_t floats_per_thread);
    float* scratch(int thread) { return scratch_.data() + scratch_stride_ * std::size_t(thread); }

    using Clock = std::chrono::steady_clock;

    const Kernels& kernels_;
    ThreadPool pool_;
    std::optional<Clock::time_point> last_lap_;  // nothing: the batch is not timed
    StageLaps laps_{};
    std::vector<std::unique_ptr<std::byte[]>> adopted_;  // copies of weights that lay misaligned in their file

    std::vector<float> scratch_;
    std::size_t scratch_stride_ = 0;
    std::vector<const float*> inputs_;  // row pointers of the operation in progress
    Int8Rows rounded_;                  // what they point to, and its row pointers
    std::vector<Int8Row> int8_inputs_;
    TokenTileRows packed_;  // or as tiles
    std::vector<float*> outputs_;
    std::vector<float*> expanded_rows_;  // [threads, positions] of attend_decompressed
    Int8Rows rounded_heads_;             // [threads, max(dn, R)] of attend_absorbed
    std::vector<float> choice_;          // [E] what one token's experts are chosen by
    std::vector<float> selection_;       // [E] its selection scores, where experts are forced
    std::vector<int> order_;

    std::vector<MlpJob> jobs_;
    std::vector<MlpTask> tasks_;
    std::vector<int> slot_token_;   // [slots] which token a slot computes
    std::vector<int> token_slot_;   // [T, K] where a token's k-th expert left its result
    std::vector<int> expert_fill_;  // [E + 1] counting sort of tokens by expert
    std::vector<float> hidden_;     // [slots, 2, I] gate and up; gate becomes silu(gate) . up
    std::vector<float> results_;    // [slots, h]
    std::vector<float*> gate_rows_, up_rows_;
    Int8Rows rounded_hidden_;  // [slots, I] where a down matrix comes in blocks
    std::vector<Int8Row> int8_hidden_;
    TokenTileRows packed_hidden_;
    TokenTiles input_tiles_, hidden_tiles_;
};

}  // namespace engine::cpu
