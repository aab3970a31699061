// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/expert_cache.h"
#include "ui/views/view.h"

class QDoubleSpinBox;
class QSpinBox;
class QToolButton;

namespace ui {

class Caption;
class LabelledBars;
class LineChart;

/// Would this conversation run with only some of the experts in fast memory? Hit rate against slots for four policies,
/// and what the chosen number of slots would mean.
class ExpertCacheView : public View {
    Q_OBJECT
public:
    ExpertCacheView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const LineChart* lines() const { return lines_; }
    const LabelledBars* policies() const { return policies_; }
    void setSlots(int perLayer);
    void setMeasuredBandwidth(double gigabytesPerSecond);  ///< of the memory that missing experts would come from

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void setupControls();
    void drawLines();

    ExpertCacheModel model_;
    QSpinBox* slots_ = nullptr;
    QDoubleSpinBox* bandwidth_ = nullptr;
    QToolButton* stop_ = nullptr;
    LineChart* lines_ = nullptr;
    LabelledBars* policies_ = nullptr;
    Caption* amount_ = nullptr;
    Caption* speed_ = nullptr;
};

}  // namespace ui
