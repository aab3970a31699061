// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/experiment.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace ui {

/// Changes the router for the replies to come: how many experts, which are muted, with or without its bias.
class ExperimentPanel : public QWidget {
    Q_OBJECT
public:
    ExperimentPanel(Experiment& experiment, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

private:
    void refresh();
    void toggleMute();

    Experiment& experiment_;
    Timeline& timeline_;
    Selection& selection_;
    QSpinBox* topK_;
    QCheckBox* bias_;
    QPushButton *mute_, *reset_;
    QLabel* state_;
};

}  // namespace ui
