// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/specialisation.h"
#include "ui/views/view.h"

class QComboBox;
class QLineEdit;
class QToolButton;

namespace ui {

class BarChart;
class Caption;
class LabelledBars;

/// Do labels say anything about experts? A bar for every layer beside what chance gives, and for every label the expert
/// found in one half of the text with what the other half says.
class SpecialisationView : public View {
    Q_OBJECT
public:
    SpecialisationView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    BarChart* layers() const { return layers_; }
    const LabelledBars* specialists() const { return specialists_; }
    void setKind(Labelling::Kind kind);
    void setLabel(engine::ReplyId reply, const QString& label);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void setupControls();
    void setupQuestions();
    void setupPlots();
    void drawLayers();
    void drawSpecialists();
    void drawQuestions();
    void readLayer(int bar);
    const SpecialisationModel::Question* askedQuestion() const;  ///< the one chosen in the list; null: none
    int moeAt(int bar) const;

    SpecialisationModel model_;
    QComboBox* kind_ = nullptr;
    QToolButton* stop_ = nullptr;
    QWidget* questionRow_ = nullptr;
    QComboBox* question_ = nullptr;
    QLineEdit* label_ = nullptr;
    BarChart* layers_ = nullptr;
    LabelledBars* specialists_ = nullptr;
    Caption* verdict_ = nullptr;
    Caption* readout_ = nullptr;
};

}  // namespace ui
