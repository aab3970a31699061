// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/coactivation.h"
#include "ui/views/view.h"

namespace ui {

class Caption;
class ColorLegend;
class HeatMap;

/// Which experts of the selected layer are chosen together more, or less, than independent choices would do it?
class CoactivationView : public View {
    Q_OBJECT
public:
    CoactivationView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    HeatMap* map() const { return map_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void readOut(int row, int column);
    void drawMap(float largest);

    CoactivationModel model_;
    HeatMap* map_ = nullptr;
    ColorLegend* legend_ = nullptr;
    Caption* readout_ = nullptr;
};

}  // namespace ui
