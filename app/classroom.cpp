// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/classroom.h"

namespace app {

Classroom::Classroom(ui::LessonPlayer& player, ui::Conversation& conversation, ui::Timeline& timeline)
    : player_(player), conversation_(conversation), timeline_(timeline)
{
    connect(&player_, &ui::LessonPlayer::questionAsked, this, [this](const ui::LessonQuestion& question) {
        waiting_ = question;
        asked_ = 0;
        proceed();
    });
    connect(&player_, &ui::LessonPlayer::stepChanged, this, [this] {
        waiting_.reset();
        asked_ = 0;
        if (!player_.lesson()) giveBackModel();
    });
    connect(&conversation_, &ui::Conversation::runningChanged, this, [this](bool running) {
        if (running) return;
        finish();
        // Who asked for a reply is told first that it ended.
        QMetaObject::invokeMethod(this, &Classroom::proceed, Qt::QueuedConnection);
    });
}

bool Classroom::hasModel(const QString& name) const
{
    return model_ && (name.isEmpty() || QString::fromStdString(model_->name) == name);
}

/// A lesson that is over leaves the model as it found it.
void Classroom::giveBackModel()
{
    const QString path = std::exchange(usersModel_, {});
    if (!path.isEmpty() && model_ && model_->path != path.toStdString()) emit modelWanted(path);
}

/// One thing after the other: the model, the chat, an empty place in it, the question.
void Classroom::proceed()
{
    if (!waiting_ || loading_) return;
    if (conversation_.isRunning()) return emit stopWanted();
    if (!hasModel(waiting_->model)) {
        loading_ = true;
        if (model_ && usersModel_.isEmpty()) usersModel_ = QString::fromStdString(model_->path);
        return emit modelWanted(waiting_->model);
    }
    if (chat_ == Chat::Wanted) return;
    if (chat_ == Chat::None) {
        emit chatWanted();  // leaves the chat that is open
        chat_ = Chat::Wanted;
        return;
    }
    const ui::LessonQuestion question = *std::exchange(waiting_, std::nullopt);
    conversation_.askAfresh(question.text, question.options);
    asked_ = conversation_.runningReply();
}

void Classroom::setModel(std::shared_ptr<const engine::ModelCard> loaded)
{
    model_ = std::move(loaded);
    if (!loading_) usersModel_.clear();  // somebody chose this one
    loading_ = false;
    player_.setCard(model_);
    proceed();
}

void Classroom::chatOpened()
{
    if (chat_ != Chat::Wanted) return;
    chat_ = Chat::Open;
    usersSystemPrompt_ = conversation_.systemPrompt();
    conversation_.setSystemPrompt({});
    conversation_.setTitle(player_.titleText());
    proceed();
}

void Classroom::leaveChat()
{
    if (chat_ == Chat::Open) conversation_.setSystemPrompt(usersSystemPrompt_);
    chat_ = Chat::None;
}

void Classroom::failed(const engine::Failure& failure)
{
    if (failure.reply != 0 || failure.probe || !std::exchange(loading_, false)) return;
    waiting_.reset();
    player_.failed(QString::fromStdString(engine::sentence(failure.error)));
}

void Classroom::finish()
{
    const engine::ReplyId reply = std::exchange(asked_, 0);
    if (!reply) return;
    if (!conversation_.contains(reply) || timeline_.reply() != reply)
        return player_.interrupted();
    const ui::ChatMessage& message = conversation_.message(reply);
    if (message.state == ui::ChatMessage::State::Failed)
        return player_.failed(QString::fromStdString(engine::sentence(message.error)));
    if (message.stored.finished.reason == engine::StopReason::Cancelled) return player_.interrupted();
    player_.answered({timeline_.sharedCard(), timeline_.tokens(), message.stored.started.prompt_tokens,
                      message.reply.all(), message.stored.started.router});
}

}  // namespace app
