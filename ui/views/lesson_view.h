// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/experiment.h"
#include "ui/models/lesson_player.h"
#include "ui/models/lesson_shelf.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace ui {

class LessonStepView;

/// The lessons: which there are, and the step of the open one with what belongs to it: predict, reveal, change.
class LessonView : public QWidget {
    Q_OBJECT
public:
    struct Models {
        LessonShelf& shelf;
        LessonPlayer& player;
        Experiment& experiment;
        Timeline& timeline;
        Selection& selection;
        std::function<int(const QString&)> rememberedStep;  ///< of a lesson by id, 0 when it was never left
    };
    explicit LessonView(Models models, QWidget* parent = nullptr);

    void refreshShelf();
    void takeFocus();

signals:
    void presentWanted();
    void fileWanted();  ///< open a lesson from elsewhere
    void modelWanted(const QString& model);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeShelfPage();
    QWidget* makeStepPage();
    QWidget* makeOwnPart();
    void openChosen();
    void refresh();
    void refreshOwnPart();

    Models models_;
    QStackedWidget* pages_;
    QListWidget* list_ = nullptr;
    QLabel *about_ = nullptr, *problems_ = nullptr;
    QPushButton *start_ = nullptr, *reveal_ = nullptr, *back_ = nullptr, *next_ = nullptr, *again_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    LessonStepView* step_ = nullptr;
    QWidget* own_ = nullptr;
    QLineEdit* ownPrompt_ = nullptr;
};

}  // namespace ui
