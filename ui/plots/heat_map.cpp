// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map.h"

#include <QHelpEvent>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double smallest_gapped_cell = 5;  // pixels; below, gaps would take more room than cells
constexpr int most_gapped_cells = 1500;     // above, one image is drawn instead: constant cost
constexpr double label_distance = 34;       // pixels between column numbers, at least
constexpr double narrowest_apart = 12;      // pixels of a column that stands apart
constexpr double tallest_strip = 160;       // pixels asked for by a map whose cells are limited

int stepOf(double cellWidth)
{
    int step = 1;
    while (step * cellWidth < label_distance) step *= 2;
    return step;
}

}  // namespace

HeatMap::HeatMap(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeatMap::setStyle(const PlotStyle& style)
{
    style_ = style;
    setFont(style.font);
    layOut();
    update();
}

void HeatMap::setCaptions(const Captions& captions)
{
    captions_ = captions;
    layOut();
    update();
}

void HeatMap::setGrid(Grid grid)
{
    const bool sameShape = grid.rows == grid_.rows && grid.columns == grid_.columns && grid.apart == grid_.apart
        && grid.rowLabels == grid_.rowLabels && grid.largestCell == grid_.largestCell;
    grid_ = std::move(grid);
    grid_.cells.resize(size_t(grid_.rows) * size_t(grid_.columns));
    if (!sameShape) {
        layOut();
        updateGeometry();
    }
    update();
}

void HeatMap::setMark(const Cell& mark)
{
    if (mark == mark_) return;
    mark_ = mark;
    update();
}

double HeatMap::labelHeight() const
{
    return std::ceil(QFontMetricsF(font()).height()) + 4;
}

QSize HeatMap::sizeHint() const
{
    if (grid_.largestCell.isEmpty()) return {420, 240};
    const double cells = std::min(grid_.rows * grid_.largestCell.height(), tallest_strip);
    return {420, int(std::ceil(cells + area_.y() + (captions_.columnNumbers ? labelHeight() : 2)))};
}

void HeatMap::layOut()
{
    const QFontMetricsF metrics(font());
    double left = captions_.rows.isEmpty() ? 0 : metrics.horizontalAdvance(captions_.rows);
    for (const QString& label : grid_.rowLabels) left = std::max(left, metrics.horizontalAdvance(label));
    if (left > 0) left = std::ceil(left) + 10;
    const double top = captions_.rows.isEmpty() && captions_.columns.isEmpty() ? 2 : labelHeight() + 2;
    const double bottom = captions_.columnNumbers ? labelHeight() : 2;
    area_ = QRectF(left, top, std::max(1.0, width() - left - 2), std::max(1.0, height() - top - bottom));

    const double gap = grid_.apart > 0 ? std::max(8.0, metrics.horizontalAdvance(captions_.apart) / 2) : 0;
    apartWidth_ = std::max(narrowest_apart, (area_.width() - gap) / std::max(grid_.columns, 1));
    apartX_ = area_.right() - grid_.apart * apartWidth_;
    cell_.setWidth((apartX_ - gap - area_.x()) / std::max(together(), 1));
    cell_.setHeight(area_.height() / std::max(grid_.rows, 1));
    if (!grid_.largestCell.isEmpty()) cell_ = cell_.boundedTo(grid_.largestCell);
}

void HeatMap::resizeEvent(QResizeEvent*)
{
    layOut();
}

bool HeatMap::hasGaps() const
{
    return std::min(cell_.width(), cell_.height()) >= smallest_gapped_cell && grid_.cells.size() <= most_gapped_cells;
}

QRectF HeatMap::cellRect(int row, int column) const
{
    const bool apart = column >= together();
    const double width = apart ? apartWidth_ : cell_.width();
    const double left = apart ? apartX_ + (column - together()) * width : area_.x() + column * width;
    const double above = area_.y() + row * cell_.height();
    const double x = std::round(left), right = std::round(left + width);
    const double y = std::round(above), below = std::round(above + cell_.height());
    const double gap = hasGaps() ? (std::min(cell_.width(), cell_.height()) > 12 ? 2 : 1) : 0;
    return {x, y, std::max(1.0, right - x - gap), std::max(1.0, below - y - gap)};
}

HeatMap::Cell HeatMap::cellAt(const QPointF& position) const
{
    if (grid_.rows == 0 || grid_.columns == 0) return {};
    const bool apart = grid_.apart > 0 && position.x() >= apartX_;
    const double x = apart ? (position.x() - apartX_) / apartWidth_ : (position.x() - area_.x()) / cell_.width();
    const int column = int(std::floor(x)) + (apart ? together() : 0);
    const int row = int(std::floor((position.y() - area_.y()) / cell_.height()));
    const bool inside = row >= 0 && row < grid_.rows && column >= 0 && column < (apart ? grid_.columns : together());
    return inside ? Cell{row, column} : Cell{};
}

void HeatMap::paintEvent(QPaintEvent*)
{
    if (grid_.rows == 0 || grid_.columns == 0) return;
    QPainter painter(this);
    if (hasGaps()) paintCells(painter);
    else paintImage(painter);
    paintLabels(painter);
    paintMark(painter);
}

void HeatMap::paintCells(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = std::min(cellRect(0, 0).width(), cellRect(0, 0).height()) > 8 ? 1.5 : 0;
    for (int row = 0; row < grid_.rows; ++row) {
        for (int column = 0; column < grid_.columns; ++column) {
            const QRgb color = grid_.cells[size_t(row) * size_t(grid_.columns) + size_t(column)];
            const QRectF rect = cellRect(row, column);
            if (qAlpha(color) == 0) {
                painter.setPen(style_.border);
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
            } else if (radius == 0) {
                painter.fillRect(rect, QColor::fromRgb(color));
            } else {
                painter.setPen(Qt::NoPen);
                painter.setBrush(QColor::fromRgb(color));
                painter.drawRoundedRect(rect, radius, radius);
            }
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void HeatMap::paintImage(QPainter& painter) const
{
    const QImage image(reinterpret_cast<const uchar*>(grid_.cells.data()), grid_.columns, grid_.rows,
                       grid_.columns * int(sizeof(QRgb)), QImage::Format_ARGB32);
    const QRectF main = cellRect(0, 0).united(cellRect(grid_.rows - 1, together() - 1));
    painter.drawImage(main, image, QRectF(0, 0, together(), grid_.rows));
    if (grid_.apart > 0) {
        const QRectF apart = cellRect(0, together()).united(cellRect(grid_.rows - 1, grid_.columns - 1));
        painter.drawImage(apart, image, QRectF(together(), 0, grid_.apart, grid_.rows));
    }
    painter.setPen(style_.border);
    for (int row = 0; row < grid_.rows; ++row) paintEmptyRuns(painter, row);
}

void HeatMap::paintEmptyRuns(QPainter& painter, int row) const
{
    const QRgb* cells = grid_.cells.data() + size_t(row) * size_t(grid_.columns);
    for (int column = 0; column < grid_.columns; ++column) {
        if (qAlpha(cells[column]) != 0) continue;
        const int first = column;
        while (column + 1 < grid_.columns && qAlpha(cells[column + 1]) == 0
               && column + 1 != together()) ++column;
        painter.drawRect(cellRect(row, first).united(cellRect(row, column)).adjusted(0, 0, -1, -1));
    }
}

void HeatMap::paintLabels(QPainter& painter) const
{
    const QFontMetricsF metrics(font());
    painter.setPen(style_.muted);
    const double captionY = area_.y() - 6 - metrics.descent();
    painter.drawText(QPointF(0, captionY), captions_.rows);
    painter.drawText(QPointF(area_.x(), captionY), captions_.columns);
    if (grid_.apart > 0) {
        painter.drawText(QPointF(width() - metrics.horizontalAdvance(captions_.apart), captionY), captions_.apart);
    }
    paintRowLabels(painter);
    if (!captions_.columnNumbers) return;
    const int step = stepOf(cell_.width());
    const double numberY = area_.y() + grid_.rows * cell_.height() + 2 + metrics.ascent();
    for (int column = 0; column < together(); ++column) {
        const int number = grid_.firstColumn + column;
        if (number % step != 0) continue;
        painter.drawText(QPointF(cellRect(0, column).x(), numberY), QString::number(number));
    }
}

void HeatMap::paintRowLabels(QPainter& painter) const
{
    const QFontMetricsF metrics(font());
    const int every = std::max(1, int(std::ceil(metrics.height() / cell_.height())));
    painter.save();
    for (int row = 0; row < grid_.rowLabels.size(); ++row) {
        const bool marked = row == mark_.row;
        const bool hidden = row % every != 0 || (mark_.row >= 0 && std::abs(row - mark_.row) < every);
        if (hidden && !marked) continue;
        QFont face = font();
        face.setBold(marked);
        painter.setFont(face);
        painter.setPen(marked ? style_.accent : style_.muted);
        const double center = area_.y() + (row + 0.5) * cell_.height();
        painter.drawText(QPointF(0, center + (metrics.ascent() - metrics.descent()) / 2), grid_.rowLabels[row]);
    }
    painter.restore();
}

void HeatMap::paintMark(QPainter& painter) const
{
    if (mark_.column < 0 || mark_.column >= grid_.columns || mark_.row >= grid_.rows) return;
    const bool wholeColumn = mark_.row < 0;
    const QRectF cell = cellRect(std::max(mark_.row, 0), mark_.column);
    const QRectF rect = wholeColumn ? cell.united(cellRect(grid_.rows - 1, mark_.column)) : cell;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style_.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 2, 2);
}

void HeatMap::hover(const Cell& cell)
{
    if (cell == hovered_) return;
    hovered_ = cell;
    emit cellHovered(cell.row, cell.column);
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    hover(cellAt(event->position()));
}

void HeatMap::leaveEvent(QEvent*)
{
    hover({});
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->position());
    if (event->button() == Qt::LeftButton && cell.isValid()) emit cellClicked(cell.row, cell.column);
    QWidget::mousePressEvent(event);  // lets the view around it take the focus
}

bool HeatMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !cellText_) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Cell cell = cellAt(help->pos());
    // Escaped, because the text may quote a token and a tool tip would read it as rich text.
    if (cell.isValid()) QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(
        cellText_(cell.row, cell.column).toHtmlEscaped()), this);
    else QToolTip::hideText();
    return true;
}

}  // namespace ui
