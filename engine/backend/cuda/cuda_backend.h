// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/cublas.h"
#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/memory.h"
#include "engine/backend/cuda/stage_clock.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace engine::cuda {

/// Device memory for one purpose; grows to what the largest batch so far needed and stays where it is while a
/// recording may use it.
struct Buffer {
    std::byte* data = nullptr;
    std::size_t size = 0;
};

struct LatentAttention;  // latent_attention.cuh
struct KeyAttention;     // key_attention.cuh

/// What one MoE layer's experts are to kernels: [E] matrices each, of one shape per column.
struct ExpertTable {
    const Matrix *gate = nullptr, *up = nullptr, *down = nullptr;  // device memory
    int n_experts = 0, width = 0;                                  // E, I
};

struct Choice;
struct TokenWork;

/// The operations on one CUDA device, each in the file of its name, as the CPU backend has them. All work goes to one
/// stream; nothing but wait() and the copies to and from the host waits for it.
class CudaBackend final : public Backend {
public:
    /// Reserves `memory` bytes of the device for everything allocated later. Throws MEMORY, DEVICE-LOST.
    CudaBackend(int device, std::size_t memory);
    ~CudaBackend() override;

    std::string name() const override { return "cuda"; }
    std::string describe() const override;
    Tensor allocate(int rows, int cols) override;
    LatentRows allocate_latents(const AttentionShape& shape, int capacity) override;
    int latent_element_bytes() const override { return 2; }
    std::pmr::memory_resource* host_memory() override;
    Weight adopt(const Weight& on_disk, const std::stop_token& stop) override;
    void copy_to_host(const Tensor& tensor, int first_row, int rows, float* out) override;
    void copy_from_host(const float* from, int first_row, int rows, Tensor& tensor) override;

    void begin(const Batch& batch) override;
    std::uint64_t submit() override;
    StageLaps wait(std::uint64_t ticket) override;
    void start_clock() override;
    void lap(Stage stage) override;
    std::unique_ptr<Recording> record(const std::function<void()>& operations) override;
    void run(Recording& recording) override;

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
    void take_choice(const Batch& batch, int moe_layer, const RoutingSlab& slab) override;
    void experts(const ExpertSet& set, const Tensor& x, const Batch& batch, int moe_layer, const RoutingSlab& slab,
                 Tensor& y) override;
    void mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y) override;
    bool draws() const override { return true; }
    void start_drawing(const DrawRule& rule) override;
    void draw(const Tensor& logits, int first_row, Drawn* drawn) override;

private:
    class Graph;
    friend class Graph;

    /// At least `bytes` of `buffer`, 256-byte aligned; its content is lost when it grows.
    std::byte* reserve(Buffer& buffer, std::size_t bytes);
    template <class T>
    T* reserve(Buffer& buffer, std::size_t count) { return reinterpret_cast<T*>(reserve(buffer, count * sizeof(T))); }
    /// launch() on the stream. While a recording only finds out what it needs, the kernel is no more than loaded: CUDA
    /// does so when a kernel is first used, and a stream that is captured may not bear it.
    template <class... Parameters, class... Args>
    void start(void (*kernel)(Parameters...), dim3 grid, int threads, std::size_t shared, Args&&... args)
    {
        cudaFuncAttributes loaded;
        if (planning_)
            check_cuda(cudaFuncGetAttributes(&loaded, kernel), "loading a kernel");
        else
            launch(stream_, kernel, grid, threads, shared, std::forward<Args>(args)...);
    }

    cudaStream_t stream_ = nullptr;
    int processors_ = 0;   // streaming multiprocessors
    int capability_ = 0;   // 75, 80, ..., 120
    bool planning_ = false;
    Step* step_ = nullptr;           // device memory
    std::int32_t* ids_ = nullptr;    // of a batch of several tokens, device memory

    // The core: cuda_backend.cu, upload.cu, recording.cu

    static constexpr std::uint64_t kTickets = 16;  // of which each has an event of its own

    struct Ticket {
        cudaEvent_t done = nullptr;
        std::uint64_t pass = 0;  // of the clock
    };

    /// Calls may come from any thread, one at a time: CUDA keeps the device by thread.
    void use_device() const { check_cuda(cudaSetDevice(device_), "choosing the GPU"); }
    void free_host_side() noexcept;
    /// Copies host memory, which may change at once, to the device. Not while recording.
    void send(const void* from, std::size_t bytes, void* to);
    const std::byte* upload(const std::byte* from, std::size_t bytes, const std::stop_token& stop);
    void capture(const std::function<void()>& operations, Graph& graph);

    int device_ = 0;
    std::string description_;
    bool capturing_ = false;
    int recordings_ = 0;                    // that are alive: memory they were given stays
    std::shared_ptr<DeviceMemory> memory_;  // shared with every tensor
    std::unique_ptr<HostMemory> host_memory_;
    std::vector<std::byte*> outgrown_;      // of buffers, while there are recordings
    Buffer ids_buffer_;
    PinnedRing small_pieces_{4}, large_pieces_{2};
    StageClock clock_;
    std::array<Ticket, kTickets> tickets_;
    std::uint64_t submitted_ = 0;

    // linear
    /// y[t] = w * x[t] for kGemmTokens tokens or more; strides in floats.
    void multiply_matrices(const Weight& w, const float* x, int x_stride, int tokens, float* y, int y_stride);

    // embed, look_up
    /// rows [i] = table[ids[i]]; ids in device memory.
    void copy_table_rows(const Weight& table, const std::int32_t* ids, int count, Tensor& rows);
    Buffer looked_up_;

    // residual_norm
    /// Rounds rows [first, first + rows) of floats that something else than a kernel wrote.
    void round(const Tensor& tensor, int first, int rows);

    // attend_absorbed
    void attend_some(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q, int first, int tokens,
                     const LatentRows& cache, Tensor& out);
    void absorb(const AttentionShape& shape, const LatentExpansion& up, const float* q, int tokens,
                std::uint16_t* queries);
    void expand_mixed(const AttentionShape& shape, const LatentExpansion& up, const LatentAttention& attended,
                      int tokens, Tensor& out);
    unsigned int* reserve_counters(Buffer& buffer, std::size_t count);
    Buffer absorbed_, mixed_, softmax_sums_, value_parts_, heads_finished_;

    // attend_decompressed
    const std::uint16_t* weights_as_half(const Weight& w, const AttentionShape& shape, bool keys, bool own,
                                         Buffer& buffer);
    void attend_range(const KeyAttention& range);
    Buffer expanded_keys_, expanded_values_, half_keys_, half_values_, softmax_state_;

    // route(): the choice, device memory; element ((m * chosen_tokens_) + t) * chosen_top_k_ + k
    std::uint16_t* chosen_ = nullptr;
    float* chosen_weight_ = nullptr;
    int chosen_tokens_ = 0, chosen_top_k_ = 0;
    void reserve_choice(int layers, int tokens, int top_k);
    std::size_t first_choice(int moe_layer) const;  // element of the layer's first token
    int chosen_layers_ = 0;
    Buffer chosen_buffer_, chosen_weight_buffer_, router_logits_, routed_blocks_;

    // multiply_matrices: gemm.cu
    /// Looks for cuBLAS; that there is none is no error. describe() may add the reason.
    void open_matrix_library();
    /// rows [rows, x_stride] of floats as bfloat16 [rows, chunked(cols)], zeros behind cols.
    const std::uint16_t* narrow(const float* x, int x_stride, int rows, int cols);
    bool library_multiplies(const Weight& w) const { return matrix_library_ && w.type == WeightType::BF16; }
    /// y[t] = w * x[t] for rows as narrow() makes them.
    void multiply_narrow(const Weight& w, const std::uint16_t* x, int rows, float* y, int y_stride);

    std::unique_ptr<MatrixLibrary> matrix_library_;
    std::string matrix_library_reason_;  // why there is none
    Buffer matrix_workspace_, narrow_;

    // experts, mlp: experts.cu, experts_prefill.cu
    struct ExpertMemory {
        ExpertTable table;
        std::optional<WeightType> hidden_type, down_type;  // of all gates and ups, and of all downs; empty: of several
        Buffer matrices;
    };
    const ExpertMemory& table_of(const ExpertSet& set);
    void multiply_by_token(TokenWork work, int tokens, Tensor& y);
    void experts_by_tile(const ExpertSet& set, const Tensor& x, int tokens, const Choice& choice, Tensor& y);
    void routed_by_tile(const ExpertMemory& memory, const std::uint16_t* x, int tokens, const Choice& choice,
                        bool shared, float* y, int y_cols);
    /// y[t] = mlp(x[t]) for rows as narrow() makes them.
    void mlp_by_tile(const Mlp& mlp, const std::uint16_t* x, int tokens, float* y);

    std::map<const std::byte*, ExpertMemory> expert_tables_;  // by the first expert's weights
    Buffer hidden_, shared_hidden_, gate_up_, narrow_hidden_, expert_results_, expert_groups_;

    // draw()
    Buffer draw_state_, draw_memory_, barred_bits_, given_ids_;
    std::vector<std::int32_t> barred_;  // ascending, each once
};

}  // namespace engine::cuda
