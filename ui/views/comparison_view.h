// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/comparison.h"
#include "ui/plots/expert_grid.h"
#include "ui/views/view.h"

class QLabel;

namespace ui {

/// To which experts does the same word go in two sentences? The prompts of a lesson's step, side by side.
class ComparisonView : public View {
    Q_OBJECT
public:
    ComparisonView(Timeline& timeline, Selection& selection, LessonPlayer& player, QWidget* parent = nullptr);

    QRect pointedAt() const override;

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    ComparisonModel model_;
    ExpertGrid* grid_;
    QLabel *overlap_, *legend_;
};

}  // namespace ui
