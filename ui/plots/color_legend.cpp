// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/color_legend.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double strip_width = 90, shortest_strip = 40, strip_height = 8, space = 6;

}  // namespace

ColorLegend::ColorLegend(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void ColorLegend::setStyle(const PlotStyle& style)
{
    style_ = style;
    updateGeometry();
    update();
}

void ColorLegend::setScale(std::vector<QRgb> colors, const QString& low, const QString& high,
                           const QString& note)
{
    if (colors == colors_ && low == low_ && high == high_ && note == note_) return;
    colors_ = std::move(colors);
    low_ = low;
    high_ = high;
    note_ = note;
    updateGeometry();
    update();
}

QString ColorLegend::noteAndLow() const
{
    return note_.isEmpty() ? low_ : note_ + QStringLiteral("   ") + low_;
}

QSize ColorLegend::sizeWith(double strip) const
{
    const QFontMetricsF metrics(style_.mono);
    const double words = metrics.horizontalAdvance(noteAndLow()) + metrics.horizontalAdvance(high_);
    return {int(std::ceil(words + strip + 2 * space)), int(std::ceil(metrics.height()))};
}

QSize ColorLegend::sizeHint() const { return sizeWith(strip_width); }
QSize ColorLegend::minimumSizeHint() const { return sizeWith(shortest_strip); }

void ColorLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFontMetricsF metrics(style_.mono);
    painter.setFont(style_.mono);
    painter.setPen(style_.muted);
    const double left = metrics.horizontalAdvance(noteAndLow()) + space;
    const double strip = std::clamp(width() - sizeWith(0).width() - 0.0, shortest_strip, strip_width);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, noteAndLow());
    painter.drawText(QRectF(left + strip + space, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, high_);
    const double step = colors_.empty() ? 0 : strip / double(colors_.size());
    const double top = (height() - strip_height) / 2;
    for (size_t i = 0; i < colors_.size(); ++i) {
        painter.fillRect(QRectF(left + double(i) * step, top, step + 1, strip_height), QColor::fromRgb(colors_[i]));
    }
}

}  // namespace ui
