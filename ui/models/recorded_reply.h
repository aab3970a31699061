// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/alignment.h"
#include "ui/models/conversation.h"
#include "ui/models/timeline.h"

#include <QCoreApplication>

#include <memory>
#include <optional>
#include <vector>

namespace ui {

/// One reply with everything that replies are compared by. A plain value: the conversation may go on.
struct RecordedReply {
    Q_DECLARE_TR_FUNCTIONS(ui::RecordedReply)
public:
    engine::ReplyId id = 0;  ///< 0: none
    QString name;            ///< number, first words (foreign, on one line), experiment
    QString text;            ///< foreign
    std::shared_ptr<const engine::ModelCard> card;  ///< of the model that made it; null: not recorded
    std::vector<Timeline::Token> context;           ///< prompt and reply; null where nothing was captured
    int first = 0;                                  ///< of context, the reply's own first token
    engine::ReplyStarted started;
    engine::ReplyFinished finished;

    static RecordedReply of(const Conversation& conversation, const Timeline& timeline, engine::ReplyId reply);
    static QString nameOf(const Conversation& conversation, engine::ReplyId reply);

    int tokens() const { return int(context.size()) - first; }  ///< generated
    std::vector<engine::TokenId> ids() const;                   ///< [context]; empty when one was not captured
};

/// By token id where one model made both, by the bytes of the tokens otherwise. What was not captured is like nothing.
Alignment alignReplies(const RecordedReply& first, const RecordedReply& second);

/// The replies of a session document that is not on screen.
struct LoadedReplies {
    QString title;  ///< foreign
    std::vector<RecordedReply> replies;  ///< oldest first
};

/// `events` are those of all replies as they were recorded. Router scores are let go: they are the most of a recording,
/// and nothing here compares them. Any thread.
std::shared_ptr<const LoadedReplies> loadReplies(const engine::Document& document, std::vector<engine::Event> events);

/// A reply and what became of it under an experiment: answers to one question.
struct ReplyPair {
    engine::ReplyId original = 0, changed = 0;  ///< 0: there is none
    bool operator==(const ReplyPair&) const = default;
};

/// The pair that `reply` is part of. The original of a changed reply is the sibling without an experiment that was
/// sampled with the same seed, or else the newest one; a reply of the same seed at another temperature is changed too.
ReplyPair pairOf(const Conversation& conversation, engine::ReplyId reply);

}  // namespace ui
