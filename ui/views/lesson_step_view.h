// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lesson_player.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class ChoiceList;
class SafeTextView;

/// What one step of a lesson says and asks: text, question, choices with hands, and after the reveal its answer. The
/// same in the lessons' dock and, larger, in front of a class.
class LessonStepView : public QWidget {
    Q_OBJECT
public:
    explicit LessonStepView(LessonPlayer& player, QWidget* parent = nullptr);

    void setPresented(double typeScale);  ///< for a room: larger, all ink strong
    QWidget* question() const;            ///< what is asked, for the spotlight
    QWidget* answer() const;              ///< after the reveal
    QSize sizeHint() const override { return {340, heightForWidth(340)}; }

signals:
    void modelWanted(const QString& model);

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addLabel(QVBoxLayout* column);
    void refresh();
    void refreshNeed();
    void refreshOutcome();
    void styleLabels();

    LessonPlayer& player_;
    QLabel *place_, *title_, *need_, *question_, *outcome_, *failure_;
    SafeTextView *text_, *answer_;
    QPushButton* openModel_;
    ChoiceList* choices_;
    double typeScale_ = 1;
    bool presented_ = false;
};

}  // namespace ui
