// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/efficiency.h"
#include "ui/views/view.h"

namespace ui {

class Caption;
class LabelledBars;

/// What does a token cost, part by part, and what would it cost without experts and latents?
class EfficiencyView : public View {
    Q_OBJECT
public:
    /// The device model collects all the time and therefore lives outside; it outlives the view.
    EfficiencyView(DeviceModel& device, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const LabelledBars* parts() const { return parts_; }
    const LabelledBars* dense() const { return dense_; }
    const LabelledBars* mha() const { return mha_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void drawParts();
    void drawRatios(LabelledBars* bars, EfficiencyModel::Beside beside);

    EfficiencyModel model_;
    Caption* partsCaption_ = nullptr;
    LabelledBars* parts_ = nullptr;
    LabelledBars* dense_ = nullptr;
    Caption* mhaCaption_ = nullptr;
    LabelledBars* mha_ = nullptr;
    Caption* energy_ = nullptr;
};

}  // namespace ui
