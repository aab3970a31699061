// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/model.h"

#include "engine/error.h"
#include "engine/model/rotary.h"
#include "engine/router_override.h"

#include <algorithm>
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
        cache.layers.push_back(backend_.allocate_latents(shape_, capacity));
    return cache;
}

ForwardState Model::make_state(int max_tokens, int logit_rows) const
{
    const Config& c = config_;
    ForwardState state(backend_.host_memory());
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
    state.routing.model_layers = c.num_hidden_layers;
    state.routing.reserve(max_tokens + kTraceRows, c.n_routed_experts);
    state.routing.resize(max_tokens + kTraceRows);
    return state;
}

/// The slab takes the shape of what the pass will write.
void Model::prepare(ForwardState& state, Capture capture, const RouterOverride& experiment) const
{
    state.routing.captured = capture.trace;
    state.routing.top_k = experts_per_token(experiment, config_);
    state.routing.resize(state.max_tokens + kTraceRows);
    state.times = {};
}

bool Model::forward(std::span<const TokenId> ids, LatentCache& cache, ForwardState& state, Capture capture,
                    std::stop_token stop, const RouterOverride& experiment, const LayerProbe* probe) const
{
    const int tokens = int(ids.size());
    check(tokens > 0 && tokens <= state.max_tokens, "a batch fits the activations it was given");
    check(cache.length + tokens <= cache.capacity, "a batch fits the latent cache");
    prepare(state, {capture.trace || probe, capture.times}, experiment);

    const Batch batch{ids, cache.length, tokens};
    const Pass pass{batch, cache, state, experiment, probe};
    backend_.begin(batch);
    if (capture.times) backend_.start_clock();
    const bool whole = layers(pass, stop);
    if (whole) head(pass);
    wait(backend_.submit(), state);
    if (whole) cache.length += tokens;
    return whole;
}

std::uint64_t Model::start_drawing(const DrawRule& rule, ForwardState& state) const
{
    backend_.start_drawing(rule);
    backend_.draw(state.logits, state.max_tokens, state.drawn.data());
    return backend_.submit();
}

std::uint64_t Model::forward_drawn(int nth, int position, LatentCache& cache, ForwardState& state, Capture capture,
                                   const RouterOverride& experiment) const
{
    check(position < cache.capacity, "a token fits the latent cache");
    ForwardState::Recorded& recorded = capture.times ? state.timed : state.plain;
    const Batch batch{{}, position, 1, trace_row(state, nth)};
    const auto operations = [&] {
        if (capture.times) backend_.start_clock();
        const Pass pass{batch, cache, state, experiment, nullptr};
        layers(pass, {});
        head(pass);
        backend_.draw(state.logits, state.max_tokens, state.drawn.data());
        backend_.lap(Stage::Sampling);
    };
    if (!recorded.pass || recorded.under != experiment || recorded.traced != capture.trace) {
        prepare(state, capture, experiment);
        recorded = {};
        recorded = {backend_.record(operations), experiment, capture.trace};
    }
    backend_.begin(batch);
    if (recorded.pass)
        backend_.run(*recorded.pass);
    else
        operations();
    return backend_.submit();
}

void Model::wait(std::uint64_t ticket, ForwardState& state) const
{
    const StageLaps laps = backend_.wait(ticket);
    const auto of = [&](Stage stage) { return laps[std::size_t(stage)]; };
    state.times = {of(Stage::Attention), of(Stage::Router), of(Stage::Experts), of(Stage::Head), of(Stage::Sampling)};
}

/// All layers; what the last one adds to x is still in `update`. False when stopped between two.
bool Model::layers(const Pass& pass, const std::stop_token& stop) const
{
    ForwardState& s = pass.state;
    const int tokens = pass.batch.tokens;
    backend_.embed(weights_.embed_tokens, pass.batch, s.x);
    for (int l = 0; l < config_.num_hidden_layers; ++l) {
        if (stop.stop_requested()) return false;
        const LayerWeights& layer = weights_.layers[std::size_t(l)];
        const float eps = config_.rms_norm_eps;
        backend_.residual_norm(s.x, l > 0 ? &s.update : nullptr, tokens, layer.input_layernorm, eps, s.normed);
        attention(l, pass);
        backend_.lap(Stage::Attention);
        backend_.residual_norm(s.x, &s.update, tokens, layer.post_attention_layernorm, eps, s.normed);
        experts(l, pass);
        backend_.lap(Stage::Experts);
    }
    return true;
}

void Model::attention(int layer, const Pass& pass) const
{
    constexpr float kEps = 1e-6f;  // q_a_layernorm ignores rms_norm_eps (specification, trap 9)
    const LayerWeights& w = weights_.layers[std::size_t(layer)];
    ForwardState& s = pass.state;
    LatentRows& rows = pass.cache.layers[std::size_t(layer)];
    const int tokens = pass.batch.tokens;

    if (config_.q_lora_rank > 0) {
        backend_.linear({{w.q_a_proj, s.q_latent}, {w.kv_a_proj_with_mqa, s.ckv}}, s.normed, 0, tokens);
        backend_.residual_norm(s.q_latent, nullptr, tokens, w.q_a_layernorm, kEps, s.q_latent);
        backend_.linear({{w.q_b_proj, s.q}}, s.q_latent, 0, tokens);
    } else {
        backend_.linear({{w.q_proj, s.q}, {w.kv_a_proj_with_mqa, s.ckv}}, s.normed, 0, tokens);
    }
    backend_.append_latent(shape_, rotary_, w.kv_a_layernorm, s.ckv, pass.batch, layer, rows, s.q, s.routing);

    if (tokens <= absorb_up_to_)
        backend_.attend_absorbed(shape_, w.kv_b_proj, s.q, pass.batch, rows, s.attended);
    else
        backend_.attend_decompressed(shape_, w.kv_b_proj, s.q, pass.batch, rows, s.attended);
    backend_.linear({{w.o_proj, s.update}}, s.attended, 0, tokens);
}

void Model::experts(int layer, const Pass& pass) const
{
    const LayerWeights& w = weights_.layers[std::size_t(layer)];
    ForwardState& s = pass.state;
    const LayerProbe* probe = pass.probe && pass.probe->layer == layer ? pass.probe : nullptr;
    const int m = moe_index(layer);
    if (m < 0) {
        backend_.mlp(w.mlp, s.normed, pass.batch.tokens, s.update);
        return;
    }
    backend_.route(router(layer, pass.experiment), s.normed, pass.batch, m, s.routing);
    backend_.lap(Stage::Router);
    if (probe && probe->routed) {
        backend_.wait(backend_.submit());
        probe->routed(s);
        backend_.take_choice(pass.batch, m, s.routing);
    }
    const bool with_shared = pass.experiment.shared_experts && (!probe || probe->shared_experts);
    const Mlp shared = with_shared ? w.shared_experts : Mlp();
    backend_.experts({w.experts, shared}, s.normed, pass.batch, m, s.routing, s.update);
}

void Model::head(const Pass& pass) const
{
    ForwardState& s = pass.state;
    const int tokens = pass.batch.tokens, rows = std::min(tokens, s.logits.rows());
    backend_.residual_norm(s.x, &s.update, tokens, weights_.norm, config_.rms_norm_eps, s.normed);
    backend_.linear({{weights_.lm_head, s.logits}}, s.normed, tokens - rows, rows);
    backend_.lap(Stage::Head);
}

void Model::one_expert(int layer, int expert, ForwardState& s) const
{
    const LayerWeights& w = weights_.layers[std::size_t(layer)];
    backend_.mlp(expert < 0 ? w.shared_experts : w.experts[std::size_t(expert)], s.normed, 1, s.update);
}

Tensor Model::router_rows(int layer) const
{
    const Weight& gate = weights_.layers[std::size_t(layer)].gate;
    std::vector<std::int32_t> experts(std::size_t(gate.rows));
    std::iota(experts.begin(), experts.end(), 0);
    Tensor rows = backend_.allocate(gate.rows, gate.cols);
    backend_.look_up(gate, experts, rows);
    return rows;
}

void Model::copy_to_host(const Tensor& tensor, int row, std::vector<float>& out) const
{
    out.resize(std::size_t(tensor.cols()));
    backend_.copy_to_host(tensor, row, 1, out.data());
}

}  // namespace engine
