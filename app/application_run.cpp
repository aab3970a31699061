// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line asked for: a question, a lesson, a picture, and the end.
#include "app/application.h"

#include "app/printout.h"

#include "ui/presenter_window.h"

#include <cstdio>

namespace app {
namespace {

constexpr int settlingRounds = 12;  // frames until every view has drawn what came last

}  // namespace

/// What the command line asked for, once there is a model that can answer.
void Application::openLesson()
{
    if (options_.lesson.isEmpty() && !options_.present) return;
    if (!options_.lesson.isEmpty()) window_->openLesson(std::exchange(options_.lesson, {}));
    if (options_.step > 0) player_.goTo(options_.step - 1);
    if (std::exchange(options_.present, false)) window_->present();
    if (window_->presenter() && endsByItself() && options_.size.isValid()) {
        window_->presenter()->showNormal();
        window_->presenter()->resize(options_.size);
    }
    if (!endsByItself()) return;
    connect(&player_, &ui::LessonPlayer::changed, this, [this] {
        if (!player_.isAsking()) finishRun();
    });
    if (player_.canReveal())
        player_.reveal();
    else
        finishRun();
}

/// What the command line asked for cannot be done.
void Application::endRun(const engine::ErrorParts& error)
{
    if (!endsByItself()) return;
    failure_ = error;
    if (!conversation_.isRunning()) finishRun();
}

/// The question of the command line needs a model and a document to stand in.
void Application::askIfReady()
{
    if (options_.ask.isEmpty() || !model_ || file_.empty() || recording_.isRunning()) return;
    answering_ = true;
    window_->ask(std::exchange(options_.ask, {}));
}

/// The command line's question is answered or its session is open: prints it, takes the picture, ends when asked to.
void Application::finishRun()
{
    answering_ = false;
    if (failure_)
        std::fprintf(stderr, "%s\n", engine::sentence(*failure_).c_str());
    else
        std::fputs(printout(conversation_, timeline_).c_str(), stdout);
    std::fflush(stdout);
    if (!options_.shot.isEmpty() && !failure_)
        takePicture(settlingRounds);
    else if (endsByItself())
        emit finished(failure_ ? 1 : 0);
}

void Application::takePicture(int roundsLeft)
{
    if (roundsLeft > 0 || !window_->isComplete()) {
        QTimer::singleShot(30, this, [this, roundsLeft] { takePicture(roundsLeft - 1); });
        return;
    }
    QWidget* shown = window_->presenter() ? static_cast<QWidget*>(window_->presenter()) : window_.get();
    const bool saved = shown->grab().save(options_.shot);
    if (!saved)
        std::fprintf(stderr, "SHOT-IO - the picture cannot be written, %s. Choose another file.\n",
                     qUtf8Printable(options_.shot));
    emit finished(saved ? 0 : 1);
}

}  // namespace app
