// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presenter_window.h"

#include "ui/spotlight.h"
#include "ui/theme.h"
#include "ui/views/architecture_view.h"
#include "ui/views/cache_view.h"
#include "ui/views/comparison_view.h"
#include "ui/views/device_view.h"
#include "ui/views/lesson_step_view.h"
#include "ui/views/rewards_view.h"
#include "ui/views/routing_view.h"
#include "ui/views/timing_view.h"
#include "ui/views/token_strip_view.h"
#include "ui/views/token_view.h"
#include "ui/views/view_style.h"

#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr double linesOfScreen = 36;   // a screen's height is at least so many lines of text
constexpr double pointsPerPixel = 0.75;  // at 96 dots per inch, which Qt's points refer to
constexpr int replyCharacters = 240;

}  // namespace

PresenterWindow::PresenterWindow(const Models& models, QWidget* parent) : QWidget(parent, Qt::Window), models_(models)
{
    setObjectName(QStringLiteral("presenter"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Presenter – Expertscope"));
    setupColumns();
    setupKeys();
    spotlight_ = new Spotlight(this);
    frozenPicture_ = new QLabel(this);
    frozenPicture_->hide();
    connect(&models_.player, &LessonPlayer::changed, this, &PresenterWindow::refresh);
    connect(&models_.player, &LessonPlayer::stepChanged, this,
            [this] { textScroll_->verticalScrollBar()->setValue(0); });
    connect(&models_.player, &LessonPlayer::changed, this, [this] {
        // Once its layout is known: the answer must be seen, not the text that was read before.
        if (std::exchange(revealed_, models_.player.isRevealed()) || !revealed_) return;
        QTimer::singleShot(0, this, [this] { textScroll_->ensureWidgetVisible(step_->answer(), 0, 0); });
    });
    connect(&models_.conversation, &Conversation::messageChanged, this, &PresenterWindow::refreshReply);
    connect(&models_.conversation, &Conversation::runningChanged, this, &PresenterWindow::refreshReply);
    fitType();
    refresh();
}

void PresenterWindow::setupColumns()
{
    auto* row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    columns_ = new QSplitter(Qt::Horizontal, this);
    columns_->setHandleWidth(1);
    columns_->setChildrenCollapsible(false);
    row->addWidget(columns_);
    auto* said = new QWidget(columns_);
    auto* column = new QVBoxLayout(said);
    column->setContentsMargins(32, 28, 24, 20);
    auto* inside = new QWidget(said);
    auto* text = new QVBoxLayout(inside);
    text->setContentsMargins(0, 0, 12, 0);
    step_ = new LessonStepView(models_.player, inside);
    text->addWidget(step_);
    text->addStretch(1);
    textScroll_ = new QScrollArea(said);
    textScroll_->setFrameShape(QFrame::NoFrame);
    textScroll_->setWidgetResizable(true);
    textScroll_->setFocusPolicy(Qt::NoFocus);
    textScroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    textScroll_->setWidget(inside);
    inside->setAutoFillBackground(false);
    textScroll_->viewport()->setAutoFillBackground(false);
    column->addWidget(textScroll_, 1);
    keys_ = new QLabel(said);
    keys_->setTextFormat(Qt::PlainText);
    keys_->setWordWrap(true);
    column->addWidget(keys_);
    auto* shown = new QWidget(columns_);
    shown->setObjectName(QStringLiteral("workspace"));
    shown->setAttribute(Qt::WA_StyledBackground);
    auto* right = new QVBoxLayout(shown);
    right->setContentsMargins(20, 20, 20, 20);
    stack_ = new QStackedWidget(shown);
    right->addWidget(stack_, 1);
    reply_ = new QLabel(shown);
    reply_->setTextFormat(Qt::PlainText);
    reply_->setWordWrap(true);
    reply_->setAccessibleName(tr("What the model writes"));
    right->addWidget(reply_);
    columns_->setStretchFactor(0, 38);
    columns_->setStretchFactor(1, 62);
    connect(step_, &LessonStepView::modelWanted, this, &PresenterWindow::modelWanted);
}

void PresenterWindow::addKey(const QKeySequence& keys, std::function<void()> action)
{
    connect(new QShortcut(keys, this), &QShortcut::activated, this, [action = std::move(action)] { action(); });
}

void PresenterWindow::setupKeys()
{
    LessonPlayer& player = models_.player;
    addKey(Qt::Key_Space, [&player] {
        if (player.canReveal())
            player.reveal();
        else if (player.isRevealed())
            player.goTo(player.stepNumber() + 1);
    });
    for (const auto& [key, step] : {std::pair{Qt::Key_Right, 1}, std::pair{Qt::Key_PageDown, 1},
                                    std::pair{Qt::Key_Left, -1}, std::pair{Qt::Key_PageUp, -1}})
        addKey(key, [&player, by = step] { player.goTo(player.stepNumber() + by); });
    for (int choice = 0; choice < mostChoices; ++choice)
        addKey(QKeySequence(int(Qt::Key_1) + choice), [&player, choice] { player.predict(choice); });
    for (const auto& [keys, hands] : {std::pair{"+", 1}, std::pair{"=", 1}, std::pair{"-", -1}})
        addKey(QKeySequence(QString::fromLatin1(keys)),
               [&player, by = hands] { player.addHands(player.prediction(), by); });
    addKey(Qt::Key_F, [this] { freeze(!frozen_); });
    for (const auto key : {Qt::Key_H, Qt::Key_F1, Qt::Key_Question}) addKey(key, [this] { showAllKeys(); });
    addKey(Qt::Key_L, [this] { cycleSpotlight(); });
    addKey(Qt::Key_S, [this] { moveToOtherScreen(); });
    addKey(Qt::Key_Period, [this] { emit tokenWanted(); });
    addKey(Qt::Key_BracketLeft, [this] { emit paceStepped(-1); });
    addKey(Qt::Key_BracketRight, [this] { emit paceStepped(1); });
    addKey(Qt::Key_Up, [this] { textScroll_->verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub); });
    addKey(Qt::Key_Down, [this] { textScroll_->verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepAdd); });
    addKey(Qt::Key_Escape, [this] { close(); });
}

QString PresenterWindow::keysText() const
{
    const QString space = models_.player.isRevealed() ? tr("Space next") : tr("Space reveal");
    QStringList keys{space, tr("← → step"), tr("H keys"), tr("Esc leave")};
    if (allKeys_)
        keys << tr("1–4 predict") << tr("+ − hands") << tr("L spotlight") << tr("F freeze")
             << tr("[ ] pace: %1").arg(pace_) << tr(". one token") << tr("S screen") << tr("↑ ↓ scroll");
    for (QString& key : keys) key.replace(u' ', QChar(0xa0));
    return keys.join(QStringLiteral("   "));
}

void PresenterWindow::showAllKeys()
{
    allKeys_ = !allKeys_;
    keys_->setText(keysText());
}

void PresenterWindow::showPace(const QString& text)
{
    pace_ = text;
    keys_->setText(keysText());
}

void PresenterWindow::open(const QWidget* other)
{
    const auto screens = QApplication::screens();
    QScreen* target = other->screen();
    for (QScreen* screen : screens)
        if (screen != other->screen()) target = screen;
    setGeometry(target->geometry());
    showFullScreen();
    activateWindow();
}

void PresenterWindow::moveToOtherScreen()
{
    const auto screens = QApplication::screens();
    const auto at = std::max<qsizetype>(0, screens.indexOf(screen()));
    QScreen* next = screens[(at + 1) % screens.size()];
    if (next == screen()) return;
    showNormal();
    setGeometry(next->geometry());
    showFullScreen();
}

/// The smallest type is twenty points, and more on a screen that is high.
void PresenterWindow::fitType()
{
    const double points = std::max(smallestType, height() * pointsPerPixel / linesOfScreen);
    if (points_ == points) return;
    points_ = points;
    const double scale = points / uiFont().pointSizeF();
    step_->setPresented(scale);
    for (QLabel* label : {keys_, reply_}) label->setFont(uiFont(scale));
    for (View* view : views_) view->setPresented(scale / plotTypeScale);
}

void PresenterWindow::refresh()
{
    keys_->setText(keysText());
    refreshView();
    refreshReply();
    moveSpotlight();
}

View* PresenterWindow::makeView(const QString& name)
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    if (name == QLatin1String("routing")) return new RoutingView(timeline, selection, stack_);
    if (name == QLatin1String("tokens")) return new TokenStripView(models_.device, timeline, selection, stack_);
    if (name == QLatin1String("token")) return new TokenView(timeline, selection, stack_);
    if (name == QLatin1String("cache")) return new CacheView(timeline, selection, stack_);
    if (name == QLatin1String("device")) return new DeviceView(models_.device, timeline, selection, stack_);
    if (name == QLatin1String("timing")) return new TimingView(timeline, selection, stack_);
    if (name == QLatin1String("architecture")) return new ArchitectureView(timeline, selection, stack_);
    if (name == QLatin1String("rewards")) return new RewardsView(timeline, selection, models_.player, stack_);
    return new ComparisonView(timeline, selection, models_.player, stack_);
}

View* PresenterWindow::shownView() const
{
    return qobject_cast<View*>(stack_->currentWidget());
}

void PresenterWindow::refreshView()
{
    const QString name = models_.player.viewName();
    if (name.isEmpty()) return;
    View*& view = views_[name];
    if (!view) {
        view = makeView(name);
        view->setPresented(points_ / uiFont().pointSizeF() / plotTypeScale);
        stack_->addWidget(view);
    }
    stack_->setCurrentWidget(view);
}

/// What the model writes while it writes; afterwards the comparison shows it, or this line goes on doing so.
void PresenterWindow::refreshReply()
{
    const bool compares = models_.player.viewName() == QLatin1String("comparison");
    QString text;
    if (const auto running = models_.conversation.runningReply(); running && models_.player.isAsking()) {
        text = models_.conversation.message(running).reply.all();
    } else if (!compares && models_.player.isRevealed() && !models_.player.evidence().records.empty()) {
        text = models_.player.evidence().records.back().reply;
    }
    text = text.simplified();
    if (text.size() > replyCharacters) text = QChar(0x2026) + text.right(replyCharacters);
    reply_->setText(text);
    reply_->setVisible(!text.isEmpty());
}

void PresenterWindow::cycleSpotlight()
{
    lit_ = (lit_ + 1) % 3;
    moveSpotlight();
}

void PresenterWindow::moveSpotlight()
{
    QRect target;
    View* view = shownView();
    if (lit_ == 1 && view) {
        const QRect pointed = view->pointedAt();
        target = {view->mapTo(this, pointed.topLeft()), pointed.size()};
    } else if (lit_ == 2) {
        target = {step_->question()->mapTo(this, QPoint()), step_->question()->size()};
    }
    spotlight_->setGeometry(rect());
    spotlight_->shineOn(target);
    spotlight_->raise();
}

/// The class goes on seeing this picture while something else is prepared.
void PresenterWindow::freeze(bool frozen)
{
    if (frozen == frozen_) return;
    if (frozen) {
        frozenPicture_->setPixmap(grab());
        frozenPicture_->setGeometry(rect());
        frozenPicture_->raise();
    }
    frozen_ = frozen;
    frozenPicture_->setVisible(frozen);
    setWindowTitle(frozen ? tr("Presenter, frozen – Expertscope") : tr("Presenter – Expertscope"));
}

void PresenterWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    columns_->setSizes({width() * 38 / 100, width() * 62 / 100});
    freeze(false);
    fitType();
    QMetaObject::invokeMethod(this, &PresenterWindow::moveSpotlight, Qt::QueuedConnection);
}

void PresenterWindow::closeEvent(QCloseEvent* event)
{
    emit left();
    QWidget::closeEvent(event);
}

void PresenterWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !spotlight_) return;
    points_ = 0;
    fitType();
}

void PresenterWindow::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().panel);
}

}  // namespace ui
