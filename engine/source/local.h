// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/model.h"
#include "engine/session.h"
#include "engine/source/token_loop.h"

#include <chrono>

namespace engine {

/// What a session changes: cache, activations and what the cache holds.
struct Session::State {
    State(const Engine& engine, const Model& model, const Checkpoint& files);

    /// Forwards under `router`. False when stopped: the cache is as before, as it is after an error. Throws
    /// MODEL-FILE-CHANGED.
    bool forward_tokens(std::span<const TokenId> ids, ForwardState& activations, Capture capture, std::stop_token stop,
                        const LayerProbe* probe = nullptr);
    /// Tokens of a prompt to forward together: fewer than usual when each goes to more experts than usual, so that
    /// what they compute takes no more memory.
    int chunk(const RouterOverride& under) const;
    /// Length of the prefix that the cache already holds; the last token is forwarded in any case. What another
    /// experiment left is of no use: from the first router on, its latents are another computation's.
    int reusable(std::span<const TokenId> ids, const RouterOverride& under) const;
    /// Cuts the cache to `length` tokens, which a reply goes on from.
    void go_on(int length, const RouterOverride& under, ReplyId reply);

    const Engine& engine;
    const Model& model;
    const Checkpoint& files;  // what the model's weights lie in
    LatentCache cache;
    ForwardState forward;
    std::vector<TokenId> barred;  // ids the vocabulary has no text for: padding rows of the embedding
    std::vector<TokenId> tokens;  // what the cache holds, [cache.length]
    RouterOverride router;        // what it was computed under: latents of another experiment are other numbers
    ReplyId owner = 0;            // the reply that last wrote to the cache
};

/// One generate() call: the state that lives from the prompt to the last token.
class Session::Reply {
public:
    Reply(State& session, const Request& request, const EventSink& sink, std::stop_token stop);

    ReplyFinished run();

    /// Throw TOK-ID; PROMPT-EMPTY, PROMPT-TOO-LONG (room for one more token must be left).
    static void check_ids(std::span<const TokenId> ids, int vocab_size);
    static void check_length(int tokens, int capacity);
    /// One token's share of a batch's slab and times; it stands in row `t` of the slab.
    static void copy_trace(const ForwardState& state, int t, int tokens, TokenEvent& event);

private:
    std::vector<TokenId> prompt();
    bool prefill(const std::vector<TokenId>& ids);
    StopReason decode();
    bool ends(TokenId id) const;
    int given_tokens() const;
    void announce(const std::vector<TokenId>& ids, int reused);
    void send_prompt_tokens(std::span<const TokenId> ids, int first);
    void send_reply_token(Draw& draw, int row);
    void describe(TokenId id, TokenEvent& event) const;
    TokenEvent take_token_event();
    void send(auto&& value);

    using Clock = std::chrono::steady_clock;

    State& session_;
    const Text* text_;  // null: ids only
    const Request& request_;
    const EventSink& sink_;
    std::stop_token stop_;
    Clock::time_point start_, first_token_, last_token_;
    Clock::duration observing_{};  // so far
    Event event_;  // its buffers come back from the sink and are filled again
    Utf8Stream utf8_;
    ReplyFinished finished_;  // filled as the reply grows
};

}  // namespace engine
