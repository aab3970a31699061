// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timeline.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int longest_context = 1 << 20;  // positions; a recorded number beyond it is damage, not a context

qint64 scoreBytesOf(const engine::TokenEvent& token)
{
    return qint64(token.routing.scores.size() * sizeof(float));
}

bool sameToken(const Timeline::Token& a, const Timeline::Token& b)
{
    return a == b || (a && b && a->id == b->id);
}

}  // namespace

Timeline::Timeline(QObject* parent) : QObject(parent) {}

void Timeline::apply(const TraceBatch& batch)
{
    bool visible = false;
    for (const engine::Event& event : batch.events) {
        if (const auto* ready = std::get_if<engine::ModelReady>(&event)) loaded(ready->card);
        if (const auto* started = std::get_if<engine::ReplyStarted>(&event)) visible |= start(*started);
        if (const auto* token = std::get_if<engine::TokenEvent>(&event)) visible |= add(*token);
        if (const auto* end = std::get_if<engine::ReplyFinished>(&event)) visible |= finish(*end);
    }
    if (visible) emit changed();
}

void Timeline::loaded(const std::shared_ptr<const engine::ModelCard>& card)
{
    if (!shown_ || !card_ || card_->hash == card->hash) setCard(card);
}

bool Timeline::start(const engine::ReplyStarted& started)
{
    Reply reply;
    reply.card = card_;
    reply.started = started;
    reply.thinking = started.thinking;
    reply.promptTokens = std::clamp(started.prompt_tokens, 0, longest_context);
    if (const auto base = replies_.find(started.base); base != replies_.end()) reply.context = base->second.context;
    reply.context.resize(size_t(std::clamp(started.reused_tokens, 0, longest_context)));
    reply.segments.resize(reply.context.size(), Segment::Prompt);
    if (replies_.count(started.reply)) forget(started.reply);  // told again from its start

    const bool newest = replies_.empty() || started.reply >= replies_.rbegin()->first;
    Reply& stored = replies_[started.reply] = std::move(reply);
    if (newest) {
        reply_ = started.reply;
        shown_ = &stored;
    }
    if (&stored != shown_) return false;
    ++revision_;
    return true;
}

bool Timeline::finish(const engine::ReplyFinished& finished)
{
    dropped_ += finished.dropped_events;
    const auto found = replies_.find(finished.reply);
    if (found == replies_.end()) return false;
    found->second.finished = finished;
    found->second.finished->text.clear();
    return &found->second == shown_;
}

bool Timeline::add(const engine::TokenEvent& event)
{
    const auto found = replies_.find(event.reply);
    if (found == replies_.end() || event.position < 0 || event.position >= longest_context) return false;
    auto& context = found->second.context;
    const auto position = size_t(event.position);
    const bool visible = &found->second == shown_;
    if (position < context.size() && visible) ++revision_;
    if (position >= context.size()) lengthen(found->second, position + 1);
    const auto token = std::make_shared<engine::TokenEvent>(event);
    context[position] = token;
    const Segment segment = segmentOf(event, found->second);
    found->second.segments[position] = segment;
    record(token, segment);
    return visible;
}

/// A generated token that was lost is part of what was being written then.
void Timeline::lengthen(Reply& reply, size_t size)
{
    const Segment written = reply.thinking ? Segment::Thinking : Segment::Answer;
    for (size_t i = reply.segments.size(); i < size; ++i)
        reply.segments.push_back(int(i) < reply.promptTokens ? Segment::Prompt : written);
    reply.context.resize(size);
}

/// What an earlier reply said is a prompt to the next one: only decoded tokens of the reply itself think or answer.
Segment Timeline::segmentOf(const engine::TokenEvent& event, Reply& reply) const
{
    if (event.phase == engine::Phase::Prefill) return Segment::Prompt;
    const bool opens = event.piece == "<think>", closes = event.piece == "</think>";
    const bool thinks = reply.thinking || opens;
    reply.thinking = thinks && !closes;
    return thinks ? Segment::Thinking : Segment::Answer;
}

void Timeline::record(const std::shared_ptr<engine::TokenEvent>& token, Segment segment)
{
    recorded_.push_back({token, segment});
    scored_.push_back(token);
    scoreBytes_ += scoreBytesOf(*token);
    if (scoreBytes_ > score_bytes) releaseScores();
}

/// A quarter at a time. Who added scores up keeps them; who takes tokens out of a sum again has to look at
/// tokensWithoutScores().
void Timeline::releaseScores()
{
    while (scoreBytes_ > score_bytes * 3 / 4 && released_ < scored_.size()) {
        const auto token = scored_[released_++].lock();
        if (!token) continue;
        scoreBytes_ -= scoreBytesOf(*token);
        std::vector<float>().swap(token->routing.scores);
    }
}

void Timeline::forget(engine::ReplyId reply)
{
    std::vector<Recorded> kept;
    std::vector<std::weak_ptr<engine::TokenEvent>> scored;
    size_t released = 0;
    scoreBytes_ = 0;
    for (size_t i = 0; i < recorded_.size(); ++i) {
        if (recorded_[i].token->reply == reply) continue;
        scoreBytes_ += scoreBytesOf(*recorded_[i].token);
        released += i < released_ ? 1 : 0;
        kept.push_back(std::move(recorded_[i]));
        scored.push_back(std::move(scored_[i]));
    }
    recorded_ = std::move(kept);
    scored_ = std::move(scored);
    released_ = released;
    ++recordedRevision_;
}

void Timeline::showReply(engine::ReplyId reply)
{
    const auto found = replies_.find(reply);
    const Reply* wanted = found == replies_.end() ? nullptr : &found->second;
    if (wanted == shown_) return;
    shown_ = wanted;
    reply_ = wanted ? reply : 0;
    if (wanted && wanted->card) setCard(wanted->card);
    ++revision_;
    emit changed();
}

void Timeline::clear()
{
    shown_ = nullptr;
    reply_ = 0;
    replies_.clear();
    dropped_ = 0;
    recorded_.clear();
    scored_.clear();
    released_ = 0;
    scoreBytes_ = 0;
    ++revision_;
    ++recordedRevision_;
    emit changed();
}

void Timeline::setCard(std::shared_ptr<const engine::ModelCard> card)
{
    if (card == card_) return;
    card_ = std::move(card);
    ++revision_;
    emit cardChanged();
}

Segment Timeline::segment(int i) const
{
    return shown_->segments[size_t(i)];
}

bool Timeline::isCaptured(int first, int end) const
{
    if (first < 0 || end > size()) return false;
    for (int i = first; i < end; ++i)
        if (!shown_->context[size_t(i)]) return false;
    return true;
}

std::vector<engine::TokenId> Timeline::ids(int count) const
{
    std::vector<engine::TokenId> ids;
    for (int i = 0; i < count; ++i) {
        const engine::TokenEvent* event = token(i);
        if (!event) return {};
        ids.push_back(event->id);
    }
    return ids;
}

const engine::RouterOverride& Timeline::routerOf(engine::ReplyId reply) const
{
    static const engine::RouterOverride asTheModelIs;
    const engine::ReplyStarted* known = started(reply);
    return known ? known->router : asTheModelIs;
}

const engine::ReplyStarted* Timeline::started(engine::ReplyId reply) const
{
    const auto found = replies_.find(reply);
    return found == replies_.end() ? nullptr : &found->second.started;
}

const engine::ReplyFinished* Timeline::finished(engine::ReplyId reply) const
{
    const auto found = replies_.find(reply);
    return found == replies_.end() || !found->second.finished ? nullptr : &*found->second.finished;
}

std::vector<engine::ReplyId> Timeline::replies() const
{
    std::vector<engine::ReplyId> ids;
    for (const auto& entry : replies_) ids.push_back(entry.first);
    return ids;
}

const std::vector<Timeline::Token>& Timeline::tokensOf(engine::ReplyId reply) const
{
    static const std::vector<Token> nothing;
    const auto found = replies_.find(reply);
    return found == replies_.end() ? nothing : found->second.context;
}

int Timeline::firstOf(engine::ReplyId reply) const
{
    const auto found = replies_.find(reply);
    return found == replies_.end() ? 0 : std::min(found->second.promptTokens, int(found->second.context.size()));
}

std::shared_ptr<const engine::ModelCard> Timeline::cardOf(engine::ReplyId reply) const
{
    const auto found = replies_.find(reply);
    return found == replies_.end() ? nullptr : found->second.card;
}

int Timeline::firstOfReply() const
{
    return shown_ ? std::min(shown_->promptTokens, size()) : 0;
}

int Timeline::positionOf(engine::ReplyId reply, int index) const
{
    const auto found = replies_.find(reply);
    if (found == replies_.end() || index < 0) return -1;
    const auto& context = found->second.context;
    const int position = found->second.promptTokens + index;
    if (position >= size() || size_t(position) >= context.size()) return -1;
    const bool sameBranch =
        std::equal(context.begin(), context.begin() + position + 1, shown_->context.begin(), sameToken);
    return sameBranch ? position : -1;
}

}  // namespace ui
