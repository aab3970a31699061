// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/route.h"
#include "ui/views/view.h"

namespace ui {

class Caption;
class RouteChart;

/// Which way did this token take through all layers?
class RouteView : public View {
    Q_OBJECT
public:
    RouteView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    RouteChart* route() const { return route_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void readOut(int layer);

    RouteModel model_;
    RouteChart* route_ = nullptr;
    Caption* readout_ = nullptr;
};

}  // namespace ui
