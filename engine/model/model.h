// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/weights.h"
#include "engine/trace.h"

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

/// The architecture: constant weights and one forward pass for every backend. Const once made; the cache and the
/// activations of a session are passed in.
class Model {
public:
    Model(Config config, Weights weights, Backend& backend, int max_positions);

    const Config& config() const { return config_; }
    const Weights& weights() const { return weights_; }

    LatentCache make_cache(int capacity) const;
    ForwardState make_state(int max_tokens, int logit_rows) const;

    /// Forwards `ids` at positions [cache.length, cache.length + T) and extends the cache. False when stopped
    /// between two layers: then the cache is as before. `traced`: measure stage times. `experiment`: one that
    /// check_override let pass; the routing in `state` takes its K.
    bool forward(std::span<const TokenId> ids, LatentCache& cache, ForwardState& state, bool traced,
                 std::stop_token stop, const RouterOverride& experiment = {}) const;

private:
    class StageClock;
    void attention(int layer, int tokens, LatentCache& cache, ForwardState& state) const;
    void experts(int layer, int tokens, const RouterOverride& experiment, ForwardState& state,
                 StageClock& clock) const;
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
