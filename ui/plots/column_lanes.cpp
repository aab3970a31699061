// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/column_lanes.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double lane_height = 24;     // pixels of its bars
constexpr double narrowest_gapped = 4; // pixels; narrower columns have no gap between their bars

}  // namespace

ColumnLanes::ColumnLanes(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ColumnLanes::setStyle(const PlotStyle& style)
{
    style_ = style;
    setFont(style.font);
    updateGeometry();
    update();
}

void ColumnLanes::setColumns(double left, double width)
{
    left_ = left;
    width_ = width;
    update();
}

void ColumnLanes::setLanes(std::vector<Lane> lanes)
{
    const bool another = lanes.size() != lanes_.size();
    lanes_ = std::move(lanes);
    if (another) updateGeometry();
    update();
}

void ColumnLanes::setMark(int column)
{
    mark_ = column;
    update();
}

double ColumnLanes::captionHeight() const { return std::ceil(QFontMetricsF(font()).height()) + 2; }
double ColumnLanes::laneTop(int lane) const { return lane * (captionHeight() + lane_height + 3) + captionHeight(); }

QSize ColumnLanes::sizeHint() const
{
    return {300, int(laneTop(int(lanes_.size())) - captionHeight())};
}

QRectF ColumnLanes::barRect(int lane, int column) const
{
    const Lane& l = lanes_[size_t(lane)];
    const float value = l.values[size_t(column)];
    const double share = l.top > 0 && value > 0 ? std::min(1.0, double(value / l.top)) : 0;
    const double x = std::round(left_ + column * width_), end = std::round(left_ + (column + 1) * width_);
    const double tall = std::isnan(value) ? 0 : std::max(1.0, share * lane_height);
    return {x, laneTop(lane) + lane_height - tall, std::max(1.0, end - x - (width_ >= narrowest_gapped ? 1 : 0)), tall};
}

void ColumnLanes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFontMetricsF metrics(font());
    for (int lane = 0; lane < int(lanes_.size()); ++lane) {
        const Lane& l = lanes_[size_t(lane)];
        painter.setPen(style_.muted);
        const double room = width() - left_;
        painter.drawText(QPointF(left_, laneTop(lane) - 3 - metrics.descent()),
                         metrics.elidedText(l.caption, Qt::ElideRight, room));
        std::vector<QRectF> bars;
        for (int column = 0; column < columns(); ++column)
            if (!std::isnan(l.values[size_t(column)])) bars.push_back(barRect(lane, column));
        painter.setPen(Qt::NoPen);
        painter.setBrush(l.color);
        painter.drawRects(bars.data(), int(bars.size()));
        painter.fillRect(QRectF(left_, laneTop(lane) + lane_height, columns() * width_, 1), style_.border);
        if (mark_ >= 0 && mark_ < columns()) painter.fillRect(barRect(lane, mark_), style_.accent);
    }
}

int ColumnLanes::columnAt(double x) const
{
    const int column = int(std::floor((x - left_) / width_));
    return column >= 0 && column < columns() ? column : -1;
}

void ColumnLanes::hover(int column)
{
    if (column == hovered_) return;
    hovered_ = column;
    emit columnHovered(column);
}

void ColumnLanes::mouseMoveEvent(QMouseEvent* event)
{
    const int column = columnAt(event->position().x());
    if (event->buttons().testFlag(Qt::LeftButton) && column >= 0 && column != scrubbed_) {
        scrubbed_ = column;
        emit columnClicked(column);
    }
    hover(column);
}

void ColumnLanes::mousePressEvent(QMouseEvent* event)
{
    scrubbed_ = columnAt(event->position().x());
    if (event->button() == Qt::LeftButton && scrubbed_ >= 0) emit columnClicked(scrubbed_);
    QWidget::mousePressEvent(event);
}

void ColumnLanes::leaveEvent(QEvent*) { hover(-1); }

}  // namespace ui
