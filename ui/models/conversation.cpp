// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/conversation.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <set>

namespace ui {
namespace {

constexpr int titleLength = 60;

/// First line of the first question.
QString titleFrom(const QString& question)
{
    QString title = question.trimmed().section(QLatin1Char('\n'), 0, 0).simplified();
    if (title.size() > titleLength) title = title.left(titleLength - 1) + QChar(0x2026);
    return title;
}

ChatMessage shownFrom(const engine::StoredMessage& stored)
{
    ChatMessage message;
    message.stored = stored;
    message.saved = true;
    const auto content = QString::fromStdString(stored.message.content);
    if (!message.isReply()) {
        message.text = content;
        return message;
    }
    message.reply.restore(content, QString::fromStdString(stored.message.thinking));
    message.contextTokens = stored.started.prompt_tokens + stored.finished.tokens;
    if (!stored.complete)
        message.state = ChatMessage::State::Interrupted;
    else if (stored.finished.reason == engine::StopReason::Failed)
        message.state = ChatMessage::State::Failed;
    return message;
}

}  // namespace

Conversation::Conversation(QObject* parent) : QObject(parent) {}

void Conversation::clear()
{
    messages_.clear();
    path_.clear();
    title_.clear();
    replayed_ = 0;
    readOnly_ = false;
    endRunning();
    emit pathChanged();
}

void Conversation::load(const engine::Document& document)
{
    messages_.clear();
    for (const auto& stored : document.messages) {
        ChatMessage& shown = messages_[stored.id] = shownFrom(stored);
        // A damaged document cannot lead us in a circle: a parent is known and older.
        if (shown.stored.parent >= stored.id || !contains(shown.stored.parent)) shown.stored.parent = 0;
        lastId_ = std::max(lastId_, stored.id);
    }
    title_ = QString::fromStdString(document.title);
    systemPrompt_ = QString::fromStdString(document.system_prompt);
    replayed_ = 0;
    endRunning();
    const Id newest = messages_.empty() ? 0 : messages_.rbegin()->first;
    showBranchTo(contains(document.active_leaf) ? document.active_leaf : newest);
}

void Conversation::apply(const TraceBatch& batch)
{
    std::set<Id> touched;
    for (const auto& event : batch.events)
        touched.insert(fold(event));
    for (const auto& status : batch.saves)
        touched.insert(onSaved(status));
    touched.erase(0);
    for (const Id id : touched)
        emit messageChanged(id);
}

void Conversation::ask(const QString& text, const ReplyOptions& options)
{
    if (isRunning() || readOnly_ || text.trimmed().isEmpty()) return;
    const bool first = messages_.empty();
    const Id question = addQuestion(leaf(), text);
    if (first || title_.isEmpty()) setTitle(titleFrom(text));
    if (first && !systemPrompt_.isEmpty()) emit systemPromptChosen(systemPrompt_);
    requestReply(question, options);
}

void Conversation::askAfresh(const QString& text, const ReplyOptions& options)
{
    if (isRunning() || readOnly_ || text.trimmed().isEmpty()) return;
    requestReply(addQuestion(0, text), options);
}

void Conversation::edit(Id question, const QString& text, const ReplyOptions& options)
{
    if (isRunning() || readOnly_ || text.trimmed().isEmpty()) return;
    requestReply(addQuestion(message(question).stored.parent, text), options);
}

void Conversation::regenerate(Id reply, const ReplyOptions& options)
{
    if (isRunning() || readOnly_) return;
    requestReply(message(reply).stored.parent, options);
}

void Conversation::takeInstead(Id reply, std::vector<engine::TokenId> start)
{
    if (isRunning() || readOnly_ || start.empty() || !contains(reply) || !message(reply).isReply()) return;
    const engine::ReplyStarted& made = message(reply).stored.started;
    requestReply(message(reply).stored.parent, {made.sampling, made.thinking, made.router}, std::move(start));
}

void Conversation::showSibling(Id id, int step)
{
    const auto all = siblings(id);
    const int next = placeAmongSiblings(id).index + step;
    if (next < 0 || next >= int(all.size())) return;
    showBranchTo(newestLeafBelow(all[size_t(next)]));
    if (!readOnly_) emit leafChosen(leaf());
}

void Conversation::setSystemPrompt(const QString& text)
{
    if (text == systemPrompt_) return;
    systemPrompt_ = text;
    if (!messages_.empty() && !readOnly_) emit systemPromptChosen(text);
}

void Conversation::setTitle(const QString& title)
{
    title_ = title;
    emit titleChosen(title);
}

void Conversation::setReadOnly(bool readOnly)
{
    readOnly_ = readOnly;
}

Conversation::Place Conversation::placeAmongSiblings(Id id) const
{
    const auto all = siblings(id);
    return {int(std::find(all.begin(), all.end(), id) - all.begin()), int(all.size())};
}

Conversation::Id Conversation::lastReply() const
{
    return lastOf(engine::Role::Assistant);
}

Conversation::Id Conversation::lastQuestion() const
{
    return lastOf(engine::Role::User);
}

Conversation::Id Conversation::lastOf(engine::Role role) const
{
    const auto found =
        std::find_if(path_.rbegin(), path_.rend(), [&](Id id) { return message(id).stored.message.role == role; });
    return found == path_.rend() ? 0 : *found;
}

int Conversation::contextTokens() const
{
    const Id reply = lastReply();
    return reply ? message(reply).contextTokens : 0;
}

Conversation::Id Conversation::newId()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const Id micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    return lastId_ = std::max(micros, lastId_ + 1);
}

Conversation::Id Conversation::add(engine::StoredMessage stored)
{
    stored.id = newId();
    stored.created_ms = QDateTime::currentMSecsSinceEpoch();
    ChatMessage shown;
    shown.stored = stored;
    shown.state = shown.isReply() ? ChatMessage::State::Waiting : ChatMessage::State::Complete;
    shown.text = QString::fromStdString(stored.message.content);
    messages_[stored.id] = std::move(shown);
    emit messageStored(stored);
    return stored.id;
}

Conversation::Id Conversation::addQuestion(Id parent, const QString& text)
{
    engine::StoredMessage question;
    question.parent = parent;
    question.message.role = engine::Role::User;
    question.message.content = text.toStdString();
    question.complete = true;
    return add(std::move(question));
}

void Conversation::requestReply(Id question, const ReplyOptions& options, std::vector<engine::TokenId> start)
{
    engine::StoredMessage place;
    place.parent = question;
    place.message.role = engine::Role::Assistant;
    running_ = add(std::move(place));
    showBranchTo(running_);
    emit leafChosen(running_);
    emit runningChanged(true);

    engine::Request request;
    request.reply = running_;
    request.chat = chatTo(question);
    request.thinking = options.thinking;
    request.sampling = options.sampling;
    request.router = options.router;
    request.reply_start = std::move(start);
    emit replyRequested(request);
}

std::vector<engine::Message> Conversation::chatTo(Id question) const
{
    std::vector<engine::Message> chat;
    for (Id id = question; id != 0; id = message(id).stored.parent) {
        const ChatMessage& shown = message(id);
        const QString& text = shown.isReply() ? shown.reply.content() : shown.text;
        chat.push_back({shown.stored.message.role, text.toStdString(), {}});
    }
    if (!systemPrompt_.trimmed().isEmpty()) chat.push_back({engine::Role::System, systemPrompt_.toStdString(), {}});
    std::reverse(chat.begin(), chat.end());
    return chat;
}

std::vector<engine::Message> Conversation::chatWith(const QString& draft) const
{
    const bool drafted = !draft.trimmed().isEmpty();
    if (!drafted && !lastQuestion()) return {};
    auto chat = chatTo(drafted ? leaf() : lastQuestion());
    if (drafted) chat.push_back({engine::Role::User, draft.toStdString(), {}});
    return chat;
}

std::vector<Conversation::Id> Conversation::siblings(Id id) const
{
    std::vector<Id> all;
    const ChatMessage& one = message(id);
    for (const auto& [other, shown] : messages_)
        if (shown.stored.parent == one.stored.parent && shown.isReply() == one.isReply()) all.push_back(other);
    return all;
}

std::vector<Conversation::Id> Conversation::replies() const
{
    std::vector<Id> all;
    for (const auto& [id, shown] : messages_)
        if (shown.isReply()) all.push_back(id);
    return all;
}

Conversation::Id Conversation::newestLeafBelow(Id id) const
{
    // A child is newer than its parent, so one pass upwards in age finds the newest chain.
    for (const auto& [other, shown] : messages_)
        if (shown.stored.parent == id) id = other;
    return id;
}

void Conversation::showBranchTo(Id leaf)
{
    path_.clear();
    for (Id id = leaf; id != 0; id = message(id).stored.parent)
        path_.push_back(id);
    std::reverse(path_.begin(), path_.end());
    emit pathChanged();
}

void Conversation::endRunning()
{
    if (!running_) return;
    running_ = 0;
    emit runningChanged(false);
}

}  // namespace ui
