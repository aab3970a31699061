// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/view.h"

#include "ui/models/experiment.h"
#include "ui/theme.h"
#include "ui/views/caption.h"
#include "ui/views/plain_tool_tip.h"
#include "ui/views/sentence_label.h"
#include "ui/views/view_style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QWhatsThis>

#include <algorithm>

namespace ui {
namespace {

constexpr int leastPage = 64;  // pixels: with it six views fit on a small screen, and scroll there

}  // namespace

View::View(Timeline& timeline, Selection& selection, QWidget* parent)
    : QWidget(parent), timeline_(timeline), selection_(selection)
{
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(6);
    setupTitleRow();
    setupPages();
    setupActions();
    connect(&timeline_, &Timeline::changed, this, &View::markStale);
    connect(&timeline_, &Timeline::cardChanged, this, &View::markStale);
    connect(&selection_, &Selection::changed, this, &View::markStale);
}

View::~View() = default;

void View::setupTitleRow()
{
    titleRow_ = new QHBoxLayout;
    titleRow_->setSpacing(4);
    title_ = new SentenceLabel(this);
    titleRow_->addWidget(title_, 1);
    controls_ = new QWidget(this);
    auto* controls = new QHBoxLayout(controls_);
    controls->setContentsMargins(0, 0, 0, 0);
    controls->setSpacing(4);
    controls_->hide();  // until there is one
    titleRow_->addWidget(controls_, 0, Qt::AlignTop);
    changed_ = new QLabel(tr("changed"), this);
    changed_->setTextFormat(Qt::PlainText);
    changed_->setFrameShape(QFrame::Box);
    changed_->setMargin(2);
    changed_->hide();
    titleRow_->addWidget(changed_, 0, Qt::AlignTop);
    const auto quietButton = [this](const QString& text, const QString& tip) {
        auto* button = new QToolButton(this);
        button->setProperty("quiet", true);
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        titleRow_->addWidget(button, 0, Qt::AlignTop);
        return button;
    };
    tableButton_ = quietButton(tr("Table"), tr("Show the numbers as a table"));
    tableButton_->setCheckable(true);
    connect(tableButton_, &QToolButton::clicked, this, &View::showTable);
    connect(quietButton(QStringLiteral("?"), tr("What am I seeing?")), &QToolButton::clicked, this, &View::explain);
    static_cast<QVBoxLayout*>(layout())->addLayout(titleRow_);
}

void View::setupPages()
{
    pages_ = new QStackedWidget(this);
    plotPage_ = new QWidget(pages_);
    auto* column = new QVBoxLayout(plotPage_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    emptyPage_ = new QLabel(pages_);
    emptyPage_->setTextFormat(Qt::PlainText);
    emptyPage_->setWordWrap(true);
    emptyPage_->setAlignment(Qt::AlignCenter);
    emptyPage_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    scroll_ = new QScrollArea(pages_);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);  // arrow keys move the selection
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // every plot fits its width
    scroll_->setWidget(plotPage_);
    plotPage_->setAutoFillBackground(false);  // the card shows through
    scroll_->viewport()->setAutoFillBackground(false);
    pages_->addWidget(scroll_);
    pages_->setMinimumHeight(leastPage);
    pages_->addWidget(emptyPage_);
    layout()->addWidget(pages_);
}

void View::setupActions()
{
    setContextMenuPolicy(Qt::ActionsContextMenu);
    addCommand(tr("Table or plot"), Qt::Key_T, &View::toggleTable);
    addCommand(tr("What am I seeing?"), Qt::Key_F1, &View::explain);
    addCommand(tr("Copy table as CSV"), QKeySequence::Copy, &View::copyTable);
    addCommand(tr("Copy figure"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &View::copyFigure);
    addCommand(tr("Save table as CSV…"), QKeySequence::Save, &View::saveTable);
    addCommand(tr("Save figure…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S, &View::saveFigure);
}

void View::addCommand(const QString& text, const QKeySequence& keys, void (View::*action)())
{
    auto* entry = new QAction(text, this);
    entry->setShortcut(keys);
    entry->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(entry, &QAction::triggered, this, action);
    addAction(entry);
}

void View::addControl(QWidget* control)
{
    controls_->layout()->addWidget(control);
    controls_->show();
}

/// Beside the title where both have room, below it in a narrow dock.
void View::placeControls()
{
    constexpr int leastTitle = 230, leastHeight = 170;  // pixels
    const int buttons = tableButton_->sizeHint().width() * 2;
    const bool narrow = width() < leastTitle + buttons + controls_->sizeHint().width();
    const bool below = narrow && height() >= leastHeight;
    auto* column = static_cast<QVBoxLayout*>(layout());
    const bool isBelow = column->indexOf(controls_) >= 0;
    if (below == isBelow) return;
    if (below) {
        titleRow_->removeWidget(controls_);
        column->insertWidget(1, controls_, 0, Qt::AlignLeft);
    } else {
        column->removeWidget(controls_);
        titleRow_->insertWidget(1, controls_, 0, Qt::AlignTop);
    }
}

void View::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (!presented_) placeControls();
}

void View::setPresented(double typeScale)
{
    typeScale_ = typeScale;
    presented_ = true;
    for (int i = 1; i < titleRow_->count(); ++i)
        if (QWidget* control = titleRow_->itemAt(i)->widget()) control->hide();
    for (auto* caption : plotPage_->findChildren<Caption*>()) caption->setWraps();
    styled_ = false;
    markStale();
}

void View::markStale()
{
    stale_ = true;
    if (scheduled_ || !isVisible()) return;
    scheduled_ = true;
    QMetaObject::invokeMethod(this, &View::refreshIfVisible, Qt::QueuedConnection);
}

void View::refreshIfVisible()
{
    scheduled_ = false;
    if (stale_ && isVisible()) refresh();
}

void View::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (stale_) refresh();
}

void View::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        styled_ = false;
        markStale();
    }
}

void View::refresh()
{
    stale_ = false;
    if (!styled_) applyStyle();
    ViewModel& answer = model();
    answer.update();
    const Sentence title = answer.title();
    title_->setSentence(title);
    setAccessibleName(title.text());
    setAccessibleDescription(answer.summary());
    refreshMark();
    refreshPage(answer.emptyReason());
    if (!answer.isComplete()) QTimer::singleShot(0, this, &View::markStale);  // after what the user did meanwhile
    if (answer.isWaiting()) pollWhileWaiting();
}

void View::pollWhileWaiting()
{
    constexpr int between_looks = 50;  // milliseconds
    if (polls_) return;
    polls_ = true;
    QTimer::singleShot(between_looks, this, [this] {
        polls_ = false;
        markStale();
    });
}

QString View::experiment()
{
    return experimentText(timeline_.router());
}

void View::refreshMark()
{
    const QString changes = experiment();
    changed_->setVisible(!changes.isEmpty());
    const QString words = tr("What is shown was made under an experiment: %1").arg(changes);
    changed_->setToolTip(plainToolTip(words));
    changed_->setAccessibleName(words);
}

void View::refreshPage(const QString& emptyReason)
{
    if (table_ && showsTable_) table_->refresh();
    if (!emptyReason.isEmpty()) {
        emptyPage_->setText(emptyReason);
        pages_->setCurrentWidget(emptyPage_);
    } else if (showsTable_) {
        pages_->setCurrentWidget(tablePage_);
    } else {
        pages_->setCurrentWidget(scroll_);
        draw();
    }
}

void View::applyStyle()
{
    styled_ = true;
    PlotStyle style = plotStyle(theme(), typeScale_);
    if (presented_) style.muted = style.text;
    title_->setStyle(style);
    changed_->setFont(style.font);
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, theme().warning);
    changed_->setPalette(warning);
    emptyPage_->setForegroundRole(QPalette::PlaceholderText);
    for (auto* caption : plotPage_->findChildren<Caption*>()) caption->setFont(style.font);
    if (presented_) emptyPage_->setFont(style.font);
    if (tablePage_) styleTable(style);
    restyle(style);
}

void View::ensureTable()
{
    if (table_) return;
    table_ = new TableModel(model(), this);
    tablePage_ = new QTableView(pages_);
    tablePage_->setModel(table_);
    tablePage_->setFrameShape(QFrame::NoFrame);
    tablePage_->setShowGrid(false);
    tablePage_->setAlternatingRowColors(true);
    tablePage_->verticalHeader()->hide();
    pages_->addWidget(tablePage_);
    styleTable(plotStyle(theme()));
}

void View::styleTable(const PlotStyle& style)
{
    tablePage_->setFont(style.mono);
    tablePage_->horizontalHeader()->setFont(style.font);
    tablePage_->verticalHeader()->setDefaultSectionSize(QFontMetrics(style.mono).height() + 6);
}

void View::showTable(bool table)
{
    if (table) ensureTable();
    showsTable_ = table;
    tableButton_->setChecked(table);
    tableButton_->setText(table ? tr("Plot") : tr("Table"));
    refresh();
    if (table) tablePage_->resizeColumnsToContents();
    setFocus();
}

void View::explain()
{
    if (stale_) refresh();
    QWhatsThis::showText(title_->mapToGlobal(title_->rect().bottomLeft()),
                         model().explanation() + QStringLiteral("\n\n") + model().summary(), this);
}

void View::keyPressEvent(QKeyEvent* event)
{
    const int newest = timeline_.size() - 1;
    const auto select = [&](int token) {
        if (newest >= 0) selection_.selectToken(std::clamp(token, 0, newest));
    };
    const int lastLayer = timeline_.card() ? timeline_.card()->num_hidden_layers - 1 : -1;
    const bool experts = navigatesExperts_ && event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        experts ? moveExpert(-1) : select(selection_.token() - 1);
        break;
    case Qt::Key_Right:
        experts ? moveExpert(1) : select(selection_.token() + 1);
        break;
    case Qt::Key_Up: selection_.selectLayer(std::max(selection_.layer() - 1, std::min(0, lastLayer))); break;
    case Qt::Key_Down: selection_.selectLayer(std::min(selection_.layer() + 1, lastLayer)); break;
    case Qt::Key_Home: select(0); break;
    case Qt::Key_End: selection_.follow(); break;
    default: QWidget::keyPressEvent(event);
    }
}

void View::moveExpert(int step)
{
    if (!timeline_.card() || selection_.layer() < 0) return;
    const int last = timeline_.card()->n_routed_experts - 1;
    selection_.selectExpert(selection_.layer(), std::clamp(selection_.expert() + step, 0, last));
}

void View::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    QWidget::mousePressEvent(event);
}

void View::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintCard(painter, rect(), theme().card, hasFocus() ? theme().accent : theme().border);
}

}  // namespace ui
