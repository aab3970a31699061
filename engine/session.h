// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "engine/trace.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// Receives the events of a reply in order, on the thread that generates. May take the value's content.
using EventSink = std::function<void(Event&)>;

/// What to answer. Exactly one of chat, raw_text and ids is given.
struct Request {
    ReplyId reply = 0;
    std::vector<Message> chat;   ///< through the model's prompt family
    std::string raw_text;        ///< tokenized as it is, after BOS
    std::vector<TokenId> ids;    ///< used as they are
    /// The reply begins with these tokens whatever the sampler draws; then it goes on by itself. An end token among
    /// them ends it.
    std::vector<TokenId> reply_start = {};
    bool thinking = false;
    Sampling sampling;
    RouterOverride router = {};
    bool trace = true;           ///< capture routing, norms, candidates and stage times
    bool ignore_end = false;     ///< go on after an end token (benchmarks)
};

/// Questions about what was computed already, answered by computing parts of it again. `ids` is the context of `reply`
/// from position 0, as far as it matters.
struct EffectsProbe {
    ReplyId reply = 0;
    std::vector<TokenId> ids;  ///< the last one is the token asked about
    std::int32_t layer = 0;    ///< of the model
    TokenId target = 0;        ///< whose logit is watched: the token that came next
    RouterOverride router = {};
};
struct NeighboursProbe {
    std::int32_t layer = 0;
};
struct DivergenceProbe {
    ReplyId reply = 0;
    std::vector<TokenId> ids;
    std::int32_t first = 0;  ///< where the reply begins in `ids`
    RouterOverride original = {}, changed = {};
};
/// How fast this machine's memory can be read, as a bound for what a model can do here: measured for some 0.3 s, with
/// 256 MiB or more.
struct BandwidthProbe {};
using Probe = std::variant<EffectsProbe, NeighboursProbe, DivergenceProbe, BandwidthProbe>;

/// Everything one forward pass computes, for comparison with a reference. T tokens, V vocabulary, L layers.
struct Evaluation {
    int tokens = 0;
    RouterOverride router;               ///< what it was computed under
    std::vector<float> logits;           ///< [T, V]
    std::vector<Routing> routing;        ///< [T]
    std::vector<float> latent_norm;      ///< [T, L]
};

/// One conversation on one model: latent cache, sampler, position. Synchronous and single-threaded: all calls
/// from one thread at a time; only the stop token may be used from another. Stop is looked at in every layer.
/// After a stop or an error the cache holds exactly the tokens whose events were sent.
class Session {
public:
    /// Tokens of a prompt that are forwarded together; in between stop, progress and the model's files are looked at.
    static constexpr int kPrefillChunk = 512;

    explicit Session(std::shared_ptr<const Engine> engine);
    ~Session();

    /// Forwards the part of the prompt that is not in the latent cache yet, then samples until the end.
    /// Throws PROMPT-TOO-LONG (with both numbers, before anything is cut or forwarded), PROMPT-EMPTY, TOK-ID,
    /// MODEL-NO-TOKENIZER, LOGITS-NONFINITE, MODEL-FILE-CHANGED (looked at before and after every forward pass),
    /// ROUTER-OVERRIDE (before anything is forwarded). The latent cache is continued under the same override only.
    ReplyFinished generate(const Request& request, const EventSink& sink, std::stop_token stop = {});

    /// Forwards `ids` from position 0 in chunks of `chunk` tokens (0: one chunk) and keeps every position's logits.
    Evaluation evaluate(std::span<const TokenId> ids, int chunk = 0, const RouterOverride& router = {},
                        std::stop_token stop = {});

    /// ExpertEffects, RouterNeighbours, Divergence or MachineBandwidth. Throws CANCELLED, TOK-ID, PROBE-RANGE (a layer
    /// without a router, a place outside the context), PROMPT-TOO-LONG, ROUTER-OVERRIDE, MODEL-FILE-CHANGED. The latent
    /// cache is cut and continued as by a reply to `ids`, and then holds what of them was forwarded.
    Event probe(const Probe& question, std::stop_token stop = {});

    int cached_tokens() const;
    const Engine& engine() const { return *engine_; }

    struct State;  ///< the engine's own

private:
    class Reply;
    class Answer;
    std::shared_ptr<const Engine> engine_;
    std::unique_ptr<State> state_;
};

/// Writes an evaluation as one safetensors file: `logits` F32 [T, V], `moe_layers` I32 [M], `experts` I32
/// [T, M, K], `weights` F32 [T, M, K], `scores` F32 [T, M, E], `latent_norm` F32 [T, L]; an override stands in its
/// metadata as `router_override`. Replaces `file`. Throws FILE-IO.
void save_evaluation(const Evaluation& evaluation, const ModelCard& card, const std::filesystem::path& file);

}  // namespace engine
