// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/effects.h"
#include "ui/views/view.h"

class QPushButton;

namespace ui {

class Caption;
class EffectBars;

/// What did each expert of this layer add for this token, and what did that do to the token that came next?
class EffectsView : public View {
    Q_OBJECT
public:
    EffectsView(Timeline& timeline, Selection& selection, Findings& findings, QWidget* parent = nullptr);

    EffectBars* bars() const { return bars_; }
    QPushButton* runButton() const { return run_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void drawBars();

    Findings& findings_;
    EffectsModel model_;
    EffectBars* bars_ = nullptr;
    QPushButton* run_ = nullptr;
    Caption* state_ = nullptr;
    Caption* note_ = nullptr;
};

}  // namespace ui
