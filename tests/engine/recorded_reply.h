// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/session.h"
#include "tests/engine/io/error_code.h"

#include <algorithm>
#include <string>
#include <vector>

/// Replies of a golden model by token ids, with everything that was said about them.
namespace recorded_reply {

using namespace engine;

inline const std::string kModel = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/g3-v3";  // no tokenizer: ids in, ids out

struct Recorded {
    std::vector<Event> events;
    std::vector<TokenEvent> tokens;
    ReplyStarted started;
    ReplyFinished finished;

    std::vector<TokenId> reply_ids() const
    {
        std::vector<TokenId> ids;
        for (const TokenEvent& token : tokens)
            if (token.phase == Phase::Decode) ids.push_back(token.id);
        return ids;
    }
};

inline Request request(std::vector<TokenId> ids, int max_tokens, float temperature = 0)
{
    Request r;
    r.reply = 7;
    r.ids = std::move(ids);
    r.sampling.temperature = temperature;
    r.sampling.seed = 11;
    r.sampling.max_tokens = max_tokens;
    return r;
}

inline Recorded record(Session& session, const Request& r, std::stop_source* stop = nullptr, int stop_after = -1)
{
    Recorded out;
    const auto sink = [&](Event& event) {
        if (auto* token = std::get_if<TokenEvent>(&event)) out.tokens.push_back(*token);
        if (auto* started = std::get_if<ReplyStarted>(&event)) out.started = *started;
        out.events.push_back(event);
        if (stop && int(out.reply_ids().size()) == stop_after) stop->request_stop();
    };
    out.finished = session.generate(r, sink, stop ? stop->get_token() : std::stop_token());
    return out;
}

/// The same numbers, whenever they were computed.
inline bool same_bits(const TokenEvent& a, const TokenEvent& b)
{
    return a.id == b.id && a.position == b.position && a.routing.experts == b.routing.experts &&
           a.routing.weights == b.routing.weights && a.routing.scores == b.routing.scores &&
           a.latent_norm == b.latent_norm;
}

inline bool same_candidates(const TokenEvent& a, const TokenEvent& b)
{
    return std::ranges::equal(a.candidates, b.candidates, [](const Candidate& x, const Candidate& y) {
        return x.id == y.id && x.before == y.before && x.after == y.after;
    });
}

inline std::string code_of(Session& session, const Request& r)
{
    return error_code([&] { session.generate(r, {}); });
}

}  // namespace recorded_reply
