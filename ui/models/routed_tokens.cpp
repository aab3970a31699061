// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routed_tokens.h"

#include <algorithm>

namespace ui {

bool RoutedTokens::goesOn(const Timeline& timeline, bool session) const
{
    if (session != session_ || card_ != timeline.sharedCard() || !(router_ == timeline.router())) return false;
    if (!session) return timelineRevision_ == timeline.revision();
    const auto& recorded = timeline.recorded();
    return read_ == 0 || (read_ <= recorded.size() && recorded[read_ - 1].token == last_);
}

void RoutedTokens::start(const Timeline& timeline, bool session)
{
    tokens_.clear();
    card_ = timeline.sharedCard();
    router_ = timeline.router();
    session_ = session;
    read_ = 0;
    last_.reset();
    timelineRevision_ = timeline.revision();
    chosen_ = 0;
    behind_ = false;
    notCaptured_ = otherRouter_ = {};
    ++revision_;
}

void RoutedTokens::update(const Timeline& timeline, Span span)
{
    const bool session = span == Span::Session;
    if (!goesOn(timeline, session)) start(timeline, session);
    if (!card_) return;
    const size_t all = session ? timeline.recorded().size() : size_t(timeline.size());
    const size_t end = std::min(all, read_ + most_at_once);
    behind_ = end < all;
    engine::ReplyId reply = 0;
    bool same = false;
    for (bool first = true; read_ < end; ++read_, first = false) {
        if (!session) {
            add(timeline.token(int(read_)), timeline.segment(int(read_)));
            continue;
        }
        const auto& [token, segment] = timeline.recorded()[read_];
        if (first || token->reply != reply) same = timeline.routerOf(token->reply) == router_;
        reply = token->reply;
        if (same) add(token.get(), segment);
        else ++otherRouter_[size_t(segment)];
        last_ = token;
    }
}

void RoutedTokens::add(const engine::TokenEvent* event, Segment segment)
{
    const auto routing = TokenRouting::of(event, *card_);
    if (!routing) {
        ++notCaptured_[size_t(segment)];
        return;
    }
    if (tokens_.empty()) chosen_ = routing->chosen();
    if (routing->chosen() == chosen_) tokens_.push_back({event, segment});
    else ++otherRouter_[size_t(segment)];
}

bool RoutedTokens::isMeant(std::optional<Segment> filter, Segment segment) const
{
    return filter ? segment == *filter : session_ || segment != Segment::Prompt;
}

int RoutedTokens::counted(const Counts& counts, std::optional<Segment> filter) const
{
    int sum = 0;
    for (const Segment segment : {Segment::Prompt, Segment::Thinking, Segment::Answer})
        if (isMeant(filter, segment)) sum += counts[size_t(segment)];
    return sum;
}

QString RoutedTokensText::amount(int tokens, Span span, std::optional<Segment> filter)
{
    const bool session = span == Span::Session;
    if (!filter)
        return session ? tr("%n tokens of the conversation", nullptr, tokens)
                       : tr("%n tokens of this reply", nullptr, tokens);
    const QString segments[] = {tr("prompt"), tr("thinking"), tr("answer")};
    const QString text = session ? tr("%n %1 tokens of the conversation", nullptr, tokens)
                                 : tr("%n %1 tokens of this reply", nullptr, tokens);
    return text.arg(segments[size_t(*filter)]);
}

QString RoutedTokensText::leftOut(const RoutedTokens& tokens, std::optional<Segment> filter)
{
    QString text;
    if (const int missing = tokens.notCaptured(filter))
        text += u' ' + tr("%n tokens are left out: their routing was not captured.", nullptr, missing);
    if (const int other = tokens.underOtherRouter(filter))
        text += u' ' + tr("%n tokens are left out: their router was set otherwise.", nullptr, other);
    return text;
}

}  // namespace ui
