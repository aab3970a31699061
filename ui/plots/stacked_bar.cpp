// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/stacked_bar.h"

#include <QPainter>
#include <QResizeEvent>

#include <cmath>

namespace ui {

namespace {

constexpr double bar_height = 20, swatch = 9, gap = 2;

}  // namespace

StackedBar::StackedBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StackedBar::setStyle(const PlotStyle& style)
{
    style_ = style;
    updateGeometry();
    update();
}

void StackedBar::setParts(std::vector<Part> parts)
{
    if (parts == parts_) return;  // drawn so already
    const int before = heightForWidth(width());
    parts_ = std::move(parts);
    if (heightForWidth(width()) != before) updateGeometry();
    update();
}

std::vector<QRectF> StackedBar::legend(double width) const
{
    const QFontMetricsF metrics(style_.font);
    const double line = std::ceil(metrics.height());
    std::vector<QRectF> places;
    double x = 0, y = bar_height + 6;
    for (const Part& part : parts_) {
        const double wanted = swatch + 5 + metrics.horizontalAdvance(part.label);
        if (x > 0 && x + wanted > width) {
            x = 0;
            y += line + 2;
        }
        places.emplace_back(x, y, wanted, line);
        x += wanted + 14;
    }
    return places;
}

int StackedBar::heightForWidth(int width) const
{
    return int(parts_.empty() ? bar_height : legend(width).back().bottom() + 1);
}

void StackedBar::resizeEvent(QResizeEvent* event)
{
    if (event->oldSize().width() != width()) updateGeometry();  // the legend wraps elsewhere
}

void StackedBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(style_.font);
    const std::vector<QRectF> places = legend(width());
    double x = 0;
    for (size_t i = 0; i < parts_.size(); ++i) {
        const double wide = parts_[i].share * width();
        painter.setPen(Qt::NoPen);
        painter.setBrush(parts_[i].color);
        painter.drawRoundedRect(QRectF(x, 0, std::max(wide - gap, 0.5), bar_height), 2, 2);
        x += wide;

        const QRectF& place = places[i];
        painter.drawRoundedRect(QRectF(place.x(), place.center().y() - swatch / 2, swatch, swatch), 2, 2);
        painter.setPen(style_.muted);
        painter.drawText(place.adjusted(swatch + 5, 0, 2, 0), Qt::AlignLeft | Qt::AlignVCenter, parts_[i].label);
    }
}

}  // namespace ui
