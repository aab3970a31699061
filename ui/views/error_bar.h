// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace ui {

/// The sentence of an error, `CODE - what, where, found, allowed. What to do.`, as plain text to read, copy or dismiss.
class ErrorBar : public QFrame {
    Q_OBJECT
public:
    explicit ErrorBar(QWidget* parent = nullptr);

    void showError(const engine::ErrorParts& error);
    /// The template in the model's file does not work: says what is used in its place and offers to show it.
    void showTemplateFailure(const engine::ErrorParts& error);
    QString text() const;

signals:
    void promptWanted();

private:
    QToolButton* addButton(const QString& text);
    void say(const QString& text, bool offersPrompt);

    QLabel* label_;
    QHBoxLayout* buttons_;
    QToolButton* prompt_;
};

}  // namespace ui
