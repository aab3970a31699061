// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/models/lesson_player.h"
#include "ui/models/timeline.h"

#include <optional>

namespace app {

/// Gets a lesson's questions answered: by the model it names, in a chat of its own that bears the lesson's name, each
/// from an empty context. What was captured goes back to the player.
class Classroom : public QObject {
    Q_OBJECT
public:
    Classroom(ui::LessonPlayer& player, ui::Conversation& conversation, ui::Timeline& timeline);

    void setModel(std::shared_ptr<const engine::ModelCard> loaded);
    void chatOpened();  ///< a document that replies can be stored in
    void leaveChat();   ///< another document follows
    void failed(const engine::Failure& failure);

signals:
    void chatWanted();
    void stopWanted();
    void modelWanted(const QString& name);

private:
    void proceed();
    void finish();
    void giveBackModel();
    bool hasModel(const QString& name) const;

    ui::LessonPlayer& player_;
    ui::Conversation& conversation_;
    ui::Timeline& timeline_;
    std::shared_ptr<const engine::ModelCard> model_;
    std::optional<ui::LessonQuestion> waiting_;  // for a model, a chat or the end of another reply
    engine::ReplyId asked_ = 0;
    enum class Chat { None, Wanted, Open } chat_ = Chat::None;
    bool loading_ = false;
    QString usersSystemPrompt_, usersModel_;  // to be given back; path of the model, empty: it is loaded
};

}  // namespace app
