// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How trace events become the text and the numbers of a reply.
#include "ui/models/conversation.h"

namespace ui {

Conversation::Id Conversation::fold(const engine::Event& event)
{
    if (const auto* started = std::get_if<engine::ReplyStarted>(&event)) return onStarted(*started);
    if (const auto* progress = std::get_if<engine::PrefillProgress>(&event)) return onProgress(*progress);
    if (const auto* token = std::get_if<engine::TokenEvent>(&event)) return onToken(*token);
    if (const auto* finished = std::get_if<engine::ReplyFinished>(&event)) return onFinished(*finished);
    if (const auto* failure = std::get_if<engine::Failure>(&event)) return onFailure(*failure);
    return 0;
}

Conversation::Id Conversation::onStarted(const engine::ReplyStarted& started)
{
    if (!contains(started.reply)) return 0;
    if (started.reply != running_) {
        replayed_ = started.reply;
        replay_.start(started);
        return 0;
    }
    ChatMessage& shown = messages_.at(started.reply);
    shown.stored.started = started;
    shown.promptTokens = started.prompt_tokens;
    shown.contextTokens = started.reused_tokens;
    shown.reply.start(started);
    return started.reply;
}

Conversation::Id Conversation::onProgress(const engine::PrefillProgress& progress)
{
    if (progress.reply != running_ || !running_) return 0;
    messages_.at(running_).contextTokens = progress.done;
    return running_;
}

Conversation::Id Conversation::onToken(const engine::TokenEvent& token)
{
    if (token.reply == replayed_ && replayed_) replay_.add(token);
    if (token.reply != running_ || !running_) return 0;
    ChatMessage& shown = messages_.at(running_);
    if (token.phase == engine::Phase::Decode) shown.state = ChatMessage::State::Running;
    shown.contextTokens = token.position + 1;
    shown.reply.add(token);
    return running_;
}

Conversation::Id Conversation::onFinished(const engine::ReplyFinished& finished)
{
    if (!contains(finished.reply)) return 0;
    ChatMessage& shown = messages_.at(finished.reply);
    if (finished.reply == replayed_) {
        replay_.restore(shown.reply.content(), shown.reply.thinking());
        shown.reply = std::move(replay_);
        replayed_ = 0;
        return finished.reply;
    }
    if (finished.reply != running_) return 0;
    shown.reply.finish(QString::fromStdString(finished.text));
    shown.stored.finished = finished;
    shown.stored.finished.text.clear();
    shown.stored.message.content = shown.reply.content().toStdString();
    shown.stored.message.thinking = shown.reply.thinking().toStdString();
    shown.stored.complete = true;
    const bool failed = shown.state == ChatMessage::State::Failed || finished.reason == engine::StopReason::Failed;
    shown.state = failed ? ChatMessage::State::Failed : ChatMessage::State::Complete;
    endRunning();
    return finished.reply;
}

Conversation::Id Conversation::onFailure(const engine::Failure& failure)
{
    if (failure.reply != running_ || !running_) return 0;
    ChatMessage& shown = messages_.at(failure.reply);
    shown.state = ChatMessage::State::Failed;
    shown.error = failure.error;
    endRunning();
    return failure.reply;
}

Conversation::Id Conversation::onSaved(const engine::SaveStatus& status)
{
    emit saveStateChanged(status);
    if (!status.failure.code.empty() || !contains(status.message)) return 0;
    messages_.at(status.message).saved = true;
    return status.message;
}

}  // namespace ui
