// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

class QCustomPlot;
class QWidget;

/// What every chart of this folder does to a QCustomPlot.
namespace ui {

/// No grid, no upper and right axes, no tick marks, transparent, ignoring the mouse.
QCustomPlot* bareCustomPlot(QWidget* parent);
void applyStyle(QCustomPlot& plot, const PlotStyle& style);

}  // namespace ui
