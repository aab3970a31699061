// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/tensor.h"

#include <cstdint>
#include <memory>
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

/// One layer's latent cache: row p = [ normalised latent c (R) | rotated k_pe (dr) ] of position p.
struct LatentRows {
    Tensor* rows = nullptr;  // [capacity, R+dr], not owned
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

/// The router's answers for a batch of T tokens over all M MoE layers; written by route() where it computes
/// them, read by experts() and by the trace. Host memory.
struct RoutingSlab {
    int layers = 0, top_k = 0, n_experts = 0;  // M, K, E
    std::vector<std::uint16_t> experts;        // [T, M, K]
    std::vector<float> weights;                // [T, M, K]
    std::vector<float> scores;                 // [T, M, E]

    void resize(int tokens);
    std::size_t chosen(int token, int layer) const { return (std::size_t(token) * layers + layer) * top_k; }
    std::size_t scored(int token, int layer) const { return (std::size_t(token) * layers + layer) * n_experts; }
};

/// The experts of one MoE layer: routed ones [E] and the shared one (empty weights when there is none, or it
/// is left out).
struct ExpertSet {
    std::span<const Mlp> routed;
    Mlp shared;
};

/// How a model is computed: coarse operations on a batch of T token rows. Calls come from one thread and finish
/// in order. The CPU implementation is the reference for every other one.
class Backend {
public:
    virtual ~Backend() = default;

    virtual std::string describe() const = 0;  // e.g. "AVX-512, 2 threads"
    virtual Tensor allocate(int rows, int cols) = 0;  // zeroed; throws MEMORY
    /// Makes weights on disk usable: returns them as they are, or a copy the backend owns (misaligned bytes,
    /// other memory). Stopped on the way: a copy that is not whole.
    virtual Weight adopt(const Weight& on_disk, const std::stop_token& stop) = 0;
    virtual void copy_to_host(const Tensor& tensor, int first_row, int rows, float* out) = 0;

    /// x[t] = table[ids[t]]
    virtual void embed(const Weight& table, std::span<const std::int32_t> ids, Tensor& x) = 0;
    /// y[t] = weight . x[t] / rms(x[t]); weight [1, n]. `x` may be `y`.
    virtual void rms_norm(const Tensor& x, int tokens, const Tensor& weight, float eps, Tensor& y) = 0;
    /// y[t - first] = w * x[t] for tokens [first, first + tokens)
    virtual void linear(const Weight& w, const Tensor& x, int first, int tokens, Tensor& y) = 0;
    /// x += y
    virtual void add(Tensor& x, const Tensor& y, int tokens) = 0;

    /// Rotates the last dr numbers of every head of q [T, H*(dn+dr)] for positions first_position + t.
    virtual void rope(const AttentionShape& shape, const RotaryTable& rotary, int first_position, int tokens,
                      Tensor& q) = 0;
    /// ckv [T, R+dr] as projected: normalises the latent, rotates k_pe and writes cache rows first_position + t.
    /// `norms` receives the L2 norm of each token's latent, stride `norm_stride`; may be null.
    virtual void append_latent(const AttentionShape& shape, const RotaryTable& rotary, const Tensor& norm_weight,
                               const Tensor& ckv, int first_position, int tokens, LatentRows cache, float* norms,
                               int norm_stride) = 0;
    /// out [T, H*dv] = attention of q [T, H*(dn+dr)] over cache rows [0, first_position + t].
    /// Absorbed: keys stay latent. Decompressed: keys and values are expanded first.
    virtual void attend_absorbed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                                 int first_position, int tokens, LatentRows cache, Tensor& out) = 0;
    virtual void attend_decompressed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                                     int first_position, int tokens, LatentRows cache, Tensor& out) = 0;

    /// Scores, chooses and weighs the experts of x [T, h]; writes row [t, moe_layer] of the slab, whose K is the
    /// router's. Enough experts are not muted: whoever made the router has seen to it.
    virtual void route(const Router& router, const Tensor& x, int tokens, int moe_layer, RoutingSlab& slab) = 0;
    /// y[t] = sum of weight * expert(x[t]) over the chosen experts + shared(x[t])
    virtual void experts(const ExpertSet& set, const Tensor& x, int tokens, int moe_layer, const RoutingSlab& slab,
                         Tensor& y) = 0;
    /// y[t] = mlp(x[t]), the dense layers
    virtual void mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y) = 0;
};

std::unique_ptr<Backend> make_cpu_backend(int threads);

}  // namespace engine
