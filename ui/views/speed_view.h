// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/speed.h"
#include "ui/views/view.h"

class QLabel;
class QToolButton;

namespace ui {

class Caption;
class LabelledBars;
class StackedBar;

/// What limits the speed? A sentence, what it rests on, and how far it is to what the memory allows.
class SpeedView : public View {
    Q_OBJECT
public:
    /// The device model collects all the time and therefore lives outside; it outlives the view.
    SpeedView(DeviceModel& device, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const QLabel* sentence() const { return sentence_; }
    const StackedBar* stages() const { return stages_; }
    const LabelledBars* bound() const { return bound_; }

signals:
    void bandwidthWanted();  ///< somebody wants this machine's memory bandwidth measured

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void drawBound();

    SpeedModel model_;
    QToolButton* measure_ = nullptr;  ///< shown while the bandwidth is not known
    QLabel* sentence_ = nullptr;
    StackedBar* stages_ = nullptr;
    LabelledBars* bound_ = nullptr;
    Caption* boundText_ = nullptr;
    Caption* evidence_ = nullptr;
};

}  // namespace ui
