// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/lesson_step_view.h"

#include "ui/theme.h"
#include "ui/views/choice_list.h"
#include "ui/views/safe_text_view.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

LessonStepView::LessonStepView(LessonPlayer& player, QWidget* parent) : QWidget(parent), player_(player)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    place_ = addLabel(column);
    title_ = addLabel(column);
    const auto addText = [&](const QString& name) {
        auto* text = new SafeTextView(MarkdownDocument::Syntax::Markdown, this);
        text->setAccessibleName(name);
        text->setMinimumWidth(1);  // it wraps
        connect(text, &SafeTextView::linkChosen, this, [this](const QUrl& target) { confirmLink(target, this); });
        column->addWidget(text);
        return text;
    };
    text_ = addText(tr("Text of the step"));
    need_ = addLabel(column);
    openModel_ = new QPushButton(this);
    openModel_->setAccessibleName(tr("Open the model the lesson was written for"));
    column->addWidget(openModel_, 0, Qt::AlignLeft);
    connect(openModel_, &QPushButton::clicked, this, [this] { emit modelWanted(player_.neededModel()); });
    question_ = addLabel(column);
    choices_ = new ChoiceList(player_, this);
    column->addWidget(choices_);
    outcome_ = addLabel(column);
    answer_ = addText(tr("Answer of the step"));
    failure_ = addLabel(column);
    connect(&player_, &LessonPlayer::changed, this, &LessonStepView::refresh);
    styleLabels();
    refresh();
}

QLabel* LessonStepView::addLabel(QVBoxLayout* column)
{
    auto* label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);  // a long word is cut rather than the column widened
    column->addWidget(label);
    return label;
}

void LessonStepView::setPresented(double typeScale)
{
    typeScale_ = typeScale;
    presented_ = true;
    for (SafeTextView* text : {text_, answer_}) {
        text->setTypeScale(typeScale);
        text->setFocusPolicy(Qt::NoFocus);  // it has no caret to show
    }
    choices_->setPresented(typeScale);
    styleLabels();
}

QWidget* LessonStepView::question() const
{
    return choices_->isVisible() ? static_cast<QWidget*>(choices_) : text_;
}

QWidget* LessonStepView::answer() const
{
    return answer_->isVisible() ? static_cast<QWidget*>(answer_) : outcome_;
}

void LessonStepView::styleLabels()
{
    QFont strong = uiFont(typeScale_);
    strong.setWeight(QFont::DemiBold);
    QFont large = uiFont(1.5 * typeScale_);
    large.setWeight(QFont::Bold);
    place_->setFont(uiFont((presented_ ? 1.0 : 0.9) * typeScale_));
    place_->setForegroundRole(presented_ ? QPalette::WindowText : QPalette::PlaceholderText);
    title_->setFont(large);
    for (QLabel* label : {question_, outcome_}) label->setFont(strong);
    for (QLabel* label : {need_, failure_}) label->setFont(uiFont(typeScale_));
    openModel_->setFont(uiFont(typeScale_));
}

void LessonStepView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) refresh();
}

void LessonStepView::refresh()
{
    const LessonStep* step = player_.step();
    if (!step) return;
    const QString& language = player_.language();
    const int number = player_.stepNumber() + 1;
    place_->setText(tr("%1 · step %2 of %3").arg(player_.titleText()).arg(number).arg(player_.stepCount()));
    title_->setText(step->title.in(language));
    text_->setSourceText(filledText(step->text.in(language), player_.evidence()));
    question_->setText(player_.questionText());
    question_->setVisible(!step->question.isEmpty());
    choices_->refresh();
    choices_->setVisible(!step->choices.empty());
    refreshNeed();
    refreshOutcome();
}

void LessonStepView::refreshNeed()
{
    const QString need = player_.need(), model = player_.neededModel();
    need_->setText(need);
    need_->setVisible(!need.isEmpty());
    openModel_->setText(tr("Open “%1”").arg(model).replace(u'&', QStringLiteral("&&")));
    openModel_->setVisible(!model.isEmpty() && !need.isEmpty());
    failure_->setText(player_.isAsking() ? tr("The model is answering…") : player_.failure());
    failure_->setVisible(!failure_->text().isEmpty());
}

void LessonStepView::refreshOutcome()
{
    const LessonStep& step = *player_.step();
    const bool revealed = player_.isRevealed();
    const auto right = player_.rightChoice();
    QString outcome;
    if (revealed && !step.choices.empty()) {
        const int predicted = player_.countsHands() ? -1 : player_.prediction();  // a class predicted many things
        const QString observed = right ? player_.choiceText(*right) : QString();
        outcome = !right               ? tr("What was observed fits none of these choices, or several.")
                  : predicted < 0      ? tr("Observed: %1").arg(observed)
                  : predicted == right ? tr("As you predicted: %1").arg(observed)
                                       : tr("Not as you predicted: %1").arg(observed);
    }
    outcome_->setText(outcome);
    outcome_->setVisible(!outcome.isEmpty());
    const QString answer = revealed ? filledText(step.answer.in(player_.language()), player_.evidence()) : QString();
    answer_->setSourceText(answer);
    answer_->setVisible(!answer.isEmpty());
}

}  // namespace ui
