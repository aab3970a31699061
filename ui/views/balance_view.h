// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/balance.h"
#include "ui/views/view.h"

class QComboBox;

namespace ui {

class BarChart;
class Caption;

/// How evenly are the experts used, and how evenly would chance use them? A bar for every layer, and one for every
/// expert of the selected one.
class BalanceView : public View {
    Q_OBJECT
public:
    BalanceView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    BarChart* layers() const { return layers_; }
    BarChart* loads() const { return loads_; }
    void setMeasure(BalanceModel::Measure measure);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void setupPlots();
    void drawLayers();
    void drawLoads();
    int moeAt(int bar) const;  ///< bars stand for decoder layers from the first with a router on; -1: dense
    void readLayer(int bar);
    void readLoad(int rank);

    BalanceModel model_;
    QComboBox* measure_ = nullptr;
    BarChart* layers_ = nullptr;
    BarChart* loads_ = nullptr;
    Caption* layerReadout_ = nullptr;
    Caption* loadReadout_ = nullptr;
};

}  // namespace ui
