// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/message_view.h"

#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr double bubbleShare = 0.82;  // of the width, at most
constexpr int bubblePadding = 28;     // left and right together, with the document's own margin

/// Pixels of the longest line; of a very long text its beginning tells enough.
int widthOf(const QString& text)
{
    const QFontMetrics metrics(uiFont());
    int width = 0;
    for (const QString& line : text.left(4000).split(QLatin1Char('\n')))
        width = std::max(width, metrics.horizontalAdvance(line.left(400)));
    return width;
}

}  // namespace

QToolButton* MessageView::addButton(QHBoxLayout* row, const QString& text, const QString& name)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setProperty("quiet", true);
    button->setFont(uiFont(0.9));
    row->addWidget(button);
    return button;
}

void MessageView::addSiblingSwitch(QHBoxLayout* row)
{
    previous_ = addButton(row, QStringLiteral("\u2039"), tr("Previous version"));
    place_ = new QLabel(this);
    place_->setTextFormat(Qt::PlainText);
    place_->setForegroundRole(QPalette::PlaceholderText);
    place_->setFont(monoFont(0.85));
    row->addWidget(place_);
    next_ = addButton(row, QStringLiteral("\u203a"), tr("Next version"));
    connect(previous_, &QToolButton::clicked, this, [this] { emit siblingWanted(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { emit siblingWanted(+1); });
}

void MessageView::showPlace(Conversation::Place place)
{
    for (QWidget* widget :
         {static_cast<QWidget*>(previous_), static_cast<QWidget*>(place_), static_cast<QWidget*>(next_)})
        widget->setVisible(place.count > 1);
    place_->setText(QStringLiteral("%1/%2").arg(place.index + 1).arg(place.count));
    previous_->setEnabled(place.index > 0);
    next_->setEnabled(place.index + 1 < place.count);
}

QuestionView::QuestionView(QWidget* parent)
    : MessageView(parent),
      bubble_(new QFrame(this)),
      text_(new SafeTextView(MarkdownDocument::Syntax::Plain, bubble_)),
      unsaved_(new QLabel(this))
{
    bubble_->setObjectName(QStringLiteral("bubble"));
    setAccessibleName(tr("Your message"));
    text_->setAccessibleName(tr("Your message"));
    auto* inside = new QHBoxLayout(bubble_);
    inside->setContentsMargins(10, 5, 10, 5);
    inside->addWidget(text_);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 6, 0, 6);
    row->addStretch(1);
    unsaved_->setTextFormat(Qt::PlainText);
    unsaved_->setText(tr("not saved yet"));
    unsaved_->setForegroundRole(QPalette::PlaceholderText);
    unsaved_->setFont(uiFont(0.85));
    row->addWidget(unsaved_);
    addSiblingSwitch(row);
    auto* edit = addButton(row, tr("Edit"), tr("Edit this message"));
    connect(edit, &QToolButton::clicked, this, &QuestionView::editWanted);
    text_->setMinimumWidth(1);
    row->addWidget(bubble_, 1000);
    connect(text_, &SafeTextView::linkChosen, this, &MessageView::linkChosen);
}

void QuestionView::setMessage(const ChatMessage& message, Conversation::Place place)
{
    if (message.text != text_->sourceText()) naturalWidth_ = widthOf(message.text);
    text_->setSourceText(message.text);
    unsaved_->setVisible(!message.saved);
    showPlace(place);
    fitBubble();
}

void QuestionView::resizeEvent(QResizeEvent* event)
{
    MessageView::resizeEvent(event);
    fitBubble();
}

void QuestionView::fitBubble()
{
    // Only a largest width: a fixed one would keep the chat from becoming narrower.
    bubble_->setMaximumWidth(std::clamp(naturalWidth_ + bubblePadding, 40, std::max(40, int(width() * bubbleShare))));
}

}  // namespace ui
