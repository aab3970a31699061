// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/composer.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int longestPaste = 1 << 20;  // characters; far above any context
constexpr int fewestLines = 2, mostLines = 9;

}  // namespace

PromptEdit::PromptEdit(QWidget* parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
}

QSize PromptEdit::sizeHint() const
{
    // A QPlainTextEdit measures its document in lines.
    const int lines = std::clamp(int(std::ceil(document()->size().height())), fewestLines, mostLines);
    return {200, lines * fontMetrics().lineSpacing() + 2 * int(document()->documentMargin()) + 4};
}

void PromptEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !(event->modifiers() & Qt::ShiftModifier))
        emit submitted();
    else if (event->key() == Qt::Key_Escape)
        emit escaped();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void PromptEdit::insertFromMimeData(const QMimeData* source)
{
    const QString text = source->text();
    insertPlainText(text.left(longestPaste));
    if (text.size() > longestPaste) emit pasteCut(longestPaste);
}

Composer::Composer(QWidget* parent)
    : QFrame(parent), edit_(new PromptEdit(this)), button_(new QPushButton(this)), hint_(new QLabel(this))
{
    setObjectName(QStringLiteral("composer"));
    edit_->setAccessibleName(tr("Your message"));
    hint_->setTextFormat(Qt::PlainText);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    hint_->setFont(uiFont(0.88));
    hint_->setWordWrap(true);
    button_->setProperty("main", true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 8);
    column->setSpacing(4);
    column->addWidget(edit_);
    auto* row = new QHBoxLayout;
    row->addWidget(hint_, 1);
    row->addWidget(button_, 0, Qt::AlignBottom);
    column->addLayout(row);

    connect(edit_, &PromptEdit::submitted, this, &Composer::submit);
    connect(edit_, &PromptEdit::escaped, this, &Composer::escape);
    connect(edit_, &QPlainTextEdit::textChanged, this, &Composer::refresh);
    connect(edit_, &PromptEdit::pasteCut, this, [this](int characters) {
        hint_->setText(tr("The pasted text was longer; %L1 characters were taken").arg(characters));
    });
    connect(button_, &QPushButton::clicked, this, [this] { running_ ? emit stopWanted() : submit(); });
    refresh();
}

void Composer::setRunning(bool running)
{
    running_ = running;
    refresh();
}

void Composer::setReady(bool ready, const QString& reason)
{
    ready_ = ready;
    reason_ = reason;
    refresh();
}

void Composer::beginEdit(const QString& text)
{
    editing_ = true;
    setText(text);
    focusText();
    refresh();
}

void Composer::endEdit()
{
    if (!editing_) return;
    editing_ = false;
    edit_->clear();
    refresh();
}

void Composer::setText(const QString& text)
{
    edit_->setPlainText(text);
    edit_->moveCursor(QTextCursor::End);
}

QString Composer::text() const
{
    return edit_->toPlainText();
}

void Composer::focusText()
{
    edit_->setFocus();
}

void Composer::submit()
{
    if (running_ || !ready_ || text().trimmed().isEmpty()) return;
    const QString taken = text();
    edit_->clear();
    emit submitted(taken);
    editing_ = false;
    refresh();
}

void Composer::escape()
{
    if (running_) {
        emit stopWanted();
    } else if (editing_) {
        endEdit();
        emit editCancelled();
    }
}

void Composer::refresh()
{
    edit_->setPlaceholderText(tr("Ask something\u2026 Enter to send \u00b7 Shift+Enter for a new line"));
    hint_->setText(!ready_    ? reason_
                   : editing_ ? tr("Editing an earlier message \u00b7 Esc leaves it as it is")
                              : QString());
    button_->setText(running_ ? tr("Stop") : tr("Send"));
    button_->setAccessibleName(running_ ? tr("Stop the reply") : tr("Send the message"));
    button_->setToolTip(running_ ? tr("Stop the reply (Esc)") : tr("Send the message (Enter)"));
    button_->setEnabled(running_ || (ready_ && !edit_->document()->isEmpty()));
}

}  // namespace ui
