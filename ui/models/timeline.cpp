// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timeline.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int longest_context = 1 << 20;  // positions; a recorded number beyond it is damage, not a context

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
        if (const auto* end = std::get_if<engine::ReplyFinished>(&event)) dropped_ += end->dropped_events;
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
    reply.router = started.router;
    reply.promptTokens = std::clamp(started.prompt_tokens, 0, longest_context);
    if (const auto base = replies_.find(started.base); base != replies_.end()) reply.context = base->second.context;
    reply.context.resize(size_t(std::clamp(started.reused_tokens, 0, longest_context)));

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

bool Timeline::add(const engine::TokenEvent& event)
{
    const auto found = replies_.find(event.reply);
    if (found == replies_.end() || event.position < 0 || event.position >= longest_context) return false;
    auto& context = found->second.context;
    const auto position = size_t(event.position);
    const bool visible = &found->second == shown_;
    if (position < context.size() && visible) ++revision_;
    if (position >= context.size()) context.resize(position + 1);
    context[position] = std::make_shared<const engine::TokenEvent>(event);
    return visible;
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
    ++revision_;
    emit changed();
}

void Timeline::setCard(std::shared_ptr<const engine::ModelCard> card)
{
    if (card == card_) return;
    card_ = std::move(card);
    ++revision_;
    emit cardChanged();
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
