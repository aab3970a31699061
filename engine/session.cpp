// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/session.h"

#include "engine/error.h"
#include "engine/io/safetensors.h"
#include "engine/router_override.h"
#include "engine/source/local.h"

#include <algorithm>
#include <map>

namespace engine {
namespace {

template <class T>
TensorEntry entry(const std::string& name, DType dtype, std::vector<std::int64_t> shape, const std::vector<T>& data)
{
    return {name, {dtype, std::move(shape), std::as_bytes(std::span(data))}};
}

}  // namespace

Session::Session(std::shared_ptr<const Engine> engine)
    : engine_(std::move(engine)), state_(std::make_unique<State>(*engine_, *engine_->model_, *engine_->checkpoint_))
{
}

Session::~Session() = default;

int Session::cached_tokens() const { return state_->cache.length; }

ReplyFinished Session::generate(const Request& request, const EventSink& sink, std::stop_token stop)
{
    return Reply(*state_, request, sink, std::move(stop)).run();
}

Evaluation Session::evaluate(std::span<const TokenId> ids, int chunk, const RouterOverride& router,
                             std::stop_token stop)
{
    const Model& model = state_->model;
    const int total = int(ids.size());
    check_override(router, model.config());
    Reply::check_ids(ids, model.config().vocab_size);
    Reply::check_length(total, state_->cache.capacity + 1);
    state_->cache.length = 0;
    state_->tokens.clear();
    state_->router = router;

    Evaluation evaluation;
    evaluation.tokens = total;
    evaluation.router = router;
    std::vector<float> logits;
    const int step = chunk > 0 ? std::min(chunk, total) : total;
    ForwardState forward = model.make_state(step, step);
    for (int first = 0; first < total; first += step) {
        const int count = std::min(step, total - first);
        const auto batch = ids.subspan(std::size_t(first), std::size_t(count));
        if (!state_->forward_tokens(batch, forward, {.trace = true}, stop))
            throw Error({"CANCELLED", "the evaluation was cancelled", "", "", "", ""});
        for (int t = 0; t < count; ++t) {
            model.copy_to_host(forward.logits, t, logits);
            evaluation.logits.insert(evaluation.logits.end(), logits.begin(), logits.end());
            TokenEvent token;
            Reply::copy_trace(forward, t, count, token);
            evaluation.routing.push_back(std::move(token.routing));
            evaluation.latent_norm.insert(evaluation.latent_norm.end(), token.latent_norm.begin(),
                                          token.latent_norm.end());
        }
    }
    state_->cache.length = 0;
    return evaluation;
}

void save_evaluation(const Evaluation& e, const ModelCard& card, const std::filesystem::path& file)
{
    const std::int64_t tokens = e.tokens, moe = std::int64_t(card.moe_layers.size());
    const std::int64_t chosen = experts_per_token(e.router, card);
    std::map<std::string, std::string> metadata;
    if (e.router != RouterOverride()) metadata["router_override"] = override_to_json(e.router);
    std::vector<std::int32_t> experts;
    std::vector<float> weights, scores;
    for (const Routing& token : e.routing) {
        experts.insert(experts.end(), token.experts.begin(), token.experts.end());
        weights.insert(weights.end(), token.weights.begin(), token.weights.end());
        scores.insert(scores.end(), token.scores.begin(), token.scores.end());
    }
    const std::vector<std::int32_t> moe_layers(card.moe_layers.begin(), card.moe_layers.end());
    write_safetensors(
        file, {entry("logits", DType::F32, {tokens, card.vocab_size}, e.logits),
               entry("moe_layers", DType::I32, {moe}, moe_layers),
               entry("experts", DType::I32, {tokens, moe, chosen}, experts),
               entry("weights", DType::F32, {tokens, moe, chosen}, weights),
               entry("scores", DType::F32, {tokens, moe, card.n_routed_experts}, scores),
               entry("latent_norm", DType::F32, {tokens, card.num_hidden_layers}, e.latent_norm)},
        metadata);
}

}  // namespace engine
