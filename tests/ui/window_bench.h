// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recording.h"
#include "ui/feed.h"
#include "ui/main_window.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// A window with a lesson, and a made-up model that answers the lesson's questions at once.
struct WindowBench {
    QTemporaryDir folder;
    ui::Settings settings{folder.filePath(QStringLiteral("s.ini"))};
    ui::Feed feed;
    ui::Timeline timeline;
    ui::Selection selection;
    ui::Conversation conversation;
    ui::SessionList sessions;
    ui::DeviceModel device{timeline};
    ui::PromptModel prompt{timeline};
    ui::LessonShelf shelf;
    ui::LessonPlayer player;
    ui::Experiment experiment;
    ui::Findings findings;
    std::shared_ptr<engine::ModelCard> card = recording::workshopCard();
    std::unique_ptr<ui::MainWindow> window;

    WindowBench()
    {
        card->name = "workshop";
        shelf = ui::readLessons({QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/resources/lessons")});
        QObject::connect(&player, &ui::LessonPlayer::questionAsked, &player,
                         [this](const ui::LessonQuestion& question) { answer(question); });
        window = std::make_unique<ui::MainWindow>(ui::MainWindow::Models{
            conversation, timeline, selection, sessions, device, prompt, shelf, player, experiment, findings, feed,
            settings});
        window->resize(1280, 800);
        window->show();
        timeline.setCard(card);
        player.setCard(card);
        window->setModel(card);
    }

    void answer(const ui::LessonQuestion& question)
    {
        const engine::ReplyId reply = ++replies;
        std::vector<std::string> words;
        for (const QString& word : question.text.split(u' ')) words.push_back(" " + word.toStdString());
        timeline.apply(recording::events(*card, {reply, 0, 0, words, recording::pieces(6)}));
        player.answered({card, timeline.tokens(), int(words.size()), QStringLiteral("A router is"), question.options.router});
    }

    engine::ReplyId replies = 0;
};
