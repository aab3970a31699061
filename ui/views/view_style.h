// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"
#include "ui/theme.h"

#include <QSizeF>

#include <vector>

class QPainter;

namespace ui {

constexpr double plotTypeScale = 0.85;  ///< type in plots beside ordinary text
PlotStyle plotStyle(const Theme& theme, double typeScale = 1);

/// A rounded card with an outline. Only its corners are antialiased: Qt hands large antialiased fills to a thread
/// pool and waits, which costs a scheduling round or more while the engine computes on all cores.
void paintCard(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& outline);

/// Colour of a heat map cell: 0 is just visible on the card, `maximum` is the strongest; NaN is an empty cell.
QRgb strengthCell(float value, float maximum);
std::vector<QRgb> strengthLegend();
/// The same of a value with a sign, `most` at the ends.
QRgb differenceCell(float value, float most);
std::vector<QRgb> differenceLegend();

/// Pixels of a token's column in the film strips: at least, and at most with the height of a row.
constexpr double token_column = 7;
constexpr QSizeF largest_token_cell{14, 14};
/// First of `count` columns to show, so that the selected token is among them; the newest when none is selected.
int firstShown(int tokens, int count, int selected);

}  // namespace ui
