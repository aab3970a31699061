// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"
#include "engine/model_card.h"
#include "engine/sampling.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What happened, as plain values. Producers: a Session, or a recorded document replayed. Consumer: the feed of
/// the window. Nothing is ever drawn that does not stand in one of these structs.
namespace engine {

using TokenId = std::int32_t;
/// The message a reply belongs to; unique in a session document, 0 is none. The program numbers messages by the Unix
/// time at which they were written, in microseconds.
using ReplyId = std::int64_t;

enum class Phase : std::uint8_t { Prefill, Decode };
enum class StopReason : std::uint8_t { EndOfText, MaxTokens, ContextFull, Cancelled, Failed };

/// The router's answer for one token. M MoE layers, E routed experts, K chosen, row-major. M and E are the
/// ModelCard's; K is too, unless the reply's RouterOverride says otherwise: experts.size() / M tells.
struct Routing {
    std::vector<std::uint16_t> experts;  ///< [M, K] strongest selection score first
    std::vector<float> weights;          ///< [M, K] as multiplied with the experts' outputs
    std::vector<float> scores;           ///< [M, E] softmax or sigmoid of the router's logits, before any bias
};

/// Wall time of one token's stages in milliseconds. A token of a prefill chunk carries its share of the chunk.
/// `experts` counts routed and shared experts and dense layers; embedding and norms count with their stage.
struct StageTimes {
    float attention = 0, router = 0, experts = 0, head = 0, sampling = 0;
};

/// A token that could have come here: probability of the plain softmax, and after temperature, penalty and
/// filters (0: filtered out).
struct Candidate {
    TokenId id = 0;
    std::string text;  ///< UTF-8, foreign
    float before = 0, after = 0;
};

/// One token that was forwarded: prompt tokens in prefill, reply tokens in decode. Sent after its own routing
/// is known, so text never shows before its experts.
struct TokenEvent {
    ReplyId reply = 0;
    std::int32_t position = 0;  ///< in the context, from 0
    TokenId id = 0;
    Phase phase = Phase::Prefill;
    bool special = false;      ///< control token: belongs to the template, not to the text
    std::string piece;         ///< the token's own bytes, not always valid UTF-8 alone
    /// UTF-8 released to the reader by this token; empty for control tokens and while half a character waits.
    std::string text;
    Routing routing;
    std::vector<float> latent_norm;     ///< [L] L2 norm of the latent c written to the cache
    StageTimes times;
    std::vector<Candidate> candidates;  ///< strongest first, the chosen one included; empty for prompt tokens
    std::int64_t time_us = 0;           ///< since the reply was asked for
};

/// One experiment on the router, for a whole reply; the default changes nothing. It decides which experts a token
/// goes to; the weights of the chosen come from the router's own scores, as without it.
struct RouterOverride {
    enum class Kind : std::uint8_t { Muted, Boosted, Forced };
    struct Expert {
        std::int16_t layer = -1;  ///< of the model, dense ones counted; -1: every MoE layer
        std::uint16_t expert = 0;
        Kind kind = Kind::Muted;  ///< Muted: never chosen. Forced: always, it takes one of the places
        float boost = 0;          ///< Boosted: added to the selection score
        bool operator==(const Expert&) const = default;
    };
    std::int32_t top_k = 0;  ///< experts per token; 0: as the model says (num_experts_per_tok)
    std::vector<Expert> experts;
    bool bias = true;    ///< the correction bias takes part in the choice
    bool groups = true;  ///< only the best groups are looked into
    bool shared_experts = true;  ///< false: what the shared experts answer is left out
    bool operator==(const RouterOverride&) const = default;
};

/// The context of a reply is tokens [0, reused_tokens) of `base`'s context, then the events that follow.
struct ReplyStarted {
    ReplyId reply = 0;
    ReplyId base = 0;  ///< the reply whose latent cache was continued; 0 when reused_tokens is 0
    std::int32_t prompt_tokens = 0, reused_tokens = 0;
    bool thinking = false;  ///< the prompt ended inside <think>
    Sampling sampling;
    RouterOverride router = {};  ///< its top_k, when set, is the K of this reply's Routing
    std::int32_t given_tokens = 0;  ///< the reply's first tokens were put in its mouth (Request::reply_start)
};

struct PrefillProgress {
    ReplyId reply = 0;
    std::int32_t done = 0, total = 0;  ///< tokens, reused ones included
};

struct ReplyFinished {
    ReplyId reply = 0;
    StopReason reason = StopReason::EndOfText;
    std::int32_t tokens = 0;        ///< generated and shown
    float first_token_ms = 0;       ///< from the request to the first token's event
    float tokens_per_second = 0;    ///< decode only
    float prefill_tokens_per_second = 0;
    std::uint64_t dropped_events = 0;  ///< events of this reply that the ring had no room for
    /// The whole reply, control tokens (<think>) as literal text: complete even when events were dropped.
    std::string text;
    /// What watching cost the thread that computed, of the whole reply: copying captures out of the forward pass, texts
    /// of candidates, the sink's calls with tokens. That the pass writes them down where it computes them is part of
    /// computing. 0: nothing was captured, or it is not known.
    float observing_ms = 0;
};

struct LoadProgress {
    std::string path;
    std::int64_t done = 0, total = 0;  ///< bytes
};

struct ModelReady {
    std::shared_ptr<const ModelCard> card;
    float load_ms = 0;
};

/// Something failed and was caught; the program goes on. `reply` is 0 when no reply was running.
struct Failure {
    ReplyId reply = 0;
    ErrorParts error;
    bool probe = false;  ///< a question about what was computed could not be answered
};

/// One conversation written both ways, for a reader who wants to see the difference.
struct PromptVersions {
    std::optional<std::string> by_model;  ///< by the template in the model's file; nothing without a working one
    std::string built_in;                 ///< by the built-in prompt of the family
    std::optional<ErrorParts> problem;    ///< why the model's template does not work
};

/// The answer to who asked how a conversation is written for the model. Nothing was computed.
struct PromptWritten {
    PromptVersions versions;
};

/// The template in the model's file does not work for this conversation: the built-in prompt is used in its place.
/// Sent before the reply starts; `reply` is 0 when a model was loaded whose template cannot even write a question.
struct TemplateFailed {
    ReplyId reply = 0;
    ErrorParts error;
};

/// The answer to an EffectsProbe: what the experts of one layer did when one token was forwarded. Found by forwarding
/// that token again, once whole and once without each expert; the layers behind are computed anew each time.
struct ExpertEffects {
    struct One {
        std::int32_t expert = -1;  ///< -1: the shared experts together
        float weight = 1;          ///< gate weight
        float norm = 0;            ///< L2 norm of weight * the expert's output, as added to the residual stream
        float logit = 0;           ///< logit of `target` with it minus the logit without it
    };
    ReplyId reply = 0;
    std::int32_t position = 0, layer = 0;  ///< layer of the model, dense ones counted
    TokenId target = 0;                    ///< the token that came next
    float target_logit = 0;                ///< with all experts
    float stream_norm = 0;                 ///< L2 norm of the residual stream that they are added to
    std::vector<One> experts;              ///< routed ones as chosen, strongest first, then the shared ones
};

/// The answer to a NeighboursProbe: for every expert of a layer, the N experts whose router weights point most nearly
/// the same way (cosine of the rows of the router's matrix), nearest first.
struct RouterNeighbours {
    std::string model;  ///< ModelCard::hash
    std::int32_t layer = 0, experts = 0, width = 0;  ///< E, N
    std::vector<std::uint16_t> nearest;              ///< [E, N]
    std::vector<float> cosine;                       ///< [E, N]
};

/// The answer to a DivergenceProbe: the recorded tokens of a reply read again under another override. Entry i speaks of
/// the distribution that token i of the reply was drawn from (softmax of the logits, before temperature and filters).
struct Divergence {
    ReplyId reply = 0;
    RouterOverride original, changed;
    std::vector<float> kl;             ///< KL(original || changed) in nats
    std::vector<float> before, after;  ///< probability of the recorded token, under `original` and under `changed`
    std::vector<TokenId> best;         ///< most probable token under `changed`
};

/// The answer to a BandwidthProbe: how fast this machine's memory can be read.
struct MachineBandwidth {
    double bytes_per_second = 0;
    int threads = 0;  ///< that read together; 0: a GPU read its own
    bool of_gpu() const { return threads == 0; }
};

using Event = std::variant<std::monostate, LoadProgress, ModelReady, ReplyStarted, PrefillProgress, TokenEvent,
                           ReplyFinished, Failure, PromptWritten, TemplateFailed, ExpertEffects, RouterNeighbours,
                           Divergence, MachineBandwidth>;

/// Bounded queue between exactly one producer thread and one consumer thread. Values are swapped in and out,
/// so the buffers inside them travel round and a steady stream allocates nothing.
template <class T>
class Ring {
public:
    /// `reserve` slots are kept for values that must not be lost (start and end of a reply, failures).
    explicit Ring(std::size_t capacity, std::size_t reserve = 0) : slots_(capacity), reserve_(reserve) {}

    /// Producer. Full means: false, counted, and `value` is untouched. Never waits.
    bool push(T& value) { return put(value, reserve_); }
    bool push_essential(T& value) { return put(value, 0); }

    /// Consumer. `value` receives the oldest entry; its old content goes back for reuse.
    bool pop(T& value)
    {
        const auto tail = tail_.load(std::memory_order_relaxed);
        if (tail == head_.load(std::memory_order_acquire)) return false;
        std::swap(value, slots_[tail % slots_.size()]);
        tail_.store(tail + 1, std::memory_order_release);
        return true;
    }

    std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

private:
    bool put(T& value, std::size_t keep_free)
    {
        const auto head = head_.load(std::memory_order_relaxed);
        const auto used = head - tail_.load(std::memory_order_acquire);
        if (used + keep_free >= slots_.size()) {
            dropped_.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        std::swap(value, slots_[head % slots_.size()]);
        head_.store(head + 1, std::memory_order_release);
        return true;
    }

    std::vector<T> slots_;
    const std::size_t reserve_;
    alignas(64) std::atomic<std::uint64_t> head_{0};  // written by the producer
    alignas(64) std::atomic<std::uint64_t> tail_{0};  // written by the consumer
    std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace engine
