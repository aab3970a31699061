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
    std::vector<Tensor> layers;  // [L] of [capacity, R+dr]
    int capacity = 0;
    int length = 0;
};

/// Activations of a batch of at most max_tokens tokens, allocated once. After forward(): logits of the batch's
/// last `logit_rows` tokens, and per token what the trace records.
struct ForwardState {
    int max_tokens = 0;
    Tensor x, normed, update;       // [T, h]
    Tensor q_latent;                // [T, Rq]
    Tensor q;                       // [T, H*dq]
    Tensor ckv;                     // [T, R+dr]
    Tensor attended;                // [T, H*dv]
    Tensor logits;                  // [logit_rows, V]
    RoutingSlab routing;            // [T, M, ...]
    std::vector<float> latent_norm; // [T, L]
    StageTimes times;               // of the whole batch, milliseconds
};

/// A look between the router and the experts of one MoE layer, while a batch passes it.
struct LayerProbe {
    int layer = -1;                             ///< of the model
    std::function<void(ForwardState&)> routed;  ///< the choice is made: weights in its routing may be changed
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
    /// between two layers: then the cache is as before. `traced`: measure stage times. `experiment`: one that
    /// check_override let pass; the routing in `state` takes its K. `probe`: may be null.
    bool forward(std::span<const TokenId> ids, LatentCache& cache, ForwardState& state, bool traced,
                 std::stop_token stop, const RouterOverride& experiment = {}, const LayerProbe* probe = nullptr) const;

    /// For LayerProbe::routed: state.update[0] = weight * what the expert (-1: the shared ones) answers to the first
    /// token of the batch.
    void one_expert(int layer, int expert, float weight, ForwardState& state) const;
    /// rows [E, h] = the weights of a layer's router as numbers.
    Tensor router_rows(int layer) const;
    void copy_to_host(const Tensor& tensor, int row, std::vector<float>& out) const;

private:
    class StageClock;
    void attention(int layer, int tokens, LatentCache& cache, ForwardState& state) const;
    void experts(int layer, int tokens, const RouterOverride& experiment, const LayerProbe* probe,
                 ForwardState& state, StageClock& clock) const;
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
