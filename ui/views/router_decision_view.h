// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/router_decision.h"
#include "ui/views/view.h"

namespace ui {

class Caption;
class NumberCards;
class StepsChart;

/// How did the selected layer choose the experts of this token? Five steps on one page.
class RouterDecisionView : public View {
    Q_OBJECT
public:
    RouterDecisionView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    StepsChart* steps() const { return steps_; }
    NumberCards* weights() const { return weights_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void drawSteps();
    void drawWeights();
    void readOut(int expert);

    RouterDecisionModel model_;
    Caption* readout_ = nullptr;
    StepsChart* steps_ = nullptr;
    NumberCards* weights_ = nullptr;
    Caption* remarks_ = nullptr;
};

}  // namespace ui
