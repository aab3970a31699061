// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/feed.h"
#include "ui/presenter_window.h"
#include "ui/views/architecture_view.h"
#include "ui/views/cache_view.h"
#include "ui/views/chat_view.h"
#include "ui/views/comparison_view.h"
#include "ui/views/composer.h"
#include "ui/views/device_view.h"
#include "ui/views/dock_handle.h"
#include "ui/views/error_bar.h"
#include "ui/views/experiment_panel.h"
#include "ui/views/open_model_dialog.h"
#include "ui/views/rewards_view.h"
#include "ui/views/routing_view.h"
#include "ui/views/sidebar.h"
#include "ui/views/timing_view.h"
#include "ui/views/token_strip_view.h"
#include "ui/views/token_view.h"
#include "ui/views/top_bar.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QMimeData>
#include <QSplitter>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int lowWindow = 900;           // pixels: below it two views share a place
constexpr int stateVersion = 2;          // of the docks; another number forgets saved arrangements
constexpr int viewsAtFirst = 6;          // the others are shown when they are wanted
constexpr QSize smallestView(120, 130);  // so that all of them fit a small screen

}  // namespace

MainWindow::MainWindow(const Models& models, QWidget* parent) : QMainWindow(parent), models_(models)
{
    setObjectName(QStringLiteral("window"));
    setDockNestingEnabled(true);
    setAcceptDrops(true);
    setAnimated(false);  // every new layout would make animations of all docks, even of none that moves
    createCommands();
    setupColumns();
    setupDocks();
    QMenu* menu = createMenu();
    auto* bar = addToolBar(tr("Top bar"));
    bar->setObjectName(QStringLiteral("topBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    top_ = new TopBar({do_.openModel, do_.rewind, do_.pause, do_.step, do_.stop, do_.lessons}, menu, this);
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
    columns_->setSizes({186, 470});
    setCentralWidget(columns_);
}

void MainWindow::setupDocks()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    addView(new RoutingView(timeline, selection), QStringLiteral("routing"), tr("Routing map"));
    addView(new TokenStripView(timeline, selection), QStringLiteral("tokens"), tr("Token strip"));
    addView(new TokenView(timeline, selection), QStringLiteral("token"), tr("Token"));
    addView(new CacheView(timeline, selection), QStringLiteral("cache"), tr("Latent cache"));
    auto* device = new DeviceView(models_.device, timeline, selection);
    connect(device, &DeviceView::watched, this, [this](bool shown) {
        deviceShown_ = shown;
        emit deviceWatched();
    });
    addView(device, QStringLiteral("device"), tr("Device"));
    addView(new TimingView(timeline, selection), QStringLiteral("timing"), tr("Where a token's time goes"));
    LessonPlayer& player = models_.player;
    addView(new ArchitectureView(timeline, selection), QStringLiteral("architecture"), tr("How this model is built"));
    addView(new ComparisonView(timeline, selection, player), QStringLiteral("comparison"), tr("Comparison"));
    addView(new RewardsView(timeline, selection, player), QStringLiteral("rewards"), tr("Learning by trial"));
    setupLessons();
    arrangeDocks();  // six in one column would make the window taller than a small screen
}

void MainWindow::addView(View* view, const QString& name, const QString& title)
{
    view->setMinimumSize(view->sizeHint().boundedTo(smallestView));
    docks_ << addDock(view, name, title, Qt::RightDockWidgetArea);
    connect(view, &View::notice, this, [this](const QString& text) { status_->showMessage(text, 5000); });
    views_ << view;
}

QDockWidget* MainWindow::addDock(QWidget* content, const QString& name, const QString& title, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    dock->setTitleBarWidget(new DockHandle(title, dock));
    auto* frame = new QWidget(dock);  // the gap to the next card
    frame->setObjectName(QStringLiteral("workspace"));
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 6, 4);
    inside->addWidget(content);
    dock->setWidget(frame);
    addDockWidget(area, dock);
    return dock;
}

/// Routing map on top, the token strip below it, then token, cache and machine side by side. What only lessons need
/// waits behind the routing map.
void MainWindow::arrangeDocks()
{
    QDockWidget *routing = docks_[0], *strip = docks_[1], *token = docks_[2], *cache = docks_[3], *device = docks_[4],
                *timing = docks_[5];
    for (QDockWidget* dock : docks_) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    addDockWidget(Qt::RightDockWidgetArea, routing);
    splitDockWidget(routing, strip, Qt::Vertical);
    splitDockWidget(strip, token, Qt::Vertical);
    splitDockWidget(token, cache, Qt::Horizontal);
    splitDockWidget(cache, device, Qt::Horizontal);
    const bool low = height() < lowWindow;
    if (low)
        tabifyDockWidget(device, timing);
    else
        splitDockWidget(device, timing, Qt::Vertical);
    for (int i = 0; i < docks_.size(); ++i) {
        if (i >= viewsAtFirst) tabifyDockWidget(routing, docks_[i]);
        docks_[i]->setVisible(i < viewsAtFirst);
    }
    if (low) device->raise();
    const int below = height() - 90;
    resizeDocks({routing, strip, token}, {below * 39 / 100, below * 20 / 100, below * 41 / 100}, Qt::Vertical);
    if (!low) resizeDocks({device, timing}, {below * 25 / 100, below * 16 / 100}, Qt::Vertical);
    const int beside = width() * 59 / 100;
    resizeDocks({routing}, {beside}, Qt::Horizontal);
    resizeDocks({token, cache, device}, {beside * 34 / 100, beside * 32 / 100, beside * 34 / 100}, Qt::Horizontal);
}

void MainWindow::setupWiring()
{
    wireChat();
    wireSidebar();
    connect(top_, &TopBar::paceChosen, this, &MainWindow::applyPace);
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
    columns_->restoreState(models_.settings.columns());
    arranged_ = restoreState(models_.settings.docks(), stateVersion);
    sidebar_->setVisible(lessonDock_->isHidden());
    chat_->setUnderlined(models_.settings.underlinesTokens());
    chat_->setLens(models_.settings.lens());
}

void MainWindow::rememberPlace()
{
    models_.settings.setWindow(saveGeometry(), saveState(stateVersion), columns_->saveState());
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(arranged_, true)) return;
    arrangeDocks();  // sizes are known only now
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
    ReplyOptions options = sidebar_->sampling().take();
    options.router = models_.experiment.router();
    return options;
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
    do_.stop->setEnabled(running || loading_);
    do_.regenerate->setEnabled(!running && model && conversation.lastReply());
    do_.editLast->setEnabled(!running && model && conversation.lastQuestion());
    for (QAction* action : {do_.rename, do_.remove})
        action->setEnabled(models_.sessions.rowOfOpenFile() >= 0);
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
