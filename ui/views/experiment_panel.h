// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/experiment.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;
class QTreeWidget;
class QVBoxLayout;

namespace ui {

class ExpertChanges;

/// Changes what replies are made under: how many experts, which of them, with or without bias, groups and shared
/// experts, at which temperature. A change that no router could choose under is not made, and why is said.
class ExperimentPanel : public QWidget {
    Q_OBJECT
public:
    ExperimentPanel(Experiment& experiment, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    /// Offers another temperature, and to make the reply on screen once more, under the experiment and with its own
    /// seed. Without it the panel is about the router alone: the replies of a lesson have their own sampling.
    void offerAgain(const Conversation& conversation);
    void setReady(bool ready);  ///< a model is loaded and idle: it could be asked

signals:
    void tryWanted(const ui::ReplyOptions& options, qint64 reply);

private:
    void setupTopK(QVBoxLayout* column);
    void setupSwitches(QVBoxLayout* column);
    void setupTemperature(QVBoxLayout* column);
    void setupChanges(QVBoxLayout* column);
    void propose(const engine::RouterOverride& router);
    void proposeTopK(int experts);
    void removeSelected();
    void remove(const std::vector<int>& rows);  ///< of changes_
    void askAgain();
    void refresh();
    void refreshTopK();
    void refreshChanges();
    void refreshState();
    engine::ReplyId original() const;  ///< of the reply on screen, 0: there is none
    const engine::ModelCard* routedCard() const;  ///< null without a model that has routers

    Experiment& experiment_;
    Timeline& timeline_;
    Selection& selection_;
    const Conversation* conversation_ = nullptr;
    QSlider* topKSlider_;
    QSpinBox* topK_;
    QLabel* all_;
    QCheckBox *bias_, *groups_, *shared_, *heated_;
    QDoubleSpinBox* temperature_;
    ExpertChanges* experts_;
    QTreeWidget* changes_;
    QPushButton *remove_, *reset_, *again_;
    QLabel* state_;
    QString refused_;  ///< why the last wish was not followed
    bool ready_ = false;
};

}  // namespace ui
