// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/prompt_view.h"

#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {
namespace {

using In = PromptModel::In;

/// Colour alone would not tell everybody.
QString signOf(In in)
{
    return in == In::Both        ? QStringLiteral("  ")
           : in == In::ModelOnly ? QStringLiteral("+ ")
                                 : QStringLiteral("\u2212 ");
}

QTextBlockFormat groundOf(In in)
{
    QTextBlockFormat format;
    if (in == In::Both) return format;
    QColor ground = in == In::ModelOnly ? theme().good : theme().failure;
    ground.setAlpha(48);
    format.setBackground(ground);
    return format;
}

}  // namespace

PromptView::PromptView(PromptModel& model, Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(model), shown_(new QComboBox(this)), text_(new QPlainTextEdit)
{
    shown_->hide();  // until there are two prompts
    shown_->setAccessibleName(tr("Which prompt is shown"));
    shown_->addItem(tr("Difference"));
    shown_->addItem(tr("By the model's file"));
    shown_->addItem(tr("Built in"));
    addControl(shown_);
    auto* copy = new QToolButton(this);
    copy->setText(tr("Copy prompt"));
    copy->setToolTip(tr("Copy the text that the model gets, exactly as it is sent"));
    copy->setProperty("quiet", true);
    addControl(copy);
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    text_->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setAccessibleName(tr("Prompt"));
    plotPage()->layout()->addWidget(text_);
    connect(&model, &PromptModel::changed, this, &View::markStale);
    connect(shown_, &QComboBox::currentIndexChanged, this, &View::markStale);
    connect(copy, &QToolButton::clicked, this, &PromptView::copyPrompt);
}

void PromptView::setShown(Shown shown)
{
    shown_->setCurrentIndex(int(shown));
}

QString PromptView::text() const
{
    return text_->toPlainText();
}

std::vector<PromptModel::Line> PromptView::lines() const
{
    if (model_.differences() == 0 || shown_->currentIndex() == int(Shown::BuiltIn)) return model_.builtIn();
    return shown_->currentIndex() == int(Shown::ByModel) ? model_.byModel() : model_.difference();
}

void PromptView::draw()
{
    shown_->setVisible(model_.differences() > 0);
    text_->clear();
    const bool signs = model_.differences() > 0 && shown_->currentIndex() == int(Shown::Difference);
    QTextCursor cursor(text_->document());
    cursor.beginEditBlock();
    bool first = true;
    for (const PromptModel::Line& line : lines()) {
        if (!std::exchange(first, false)) cursor.insertBlock();
        cursor.setBlockFormat(groundOf(line.in));
        cursor.insertText(signs ? signOf(line.in) + line.text : line.text);
    }
    cursor.endEditBlock();
}

void PromptView::restyle(const PlotStyle&)
{
    text_->setFont(monoFont());
}

void PromptView::copyPrompt()
{
    QApplication::clipboard()->setText(model_.sent());
    emit notice(tr("Prompt copied."));
}

}  // namespace ui
