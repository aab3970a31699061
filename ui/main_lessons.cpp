// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a lesson leads through the window: which view it shows, what it points at, and the presenter's window.
#include "ui/main_window.h"

#include "ui/presenter_window.h"
#include "ui/views/chat_view.h"
#include "ui/views/error_bar.h"
#include "ui/views/lesson_view.h"
#include "ui/views/sidebar.h"
#include "ui/views/status_line.h"
#include "ui/views/top_bar.h"

#include <QAction>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenu>

#include <algorithm>

namespace ui {
namespace {

constexpr int narrowestLesson = 310, widestLesson = 460;  // pixels

}  // namespace

void MainWindow::addLessonCommands(QMenu* menu)
{
    menu->addAction(do_.lessons);
    menu->addAction(do_.present);
    menu->addAction(addCommand(tr("Open lesson file\u2026"), {}, [this] { chooseLesson(); }));
    menu->addAction(addCommand(tr("Experiment on the router"), Qt::CTRL | Qt::SHIFT | Qt::Key_E,
                               [this] { reveal(QStringLiteral("experiment")); }));
    menu->addSeparator();
    menu->addAction(addCommand(tr("Next step"), Qt::ALT | Qt::Key_PageDown,
                               [this] { models_.player.goTo(models_.player.stepNumber() + 1); }));
    menu->addAction(addCommand(tr("Previous step"), Qt::ALT | Qt::Key_PageUp,
                               [this] { models_.player.goTo(models_.player.stepNumber() - 1); }));
    menu->addAction(
        addCommand(tr("Reveal"), Qt::CTRL | Qt::Key_Return, [this] { models_.player.reveal(); }));
}

void MainWindow::setupLessons()
{
    LessonPlayer& player = models_.player;
    const auto remembered = [this](const QString& id) { return models_.settings.lessonStep(id); };
    lessons_ = new LessonView(
        {models_.shelf, player, models_.experiment, models_.timeline, models_.selection, remembered}, this);
    lessonDock_ = Workspace::makeDock(lessons_, QStringLiteral("lessons"), tr("Lessons"), this);
    addDockWidget(Qt::LeftDockWidgetArea, lessonDock_);
    lessons_->setMinimumWidth(narrowestLesson);
    lessonDock_->hide();
    connect(lessonDock_, &QDockWidget::visibilityChanged, this, [this](bool shown) { do_.lessons->setChecked(shown); });
    connect(lessons_, &LessonView::presentWanted, this, &MainWindow::present);
    connect(lessons_, &LessonView::fileWanted, this, &MainWindow::chooseLesson);
    connect(lessons_, &LessonView::modelWanted, this, [this](const QString& model) { emit modelChosen(model, 0); });
    connect(&player, &LessonPlayer::stepChanged, this, &MainWindow::followLesson);
    connect(&player, &LessonPlayer::changed, this, &MainWindow::pointAtLesson);
    connect(&models_.experiment, &Experiment::changed, this, &MainWindow::refreshSampling);
}

/// The first lesson, or the one that was left last, when none is open.
bool MainWindow::openSomeLesson()
{
    if (models_.player.lesson()) return true;
    if (models_.shelf.lessons.empty()) return false;
    const auto* last = models_.shelf.find(models_.settings.lastLesson());
    const auto lesson = last ? *last : models_.shelf.lessons.front();
    models_.player.open(lesson, models_.settings.lessonStep(lesson->id));
    return true;
}

void MainWindow::openLesson(const QString& nameOrFile)
{
    if (const auto* lesson = models_.shelf.find(nameOrFile)) {
        models_.player.open(*lesson, 0);
    } else {
        try {
            models_.player.open(models_.shelf.add(nameOrFile), 0);
            lessons_->refreshShelf();
        } catch (const engine::Error& error) {
            return showError(error.parts());
        }
    }
    showLessons(true);
}

void MainWindow::chooseLesson()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open lesson file"), Settings::lessonFolder(),
                                                      tr("Lessons (*.lesson)"));
    if (!file.isEmpty()) openLesson(file);
}

/// The lesson takes the place of the list of chats: both would leave a small screen nothing to look at.
void MainWindow::showLessons(bool shown)
{
    lessonDock_->setVisible(shown);
    sidebar_->setVisible(!shown);
    if (!shown) return;
    resizeDocks({lessonDock_}, {std::clamp(width() * 25 / 100, narrowestLesson, widestLesson)}, Qt::Horizontal);
    lessonDock_->raise();
    lessons_->takeFocus();
}

/// Another step: remembers it, shows its view and points at its layer.
void MainWindow::followLesson()
{
    const LessonPlayer& player = models_.player;
    if (!player.lesson()) return;
    models_.settings.setLessonStep(player.lesson()->id, player.stepNumber());
    const QString name = player.viewName();
    if (QDockWidget* dock = reveal(name)) {
        // What is spoken about must be seen whole, also on a small screen.
        const int share = name == QLatin1String("comparison") ? 58 : 46;
        static_cast<QMainWindow*>(dock->parentWidget())->resizeDocks({dock}, {height() * share / 100}, Qt::Vertical);
    }
    if (player.evidence().layer >= 0) models_.selection.selectLayer(player.evidence().layer);
}

/// A step was answered: selects the token and the expert it is about.
void MainWindow::pointAtLesson()
{
    const LessonPlayer& player = models_.player;
    if (presenter_) presenter_->showPace(top_->paceText());
    const LessonEvidence& evidence = player.evidence();
    const int answered = int(evidence.records.size());
    if (std::exchange(pointedAt_, answered) == answered || answered == 0 || !player.step()) return;
    if (evidence.layer >= 0) models_.selection.selectLayer(evidence.layer);
    const int token = positionOfWord(evidence.records.back(), evidence.word);
    if (evidence.word.isEmpty() || token < 0 || token >= models_.timeline.size()) return;
    models_.selection.selectToken(token);
    const auto experts = expertsOfWord(evidence, answered);
    if (!experts.empty()) models_.selection.selectExpert(evidence.layer, experts.front());
}

void MainWindow::present()
{
    if (presenter_) return presenter_->activateWindow();
    if (!openSomeLesson()) return status_->showMessage(tr("There are no lessons."), 5000);
    presenter_ = new PresenterWindow(
        {models_.player, models_.conversation, models_.timeline, models_.selection, models_.device});
    connect(presenter_, &PresenterWindow::paceStepped, this, [this](int step) {
        top_->stepPace(step);
        presenter_->showPace(top_->paceText());
    });
    connect(presenter_, &PresenterWindow::tokenWanted, do_.step, &QAction::trigger);
    connect(presenter_, &PresenterWindow::modelWanted, this,
            [this](const QString& model) { emit modelChosen(model, 0); });
    connect(presenter_, &PresenterWindow::left, this, [this] { showLessons(true); });
    presenter_->showPace(top_->paceText());
    presenter_->open(this);
}

PresenterWindow* MainWindow::presenter() const
{
    return presenter_;
}

void MainWindow::refreshSampling()
{
    const ReplyOptions next = models_.experiment.applied(sidebar_->sampling().values().options);
    status_->showSampling(next.sampling, experimentText(next.router));
}

}  // namespace ui
