// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lesson_player.h"
#include "ui/models/rewards.h"
#include "ui/plots/line_chart.h"
#include "ui/views/view.h"

class QComboBox;

namespace ui {

/// How did the model get better by trial? The reward at every step of its training, as written down.
class RewardsView : public View {
    Q_OBJECT
public:
    RewardsView(Timeline& timeline, Selection& selection, LessonPlayer& player, QWidget* parent = nullptr);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void refreshLog();

    LessonPlayer& player_;
    RewardsModel model_;
    LineChart* chart_;
    QComboBox* series_;
};

}  // namespace ui
