// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/source/local.h"

#include "engine/error.h"
#include "engine/router_override.h"

#include <fmt/format.h>

#include <algorithm>

namespace engine {
namespace {

float milliseconds(std::chrono::steady_clock::duration d)
{
    return std::chrono::duration<float, std::milli>(d).count();
}

std::vector<TokenId> barred_ids(const Text* text, int vocab_size)
{
    std::vector<TokenId> barred;
    for (TokenId id = 0; text && id < vocab_size; ++id)
        if (id >= text->size() || text->piece(id).empty()) barred.push_back(id);
    return barred;
}

}  // namespace

Session::State::State(const Engine& e, const Model& m, const Checkpoint& f)
    : engine(e), model(m), files(f), cache(m.make_cache(e.card().context)),
      forward(m.make_state(std::min(kPrefillChunk, cache.capacity), 1)),
      barred(barred_ids(e.text(), e.card().vocab_size))
{
}

bool Session::State::forward_tokens(std::span<const TokenId> ids, ForwardState& activations, Capture capture,
                                    std::stop_token stop, const LayerProbe* probe)
{
    const int before = cache.length;
    if (!model.forward(ids, cache, activations, capture, std::move(stop), router, probe)) return false;
    try {
        files.check_unchanged();
    } catch (...) {
        cache.length = before;
        throw;
    }
    return true;
}

int Session::State::chunk(const RouterOverride& under) const
{
    const int usual = std::max(1, model.config().num_experts_per_tok);
    return std::max(1, forward.max_tokens * usual / std::max(usual, experts_per_token(under, model.config())));
}

int Session::State::reusable(std::span<const TokenId> ids, const RouterOverride& under) const
{
    if (under != router) return 0;
    const auto mismatch = std::mismatch(ids.begin(), ids.end() - 1, tokens.begin(), tokens.end());
    return int(mismatch.first - ids.begin());
}

void Session::State::go_on(int length, const RouterOverride& under, ReplyId reply)
{
    cache.length = length;
    tokens.resize(std::size_t(length));
    router = under;
    owner = reply;
}

Session::Reply::Reply(State& session, const Request& request, const EventSink& sink, std::stop_token stop)
    : session_(session), text_(session.engine.text()), request_(request), sink_(sink), stop_(std::move(stop)),
      start_(Clock::now())
{
}

void Session::Reply::send(auto&& value)
{
    event_ = std::forward<decltype(value)>(value);
    if (sink_) sink_(event_);
}

void Session::Reply::check_ids(std::span<const TokenId> ids, int vocab_size)
{
    for (const TokenId id : ids)
        if (id < 0 || id >= vocab_size)
            throw Error({"TOK-ID", "a token id is outside the vocabulary", "", std::to_string(id),
                         fmt::format("0 to {}", vocab_size - 1), "Nothing was computed."});
}

void Session::Reply::check_length(int tokens, int capacity)
{
    if (tokens == 0) throw Error({"PROMPT-EMPTY", "there is nothing to answer", "", "0 tokens", "1 or more", ""});
    if (tokens < capacity) return;
    throw Error({"PROMPT-TOO-LONG", "the conversation is longer than the context", "",
                 fmt::format("{} tokens", tokens), fmt::format("at most {}", capacity - 1),
                 "Nothing was cut and nothing was sent. Shorten the message, start a new chat, or load the model "
                 "with a larger context."});
}

void Session::Reply::copy_trace(const ForwardState& state, int t, int tokens, TokenEvent& event)
{
    const RoutingSlab& slab = state.routing;
    const auto slice = [](const auto& from, std::size_t begin, std::size_t end, auto& to) {
        to.assign(from.begin() + std::ptrdiff_t(begin), from.begin() + std::ptrdiff_t(end));
    };
    slice(slab.experts, slab.chosen(t, 0), slab.chosen(t + 1, 0), event.routing.experts);
    slice(slab.weights, slab.chosen(t, 0), slab.chosen(t + 1, 0), event.routing.weights);
    slice(slab.scores, slab.scored(t, 0), slab.scored(t + 1, 0), event.routing.scores);
    const auto layers = std::size_t(slab.model_layers);
    slice(slab.latent_norm, std::size_t(t) * layers, std::size_t(t + 1) * layers, event.latent_norm);
    event.times = state.times;
    for (float* ms : {&event.times.attention, &event.times.router, &event.times.experts, &event.times.head})
        *ms /= float(tokens);
}

ReplyFinished Session::Reply::run()
{
    finished_.reply = request_.reply;
    session_.files.check_unchanged();
    check_override(request_.router, session_.model.config());
    const std::vector<TokenId> ids = prompt();
    check_ids(request_.reply_start, session_.model.config().vocab_size);
    check_length(int(ids.size() + request_.reply_start.size()), session_.cache.capacity);
    finished_.reason = prefill(ids) ? decode() : StopReason::Cancelled;
    finished_.text += utf8_.finish();
    if (finished_.tokens > 0) finished_.first_token_ms = milliseconds(first_token_ - start_);
    if (finished_.tokens > 1)
        finished_.tokens_per_second =
            float(finished_.tokens - 1) * 1000 / std::max(1e-3f, milliseconds(last_token_ - first_token_));
    finished_.observing_ms = milliseconds(observing_);
    send(ReplyFinished(finished_));
    return finished_;
}

std::vector<TokenId> Session::Reply::prompt()
{
    std::vector<TokenId> ids = request_.ids;
    if (ids.empty() && !text_)
        throw Error({"MODEL-NO-TOKENIZER", "the model directory has no tokenizer", session_.engine.card().path,
                     "", "", "Text cannot be turned into tokens; give token ids."});
    if (!request_.chat.empty()) {
        std::optional<ErrorParts> problem;
        ids = text_->prompt_ids(request_.chat, request_.thinking, &problem);
        if (problem) send(TemplateFailed{request_.reply, std::move(*problem)});
    }
    if (!request_.raw_text.empty()) {
        if (const auto bos = text_->bos()) ids.push_back(*bos);
        for (const TokenId id : text_->tokenize(request_.raw_text)) ids.push_back(id);
    }
    check_ids(ids, session_.model.config().vocab_size);
    return ids;
}

/// Keeps what can be reused and forwards the rest.
bool Session::Reply::prefill(const std::vector<TokenId>& ids)
{
    const int reused = session_.reusable(ids, request_.router);
    announce(ids, reused);
    session_.go_on(reused, request_.router, request_.reply);

    const auto begin = Clock::now();
    for (int first = reused; first < int(ids.size());) {
        const int count = std::min(session_.chunk(session_.router), int(ids.size()) - first);
        const std::span chunk(ids.data() + first, std::size_t(count));
        const Capture capture{request_.trace, request_.trace};
        if (!session_.forward_tokens(chunk, session_.forward, capture, stop_)) return false;
        session_.tokens.insert(session_.tokens.end(), chunk.begin(), chunk.end());
        send_prompt_tokens(chunk, first);
        first += count;
        send(PrefillProgress{request_.reply, first, int(ids.size())});
    }
    const float ms = milliseconds(Clock::now() - begin);
    finished_.prefill_tokens_per_second = float(int(ids.size()) - reused) * 1000 / std::max(1e-3f, ms);
    return true;
}

void Session::Reply::announce(const std::vector<TokenId>& ids, int reused)
{
    ReplyStarted started;
    started.reply = request_.reply;
    started.base = reused > 0 ? session_.owner : 0;
    started.prompt_tokens = int(ids.size());
    started.reused_tokens = reused;
    started.thinking = request_.thinking;
    started.sampling = request_.sampling;
    started.router = request_.router;
    started.given_tokens = given_tokens();
    send(std::move(started));
}

bool Session::Reply::ends(TokenId id) const
{
    return text_ && text_->ends_reply(id) && !request_.ignore_end;
}

/// Of reply_start what becomes part of the reply.
int Session::Reply::given_tokens() const
{
    const auto& ids = request_.reply_start;
    const auto end = std::find_if(ids.begin(), ids.end(), [this](TokenId id) { return ends(id); });
    const int limit = request_.sampling.max_tokens, count = int(end - ids.begin());
    return limit > 0 ? std::min(limit, count) : count;
}

StopReason Session::Reply::decode()
{
    const std::unique_ptr<TokenLoop> loop = make_token_loop(session_, request_, stop_);
    const int limit = request_.sampling.max_tokens;
    while (true) {
        if (stop_.stop_requested()) return StopReason::Cancelled;
        if (limit > 0 && finished_.tokens >= limit) return StopReason::MaxTokens;
        if (session_.cache.length >= session_.cache.capacity) return StopReason::ContextFull;
        Draw draw = loop->draw();
        if (ends(draw.id)) return StopReason::EndOfText;
        if (!loop->forward()) return StopReason::Cancelled;
        send_reply_token(draw, loop->trace_row());
    }
}

/// An empty event with the buffers of the last one: in a steady stream nothing is allocated.
TokenEvent Session::Reply::take_token_event()
{
    TokenEvent event;
    if (auto* last = std::get_if<TokenEvent>(&event_)) event = std::move(*last);
    event.text.clear();
    for (auto* numbers : {&event.routing.weights, &event.routing.scores, &event.latent_norm}) numbers->clear();
    event.routing.experts.clear();
    event.candidates.clear();
    event.times = {};
    event.time_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start_).count();
    return event;
}

void Session::Reply::describe(TokenId id, TokenEvent& event) const
{
    event.reply = request_.reply;
    event.id = id;
    event.special = text_ && text_->is_special(id);
    event.piece = text_ && id < text_->size() ? text_->piece(id) : std::string();
}

void Session::Reply::send_prompt_tokens(std::span<const TokenId> ids, int first)
{
    if (!request_.trace) return;
    const auto begin = Clock::now();
    for (int t = 0; t < int(ids.size()); ++t) {
        TokenEvent event = take_token_event();
        describe(ids[std::size_t(t)], event);
        event.position = first + t;
        event.phase = Phase::Prefill;
        copy_trace(session_.forward, t, int(ids.size()), event);
        send(std::move(event));
    }
    observing_ += Clock::now() - begin;
}

void Session::Reply::send_reply_token(Draw& draw, int row)
{
    last_token_ = Clock::now();
    if (finished_.tokens++ == 0) first_token_ = last_token_;
    TokenEvent event = take_token_event();
    describe(draw.id, event);
    event.position = session_.cache.length - 1;
    event.phase = Phase::Decode;
    event.text = event.special ? utf8_.finish() : utf8_.push(event.piece);
    finished_.text += event.text;
    if (event.special) finished_.text += event.piece;
    if (!request_.trace) return send(std::move(event));
    const auto begin = Clock::now();
    copy_trace(session_.forward, row, 1, event);
    event.candidates = std::move(draw.candidates);
    for (Candidate& candidate : event.candidates)
        if (text_ && candidate.id < text_->size()) candidate.text = text_->piece(candidate.id);
    send(std::move(event));
    observing_ += Clock::now() - begin;
}

}  // namespace engine
