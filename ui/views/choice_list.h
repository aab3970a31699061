// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lesson_player.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace ui {

/// What may be predicted in a step: a button for every choice, and how many hands went up for it.
class ChoiceList : public QWidget {
    Q_OBJECT
public:
    explicit ChoiceList(LessonPlayer& player, QWidget* parent = nullptr);

    void setTypeScale(double scale);
    void refresh();

private:
    struct Line {
        QWidget* row;
        QPushButton* choice;
        QToolButton *fewer, *more;
        QLabel* hands;
    };
    Line makeLine(int choice);
    void refreshLine(int choice);

    LessonPlayer& player_;
    QVBoxLayout* column_;
    std::vector<Line> lines_;
    double typeScale_ = 1;
};

}  // namespace ui
