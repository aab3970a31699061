// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/routing.h"
#include "ui/plots/heat_map.h"
#include "ui/views/view.h"

class QComboBox;

namespace ui {

class Caption;
class ColorLegend;

/// Which experts is every layer sending tokens to? Decoder layers × routed experts, the shared expert apart.
class RoutingView : public View {
    Q_OBJECT
public:
    RoutingView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    HeatMap* map() const { return map_; }
    void setSpan(Span span);
    void setQuantity(RoutingModel::Quantity quantity);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void setupControls();
    void setupPlot();
    HeatMap::Grid grid() const;
    QString cellText(int row, int column) const;
    void readOut(int row, int column);
    void select(int row, int column);

    RoutingModel model_;
    QComboBox* span_ = nullptr;
    QComboBox* quantity_ = nullptr;
    HeatMap* map_ = nullptr;
    ColorLegend* legend_ = nullptr;
    Caption* readout_ = nullptr;
};

}  // namespace ui
