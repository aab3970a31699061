// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/cache.h"
#include "ui/views/view.h"

namespace ui {

class ColorLegend;
class HeatMap;
class LabelledBars;
class LineChart;

/// What does the model keep of the past, and what would it have to keep without multi-head latent attention?
class CacheView : public View {
    Q_OBJECT
public:
    CacheView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const LineChart* growth() const { return growth_; }
    const HeatMap* norms() const { return norms_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupPlots();
    void drawGrowth();
    void drawNorms();
    QString normText(int layer, int column) const;

    CacheModel model_;
    LabelledBars* used_ = nullptr;
    LineChart* growth_ = nullptr;
    HeatMap* norms_ = nullptr;
    ColorLegend* legend_ = nullptr;
};

}  // namespace ui
