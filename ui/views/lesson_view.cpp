// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/lesson_view.h"

#include "ui/theme.h"
#include "ui/views/experiment_panel.h"
#include "ui/views/lesson_step_view.h"
#include "ui/views/view_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

LessonView::LessonView(Models models, QWidget* parent)
    : QWidget(parent), models_(std::move(models)), pages_(new QStackedWidget(this))
{
    setAccessibleName(tr("Lessons"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->addWidget(pages_);
    pages_->addWidget(makeShelfPage());
    pages_->addWidget(makeStepPage());
    refreshShelf();
    connect(&models_.player, &LessonPlayer::changed, this, &LessonView::refresh);
    connect(&models_.player, &LessonPlayer::stepChanged, this, [this] {
        scroll_->verticalScrollBar()->setValue(0);
        ownPrompt_->setText(models_.player.promptText(0));
        refreshShelf();
    });
    ownPrompt_->setText(models_.player.promptText(0));
    refresh();
}

QWidget* LessonView::makeShelfPage()
{
    auto* page = new QWidget(pages_);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Lessons: predict, see, change"), page);
    title->setFont(titleFont());
    title->setWordWrap(true);
    column->addWidget(title);
    list_ = new QListWidget(page);
    list_->setAccessibleName(tr("Lessons"));
    list_->setWordWrap(true);
    column->addWidget(list_, 1);
    about_ = new QLabel(page);
    problems_ = new QLabel(page);
    for (QLabel* label : {about_, problems_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    problems_->setAccessibleName(tr("Lessons that were left out"));
    auto* row = new QHBoxLayout;
    start_ = new QPushButton(tr("Start"), page);
    start_->setProperty("main", true);
    auto* file = new QPushButton(tr("Open lesson file…"), page);
    row->addWidget(start_);
    row->addWidget(file);
    row->addStretch(1);
    column->addLayout(row);
    connect(list_, &QListWidget::itemActivated, this, &LessonView::openChosen);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int chosen) {
        const bool any = chosen >= 0 && chosen < int(models_.shelf.lessons.size());
        about_->setText(any ? models_.shelf.lessons[size_t(chosen)]->about.in(models_.player.language()) : QString());
        start_->setEnabled(any);
        if (!any) return;
        const bool left = models_.rememberedStep(models_.shelf.lessons[size_t(chosen)]->id) > 0;
        start_->setText(left ? tr("Go on") : tr("Start"));
    });
    connect(start_, &QPushButton::clicked, this, &LessonView::openChosen);
    connect(file, &QPushButton::clicked, this, &LessonView::fileWanted);
    return page;
}

QWidget* LessonView::makeStepPage()
{
    auto* page = new QWidget(pages_);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto* top = new QHBoxLayout;
    auto* leave = new QPushButton(tr("All lessons"), page);
    leave->setToolTip(tr("Leave the lesson; it goes on at this step"));
    auto* present = new QPushButton(tr("Present"), page);
    present->setToolTip(tr("Show this lesson large, for a room (F5)"));
    top->addWidget(leave);
    top->addStretch(1);
    top->addWidget(present);
    column->addLayout(top);
    auto* inside = new QWidget(page);
    auto* text = new QVBoxLayout(inside);
    text->setContentsMargins(0, 4, 8, 4);
    step_ = new LessonStepView(models_.player, inside);
    text->addWidget(step_);
    own_ = makeOwnPart();
    text->addWidget(own_);
    text->addStretch(1);
    scroll_ = new QScrollArea(page);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setWidget(inside);
    inside->setAutoFillBackground(false);
    scroll_->viewport()->setAutoFillBackground(false);
    column->addWidget(scroll_, 1);
    auto* bottom = new QHBoxLayout;
    back_ = new QPushButton(tr("Back"), page);
    reveal_ = new QPushButton(tr("Reveal"), page);
    reveal_->setProperty("main", true);
    next_ = new QPushButton(tr("Next"), page);
    bottom->addWidget(back_);
    bottom->addWidget(reveal_, 1);
    bottom->addWidget(next_);
    column->addLayout(bottom);
    LessonPlayer& player = models_.player;
    connect(step_, &LessonStepView::modelWanted, this, &LessonView::modelWanted);
    connect(leave, &QPushButton::clicked, &player, &LessonPlayer::close);
    connect(present, &QPushButton::clicked, this, &LessonView::presentWanted);
    connect(back_, &QPushButton::clicked, this, [&player] { player.goTo(player.stepNumber() - 1); });
    connect(next_, &QPushButton::clicked, this, [&player] { player.goTo(player.stepNumber() + 1); });
    connect(reveal_, &QPushButton::clicked, &player, &LessonPlayer::reveal);
    return page;
}

/// Now you: a question and an experiment of the learner's own.
QWidget* LessonView::makeOwnPart()
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 8, 0, 0);
    auto* title = new QLabel(tr("Now you"), part);
    title->setFont(titleFont());
    column->addWidget(title);
    column->addWidget(new ExperimentPanel(models_.experiment, models_.timeline, models_.selection, part));
    ownPrompt_ = new QLineEdit(part);
    ownPrompt_->setAccessibleName(tr("Your question to the model"));
    ownPrompt_->setMaxLength(2000);
    column->addWidget(ownPrompt_);
    again_ = new QPushButton(tr("Ask again with these changes"), part);
    column->addWidget(again_, 0, Qt::AlignLeft);
    const auto ask = [this] { models_.player.tryOut(ownPrompt_->text(), models_.experiment.router()); };
    connect(again_, &QPushButton::clicked, this, ask);
    connect(ownPrompt_, &QLineEdit::returnPressed, this, ask);
    connect(ownPrompt_, &QLineEdit::textChanged, this, &LessonView::refreshOwnPart);
    return part;
}

void LessonView::refreshShelf()
{
    const int chosen = std::max(0, list_->currentRow());
    list_->clear();
    for (const auto& lesson : models_.shelf.lessons) {
        QString text = lesson->title.in(models_.player.language());
        if (const int step = models_.rememberedStep(lesson->id); step > 0)
            text += tr(" – left at step %1 of %2").arg(step + 1).arg(lesson->steps.size());
        list_->addItem(text);
    }
    list_->setCurrentRow(std::min(chosen, list_->count() - 1));
    QStringList problems;
    for (const auto& error : models_.shelf.problems) problems << QString::fromStdString(engine::sentence(error));
    problems_->setText(problems.join(u'\n'));
    problems_->setVisible(!problems.isEmpty());
}

void LessonView::openChosen()
{
    const int chosen = list_->currentRow();
    if (chosen < 0 || chosen >= int(models_.shelf.lessons.size())) return;
    const auto lesson = models_.shelf.lessons[size_t(chosen)];
    models_.player.open(lesson, models_.rememberedStep(lesson->id));
    next_->setFocus();
}

void LessonView::refresh()
{
    const LessonPlayer& player = models_.player;
    pages_->setCurrentIndex(player.lesson() ? 1 : 0);
    if (!player.lesson()) return;
    back_->setEnabled(player.stepNumber() > 0);
    next_->setEnabled(player.stepNumber() + 1 < player.stepCount());
    const bool asks = !player.step()->question.isEmpty(), speaks = !player.step()->prompts.empty();
    reveal_->setVisible(asks || speaks || !player.step()->answer.isEmpty());
    reveal_->setText(asks ? tr("Reveal") : speaks ? tr("Ask the model") : tr("Show"));
    reveal_->setEnabled(player.canReveal());
    refreshOwnPart();
}

/// On what comes next.
void LessonView::takeFocus()
{
    if (!models_.player.lesson()) return list_->setFocus(Qt::OtherFocusReason);
    (models_.player.canReveal() ? reveal_ : next_)->setFocus(Qt::OtherFocusReason);
}

void LessonView::refreshOwnPart()
{
    const LessonPlayer& player = models_.player;
    own_->setVisible(player.step() && player.step()->experiment && player.isRevealed());
    again_->setEnabled(!player.isAsking() && !ownPrompt_->text().trimmed().isEmpty());
}

void LessonView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintCard(painter, rect(), theme().card, theme().border);
}

}  // namespace ui
