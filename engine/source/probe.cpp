// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// Questions about what was computed, answered by computing parts of it again.
#include "engine/bandwidth.h"
#include "engine/error.h"
#include "engine/router_override.h"
#include "engine/source/local.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace engine {
namespace {

constexpr int kNeighbours = 8;
constexpr int kLogitRows = 64;  // of a whole vocabulary, kept at once

[[noreturn]] void cancelled()
{
    throw Error({"CANCELLED", "the question was withdrawn", "", "", "", ""});
}

void check_layer(int layer, const Config& model)
{
    if (model.is_moe(layer)) return;
    throw Error({"PROBE-RANGE", "the layer has no router", "", fmt::format("layer {}", layer),
                 "a layer with a router", "Nothing was computed."});
}

double dot(std::span<const float> a, std::span<const float> b)
{
    const auto times = [](float x, float y) { return double(x) * double(y); };
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0, std::plus<>(), times);
}

float norm(std::span<const float> values)
{
    return float(std::sqrt(dot(values, values)));
}

/// Of the softmax: log p(id) = logits[id] - log_sum. Throws LOGITS-NONFINITE.
double log_sum(std::span<const float> logits)
{
    const double max = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float x : logits) sum += std::exp(double(x) - max);
    const double log = max + std::log(sum);
    if (!std::isfinite(log))
        throw Error({"LOGITS-NONFINITE", "the model computed something that is not a number", "the logits", "",
                     "finite numbers", "The question is not answered; the weights may be damaged."});
    return log;
}

/// One position under both overrides, appended.
void compare(std::span<const float> original, std::span<const float> changed, TokenId token, Divergence& found)
{
    const double sum_original = log_sum(original), sum_changed = log_sum(changed);
    double kl = 0;
    for (std::size_t id = 0; id < original.size(); ++id) {
        const double log_p = double(original[id]) - sum_original, log_q = double(changed[id]) - sum_changed;
        kl += std::exp(log_p) * (log_p - log_q);
    }
    const auto at = std::size_t(token);
    found.kl.push_back(float(std::max(0.0, kl)));  // rounding alone makes it negative
    found.before.push_back(float(std::exp(double(original[at]) - sum_original)));
    found.after.push_back(float(std::exp(double(changed[at]) - sum_changed)));
    found.best.push_back(TokenId(std::max_element(changed.begin(), changed.end()) - changed.begin()));
}

}  // namespace

/// One probe() call.
class Session::Answer {
public:
    Answer(State& session, std::stop_token stop)
        : session_(session), model_(session.model), config_(session.model.config()), stop_(std::move(stop))
    {
    }

    Event operator()(const EffectsProbe& question);
    Event operator()(const NeighboursProbe& question);
    Event operator()(const DivergenceProbe& question);
    Event operator()(const BandwidthProbe& question);

private:
    void check_context(std::span<const TokenId> ids, const RouterOverride& router) const;
    void fill_cache(std::span<const TokenId> ids, int first);
    float forward_last(TokenId id, const LayerProbe& probe, TokenId target);
    void describe_experts(int layer, const RouterOverride& router, ForwardState& state, ExpertEffects& found) const;

    State& session_;
    const Model& model_;
    const Config& config_;
    std::stop_token stop_;
};

void Session::Answer::check_context(std::span<const TokenId> ids, const RouterOverride& router) const
{
    check_override(router, config_);
    Reply::check_ids(ids, config_.vocab_size);
    Reply::check_length(int(ids.size()), session_.cache.capacity + 1);
}

/// Forwards ids[first, ...) through the session's cache.
void Session::Answer::fill_cache(std::span<const TokenId> ids, int first)
{
    while (first < int(ids.size())) {
        const auto chunk =
            ids.subspan(std::size_t(first), std::min(std::size_t(session_.chunk(session_.router)),
                                                     ids.size() - std::size_t(first)));
        if (!session_.forward_tokens(chunk, session_.forward, {}, stop_)) cancelled();
        session_.tokens.insert(session_.tokens.end(), chunk.begin(), chunk.end());
        first += int(chunk.size());
    }
}

/// The target's logit behind a token that the cache then forgets again.
float Session::Answer::forward_last(TokenId id, const LayerProbe& probe, TokenId target)
{
    if (!session_.forward_tokens({&id, 1}, session_.forward, {}, stop_, &probe)) cancelled();
    --session_.cache.length;
    std::vector<float> logits;
    model_.copy_to_host(session_.forward.logits, 0, logits);
    log_sum(logits);  // finite
    return logits[std::size_t(target)];
}

/// While the token stands between router and experts of `layer`: what they will add to it.
void Session::Answer::describe_experts(int layer, const RouterOverride& router, ForwardState& state,
                                       ExpertEffects& found) const
{
    std::vector<float> row;
    model_.copy_to_host(state.x, 0, row);
    found.stream_norm = norm(row);
    const auto add = [&](int expert, float weight) {
        model_.one_expert(layer, expert, state);
        model_.copy_to_host(state.update, 0, row);
        found.experts.push_back({expert, weight, weight * norm(row), 0});
    };
    const std::size_t first = state.routing.chosen(0, model_.moe_index(layer));
    for (std::size_t k = first; k < first + std::size_t(state.routing.top_k); ++k)
        add(state.routing.experts[k], state.routing.weights[k]);
    if (config_.n_shared_experts > 0 && router.shared_experts) add(-1, 1);
}

Event Session::Answer::operator()(const EffectsProbe& question)
{
    check_layer(question.layer, config_);
    check_context(question.ids, question.router);
    Reply::check_ids({&question.target, 1}, config_.vocab_size);
    const int reused = session_.reusable(question.ids, question.router);
    session_.go_on(reused, question.router, question.reply);
    fill_cache(std::span(question.ids).first(question.ids.size() - 1), reused);

    ExpertEffects found;
    found.reply = question.reply;
    found.position = int(question.ids.size()) - 1;
    found.layer = question.layer;
    found.target = question.target;
    const TokenId last = question.ids.back();
    const auto describe = [&](ForwardState& state) {
        describe_experts(question.layer, question.router, state, found);
    };
    found.target_logit = forward_last(last, {question.layer, describe}, question.target);
    const int m = model_.moe_index(question.layer);
    for (std::size_t k = 0; k < found.experts.size(); ++k) {
        ExpertEffects::One& one = found.experts[k];
        LayerProbe without{question.layer, {}, one.expert >= 0};
        if (one.expert >= 0)
            without.routed = [m, k](ForwardState& state) { state.routing.weights[state.routing.chosen(0, m) + k] = 0; };
        one.logit = found.target_logit - forward_last(last, without, question.target);
    }
    return found;
}

Event Session::Answer::operator()(const NeighboursProbe& question)
{
    check_layer(question.layer, config_);
    const Tensor gate = model_.router_rows(question.layer);
    const int experts = gate.rows();
    std::vector<std::vector<float>> rows(static_cast<std::size_t>(experts));
    std::vector<double> length;
    for (int e = 0; e < experts; ++e) {
        model_.copy_to_host(gate, e, rows[std::size_t(e)]);
        length.push_back(std::sqrt(dot(rows[std::size_t(e)], rows[std::size_t(e)])));
    }
    RouterNeighbours found{session_.engine.card().hash, question.layer, experts, std::min(kNeighbours, experts - 1),
                           {}, {}};
    std::vector<double> cosine(std::size_t(experts), 0.0);
    std::vector<std::uint16_t> order;
    for (int e = 0; e < experts; ++e) {
        if (stop_.stop_requested()) cancelled();
        order.clear();
        for (int other = 0; other < experts; ++other) {
            if (other == e) continue;
            const auto a = std::size_t(e), b = std::size_t(other);
            cosine[b] = length[a] * length[b] > 0 ? dot(rows[a], rows[b]) / (length[a] * length[b]) : 0;
            order.push_back(std::uint16_t(other));
        }
        const auto nearer = [&](std::uint16_t a, std::uint16_t b) {
            return cosine[a] != cosine[b] ? cosine[a] > cosine[b] : a < b;
        };
        std::partial_sort(order.begin(), order.begin() + found.width, order.end(), nearer);
        for (int n = 0; n < found.width; ++n) {
            found.nearest.push_back(order[std::size_t(n)]);
            found.cosine.push_back(float(cosine[order[std::size_t(n)]]));
        }
    }
    session_.files.check_unchanged();
    return found;
}

/// Both read the same tokens in the same steps; the one under `changed` has a latent cache of its own.
Event Session::Answer::operator()(const DivergenceProbe& question)
{
    check_context(question.ids, question.original);
    check_override(question.changed, config_);
    const int read = int(question.ids.size()) - 1, first = question.first - 1;  // positions [first, read) are compared
    if (first < 0 || first >= read)
        throw Error({"PROBE-RANGE", "the reply does not begin there", "", std::to_string(question.first),
                     fmt::format("1 to {}", read), "Nothing was computed."});
    const auto ids = std::span(question.ids);
    LatentCache other = model_.make_cache(read);
    const auto read_changed = [&](std::span<const TokenId> chunk, ForwardState& state) {
        if (!model_.forward(chunk, other, state, {}, stop_, question.changed)) cancelled();
        session_.files.check_unchanged();
    };
    const auto step_of = [](std::size_t rest, int most) { return std::min(rest, std::size_t(most)); };
    for (std::size_t at = 0, step = 0; at < std::size_t(first); at += step) {
        step = step_of(std::size_t(first) - at, session_.chunk(question.changed));
        read_changed(ids.subspan(at, step), session_.forward);
    }
    const int reused = std::min(first, session_.reusable(ids, question.original));
    session_.go_on(reused, question.original, question.reply);
    fill_cache(ids.first(std::size_t(first)), reused);

    Divergence found;
    found.reply = question.reply;
    found.original = question.original;
    found.changed = question.changed;
    const int most =
        std::min({kLogitRows, session_.chunk(question.original), session_.chunk(question.changed), read - first});
    ForwardState state = model_.make_state(most, most);
    std::vector<std::vector<float>> original(static_cast<std::size_t>(most));
    std::vector<float> changed;
    for (std::size_t at = std::size_t(first), step = 0; at < std::size_t(read); at += step) {
        step = step_of(std::size_t(read) - at, most);
        const auto chunk = ids.subspan(at, step);
        if (!session_.forward_tokens(chunk, state, {}, stop_)) cancelled();
        session_.tokens.insert(session_.tokens.end(), chunk.begin(), chunk.end());
        for (std::size_t t = 0; t < step; ++t) model_.copy_to_host(state.logits, int(t), original[t]);
        read_changed(chunk, state);
        for (std::size_t t = 0; t < step; ++t) {
            if (stop_.stop_requested()) cancelled();
            model_.copy_to_host(state.logits, int(t), changed);
            compare(original[t], changed, ids[at + t + 1], found);
        }
    }
    return found;
}

Event Session::Answer::operator()(const BandwidthProbe&)
{
    constexpr auto patience = std::chrono::milliseconds(200);
    const ModelCard& card = session_.engine.card();
    const int threads = card.pci_bus_id.empty() ? usual_threads() : 0;
    return MachineBandwidth{bandwidth_of(card, usual_threads(), patience), threads};
}

Event Session::probe(const Probe& question, std::stop_token stop)
{
    state_->files.check_unchanged();
    return std::visit(Answer(*state_, std::move(stop)), question);
}

}  // namespace engine
