// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/token_row.h"

#include "engine/error.h"
#include "engine/router_override.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace engine {
namespace {

static_assert(std::endian::native == std::endian::little, "arrays are stored as they lie in memory");

constexpr std::size_t most_candidates = 1000;

/// The fixed part of a stored candidate; `length` bytes of text follow.
struct CandidateHead {
    std::int32_t id;
    float before, after;
    std::uint32_t length;
};

void pack(const std::vector<Candidate>& candidates, std::string& out)
{
    out.clear();
    for (const Candidate& candidate : candidates) {
        const CandidateHead head{candidate.id, candidate.before, candidate.after, std::uint32_t(candidate.text.size())};
        out.append(reinterpret_cast<const char*>(&head), sizeof head);
        out += candidate.text;
    }
}

bool unpack(std::span<const std::byte> blob, std::vector<Candidate>& candidates)
{
    candidates.clear();
    while (!blob.empty()) {
        CandidateHead head;
        if (blob.size() < sizeof head || candidates.size() == most_candidates) return false;
        std::memcpy(&head, blob.data(), sizeof head);
        blob = blob.subspan(sizeof head);
        if (head.length > blob.size()) return false;
        const std::string_view text(reinterpret_cast<const char*>(blob.data()), head.length);
        candidates.push_back({head.id, valid_utf8(text), head.before, head.after});
        blob = blob.subspan(head.length);
    }
    return true;
}

template <class Element>
bool unpack(std::span<const std::byte> blob, std::vector<Element>& array)
{
    if (blob.size() % sizeof(Element) != 0) return false;
    array.resize(blob.size() / sizeof(Element));
    if (!blob.empty()) std::memcpy(array.data(), blob.data(), blob.size());
    return true;
}

bool fits(const TokenEvent& token, const TraceShape& shape)
{
    const Routing& routing = token.routing;
    const auto known = [&](std::uint16_t expert) { return expert < shape.experts; };
    return shape.choices <= shape.scores && routing.experts.size() == shape.choices &&
           routing.weights.size() == shape.choices && routing.scores.size() == shape.scores &&
           token.latent_norm.size() == shape.layers && std::ranges::all_of(routing.experts, known);
}

bool has_capture(const TokenEvent& token)
{
    return !token.routing.experts.empty() || !token.routing.weights.empty() || !token.routing.scores.empty() ||
           !token.latent_norm.empty();
}

}  // namespace

TraceShape::TraceShape(const ModelCard& card, const RouterOverride& router)
    : choices(card.moe_layers.size() * std::size_t(experts_per_token(router, card))),
      scores(card.moe_layers.size() * std::size_t(card.n_routed_experts)),
      layers(std::size_t(card.num_hidden_layers)),
      experts(card.n_routed_experts)
{
}

TokenWriter::TokenWriter(Database& database)
    : insert_(database,
              "INSERT OR REPLACE INTO token (reply, position, id, phase, special, piece, text, time_us, attention_ms,"
              " router_ms, experts_ms, head_ms, sampling_ms, experts, weights, scores, latent_norm, candidates)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
{
}

void TokenWriter::write(const TokenEvent& token)
{
    pack(token.candidates, candidates_);
    const StageTimes& times = token.times;
    insert_.run(token.reply, token.position, token.id, token.phase == Phase::Prefill ? "prefill" : "decode",
                token.special, std::as_bytes(std::span(token.piece)), token.text, token.time_us, times.attention,
                times.router, times.experts, times.head, times.sampling, token.routing.experts, token.routing.weights,
                token.routing.scores, token.latent_norm, std::as_bytes(std::span(candidates_)));
}

TokenReader::TokenReader(Database& database, ReplyId reply, std::vector<TraceShape> shapes)
    : select_(database,
              "SELECT position, id, phase, special, piece, text, time_us, attention_ms, router_ms, experts_ms, head_ms,"
              " sampling_ms, experts, weights, scores, latent_norm, candidates"
              " FROM token WHERE reply = ?1 ORDER BY position"),
      reply_(reply),
      shapes_(std::move(shapes))
{
    select_.bind(reply);
}

bool TokenReader::next(TokenEvent& token)
{
    while (select_.step()) {
        const std::int64_t position = select_.integer(0);
        if (position <= last_position_ && last_position_ >= 0)
            throw Error({"TRACE-DAMAGED", "tokens repeat", "table token", std::to_string(position),
                         "positions above " + std::to_string(last_position_), "The rest was not read."});
        last_position_ = position;
        if (read(token)) return true;
        ++damaged_;
    }
    return false;
}

bool TokenReader::read(TokenEvent& token)
{
    const std::int64_t id = select_.integer(1);
    if (last_position_ < 0 || last_position_ >= longest_context || id < 0 || id > std::numeric_limits<TokenId>::max())
        return false;
    token.reply = reply_;
    token.position = std::int32_t(last_position_);
    token.id = TokenId(id);
    token.phase = select_.text(2) == "prefill" ? Phase::Prefill : Phase::Decode;
    token.special = select_.integer(3) != 0;
    token.piece = select_.bytes(4);
    token.text = select_.text(5);
    token.time_us = std::max<std::int64_t>(0, select_.integer(6));
    token.times = {float(select_.real(7)), float(select_.real(8)), float(select_.real(9)), float(select_.real(10)),
                   float(select_.real(11))};
    const bool whole = unpack(select_.blob(12), token.routing.experts) &&
                       unpack(select_.blob(13), token.routing.weights) &&
                       unpack(select_.blob(14), token.routing.scores) && unpack(select_.blob(15), token.latent_norm) &&
                       unpack(select_.blob(16), token.candidates);
    const auto fits_token = [&](const TraceShape& shape) { return fits(token, shape); };
    return whole && (!has_capture(token) || std::ranges::any_of(shapes_, fits_token));
}

}  // namespace engine
