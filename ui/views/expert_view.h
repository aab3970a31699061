// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/experiment.h"
#include "ui/models/expert_page.h"
#include "ui/views/view.h"

class QBoxLayout;
class QPushButton;

namespace ui {

class BarChart;
class Caption;
class ContextLines;
class LabelledBars;

/// Who calls the selected expert, how often, with whom and where?
class ExpertView : public View {
    Q_OBJECT
public:
    static constexpr float boost = 0.25f;  ///< added to the score for the choice

    ExpertView(Timeline& timeline, Selection& selection, Findings& findings, Experiment& experiment,
               QWidget* parent = nullptr);

    ContextLines* occurrences() const { return occurrences_; }
    LabelledBars* pieces() const { return pieces_; }
    QPushButton* muteButton() const { return mute_; }
    QPushButton* boostButton() const { return boost_; }
    QPushButton* askButton() const { return ask_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupPage();
    void setupExperiment();
    void connectClicks();
    Caption* addCaption(QBoxLayout* column, const QString& text, bool wraps = false);
    void drawTokens();
    void drawPartners();
    void drawPlaces();
    void drawExperiment();

    Findings& findings_;
    Experiment& experiment_;
    ExpertPageModel model_;
    QBoxLayout* columns_ = nullptr;  ///< side by side where there is room
    Caption *share_ = nullptr, *caution_ = nullptr, *positions_ = nullptr, *neighboursNote_ = nullptr;
    Caption* changed_ = nullptr;
    LabelledBars *pieces_ = nullptr, *partners_ = nullptr, *bySegment_ = nullptr, *neighbours_ = nullptr;
    ContextLines* occurrences_ = nullptr;
    BarChart* byPosition_ = nullptr;
    QPushButton *mute_ = nullptr, *boost_ = nullptr, *ask_ = nullptr;
};

}  // namespace ui
