// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/views/safe_text_view.h"

#include <QFrame>
#include <QLabel>
#include <QToolButton>

class QHBoxLayout;

namespace ui {

/// A message of the branch on screen. Knows how to show it, nothing about the others.
class MessageView : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void setMessage(const ChatMessage& message, Conversation::Place place) = 0;

signals:
    void siblingWanted(int step);
    void linkChosen(const QUrl& target);

protected:
    QToolButton* addButton(QHBoxLayout* row, const QString& text, const QString& name);
    void addSiblingSwitch(QHBoxLayout* row);
    void showPlace(Conversation::Place place);

private:
    QToolButton *previous_ = nullptr, *next_ = nullptr;
    QLabel* place_ = nullptr;
};

/// What the user asked: a bubble on the right, its buttons left of it.
class QuestionView : public MessageView {
    Q_OBJECT
public:
    explicit QuestionView(QWidget* parent = nullptr);

    void setMessage(const ChatMessage& message, Conversation::Place place) override;

signals:
    void editWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitBubble();

    QFrame* bubble_;
    SafeTextView* text_;
    QLabel* unsaved_;
    int naturalWidth_ = 0;  // of the longest line
};

/// What the model answered: thinking (folded), text, and what is known about it.
class ReplyView : public MessageView {
    Q_OBJECT
public:
    explicit ReplyView(QWidget* parent = nullptr);

    void setMessage(const ChatMessage& message, Conversation::Place place) override;
    /// Colours of the underlines, [generated tokens]; invalid ones draw none.
    void setUnderlines(const std::vector<QColor>& colors);
    void setSelectedToken(int index);
    void setTokenText(const std::function<QString(int)>& text);  ///< what a token says when the pointer rests on it

signals:
    void tokenClicked(int index);
    void regenerateWanted();

private:
    void setupThinking();
    void setupFooter();
    void showThinking(const ChatMessage& message);
    void showNumbers(const ChatMessage& message);
    std::vector<SafeTextView::Token> tokensOf(bool thinking) const;

    QToolButton* thinkingToggle_;
    SafeTextView *thinking_, *text_;
    QLabel *progress_, *numbers_;
    QToolButton* regenerate_;
    std::vector<TokenSpan> spans_;
    std::vector<QColor> underlines_;
};

}  // namespace ui
