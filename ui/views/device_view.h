// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/device.h"
#include "ui/views/view.h"

namespace ui {

class Caption;
class LabelledBars;
class LineChart;

/// What is the machine doing? Readings now, the last two minutes, and tokens per second.
class DeviceView : public View {
    Q_OBJECT
public:
    /// The model collects samples all the time and therefore lives outside; it outlives the view.
    DeviceView(DeviceModel& model, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const LabelledBars* readings() const { return readings_; }
    const LineChart* load() const { return load_; }
    const LineChart* rate() const { return rate_; }

signals:
    void watched(bool shown);  ///< it can be seen now, or not any more

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void drawReadings();
    void drawLoad();

    DeviceModel& model_;
    LabelledBars* readings_ = nullptr;
    Caption* missing_ = nullptr;
    Caption* loadCaption_ = nullptr;
    LineChart* load_ = nullptr;
    LineChart* rate_ = nullptr;
    Caption* rateCaption_ = nullptr;
};

}  // namespace ui
