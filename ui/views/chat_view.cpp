// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/chat_view.h"

#include "ui/models/token_routing.h"
#include "ui/theme.h"
#include "ui/views/composer.h"
#include "ui/views/error_bar.h"
#include "ui/views/lens_bar.h"
#include "ui/views/message_view.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr size_t page = 20;      // messages that get their views together: more than a screen shows
constexpr int buildSliceMs = 8;

}  // namespace

ChatView::ChatView(const Models& models, QWidget* parent)
    : QWidget(parent),
      models_(models),
      lens_(models.timeline),
      scroll_(new QScrollArea(this)),
      list_(new QWidget),
      column_(new QVBoxLayout(list_)),
      empty_(emptyHint()),
      errors_(new ErrorBar(this)),
      lensBar_(new LensBar(this)),
      composer_(new Composer(this))
{
    setObjectName(QStringLiteral("chat"));
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll_, 1);
    layout->addWidget(lensBar_);
    layout->addWidget(errors_);
    setupList();
    setupLens();
    setupComposer();

    connect(&models_.conversation, &Conversation::pathChanged, this, &ChatView::rebuild);
    connect(&models_.conversation, &Conversation::messageChanged, this, [this](qint64 id) {
        dirty_.insert(id);
        fromEnd_.reset();
        scheduleRefresh();
    });
    connect(&models_.conversation, &Conversation::runningChanged, composer_, &Composer::setRunning);
    connect(&models_.selection, &Selection::changed, this, &ChatView::refreshMarks);
    connect(&models_.timeline, &Timeline::changed, this, &ChatView::refreshMarks);
    connect(&models_.timeline, &Timeline::cardChanged, this, &ChatView::refreshMarks);
    composer_->setRunning(models_.conversation.isRunning());
    rebuild();
}

void ChatView::setupList()
{
    list_->setObjectName(QStringLiteral("conversation"));
    column_->setContentsMargins(16, 12, 16, 16);
    column_->setSpacing(6);
    column_->addWidget(empty_);
    column_->addStretch(1);
    scroll_->setObjectName(QStringLiteral("history"));
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setAccessibleName(tr("Conversation"));
    scroll_->setWidget(list_);
    // The end stays in sight while text grows, until the reader scrolls away from it.
    QScrollBar* bar = scroll_->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, &ChatView::keepPlace);
    connect(bar, &QScrollBar::actionTriggered, this, [this, bar] {
        following_ = bar->sliderPosition() >= bar->maximum();
        fromEnd_.reset();
        if (bar->sliderPosition() < scroll_->viewport()->height()) showEarlier();
    });
}

void ChatView::setupLens()
{
    lensBar_->hide();  // until there is something underlined
    connect(lensBar_, &LensBar::lensChosen, this, [this](Lens lens) {
        setLens(lens);
        emit lensChosen(lens);
    });
}

void ChatView::setupComposer()
{
    auto* frame = new QHBoxLayout;
    frame->setContentsMargins(12, 10, 12, 12);
    frame->addWidget(composer_);
    static_cast<QVBoxLayout*>(layout())->addLayout(frame);
    connect(composer_, &Composer::stopWanted, this, &ChatView::stopWanted);
    connect(composer_, &Composer::editCancelled, this, [this] { edited_ = 0; });
    connect(composer_, &Composer::submitted, this, [this](const QString& text) {
        errors_->hide();
        following_ = true;
        if (edited_)
            emit editSubmitted(std::exchange(edited_, 0), text);
        else
            emit submitted(text);
    });
}

QWidget* ChatView::emptyHint()
{
    auto* hint =
        new QLabel(tr("Ask the model something. While it answers, the views beside the chat show which "
                      "experts every token is sent to, what the latent cache keeps and what the machine "
                      "is doing."));
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    return hint;
}

void ChatView::setUnderlined(bool on)
{
    underlined_ = on;
    allDirty_ = true;
    scheduleRefresh();
}

void ChatView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    allDirty_ = true;
    scheduleRefresh();
}

void ChatView::setLens(Lens lens)
{
    lens_.look(lens, underlinedLayer());
    refreshMarks();
}

void ChatView::editLast()
{
    const auto question = models_.conversation.lastQuestion();
    if (!question || models_.conversation.isRunning() || models_.conversation.isReadOnly()) return;
    edited_ = question;
    composer_->beginEdit(models_.conversation.message(question).text);
}

void ChatView::focusComposer()
{
    composer_->focusText();
}

void ChatView::rebuild()
{
    const auto& path = models_.conversation.path();
    firstShown_ = path.size() - std::min(path.size(), page);
    const std::set<Conversation::Id> wanted(path.begin() + std::ptrdiff_t(firstShown_), path.end());
    for (auto view = views_.begin(); view != views_.end();) {
        if (wanted.count(view->first)) {
            ++view;
            continue;
        }
        view->second->deleteLater();
        view->second->hide();
        view = views_.erase(view);
    }
    pending_.clear();
    for (const auto id : wanted)
        if (!views_.count(id)) pending_.push_back(id);
    empty_->setVisible(path.empty());
    if (edited_ && std::find(path.begin(), path.end(), edited_) == path.end()) {
        edited_ = 0;
        composer_->endEdit();
    }
    allDirty_ = true;
    following_ = true;
    fromEnd_.reset();
    addPending();
}

void ChatView::showEarlier()
{
    if (firstShown_ == 0 || !pending_.empty()) return;
    const size_t end = std::exchange(firstShown_, firstShown_ - std::min(firstShown_, page));
    const auto path = models_.conversation.path().begin();
    pending_.assign(path + std::ptrdiff_t(firstShown_), path + std::ptrdiff_t(end));
    const QScrollBar* bar = scroll_->verticalScrollBar();
    fromEnd_ = bar->maximum() - bar->sliderPosition();
    addPending();
}

/// Newest first, a slice of a frame at a time, so that a long conversation shows its end at once.
void ChatView::addPending()
{
    QElapsedTimer time;
    time.start();
    const auto& path = models_.conversation.path();
    while (!pending_.empty() && !time.hasExpired(buildSliceMs)) {
        const auto id = pending_.back();
        pending_.pop_back();
        // Behind the empty hint come the views in the order of the path.
        int row = 1;
        for (size_t i = firstShown_; path[i] != id; ++i)
            row += int(views_.count(path[i]));
        MessageView* view = views_[id] = createView(id);
        column_->insertWidget(row, view);
        refresh(id);
    }
    if (pending_.empty())
        scheduleRefresh();
    else
        QTimer::singleShot(0, this, &ChatView::addPending);
}

MessageView* ChatView::createView(Conversation::Id id)
{
    MessageView* view = nullptr;
    if (models_.conversation.message(id).isReply()) {
        auto* reply = new ReplyView(list_);
        connect(reply, &ReplyView::tokenClicked, this, [this, id](int index) { selectToken(id, index); });
        connect(reply, &ReplyView::regenerateWanted, this, [this, id] { emit regenerateWanted(id); });
        reply->setTokenText([this, id](int index) { return tokenText(id, index); });
        view = reply;
    } else {
        auto* question = new QuestionView(list_);
        connect(question, &QuestionView::editWanted, this, [this, id] {
            if (models_.conversation.isRunning() || models_.conversation.isReadOnly()) return;
            edited_ = id;
            composer_->beginEdit(models_.conversation.message(id).text);
        });
        view = question;
    }
    connect(view, &MessageView::siblingWanted, this, [this, id](int step) {
        if (!models_.conversation.isRunning()) models_.conversation.showSibling(id, step);
    });
    connect(view, &MessageView::linkChosen, this, [this](const QUrl& target) { confirmLink(target, this); });
    return view;
}

void ChatView::refresh(Conversation::Id id)
{
    const auto view = views_.find(id);
    if (view == views_.end()) return;
    view->second->setMessage(models_.conversation.message(id), models_.conversation.placeAmongSiblings(id));
    if (auto* reply = qobject_cast<ReplyView*>(view->second)) refreshTokens(id, *reply);
}

/// Together with the other views, before the frame is painted.
void ChatView::scheduleRefresh()
{
    if (std::exchange(scheduled_, true)) return;
    QMetaObject::invokeMethod(this, &ChatView::refreshDirty, Qt::QueuedConnection);
}

void ChatView::refreshDirty()
{
    scheduled_ = false;
    readThroughLens();
    for (const auto id : std::exchange(dirty_, {}))
        refresh(id);
    if (!std::exchange(allDirty_, false)) return;
    lensBar_->setVisible(underlined_ && underlinedLayer() >= 0);
    lensBar_->showLens(lens_);
    for (const auto& [id, view] : views_) {
        if (auto* reply = qobject_cast<ReplyView*>(view)) refreshTokens(id, *reply);
    }
}

void ChatView::refreshTokens(Conversation::Id id, ReplyView& view)
{
    const Timeline& timeline = models_.timeline;
    const int count = int(models_.conversation.message(id).reply.spans().size());
    // The tokens of a reply stand side by side, so its ends tell whether all of it is on the timeline.
    const int first = timeline.positionOf(id, 0), last = timeline.positionOf(id, count - 1);
    const bool shown = count > 0 && first >= 0 && last == first + count - 1;
    const int selected = models_.selection.token() - first;
    const bool inside = shown && !models_.selection.following() && selected >= 0 && selected < count;
    view.setSelectedToken(inside ? selected : -1);

    std::vector<QColor> colors;
    if (shown && underlined_ && underlinedLayer() >= 0) {
        for (int i = 0; i < count; ++i) colors.push_back(LensBar::color(lens_, first + i));
    }
    view.setUnderlines(colors);
}

/// Of a long context a slice; the rest comes when other events had their turn.
void ChatView::readThroughLens()
{
    lens_.look(lens_.lens(), underlinedLayer());
    if (!underlined_) return;
    lens_.update();
    if (lens_.isComplete()) return;
    QTimer::singleShot(0, this, [this] {
        allDirty_ = true;
        scheduleRefresh();
    });
}

QString ChatView::tokenText(Conversation::Id reply, int index)
{
    const int position = models_.timeline.positionOf(reply, index);
    return position >= 0 && underlined_ && underlinedLayer() >= 0 ? lens_.text(position) : QString();
}

/// While a reply streams the newest token is selected every frame: that alone changes nothing here.
void ChatView::refreshMarks()
{
    if (marks() == shownMarks_) return;
    shownMarks_ = marks();
    allDirty_ = true;
    scheduleRefresh();
}

ChatView::Marks ChatView::marks()
{
    const int token = models_.selection.following() ? -1 : models_.selection.token();
    const int layer = underlinedLayer();
    readThroughLens();
    return {models_.timeline.revision(), layer, token, lens_.lens(), lens_.low(), lens_.high(),
            models_.timeline.card()};
}

void ChatView::selectToken(Conversation::Id reply, int index)
{
    int position = models_.timeline.positionOf(reply, index);
    if (position < 0) {
        emit branchTokenClicked(reply, index);
        position = models_.timeline.positionOf(reply, index);
    }
    if (position >= 0) models_.selection.selectToken(position);
}

/// The selected layer; a router in the middle of the model while none is selected. -1: there is no router.
int ChatView::underlinedLayer() const
{
    const engine::ModelCard* card = models_.timeline.card();
    if (!card || card->moe_layers.empty()) return -1;
    const int layer = models_.selection.layer();
    return layer >= 0 && moeIndex(*card, layer) >= 0 ? layer : card->moe_layers[card->moe_layers.size() / 2];
}

void ChatView::keepPlace()
{
    QScrollBar* bar = scroll_->verticalScrollBar();
    if (following_)
        bar->setValue(bar->maximum());
    else if (fromEnd_)
        bar->setValue(bar->maximum() - *fromEnd_);
}

}  // namespace ui
