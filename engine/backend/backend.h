// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/tensor.h"
#include "engine/sampling.h"

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <memory_resource>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

/// SwiGLU: down * ( silu(gate * x) . (up * x) ). gate, up [I, h]; down [h, I].
struct Mlp {
    Weight gate, up, down;
};

/// The shape of multi-head latent attention. Names as in config.json; all heads share one rotated key.
struct AttentionShape {
    int heads = 0;             // H
    int kv_lora_rank = 0;      // R
    int qk_nope_head_dim = 0;  // dn
    int qk_rope_head_dim = 0;  // dr
    int v_head_dim = 0;        // dv
    float scale = 0;           // (dn+dr)^-0.5 * mscale^2

    int qk_head_dim() const { return qk_nope_head_dim + qk_rope_head_dim; }
    int latent_dim() const { return kv_lora_rank + qk_rope_head_dim; }
};

/// What expands a latent into keys and values of all heads, as the checkpoint keeps it: kv_b whole, or its halves of
/// which k_b is transposed in every head. Either the first or the other two are set.
struct LatentExpansion {
    Weight kv_b;      // [H*(dn+dv), R], rows of a head: its keys, then its values
    Weight k_b, v_b;  // [H*R, dn] and [H*dv, R]
};

/// cos and sin of every position and frequency, already multiplied by YaRN's attention factor.
/// Each [positions, dr/2].
struct RotaryTable {
    Tensor cos, sin;
    bool interleaved = true;  // pairs are (2i, 2i+1); otherwise half-split (i, i + dr/2)
};

/// Consecutive tokens of a conversation that go through the model together.
struct Batch {
    std::span<const std::int32_t> ids;  // empty: the one token that the backend drew last
    int first_position = 0;
    int tokens = 0;
    int row = 0;  // of the slab: where the first token's trace goes
};

/// One layer's latent cache: row p = [ normalised latent c (R) | rotated k_pe (dr) ] of position p, in the number
/// format of the backend that made it: only append_latent writes and only attend_* reads it.
struct LatentRows {
    using Storage = std::unique_ptr<std::byte, std::function<void(std::byte*)>>;

    Storage data;
    int capacity = 0;
};

/// Passes of one token whose traces host memory holds at once while a backend draws by itself.
constexpr int kTraceRows = 4;

/// A matrix and where its products go: y[t] = w * x[t].
struct Projection {
    const Weight& w;
    Tensor& y;
};

enum class Scoring : std::uint8_t { Softmax, Sigmoid };
enum class TopkMethod : std::uint8_t { Greedy, GroupLimitedGreedy, NoauxTc };

/// A router with its selection rule (specification section 3).
struct Router {
    Weight gate;                   // [E, h]
    const Tensor* bias = nullptr;  // e_score_correction_bias [1, E], null when there is none
    Scoring scoring = Scoring::Softmax;
    TopkMethod method = TopkMethod::Greedy;
    int top_k = 0;
    int n_group = 1, topk_group = 1;
    bool norm_topk_prob = false;
    bool scale_normalised = true;  // false: normalised weights are not scaled (deepseek_v2)
    float routed_scaling_factor = 1;

    // An experiment on the choice; the weights of the chosen know nothing of it. Experts may stand here repeatedly.
    struct Boost {
        std::uint16_t expert = 0;
        float boost = 0;  // added to the selection score, like the bias; -infinity: never chosen, in no group's score
    };
    std::vector<Boost> boosts;
    std::vector<std::uint16_t> forced;  // at most top_k different ones: chosen whatever they score, in any group
};

/// The router's answers for a batch of T tokens over all M MoE layers, and the norms of their latents over all L
/// layers; written by route() and append_latent() where they compute them, read by the trace. Host memory that the
/// backend reaches too.
struct RoutingSlab {
    int layers = 0, top_k = 0, n_experts = 0;  // M, K, E
    int model_layers = 0;                      // L
    bool captured = true;  // false: nobody reads it, a backend that needs it not for itself may leave it as it is
    std::pmr::vector<std::uint16_t> experts;  // [T, M, K]
    std::pmr::vector<float> weights;          // [T, M, K]
    std::pmr::vector<float> scores;           // [T, M, E]
    std::pmr::vector<float> latent_norm;      // [T, L] L2 norm of the latent written to the cache

    explicit RoutingSlab(std::pmr::memory_resource* memory = std::pmr::get_default_resource());
    void resize(int tokens);
    /// Memory for so many, at one place from then on.
    void reserve(int tokens, int most_chosen);
    std::size_t chosen(int token, int layer) const { return (std::size_t(token) * layers + layer) * top_k; }
    std::size_t scored(int token, int layer) const { return (std::size_t(token) * layers + layer) * n_experts; }
};

/// The experts of one MoE layer: routed ones [E] and the shared one (empty weights when there is none, or it
/// is left out).
struct ExpertSet {
    std::span<const Mlp> routed;
    Mlp shared;
};

/// Parts of a pass whose time is measured.
enum class Stage : std::uint8_t { Attention, Router, Experts, Head, Sampling };
using StageLaps = std::array<float, 5>;  // milliseconds; zeros: not measured

/// How a model is computed: coarse operations on a batch of T token rows. Calls come from one thread and their work is
/// done in order, on a device perhaps long after the call: results in host memory (the slab, drawn tokens, laps) may
/// be read once wait() says so. The CPU implementation is the reference for every other one.
/// Any call may throw MEMORY, and of a device DEVICE-LOST.
class Backend {
public:
    virtual ~Backend() = default;

    virtual std::string name() const = 0;      // "cpu", "cuda"
    virtual std::string describe() const = 0;  // e.g. "AVX-512, 2 threads"

    virtual Tensor allocate(int rows, int cols) = 0;  // zeroed; throws MEMORY
    virtual LatentRows allocate_latents(const AttentionShape& shape, int capacity) = 0;
    virtual int latent_element_bytes() const = 0;  // of one number in LatentRows
    /// For slabs and drawn tokens. Lives as long as the backend.
    virtual std::pmr::memory_resource* host_memory() = 0;
    /// Makes weights on disk usable: returns them as they are, or a copy the backend owns (misaligned bytes,
    /// other memory). Stopped on the way: a copy that is not whole.
    virtual Weight adopt(const Weight& on_disk, const std::stop_token& stop) = 0;
    /// Rows [first_row, first_row + rows) from and to host memory; all work asked for before is done then.
    virtual void copy_to_host(const Tensor& tensor, int first_row, int rows, float* out) = 0;
    virtual void copy_from_host(const float* from, int first_row, int rows, Tensor& tensor) = 0;

    /// What the operations until the next call are about.
    virtual void begin(const Batch& batch) = 0;
    /// Marks everything asked for so far; wait() returns when it is done, with the laps of the batch begun last before.
    virtual std::uint64_t submit() = 0;
    virtual StageLaps wait(std::uint64_t ticket) = 0;

    /// Starts the clock, and adds the time since to a stage.
    virtual void start_clock() = 0;
    virtual void lap(Stage stage) = 0;

    /// Operations that were recorded once to be run again for other tokens at other positions: everything else they
    /// were given (weights, tensors, routers, the slab) stays as it is and where it is.
    class Recording {
    public:
        virtual ~Recording() = default;
    };
    /// Null, and nothing was done: this backend does not record.
    virtual std::unique_ptr<Recording> record(const std::function<void()>& operations) = 0;
    virtual void run(Recording& recording) = 0;

    /// x[t] = table[ids[t]] for the batch's ids, or the token drawn last
    virtual void embed(const Weight& table, const Batch& batch, Tensor& x) = 0;
    /// rows[i] = table[ids[i]]
    virtual void look_up(const Weight& table, std::span<const std::int32_t> ids, Tensor& rows) = 0;
    /// x[t] += update[t], unless it is null; y[t] = weight . x[t] / rms(x[t]); weight [1, n]. `y` may be `x`.
    virtual void residual_norm(Tensor& x, const Tensor* update, int tokens, const Tensor& weight, float eps,
                               Tensor& y) = 0;
    /// y[t - first] = w * x[t] for tokens [first, first + tokens), for every projection
    virtual void linear(std::initializer_list<Projection> projections, const Tensor& x, int first, int tokens) = 0;

    /// Rotates the last dr numbers of every head of q [T, H*(dn+dr)]. ckv [T, R+dr] as projected: normalises the
    /// latent, rotates k_pe, writes the batch's rows of the cache, and the latents' norms into column `layer` of the
    /// slab's.
    virtual void append_latent(const AttentionShape& shape, const RotaryTable& rotary, const Tensor& norm_weight,
                               const Tensor& ckv, const Batch& batch, int layer, LatentRows& cache, Tensor& q,
                               RoutingSlab& slab) = 0;
    /// out [T, H*dv] = attention of q [T, H*(dn+dr)], rotated, over cache rows [0, first_position + t].
    /// Absorbed: keys stay latent. Decompressed: keys and values are expanded first.
    virtual void attend_absorbed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                                 const Batch& batch, const LatentRows& cache, Tensor& out) = 0;
    virtual void attend_decompressed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                                     const Batch& batch, const LatentRows& cache, Tensor& out) = 0;

    /// Scores, chooses and weighs the experts of x [T, h]; writes rows [batch.row + t, moe_layer] of the slab, whose K
    /// is the router's. Enough experts are not muted: whoever made the router has seen to it.
    virtual void route(const Router& router, const Tensor& x, const Batch& batch, int moe_layer,
                       RoutingSlab& slab) = 0;
    /// Takes over the experts and weights that the host wrote into the slab's rows of the batch.
    virtual void take_choice(const Batch& batch, int moe_layer, const RoutingSlab& slab) = 0;
    /// y[t] = sum of weight * expert(x[t]) over the chosen experts + shared(x[t])
    virtual void experts(const ExpertSet& set, const Tensor& x, const Batch& batch, int moe_layer,
                         const RoutingSlab& slab, Tensor& y) = 0;
    /// y[t] = mlp(x[t]), the dense layers
    virtual void mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y) = 0;

    /// Whether draw() works here; otherwise tokens are drawn from logits copied to the host.
    virtual bool draws() const = 0;
    /// From now on draw() follows `rule`; see DrawRule for who owns what.
    virtual void start_drawing(const DrawRule& rule) = 0;
    /// Draws a token from logits[0]: the next batch without ids is this token's, behind the batch of now, and its trace
    /// goes to row first_row + i of the slab, i counting 0 to kTraceRows - 1 round and round. drawn[i], in host memory
    /// of this backend, receives how it was drawn.
    virtual void draw(const Tensor& logits, int first_row, Drawn* drawn) = 0;
};

std::unique_ptr<Backend> make_cpu_backend(int threads);

}  // namespace engine
