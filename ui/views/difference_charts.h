// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/routing_difference.h"
#include "ui/plots/plot_style.h"

#include <QWidget>

namespace ui {

class LineChart;

/// Layer by layer, how differently two replies were routed: experts in common and divergence, beside chance.
class DifferenceCharts : public QWidget {
    Q_OBJECT
public:
    explicit DifferenceCharts(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setDifference(const engine::ModelCard& card, const RoutingDifference& difference);
    LineChart* overlap() const { return overlap_; }
    LineChart* divergence() const { return divergence_; }

private:
    LineChart *overlap_, *divergence_;
};

}  // namespace ui
