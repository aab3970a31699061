// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/route_chart.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double least_row = 8, most_row = 26;  // pixels
constexpr double largest_dot = 5.5, smallest_dot = 1.2;  // pixels, radius
constexpr double near = 8;  // pixels from a dot that still mean it

}  // namespace

RouteChart::RouteChart(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
}

void RouteChart::setStyle(const PlotStyle& style)
{
    style_ = style;
    setRows(std::move(rows_), columns_);
    updateGeometry();
}

void RouteChart::setRows(std::vector<Row> rows, int columns)
{
    const bool sameHeight = rows.size() == rows_.size();
    rows_ = std::move(rows);
    columns_ = std::max(1, columns);
    labelWidth_ = 0;
    const QFontMetricsF metrics(style_.font);
    for (const Row& row : rows_) labelWidth_ = std::max(labelWidth_, metrics.horizontalAdvance(row.label) + 12);
    if (!sameHeight) updateGeometry();
    update();
}

void RouteChart::setMark(int row, int column)
{
    markedRow_ = row;
    markedColumn_ = column;
    update();
}

QSize RouteChart::minimumSizeHint() const
{
    return {140, int(std::ceil(std::max<double>(1, double(rows_.size())) * least_row)) + 4};
}

double RouteChart::rowHeight() const
{
    return std::clamp((height() - 4) / std::max(1.0, double(rows_.size())), least_row, most_row);
}

double RouteChart::radius(const Dot& dot) const
{
    const double largest = std::min(largest_dot, rowHeight() * 0.5);
    return std::max(smallest_dot, largest * std::sqrt(std::clamp(double(dot.size), 0.0, 1.0)));
}

QPointF RouteChart::dotCenter(int row, int column) const
{
    const double left = labelWidth_ + largest_dot, right = width() - largest_dot - 1;
    return {left + (column + 0.5) / columns_ * (right - left), 2 + (row + 0.5) * rowHeight()};
}

/// As many as fit without touching; the marked row's always.
void RouteChart::paintLabels(QPainter& painter) const
{
    const double line = QFontMetricsF(style_.font).height();
    const int step = std::max(1, int(std::ceil(line / rowHeight())));
    painter.setFont(style_.font);
    for (int row = 0; row < int(rows_.size()); ++row) {
        const bool marked = row == markedRow_;
        if (!marked && (row % step != 0 || (markedRow_ >= 0 && std::abs(row - markedRow_) < step))) continue;
        painter.setPen(marked ? style_.accent : style_.muted);
        const double y = dotCenter(row, 0).y();
        painter.drawText(QRectF(0, y - line / 2, labelWidth_, line), Qt::AlignLeft | Qt::AlignVCenter,
                         rows_[size_t(row)].label);
    }
}

void RouteChart::paintJoin(QPainter& painter) const
{
    painter.setPen(QPen(style_.reference, 1));
    for (int row = 0; row + 1 < int(rows_.size()); ++row) {
        const Row &from = rows_[size_t(row)], &to = rows_[size_t(row) + 1];
        if (from.joined < 0 || to.joined < 0) continue;
        painter.drawLine(dotCenter(row, from.dots[size_t(from.joined)].column),
                         dotCenter(row + 1, to.dots[size_t(to.joined)].column));
    }
}

void RouteChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (markedRow_ >= 0 && markedRow_ < int(rows_.size())) {
        const double y = dotCenter(markedRow_, 0).y();
        painter.fillRect(QRectF(0, y - rowHeight() / 2, width(), rowHeight()), style_.border);
    }
    paintJoin(painter);
    paintLabels(painter);
    for (int row = 0; row < int(rows_.size()); ++row) {
        for (const Dot& dot : rows_[size_t(row)].dots) {
            const QPointF center = dotCenter(row, dot.column);
            painter.setPen(Qt::NoPen);
            painter.setBrush(row == markedRow_ ? style_.accent : style_.value);
            painter.drawEllipse(center, radius(dot), radius(dot));
            if (row != markedRow_ || dot.column != markedColumn_) continue;
            painter.setPen(QPen(style_.text, 1.3));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(center, radius(dot) + 2.5, radius(dot) + 2.5);
        }
    }
}

int RouteChart::rowAt(const QPointF& position) const
{
    const int row = int(std::floor((position.y() - 2) / rowHeight()));
    return row >= 0 && row < int(rows_.size()) ? row : -1;
}

void RouteChart::mouseMoveEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position());
    if (row == hovered_) return;
    hovered_ = row;
    emit rowHovered(row);
}

void RouteChart::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position());
    if (event->button() == Qt::LeftButton && row >= 0) {
        int column = -1;
        double best = near;
        for (const Dot& dot : rows_[size_t(row)].dots) {
            const double away = std::abs(dotCenter(row, dot.column).x() - event->position().x());
            if (away > best) continue;
            best = away;
            column = dot.column;
        }
        emit dotClicked(row, column);
    }
    QWidget::mousePressEvent(event);
}

void RouteChart::leaveEvent(QEvent*)
{
    hovered_ = -1;
    emit rowHovered(-1);
}

}  // namespace ui
