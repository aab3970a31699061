// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/weights.h"
#include "engine/trace.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// What multi-head latent attention keeps of the past: per layer and position the normalised latent and the
/// rotated shared key. Positions [0, length) are valid.
struct LatentCache {
    std::vector<LatentRows> layers;  // [L]
    int capacity = 0;
    int length = 0;
};

/// What a pass writes down besides its result.
struct Capture {
    bool trace = false;  ///< routing and latent norms, in ForwardState::routing
    bool times = false;  ///< of its stages
};

/// Activations of a batch of at most max_tokens tokens, allocated once. After forward(): logits of the batch's
/// last `logit_rows` tokens, and per token what the trace records. Behind the rows of a batch, from max_tokens on, the
/// slab has kTraceRows rows for the tokens of forward_drawn().
struct ForwardState {
    /// `memory`: of what the host reads. It stays with the state: vectors take no memory from each other when assigned.
    explicit ForwardState(std::pmr::memory_resource* memory) : routing(memory), drawn(kTraceRows, memory) {}

    int max_tokens = 0;
    Tensor x, normed, update;       // [T, h]
    Tensor q_latent;                // [T, Rq]
    Tensor q;                       // [T, H*dq]
    Tensor ckv;                     // [T, R+dr]
    Tensor attended;                // [T, H*dv]
    Tensor logits;                  // [logit_rows, V]
    RoutingSlab routing;            // [T + kTraceRows, M, ...]
    StageTimes times;               // of the whole batch, milliseconds; zeros: not measured
    std::pmr::vector<Drawn> drawn;  // [kTraceRows] of forward_drawn()

    struct Recorded {
        std::unique_ptr<Backend::Recording> pass;
        RouterOverride under;
        bool traced = false;
    };
    Recorded plain, timed;  // of forward_drawn(): what it was recorded as
};

/// A look between the router and the experts of one MoE layer, while a batch passes it.
struct LayerProbe {
    int layer = -1;                             ///< of the model
    std::function<void(ForwardState&)> routed;  ///< the choice is made and captured: its weights may be changed
    bool shared_experts = true;                 ///< false: what they answer is left out in this layer
};

/// The architecture: constant weights and one forward pass for every backend. Const once made; the cache and the
/// activations of a session are passed in.
class Model {
public:
    Model(Config config, Weights weights, Backend& backend, int max_positions);

    const Config& config() const { return config_; }
    const Weights& weights() const { return weights_; }
    /// Row of a layer in the routing slab, -1 for dense layers.
    int moe_index(int layer) const { return moe_index_[std::size_t(layer)]; }

    LatentCache make_cache(int capacity) const;
    ForwardState make_state(int max_tokens, int logit_rows) const;

    /// Forwards `ids` at positions [cache.length, cache.length + T) and extends the cache. False when stopped
    /// between two layers: then the cache is as before. `experiment`: one that check_override let pass; the routing in
    /// `state` takes its K. `probe`: may be null.
    bool forward(std::span<const TokenId> ids, LatentCache& cache, ForwardState& state, Capture capture,
                 std::stop_token stop, const RouterOverride& experiment = {}, const LayerProbe* probe = nullptr) const;

    /// Whether the backend draws tokens itself, so that passes follow each other without the host.
    bool draws() const { return backend_.draws(); }
    /// Draws the first token of a reply from the logits of the last forward().
    std::uint64_t start_drawing(const DrawRule& rule, ForwardState& state) const;
    /// Begins the pass of the token drawn last, which draws the next one; neither is waited for, and the cache's length
    /// stays. `nth` token of the reply: its trace goes to row trace_row(state, nth), how it was drawn to
    /// state.drawn[nth % kTraceRows]. Nothing else may be forwarded until the last ticket was waited for.
    std::uint64_t forward_drawn(int nth, int position, LatentCache& cache, ForwardState& state, Capture capture,
                                const RouterOverride& experiment) const;
    /// Until everything before the ticket is done; state.times become those of its pass.
    void wait(std::uint64_t ticket, ForwardState& state) const;
    static int trace_row(const ForwardState& state, int nth) { return state.max_tokens + nth % kTraceRows; }

    /// For LayerProbe::routed: state.update[0] = what the expert (-1: the shared ones) answers to the batch's first
    /// token.
    void one_expert(int layer, int expert, ForwardState& state) const;
    /// rows [E, h] = the weights of a layer's router as numbers.
    Tensor router_rows(int layer) const;
    void copy_to_host(const Tensor& tensor, int row, std::vector<float>& out) const;

private:
    /// What one pass is about.
    struct Pass {
        const Batch& batch;
        LatentCache& cache;
        ForwardState& state;
        const RouterOverride& experiment;
        const LayerProbe* probe;
    };
    void prepare(ForwardState& state, Capture capture, const RouterOverride& experiment) const;
    bool layers(const Pass& pass, const std::stop_token& stop) const;
    void attention(int layer, const Pass& pass) const;
    void experts(int layer, const Pass& pass) const;
    void head(const Pass& pass) const;
    Router router(int layer, const RouterOverride& experiment) const;

    Config config_;
    Weights weights_;
    Backend& backend_;
    AttentionShape shape_;
    RotaryTable rotary_;
    std::vector<int> moe_index_;  // [L] row of the layer in the routing slab, -1 for dense layers
    int absorb_up_to_;            // tokens of a batch that attend in the absorbed form
};

}  // namespace engine
