// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lesson_player.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace ui {

/// What may be predicted in a step: a button for every choice and, in front of a class, how many hands went up for it.
class ChoiceList : public QWidget {
    Q_OBJECT
public:
    explicit ChoiceList(LessonPlayer& player, QWidget* parent = nullptr);

    void setPresented(double typeScale);  ///< larger, and with the hands of a class: each click is one
    void refresh();

private:
    QPushButton* makeChoice(int choice);
    void refreshChoice(int choice);

    LessonPlayer& player_;
    QVBoxLayout* column_;
    std::vector<QPushButton*> choices_;
    double typeScale_ = 1;
    bool presented_ = false;
};

}  // namespace ui
