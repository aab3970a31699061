// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timing.h"
#include "ui/views/view.h"

class QToolButton;

namespace ui {

class StackedBar;

/// Where does a token's time go? One bar, cut into the stages of the forward pass.
class TimingView : public View {
    Q_OBJECT
public:
    TimingView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const StackedBar* bar() const { return bar_; }
    void setSpan(TimingModel::Span span);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    TimingModel model_;
    QToolButton* span_ = nullptr;  ///< names the other span
    StackedBar* bar_ = nullptr;
};

}  // namespace ui
