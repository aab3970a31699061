// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/experiment.h"
#include "ui/models/labels.h"
#include "ui/theme.h"
#include "ui/views/message_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLocale>

namespace ui {
namespace {

QString reasonText(engine::StopReason reason)
{
    switch (reason) {
        case engine::StopReason::EndOfText:
            return ReplyView::tr("complete");
        case engine::StopReason::MaxTokens:
            return ReplyView::tr("stopped at the token limit");
        case engine::StopReason::ContextFull:
            return ReplyView::tr("stopped: the context is full");
        case engine::StopReason::Cancelled:
            return ReplyView::tr("stopped by you");
        case engine::StopReason::Failed:
            return ReplyView::tr("failed");
    }
    return {};
}

/// The numbers kept with a finished reply.
QString finishedText(const engine::ReplyFinished& finished)
{
    const QLocale locale;
    QStringList parts{ReplyView::tr("%n tokens", nullptr, finished.tokens)};
    if (finished.tokens_per_second > 0)
        parts << ReplyView::tr("%1 tok/s").arg(locale.toString(finished.tokens_per_second, 'f', 0));
    if (finished.first_token_ms > 0)
        parts << ReplyView::tr("first token %1 ms").arg(locale.toString(finished.first_token_ms, 'f', 0));
    parts << reasonText(finished.reason);
    if (finished.dropped_events) parts << ReplyView::tr("%n events dropped", nullptr, int(finished.dropped_events));
    return parts.join(QStringLiteral(" \u00b7 "));
}

QLabel* mutedLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFont(uiFont(0.88));
    return label;
}

}  // namespace

ReplyView::ReplyView(QWidget* parent)
    : MessageView(parent),
      thinkingToggle_(new QToolButton(this)),
      thinking_(new SafeTextView(MarkdownDocument::Syntax::Plain, this)),
      text_(new SafeTextView(MarkdownDocument::Syntax::Markdown, this)),
      progress_(mutedLabel(this)),
      numbers_(mutedLabel(this))
{
    setAccessibleName(tr("Reply"));
    text_->setAccessibleName(tr("Reply"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 6);
    column->setSpacing(3);
    setupThinking();
    column->addWidget(thinkingToggle_, 0, Qt::AlignLeft);
    column->addWidget(thinking_);
    column->addWidget(text_);
    column->addWidget(progress_);
    column->addWidget(numbers_);
    setupFooter();
    for (SafeTextView* view : {thinking_, text_}) {
        connect(view, &SafeTextView::tokenClicked, this, &ReplyView::tokenClicked);
        connect(view, &SafeTextView::linkChosen, this, &MessageView::linkChosen);
    }
}

void ReplyView::setupThinking()
{
    thinkingToggle_->setCheckable(true);
    thinkingToggle_->setProperty("quiet", true);
    thinkingToggle_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    thinkingToggle_->setAccessibleName(tr("Show what the model thought"));
    thinking_->setAccessibleName(tr("Thinking"));
    thinking_->hide();
    connect(thinkingToggle_, &QToolButton::toggled, this, [this](bool on) {
        thinking_->setVisible(on);
        thinkingToggle_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    });
    thinkingToggle_->setArrowType(Qt::RightArrow);
}

void ReplyView::setupFooter()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    regenerate_ = addButton(row, tr("Regenerate"), tr("Answer again, keeping this answer"));
    auto* copy = addButton(row, tr("Copy"), tr("Copy the answer"));
    addSiblingSwitch(row);
    row->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(regenerate_, &QToolButton::clicked, this, &ReplyView::regenerateWanted);
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text_->sourceText()); });
}

void ReplyView::setMessage(const ChatMessage& message, Conversation::Place place)
{
    using State = ChatMessage::State;
    const bool open = message.state == State::Waiting || message.state == State::Running;
    spans_ = message.reply.spans();
    showThinking(message);
    const QString& content = message.reply.content();
    text_->setSourceText(content);
    text_->setVisible(!content.isEmpty() || open);
    text_->setCaret(open && !message.reply.isThinking());
    showNumbers(message);
    showPlace(place);
    regenerate_->setEnabled(!open);
}

void ReplyView::showThinking(const ChatMessage& message)
{
    const bool any = !message.reply.thinking().isEmpty() || message.reply.isThinking();
    const bool now = message.state == ChatMessage::State::Running && message.reply.isThinking();
    const int count = message.reply.thinkingTokens();
    thinkingToggle_->setVisible(any);
    thinkingToggle_->setText(now     ? tr("Thinking\u2026 %n tokens", nullptr, count)
                             : count ? tr("Thought for %n tokens", nullptr, count)
                                     : tr("Thought"));
    thinking_->setSourceText(message.reply.thinking());
    thinking_->setVisible(any && thinkingToggle_->isChecked());
    thinking_->setCaret(now);
}

void ReplyView::showNumbers(const ChatMessage& message)
{
    using State = ChatMessage::State;
    const int promptTokens = message.promptTokens;
    QString text;
    progress_->setVisible(message.state == State::Waiting);
    progress_->setText(promptTokens
                           ? tr("Reading the prompt: %1 of %2 tokens").arg(message.contextTokens).arg(promptTokens)
                           : tr("Waiting for the model"));
    if (message.state == State::Failed && !message.error.what.empty())
        text = tr("No answer: %1").arg(QString::fromStdString(message.error.what));
    else if (message.state == State::Interrupted)
        text = tr("Interrupted: the program ended while this was being written");
    else if (message.state == State::Waiting || message.state == State::Running)
        text = tr("writing");  // constant: a text that grows moves every message above it
    else
        text = finishedText(message.stored.finished);
    if (const QString changed = experimentText(message.stored.started.router); !changed.isEmpty())
        text += tr(" \u00b7 experiment: %1").arg(changed);
    if (const int given = message.stored.started.given_tokens; given > 0)
        text += tr(" \u00b7 first %n tokens given", nullptr, given);
    numbers_->setVisible(message.state != State::Waiting);
    numbers_->setText(text);
}

void ReplyView::setUnderlines(const std::vector<QColor>& colors)
{
    underlines_ = colors;
    text_->setTokens(tokensOf(false));
    thinking_->setTokens(tokensOf(true));
}

void ReplyView::setSelectedToken(int index)
{
    text_->setSelectedToken(index);
    thinking_->setSelectedToken(index);
}

void ReplyView::setTokenText(const std::function<QString(int)>& text)
{
    text_->setTokenText(text);
    thinking_->setTokenText(text);
}

/// Keeps the index of every token: those of the other part are empty at the place where this part stood.
std::vector<SafeTextView::Token> ReplyView::tokensOf(bool thinking) const
{
    std::vector<SafeTextView::Token> tokens;
    tokens.reserve(spans_.size());
    int last = 0;
    for (size_t i = 0; i < spans_.size(); ++i) {
        const TokenSpan& span = spans_[i];
        const bool here = span.thinking == thinking;
        if (here) last = span.end;
        tokens.push_back({here ? span.begin : last, last, i < underlines_.size() ? underlines_[i] : QColor()});
    }
    return tokens;
}

}  // namespace ui
