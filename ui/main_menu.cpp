// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of the window with its shortcut: one menu, reachable by F10.
#include "ui/main_window.h"

#include "ui/theme.h"
#include "ui/views/chat_view.h"
#include "ui/views/sidebar.h"
#include "ui/views/top_bar.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QTabWidget>
#include <QToolButton>

namespace ui {

QAction* MainWindow::addCommand(const QString& text, const QKeySequence& keys, std::function<void()> action)
{
    auto* command = new QAction(text, this);
    command->setShortcut(keys);
    QString tip = text;
    tip.remove(QChar(0x2026));
    if (!keys.isEmpty()) tip += QStringLiteral(" (%1)").arg(keys.toString(QKeySequence::NativeText));
    command->setToolTip(tip);
    connect(command, &QAction::triggered, this, [action = std::move(action)] { action(); });
    addAction(command);
    commands_ << command;
    return command;
}

/// Commands that stand in the top bar or are enabled and disabled.
void MainWindow::createCommands()
{
    do_.openModel = addCommand(tr("Open model\u2026"), Qt::CTRL | Qt::Key_M, [this] { chooseModel({}); });
    do_.rewind = addCommand(tr("Rewind"), Qt::CTRL | Qt::Key_Home,
                            [this] { models_.selection.selectToken(models_.timeline.firstOfReply()); });
    do_.play = addCommand(tr("Replay"), Qt::CTRL | Qt::Key_Space, [] {});
    do_.play->setCheckable(true);
    do_.play->setToolTip(tr("Show these tokens again as they came, from the selected one on (Ctrl+Space)"));
    connect(do_.play, &QAction::toggled, this, [this](bool on) { on ? playback_.play() : playback_.pause(); });
    do_.pause = addCommand(tr("Pause"), Qt::CTRL | Qt::Key_P, [this] { applyPace(); });
    do_.pause->setCheckable(true);
    connect(do_.pause, &QAction::toggled, this,
            [this](bool paused) { do_.pause->setText(paused ? tr("Resume") : tr("Pause")); });
    do_.step = addCommand(tr("Step"), Qt::CTRL | Qt::Key_Period, [this] {
        if (!models_.conversation.isRunning())
            return models_.selection.selectToken(
                std::min(models_.selection.token() + 1, models_.timeline.size() - 1));
        if (!do_.pause->isChecked()) do_.pause->trigger();
        emit stepWanted();
    });
    do_.stop = addCommand(tr("Stop"), Qt::Key_Escape, [this] { emit stopWanted(); });
    do_.regenerate = addCommand(tr("Regenerate the last answer"), Qt::CTRL | Qt::Key_R, [this] {
        models_.conversation.regenerate(models_.conversation.lastReply(), takeOptions());
    });
    do_.editLast = addCommand(tr("Edit the last question"), Qt::CTRL | Qt::Key_Up, [this] { chat_->editLast(); });
    do_.rename = addCommand(tr("Rename chat\u2026"), Qt::Key_F2, [this] { sidebar_->renameOpen(); });
    do_.remove =
        addCommand(tr("Delete chat\u2026"), Qt::CTRL | Qt::SHIFT | Qt::Key_Delete, [this] { sidebar_->deleteOpen(); });
    do_.lessons = addCommand(tr("Lessons"), Qt::CTRL | Qt::SHIFT | Qt::Key_L,
                             [this] { showLessons(!lessonDock_->isVisible()); });
    do_.lessons->setCheckable(true);
    do_.present = addCommand(tr("Present"), Qt::Key_F5, [this] { present(); });
    do_.exportSession = addCommand(tr("Export session\u2026"), Qt::CTRL | Qt::Key_E, [this] { chooseExport(); });
}

QMenu* MainWindow::createMenu()
{
    auto* menu = new QMenu(this);
    addFileCommands(menu->addMenu(tr("&File")));
    addChatCommands(menu->addMenu(tr("&Chat")));
    addTransportCommands(menu->addMenu(tr("&Tokens")));
    addLookCommands(menu->addMenu(tr("&View")));
    addLessonCommands(menu->addMenu(tr("&Lessons")));
    addHelpCommands(menu->addMenu(tr("&Help")));
    return menu;
}

void MainWindow::addFileCommands(QMenu* menu)
{
    menu->addAction(addCommand(tr("New chat"), QKeySequence::New, [this] { emit newChatWanted(); }));
    menu->addAction(do_.openModel);
    addRecentModels(menu->addMenu(tr("Recent models")));
    menu->addAction(addCommand(tr("Open session file\u2026"), QKeySequence::Open, [this] { chooseFile(); }));
    menu->addAction(do_.exportSession);
    menu->addSeparator();
    menu->addAction(do_.rename);
    menu->addAction(do_.remove);
    menu->addSeparator();
    menu->addAction(addCommand(tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); }));
}

/// Filled when it is opened: models come and go.
void MainWindow::addRecentModels(QMenu* menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (const QString& path : models_.settings.recentModels())
            menu->addAction(QString(path).replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                            [this, path] { emit modelChosen(path, 0); });
        if (menu->isEmpty()) menu->addAction(tr("none yet"))->setEnabled(false);
    });
}

void MainWindow::addChatCommands(QMenu* menu)
{
    menu->addAction(addCommand(tr("Search chats"), Qt::CTRL | Qt::Key_F, [this] { sidebar_->focusSearch(); }));
    menu->addAction(addCommand(tr("Write a message"), Qt::CTRL | Qt::Key_L, [this] { chat_->focusComposer(); }));
    menu->addAction(do_.stop);
    menu->addAction(do_.regenerate);
    menu->addAction(do_.editLast);
    menu->addAction(addCommand(tr("Sampling and system prompt"), Qt::CTRL | Qt::SHIFT | Qt::Key_P,
                               [this] { sidebar_->samplingToggle().toggle(); }));
}

void MainWindow::addTransportCommands(QMenu* menu)
{
    menu->addAction(do_.play);
    menu->addAction(do_.pause);
    menu->addAction(do_.step);
    menu->addAction(do_.rewind);
    menu->addAction(
        addCommand(tr("Follow the newest token"), Qt::CTRL | Qt::Key_End, [this] { models_.selection.follow(); }));
    QAction* underline = addCommand(tr("Underline tokens"), Qt::CTRL | Qt::Key_U, [] {});
    underline->setCheckable(true);
    underline->setChecked(models_.settings.underlinesTokens());
    connect(underline, &QAction::toggled, this, [this](bool on) {
        models_.settings.setUnderlinesTokens(on);
        chat_->setUnderlined(on);
    });
    menu->addAction(underline);
    addLenses(menu->addMenu(tr("Underlines tell")));
}

void MainWindow::addLenses(QMenu* menu)
{
    auto* group = new QActionGroup(this);
    for (int i = 0; i < lens_count; ++i) {
        QAction* entry = menu->addAction(LensModel::name(Lens(i)));
        entry->setCheckable(true);
        group->addAction(entry);
    }
    const auto mark = [this, group] { group->actions()[int(models_.settings.lens())]->setChecked(true); };
    const auto choose = [this, mark](Lens lens) {
        models_.settings.setLens(lens);
        chat_->setLens(lens);
        mark();
    };
    mark();
    connect(menu, &QMenu::aboutToShow, this, mark);
    connect(group, &QActionGroup::triggered, this,
            [group, choose](QAction* entry) { choose(Lens(group->actions().indexOf(entry))); });
    menu->addSeparator();
    menu->addAction(addCommand(tr("Next of these"), Qt::CTRL | Qt::ALT | Qt::Key_U, [this, choose] {
        choose(Lens((int(models_.settings.lens()) + 1) % lens_count));
    }));
}

void MainWindow::addLookCommands(QMenu* menu)
{
    QAction* dark = addCommand(tr("Dark theme"), Qt::CTRL | Qt::Key_D, [] {});
    dark->setCheckable(true);
    dark->setChecked(theme().dark);
    connect(dark, &QAction::toggled, this, &MainWindow::themeChosen);
    menu->addAction(dark);

    QMenu* languages = menu->addMenu(tr("Language"));
    auto* group = new QActionGroup(this);
    for (const auto& [code, name] : {std::pair{"en", "English"}, std::pair{"ja", "\u65e5\u672c\u8a9e"}}) {
        const QString language = QLatin1String(code);
        QAction* entry = addCommand(QString::fromUtf8(name), {}, [this, language] { emit languageChosen(language); });
        entry->setCheckable(true);
        entry->setChecked(models_.settings.language() == language);
        group->addAction(entry);
        languages->addAction(entry);
    }
    const auto size = [this](double step) { chooseFont(models_.settings.fontPoints() + step); };
    menu->addAction(addCommand(tr("Larger text"), QKeySequence::ZoomIn, [size] { size(+1); }));
    menu->addAction(addCommand(tr("Smaller text"), QKeySequence::ZoomOut, [size] { size(-1); }));
    menu->addAction(
        addCommand(tr("Usual text size"), Qt::CTRL | Qt::Key_0, [this] { chooseFont(Settings::usualFont); }));
    menu->addSeparator();
    menu->addAction(addCommand(tr("Show or hide the sidebar"), Qt::CTRL | Qt::Key_B,
                               [this] { sidebar_->setVisible(!sidebar_->isVisible()); }));
    addViewCommands(menu);
}

/// Pages by number, and below each the views that stand on it.
void MainWindow::addViewCommands(QMenu* menu)
{
    int number = 0;
    for (Workspace* page : workspaces()) {
        const QString title = workspaces_->tabText(number);
        const auto key = QKeySequence(int(Qt::CTRL) | int(Qt::Key_1 + number++));
        menu->addAction(addCommand(title, key, [this, page] { workspaces_->setCurrentWidget(page); }));
        QMenu* shown = menu->addMenu(tr("Views of \u201c%1\u201d").arg(title));
        for (QDockWidget* dock : page->docks()) {
            QAction* toggle = dock->toggleViewAction();
            commands_ << toggle;
            shown->addAction(toggle);
        }
    }
    menu->addAction(addCommand(tr("Arrange the views anew"), Qt::CTRL | Qt::SHIFT | Qt::Key_0,
                               [this] { static_cast<Workspace*>(workspaces_->currentWidget())->arrange(); }));
}

void MainWindow::addHelpCommands(QMenu* menu)
{
    menu->addAction(addCommand(tr("How this model is built"), Qt::CTRL | Qt::Key_I, [this] { showArchitecture(); }));
    menu->addAction(
        addCommand(tr("Prompt of this chat\u2026"), Qt::CTRL | Qt::SHIFT | Qt::Key_I, [this] { showPrompt(); }));
    menu->addAction(addCommand(tr("About Expertscope"), {}, [this] { about(); }));
}

void MainWindow::chooseFont(double points)
{
    emit fontChosen(std::clamp(points, Settings::smallestFont, Settings::largestFont));
}

}  // namespace ui
