// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reply_text.h"

#include <algorithm>

namespace ui {
namespace {

constexpr QLatin1String thinkBegin("<think>"), thinkEnd("</think>");

}  // namespace

void ReplyText::start(const engine::ReplyStarted& started)
{
    *this = ReplyText();
    promptTokens_ = started.prompt_tokens;
    inThinking_ = started.thinking;
}

void ReplyText::add(const engine::TokenEvent& token)
{
    if (token.phase != engine::Phase::Decode) return;
    const int index = token.position - promptTokens_;
    if (index < int(spans_.size())) return;  // not of this reply, or twice
    if (index > int(spans_.size()) && firstGap_ < 0) firstGap_ = int(spans_.size());
    QString& end = inThinking_ ? thinking_ : content_;
    spans_.resize(size_t(index), {int(end.size()), int(end.size()), inThinking_});

    const bool opens = token.piece == "<think>", closes = token.piece == "</think>";
    TokenSpan span{int(end.size()), int(end.size()), inThinking_};
    const bool boundary = opens || closes;
    // A control token has no text of its own, but may set free what the tokens before it held back.
    if (!boundary || token.special) end += QString::fromStdString(token.text);
    if (!boundary && !token.special) thinkingTokens_ += inThinking_;
    span.end = int(end.size());
    if (boundary) inThinking_ = opens;
    spans_.push_back(span);
}

void ReplyText::finish(const QString& whole)
{
    const auto boundary = whole.indexOf(thinkEnd);
    const bool opens = whole.startsWith(thinkBegin);
    if (boundary >= 0 && (opens || !thinking_.isEmpty() || firstGap_ >= 0)) {
        const auto begin = opens ? thinkBegin.size() : 0;
        restore(whole.mid(boundary + thinkEnd.size()), whole.mid(begin, boundary - begin));
    } else if (whole.isEmpty() || thinking_ + content_ == whole) {
        return;  // nothing was lost
    } else if (inThinking_) {
        restore({}, opens ? whole.mid(thinkBegin.size()) : whole);
    } else if (thinking_.isEmpty()) {
        restore(whole, {});
    } else {
        // Without marks in the text only one part can have lost something, or the border is not known exactly.
        const auto border = whole.startsWith(thinking_) ? thinking_.size() : whole.size() - content_.size();
        restore(whole.mid(std::max<qsizetype>(border, 0)), whole.left(border));
    }
}

void ReplyText::restore(const QString& content, const QString& thinking)
{
    if (content == content_ && thinking == thinking_) return;
    if (firstGap_ >= 0) spans_.resize(size_t(firstGap_));
    content_ = content;
    thinking_ = thinking;
    for (TokenSpan& span : spans_) {
        const int size = int((span.thinking ? thinking_ : content_).size());
        span.begin = std::min(span.begin, size);
        span.end = std::min(span.end, size);
    }
}

}  // namespace ui
