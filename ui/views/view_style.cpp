// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/view_style.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr float faintest = 0.07f;  // where zero stands in the colour map: seen, and told from an empty cell

}  // namespace

PlotStyle plotStyle(const Theme& theme, double typeScale)
{
    return {theme.card,  theme.text,      theme.muted,    theme.border, theme.accent,
            theme.value, theme.reference, uiFont(plotTypeScale * typeScale), monoFont(plotTypeScale * typeScale)};
}

void paintCard(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& outline)
{
    constexpr int radius = 8;
    const QRect upright = rect.adjusted(radius, 0, -radius, 0), lying = rect.adjusted(0, radius, 0, -radius);
    painter.fillRect(upright, outline);
    painter.fillRect(lying, outline);
    painter.fillRect(upright.adjusted(0, 1, 0, -1), fill);
    painter.fillRect(lying.adjusted(1, 0, -1, 0), fill);

    painter.save();
    painter.setClipRegion(QRegion(rect) - upright - lying);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(outline);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

QRgb strengthCell(float value, float maximum)
{
    if (std::isnan(value)) return qRgba(0, 0, 0, 0);
    const float share = maximum > 0 ? std::clamp(value / maximum, 0.0f, 1.0f) : 0.0f;
    return theme().strengthOf(faintest + (1 - faintest) * share) | 0xff000000u;
}

std::vector<QRgb> strengthLegend()
{
    std::vector<QRgb> colors;
    for (int i = 0; i <= 32; ++i) colors.push_back(strengthCell(float(i), 32));
    return colors;
}

QRgb differenceCell(float value, float most)
{
    if (std::isnan(value)) return qRgba(0, 0, 0, 0);
    return theme().differenceOf(most > 0 ? value / most : 0) | 0xff000000u;
}

std::vector<QRgb> differenceLegend()
{
    std::vector<QRgb> colors;
    for (int i = -16; i <= 16; ++i) colors.push_back(differenceCell(float(i), 16));
    return colors;
}

int firstShown(int tokens, int count, int selected)
{
    const int newest = std::max(0, tokens - count);
    if (selected < 0 || selected >= newest) return newest;
    return std::clamp(selected - count / 2, 0, newest);
}

}  // namespace ui
