// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/model.h"

#include "engine/error.h"
#include "engine/model/rotary.h"
#include "engine/router_override.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace engine {
namespace {

AttentionShape attention_shape(const Config& c)
{
    return {c.num_attention_heads, c.kv_lora_rank, c.qk_nope_head_dim, c.qk_rope_head_dim, c.v_head_dim,
            float(softmax_scale(c))};
}

/// Queries that must share an expansion of the cached keys before expanding pays (specification 2.3).
int absorb_break_even(const Config& c)
{
    const int saved = 2 * c.kv_lora_rank + c.qk_rope_head_dim - c.qk_head_dim() - c.v_head_dim;
    const int expansion = c.kv_lora_rank * (c.qk_nope_head_dim + c.v_head_dim);
    return saved > 0 ? expansion / saved : 1 << 30;
}

}  // namespace

/// Adds the time since the last stage to a stage of the batch; does nothing when not traced.
class Model::StageClock {
public:
    explicit StageClock(bool on) : on_(on) { if (on_) last_ = Clock::now(); }

    void add_to(float& stage_ms)
    {
        if (!on_) return;
        const auto now = Clock::now();
        stage_ms += std::chrono::duration<float, std::milli>(now - last_).count();
        last_ = now;
    }

private:
    using Clock = std::chrono::steady_clock;
    bool on_;
    Clock::time_point last_;
};

Model::Model(Config config, Weights weights, Backend& backend, int max_positions)
    : config_(std::move(config)), weights_(std::move(weights)), backend_(backend), shape_(attention_shape(config_)),
      rotary_(make_rotary_table(config_, max_positions, backend)),
      moe_index_(std::size_t(config_.num_hidden_layers), -1), absorb_up_to_(absorb_break_even(config_))
{
    for (int m = 0; m < int(config_.moe_layers.size()); ++m)
        moe_index_[std::size_t(config_.moe_layers[std::size_t(m)])] = m;
}

LatentCache Model::make_cache(int capacity) const
{
    LatentCache cache{{}, capacity, 0};
    for (int l = 0; l < config_.num_hidden_layers; ++l)
        cache.layers.push_back(backend_.allocate(capacity, shape_.latent_dim()));
    return cache;
}

ForwardState Model::make_state(int max_tokens, int logit_rows) const
{
    const Config& c = config_;
    ForwardState state;
    state.max_tokens = max_tokens;
    for (Tensor* hidden : {&state.x, &state.normed, &state.update})
        *hidden = backend_.allocate(max_tokens, c.hidden_size);
    state.q_latent = backend_.allocate(max_tokens, c.q_lora_rank);
    state.q = backend_.allocate(max_tokens, c.num_attention_heads * c.qk_head_dim());
    state.ckv = backend_.allocate(max_tokens, shape_.latent_dim());
    state.attended = backend_.allocate(max_tokens, c.num_attention_heads * c.v_head_dim);
    state.logits = backend_.allocate(logit_rows, c.vocab_size);
    state.routing.layers = int(c.moe_layers.size());
    state.routing.top_k = c.num_experts_per_tok;
    state.routing.n_experts = c.n_routed_experts;
    state.routing.resize(max_tokens);
    state.latent_norm.resize(std::size_t(max_tokens) * std::size_t(c.num_hidden_layers));
    return state;
}

bool Model::forward(std::span<const TokenId> ids, LatentCache& cache, ForwardState& state, bool traced,
                    std::stop_token stop, const RouterOverride& experiment, const LayerProbe* probe) const
{
    const int tokens = int(ids.size());
    check(tokens > 0 && tokens <= state.max_tokens, "a batch fits the activations it was given");
    check(cache.length + tokens <= cache.capacity, "a batch fits the latent cache");
    state.routing.top_k = experts_per_token(experiment, config_);
    state.routing.resize(state.max_tokens);
    state.times = {};
    StageClock clock(traced);

    backend_.embed(weights_.embed_tokens, ids, state.x);
    for (int l = 0; l < config_.num_hidden_layers; ++l) {
        if (stop.stop_requested()) return false;
        const LayerWeights& layer = weights_.layers[std::size_t(l)];
        backend_.rms_norm(state.x, tokens, layer.input_layernorm, config_.rms_norm_eps, state.normed);
        attention(l, tokens, cache, state);
        backend_.add(state.x, state.update, tokens);
        clock.add_to(state.times.attention);
        backend_.rms_norm(state.x, tokens, layer.post_attention_layernorm, config_.rms_norm_eps, state.normed);
        experts(l, tokens, experiment, probe && probe->layer == l ? probe : nullptr, state, clock);
        backend_.add(state.x, state.update, tokens);
        clock.add_to(state.times.experts);
    }
    cache.length += tokens;

    const int rows = std::min(tokens, state.logits.rows());
    backend_.rms_norm(state.x, tokens, weights_.norm, config_.rms_norm_eps, state.normed);
    backend_.linear(weights_.lm_head, state.normed, tokens - rows, rows, state.logits);
    clock.add_to(state.times.head);
    return true;
}

void Model::attention(int layer, int tokens, LatentCache& cache, ForwardState& s) const
{
    constexpr float kEps = 1e-6f;  // q_a_layernorm ignores rms_norm_eps (specification, trap 9)
    const LayerWeights& w = weights_.layers[std::size_t(layer)];
    const LatentRows rows{&cache.layers[std::size_t(layer)]};
    const int first = cache.length;

    if (config_.q_lora_rank > 0) {
        backend_.linear(w.q_a_proj, s.normed, 0, tokens, s.q_latent);
        backend_.rms_norm(s.q_latent, tokens, w.q_a_layernorm, kEps, s.q_latent);
        backend_.linear(w.q_b_proj, s.q_latent, 0, tokens, s.q);
    } else {
        backend_.linear(w.q_proj, s.normed, 0, tokens, s.q);
    }
    backend_.rope(shape_, rotary_, first, tokens, s.q);

    backend_.linear(w.kv_a_proj_with_mqa, s.normed, 0, tokens, s.ckv);
    backend_.append_latent(shape_, rotary_, w.kv_a_layernorm, s.ckv, first, tokens, rows,
                           s.latent_norm.data() + layer, config_.num_hidden_layers);

    if (tokens <= absorb_up_to_)
        backend_.attend_absorbed(shape_, w.kv_b_proj, s.q, first, tokens, rows, s.attended);
    else
        backend_.attend_decompressed(shape_, w.kv_b_proj, s.q, first, tokens, rows, s.attended);
    backend_.linear(w.o_proj, s.attended, 0, tokens, s.update);
}

void Model::experts(int layer, int tokens, const RouterOverride& experiment, const LayerProbe* probe, ForwardState& s,
                    StageClock& clock) const
{
    const LayerWeights& w = weights_.layers[std::size_t(layer)];
    const int m = moe_index_[std::size_t(layer)];
    if (m < 0) {
        backend_.mlp(w.mlp, s.normed, tokens, s.update);
        return;
    }
    backend_.route(router(layer, experiment), s.normed, tokens, m, s.routing);
    clock.add_to(s.times.router);
    if (probe && probe->routed) probe->routed(s);
    const bool with_shared = experiment.shared_experts && (!probe || probe->shared_experts);
    const Mlp shared = with_shared ? w.shared_experts : Mlp();
    backend_.experts({w.experts, shared}, s.normed, tokens, m, s.routing, s.update);
}

void Model::one_expert(int layer, int expert, float weight, ForwardState& s) const
{
    const LayerWeights& w = weights_.layers[std::size_t(layer)];
    if (expert < 0) {
        backend_.mlp(w.shared_experts, s.normed, 1, s.update);
        return;
    }
    const RoutingSlab alone{1, 1, int(w.experts.size()), {std::uint16_t(expert)}, {weight}, {}};
    backend_.experts({w.experts, Mlp()}, s.normed, 1, 0, alone, s.update);
}

Tensor Model::router_rows(int layer) const
{
    const Weight& gate = weights_.layers[std::size_t(layer)].gate;
    std::vector<std::int32_t> experts(std::size_t(gate.rows));
    std::iota(experts.begin(), experts.end(), 0);
    Tensor rows = backend_.allocate(gate.rows, gate.cols);
    backend_.embed(gate, experts, rows);
    return rows;
}

void Model::copy_to_host(const Tensor& tensor, int row, std::vector<float>& out) const
{
    out.resize(std::size_t(tensor.cols()));
    backend_.copy_to_host(tensor, row, 1, out.data());
}

}  // namespace engine
