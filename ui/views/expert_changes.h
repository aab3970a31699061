// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/experiment.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QPushButton;

namespace ui {

/// Names experts to be muted, boosted or forced: the selected one, or a list that is typed.
class ExpertChanges : public QWidget {
    Q_OBJECT
public:
    ExpertChanges(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    void clear();  ///< what was typed: it was taken

signals:
    void wanted(const std::vector<ui::Experiment::Expert>& experts);
    void misunderstood(const QString& problem);  ///< what was typed; says why

private:
    void refresh();
    void readList();
    void wantSelected(int layer);
    Experiment::Expert change(int layer, int expert) const;

    Timeline& timeline_;
    Selection& selection_;
    QComboBox* kind_;
    QDoubleSpinBox* boost_;
    QLineEdit* list_;
    QPushButton *add_, *here_, *everywhere_;
};

}  // namespace ui
