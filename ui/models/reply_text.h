// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/trace.h"

#include <QString>

#include <vector>

namespace ui {

/// Where the text of one generated token stands: UTF-16 units of thinking or of content. Empty for control
/// tokens, for the first part of a split character and for tokens whose event was dropped.
struct TokenSpan {
    int begin = 0, end = 0;
    bool thinking = false;
};

/// Folds the token events of one reply into what a reader sees: the answer, and what was thought before it.
/// `<think>` and `</think>` are boundaries only when a token is exactly that, so text about them is text.
class ReplyText {
public:
    void start(const engine::ReplyStarted& started);
    void add(const engine::TokenEvent& token);
    /// The whole text is known now; repairs what dropped events left out. Spans behind a gap are given up.
    void finish(const QString& whole);
    /// The stored text, known exactly: without events, or after a replay of them.
    void restore(const QString& content, const QString& thinking);

    const QString& content() const { return content_; }
    const QString& thinking() const { return thinking_; }
    /// As it was written, the thought first.
    QString all() const { return thinking_.isEmpty() ? content_ : thinking_ + u'\n' + content_; }
    bool isThinking() const { return inThinking_; }
    int thinkingTokens() const { return thinkingTokens_; }
    /// [generated tokens so far], the n-th token of the reply.
    const std::vector<TokenSpan>& spans() const { return spans_; }

private:
    QString content_, thinking_;
    std::vector<TokenSpan> spans_;
    int promptTokens_ = 0;
    int firstGap_ = -1;  ///< index of the first token that never came
    int thinkingTokens_ = 0;
    bool inThinking_ = false;
};

}  // namespace ui
