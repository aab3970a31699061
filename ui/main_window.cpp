// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/feed.h"
#include "ui/presenter_window.h"
#include "ui/views/chat_view.h"
#include "ui/views/composer.h"
#include "ui/views/error_bar.h"
#include "ui/views/experiment_panel.h"
#include "ui/views/open_model_dialog.h"
#include "ui/views/sidebar.h"
#include "ui/views/top_bar.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QMimeData>
#include <QSplitter>
#include <QTabWidget>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int stateVersion = 3;  // of the window's own docks; another number forgets saved arrangements

}  // namespace

MainWindow::MainWindow(const Models& models, QWidget* parent)
    : QMainWindow(parent), models_(models), playback_(models.timeline, models.selection)
{
    setObjectName(QStringLiteral("window"));
    setDockNestingEnabled(true);
    setAcceptDrops(true);
    setAnimated(false);  // every new layout would make animations of all docks, even of none that moves
    createCommands();
    setupColumns();
    setupWorkspaces();
    setupLessons();
    QMenu* menu = createMenu();
    auto* bar = addToolBar(tr("Top bar"));
    bar->setObjectName(QStringLiteral("topBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    top_ = new TopBar({do_.openModel, do_.rewind, do_.play, do_.pause, do_.step, do_.stop, do_.lessons}, menu, this);
    bar->addWidget(top_);
    status_ = new StatusLine(this);
    setStatusBar(status_);
    setupWiring();
    restorePlace();
    refreshState();
    refreshMeters();
}

MainWindow::~MainWindow()
{
    hide();  // what views say when they disappear must still find a whole window
    delete presenter_;
}

void MainWindow::setupColumns()
{
    columns_ = new QSplitter(Qt::Horizontal, this);
    columns_->setHandleWidth(1);
    columns_->setChildrenCollapsible(false);
    sidebar_ = new Sidebar(models_.sessions, columns_);
    sidebar_->setMinimumWidth(170);
    chat_ = new ChatView({models_.conversation, models_.timeline, models_.selection}, columns_);
    chat_->setMinimumWidth(280);
    columns_->addWidget(sidebar_);
    columns_->addWidget(chat_);
    columns_->setStretchFactor(0, 0);
    columns_->setStretchFactor(1, 1);
    setCentralWidget(columns_);
}

void MainWindow::setupWiring()
{
    wireChat();
    wireSidebar();
    connect(top_, &TopBar::paceChosen, this, &MainWindow::applyPace);
    connect(&playback_, &Playback::changed, this, [this] { do_.play->setChecked(playback_.isPlaying()); });
    connect(&models_.timeline, &Timeline::cardChanged, this, &MainWindow::refreshState);
    connect(&models_.timeline, &Timeline::changed, this, [this] { trace_.update(models_.timeline); });
    // Behind the models, which were connected to the feed before this window.
    connect(&models_.feed, &Feed::batchReady, this, &MainWindow::refreshMeters);
    connect(&models_.conversation, &Conversation::runningChanged, this, &MainWindow::refreshState);
    connect(&models_.conversation, &Conversation::pathChanged, this, &MainWindow::refreshState);
    connect(&models_.conversation, &Conversation::titleChosen, this, &MainWindow::refreshTitle);
    connect(&models_.conversation, &Conversation::saveStateChanged, status_, &StatusLine::showSaving);
}

void MainWindow::wireChat()
{
    Conversation& conversation = models_.conversation;
    connect(chat_, &ChatView::submitted, this, &MainWindow::ask);
    connect(chat_, &ChatView::editSubmitted, this, [&conversation, this](qint64 question, const QString& text) {
        conversation.edit(question, text, takeOptions());
    });
    connect(chat_, &ChatView::regenerateWanted, this,
            [&conversation, this](qint64 reply) { conversation.regenerate(reply, takeOptions()); });
    connect(chat_, &ChatView::branchTokenClicked, this, &MainWindow::branchWanted);
    connect(chat_, &ChatView::stopWanted, this, &MainWindow::stopWanted);
    connect(chat_, &ChatView::lensChosen, this, [this](Lens lens) { models_.settings.setLens(lens); });
    connect(&chat_->errorBar(), &ErrorBar::promptWanted, this, &MainWindow::showPrompt);
    connect(&conversation, &Conversation::pathChanged, this, &MainWindow::askForPrompt);
}

void MainWindow::wireSidebar()
{
    connect(sidebar_, &Sidebar::newChatWanted, this, &MainWindow::newChatWanted);
    connect(sidebar_, &Sidebar::searchChanged, this, &MainWindow::searchChanged);
    connect(sidebar_, &Sidebar::sessionWanted, this, &MainWindow::sessionWanted);
    connect(sidebar_, &Sidebar::renameWanted, this, &MainWindow::renameWanted);
    connect(sidebar_, &Sidebar::deleteWanted, this, &MainWindow::deleteWanted);
    SamplingPanel& sampling = sidebar_->sampling();
    sampling.setValues(models_.settings.sampling());
    sampling.setSystemPrompt(models_.conversation.systemPrompt());
    refreshSampling();
    connect(&sampling, &SamplingPanel::changed, this, [this, &sampling] {
        models_.settings.setSampling(sampling.values());
        refreshSampling();
    });
    connect(&sampling, &SamplingPanel::systemPromptChanged, &models_.conversation, &Conversation::setSystemPrompt);
    connect(&models_.conversation, &Conversation::pathChanged, this,
            [this, &sampling] { sampling.setSystemPrompt(models_.conversation.systemPrompt()); });
}

void MainWindow::restorePlace()
{
    if (!restoreGeometry(models_.settings.geometry())) resize(1600, 1000);
    restoreState(models_.settings.docks(), stateVersion);
    for (Workspace* page : workspaces()) {
        page->restore(models_.settings.workspace(page->objectName()));
        if (page->objectName() == models_.settings.lastWorkspace()) workspaces_->setCurrentWidget(page);
    }
    sidebar_->setVisible(lessonDock_->isHidden());
    chat_->setUnderlined(models_.settings.underlinesTokens());
    chat_->setLens(models_.settings.lens());
}

void MainWindow::rememberPlace()
{
    models_.settings.setWindow(saveGeometry(), saveState(stateVersion), columns_->saveState());
    for (const Workspace* page : workspaces())
        if (page->isArranged()) models_.settings.setWorkspace(page->objectName(), page->state());
    models_.settings.setLastWorkspace(workspaces_->currentWidget()->objectName());
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(shown_, true)) return;
    if (!columns_->restoreState(models_.settings.columns()))
        columns_->setSizes({186, width() * 41 / 100 - 186, width() * 59 / 100});
    arrangeShownWorkspace();
    chat_->composer().focusText();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    rememberPlace();
    QMainWindow::closeEvent(event);
}

/// One local file or folder: a model or a session.
void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = event->mimeData()->urls().value(0).toLocalFile();
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    if (path.endsWith(QLatin1String(".expertscope")))
        emit fileChosen(path);
    else if (path.endsWith(QLatin1String(".lesson")))
        openLesson(path);
    else
        chooseModel(path);  // says first whether it fits
}

void MainWindow::setModel(std::shared_ptr<const engine::ModelCard> loaded)
{
    model_ = std::move(loaded);
    built_.setCard(model_);
    if (model_) models_.settings.addRecentModel(QString::fromStdString(model_->path));
    if (std::exchange(loading_, false)) chat_->errorBar().hide();  // of an attempt before
    toldTemplate_.clear();
    refreshState();
    refreshMeters();
    askForPrompt();
}

void MainWindow::ask(const QString& text)
{
    models_.conversation.ask(text, takeOptions());
}

ReplyOptions MainWindow::takeOptions()
{
    return models_.experiment.applied(sidebar_->sampling().take());
}

void MainWindow::showLoading(const engine::LoadProgress& progress)
{
    loading_ = true;
    top_->showLoading(progress.done, progress.total);
    refreshState();
}

void MainWindow::showError(const engine::ErrorParts& error)
{
    loading_ = false;
    chat_->errorBar().showError(error);
    refreshState();
}

void MainWindow::showTemplateFailure(const engine::ErrorParts& error)
{
    const QString sentence = QString::fromStdString(engine::sentence(error));
    if (sentence == std::exchange(toldTemplate_, sentence)) return;
    chat_->errorBar().showTemplateFailure(error);
}

QString MainWindow::draft() const
{
    return chat_->composer().text();
}

void MainWindow::setDraft(const QString& text)
{
    chat_->composer().setText(text);
}

bool MainWindow::isComplete() const
{
    return chat_->isComplete();
}

void MainWindow::applyPace()
{
    emit paceChosen(top_->pace(), do_.pause->isChecked());
    playback_.setPace(top_->pace());
}

void MainWindow::refreshState()
{
    const Conversation& conversation = models_.conversation;
    const bool running = conversation.isRunning(), readOnly = conversation.isReadOnly();
    const bool model = model_ && !readOnly && !loading_;
    if (!loading_) top_->showModel(model_.get());
    const QString obstacle = readOnly   ? tr("A session from elsewhere: it can be read, not continued")
                             : loading_ ? tr("The model is being loaded")
                                        : tr("Open a model to ask something");
    chat_->composer().setReady(model, obstacle);
    experiment_->setReady(model);
    do_.stop->setEnabled(running || loading_);
    do_.play->setEnabled(!running);
    if (running) playback_.pause();
    do_.regenerate->setEnabled(!running && model && conversation.lastReply());
    do_.editLast->setEnabled(!running && model && conversation.lastQuestion());
    const int open = models_.sessions.rowOfOpenFile();
    for (QAction* action : {do_.rename, do_.remove})
        action->setEnabled(open >= 0 && !models_.sessions.isSample(open));
    do_.exportSession->setEnabled(!conversation.path().empty());
    refreshTitle();
}

void MainWindow::refreshMeters()
{
    using Activity = StatusLine::Activity;
    const Conversation& conversation = models_.conversation;
    const auto* card = model_ && !conversation.isReadOnly() ? model_.get() : models_.timeline.card();
    Activity activity = loading_ ? Activity::Loading : model_ ? Activity::Ready : Activity::NoModel;
    if (conversation.isRunning()) {
        const bool reading = conversation.message(conversation.runningReply()).state == ChatMessage::State::Waiting;
        activity = do_.pause->isChecked() ? Activity::Paused : reading ? Activity::Reading : Activity::Generating;
    }
    status_->showActivity(activity);
    status_->showTrace(trace_.tokens(), trace_.bytes());
    status_->showCost(models_.feed.lastBatchMs(), models_.timeline.droppedEvents());
    top_->showRate(trace_.tokensPerSecond());
    top_->showContext(conversation.contextTokens(), card ? card->context : 0);
}

void MainWindow::refreshTitle()
{
    const QString title = models_.conversation.title().simplified();
    setWindowTitle(title.isEmpty() ? tr("Expertscope") : tr("%1 \u2013 Expertscope").arg(title));
}

}  // namespace ui
