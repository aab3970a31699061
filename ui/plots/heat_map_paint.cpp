// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a heat map is painted; where its cells lie is in heat_map.cpp.
#include "ui/plots/heat_map.h"

#include <QImage>
#include <QPainter>

#include <cmath>

namespace ui {

namespace {

constexpr double label_distance = 34;      // pixels between column numbers, at least
constexpr int most_rounded_cells = 600;    // in sight; more are drawn with sharp corners, which cost far less
constexpr double smallest_dashed_cell = 3; // pixels; in a smaller one a dash is the whole cell

int stepOf(double cellWidth)
{
    int step = 1;
    while (step * cellWidth < label_distance) step *= 2;
    return step;
}

}  // namespace

void HeatMap::paintEvent(QPaintEvent*)
{
    if (grid_.rows == 0 || grid_.columns == 0) return;
    QPainter painter(this);
    paintGrid(painter);
    if (!grid_.bars.empty()) paintBars(painter);
    paintLabels(painter);
    painter.setClipRect(QRectF(0, area_.y() - 2, width(), area_.height() + 4));
    paintMark(painter);
}

void HeatMap::paintGrid(QPainter& painter) const
{
    const Range apart{together(), grid_.columns};
    if (zoom_ > 1) painter.setClipRect(mainArea());
    const auto paint = [&](Range columns) {
        if (columns.first < columns.end) hasGaps() ? paintCells(painter, columns) : paintImage(painter, columns);
    };
    paint(columnsInSight());
    if (!grid_.dashes.empty()) paintDashes(painter);
    if (grid_.group > 0) paintGroups(painter);
    if (zoom_ > 1) painter.setClipRect(QRectF(apartX_ - 1, area_.y(), grid_.apart * apartWidth_ + 1, area_.height()));
    paint(apart);
    painter.setClipping(false);
}

void HeatMap::paintCells(QPainter& painter, Range columns) const
{
    const Range rows = rowsInSight();
    const bool few = (rows.end - rows.first) * (columns.end - columns.first) <= most_rounded_cells;
    const QRectF first = cellRect(rows.first, columns.first);
    const double radius = few && std::min(first.width(), first.height()) > 8 ? 1.5 : 0;
    painter.setRenderHint(QPainter::Antialiasing, few);
    for (int row = rows.first; row < rows.end; ++row) {
        for (int column = columns.first; column < columns.end; ++column) {
            const QRgb color = grid_.cells[size_t(row) * size_t(grid_.columns) + size_t(column)];
            const QRectF rect = cellRect(row, column);
            if (qAlpha(color) == 0) {
                painter.setPen(style_.border);
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
            } else if (radius == 0) {
                painter.fillRect(rect.toRect(), QColor::fromRgb(color));
            } else {
                painter.setPen(Qt::NoPen);
                painter.setBrush(QColor::fromRgb(color));
                painter.drawRoundedRect(rect, radius, radius);
            }
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void HeatMap::paintImage(QPainter& painter, Range columns) const
{
    const QImage image(reinterpret_cast<const uchar*>(grid_.cells.data()), grid_.columns, grid_.rows,
                       grid_.columns * int(sizeof(QRgb)), QImage::Format_ARGB32);
    const Range rows = rowsInSight();
    const QRectF target = cellRect(rows.first, columns.first).united(cellRect(rows.end - 1, columns.end - 1));
    painter.drawImage(target, image, QRectF(columns.first, rows.first, columns.end - columns.first,
                                            rows.end - rows.first));
    painter.setPen(style_.border);
    for (int row = rows.first; row < rows.end; ++row) paintEmptyRuns(painter, row, columns);
}

void HeatMap::paintEmptyRuns(QPainter& painter, int row, Range columns) const
{
    const QRgb* cells = grid_.cells.data() + size_t(row) * size_t(grid_.columns);
    for (int column = columns.first; column < columns.end; ++column) {
        if (qAlpha(cells[column]) != 0) continue;
        const int first = column;
        while (column + 1 < columns.end && qAlpha(cells[column + 1]) == 0) ++column;
        painter.drawRect(cellRect(row, first).united(cellRect(row, column)).adjusted(0, 0, -1, -1));
    }
}

void HeatMap::paintDashes(QPainter& painter) const
{
    if (std::min(cell_.width(), cell_.height()) < smallest_dashed_cell) return;
    const Range rows = rowsInSight(), columns = columnsInSight();
    const double half = std::clamp(std::floor(cell_.width() / 5), 0.5, 4.0);
    std::vector<QRectF> dashes;
    for (int row = rows.first; row < rows.end; ++row) {
        const QRectF left = cellRect(row, columns.first);
        const double y = std::floor(left.center().y());
        for (int column = columns.first; column < columns.end; ++column) {
            if (!grid_.dashes[size_t(row) * size_t(grid_.columns) + size_t(column)]) continue;
            const double x = left.x() + (column - columns.first + 0.5) * cell_.width() - 0.5;
            dashes.emplace_back(std::floor(x - half + 0.5), y, 2 * half, 1);
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(style_.muted);
    painter.drawRects(dashes.data(), int(dashes.size()));
}

/// Lines between the groups. Their names are labels, but have to be cut where the cells are.
void HeatMap::paintGroups(QPainter& painter) const
{
    painter.setPen(style_.muted);
    for (int column = grid_.group; column < together(); column += grid_.group) {
        const double x = cellRect(0, column).x() - 1;
        painter.drawLine(QPointF(x, area_.y()), QPointF(x, area_.y() + grid_.rows * cell_.height()));
    }
    const QFontMetricsF metrics(font());
    painter.save();
    painter.setClipRect(mainArea().adjusted(0, -labelHeight(), 0, 0));
    for (int column = 0; column < together(); column += grid_.group) {
        const QString number = QString::number(column / grid_.group);
        const QString name = captions_.group.isEmpty() ? number : captions_.group + u' ' + number;
        const double room = grid_.group * cell_.width() - 4;
        const QPointF at(cellRect(0, column).x() + 1, area_.y() - 5 - metrics.descent());
        if (metrics.horizontalAdvance(name) <= room) painter.drawText(at, name);
        else if (metrics.horizontalAdvance(number) <= room) painter.drawText(at, number);
    }
    painter.restore();
}

void HeatMap::paintBars(QPainter& painter) const
{
    painter.setClipRect(QRectF(barsX_, area_.y(), barsWidth_ + 1, area_.height()));
    const Range rows = rowsInSight();
    const double gap = cell_.height() >= 3 ? 1 : 0;
    const double thick = std::min(cell_.height() - gap, 10.0);
    for (int row = rows.first; row < rows.end; ++row) {
        const float share = grid_.bars[size_t(row)];
        if (std::isnan(share)) continue;
        const double y = area_.y() + (row + 0.5) * cell_.height() - scroll_.y() - (thick + gap) / 2;
        const QRectF track(barsX_, std::round(y), barsWidth_, std::max(1.0, std::round(thick)));
        painter.fillRect(track, style_.border);
        painter.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(double(share), 0.0, 1.0),
                                                        track.height())), style_.value);
    }
    if (grid_.barLine >= 0) {
        const double x = std::round(barsX_ + barsWidth_ * std::min(1.0, double(grid_.barLine)));
        painter.fillRect(QRectF(x - 1, area_.y(), 1, std::min(area_.height(), grid_.rows * cell_.height())),
                         style_.text);
    }
    painter.setClipping(false);
}

void HeatMap::paintLabels(QPainter& painter) const
{
    const QFontMetricsF metrics(font());
    painter.setPen(style_.muted);
    const double groups = grid_.group > 0 ? labelHeight() : 0;
    const double captionY = area_.y() - groups - 6 - metrics.descent();
    painter.drawText(QPointF(0, captionY), captions_.rows);
    const double apart = area_.right() - metrics.horizontalAdvance(captions_.apart);
    const double room = (grid_.apart > 0 ? apart : area_.right()) - area_.x() - 6;
    painter.drawText(QPointF(area_.x(), captionY), metrics.elidedText(captions_.columns, Qt::ElideRight, room));
    if (grid_.apart > 0) painter.drawText(QPointF(apart, captionY), captions_.apart);
    if (!grid_.bars.empty()) painter.drawText(QPointF(barsX_, captionY), captions_.bars);
    paintRowLabels(painter);
    if (captions_.columnNumbers) paintColumnNumbers(painter);
}

void HeatMap::paintColumnNumbers(QPainter& painter) const
{
    const QFontMetricsF metrics(font());
    const int step = stepOf(cell_.width());
    const double below = std::min(area_.bottom(), area_.y() + grid_.rows * cell_.height());
    const Range columns = columnsInSight();
    for (int column = columns.first; column < columns.end; ++column) {
        const int number = grid_.firstColumn + column;
        const double x = cellRect(0, column).x();
        if (number % step != 0 || x < area_.x()) continue;
        painter.drawText(QPointF(x, below + 2 + metrics.ascent()), QString::number(number));
    }
}

void HeatMap::paintRowLabels(QPainter& painter) const
{
    const QFontMetricsF metrics(font());
    const int every = std::max(1, int(std::ceil(metrics.height() / cell_.height())));
    painter.save();
    const Range rows = rowsInSight();
    for (int row = rows.first; row < std::min(rows.end, int(grid_.rowLabels.size())); ++row) {
        const bool marked = row == mark_.row;
        const bool hidden = row % every != 0 || (mark_.row >= 0 && std::abs(row - mark_.row) < every);
        if (hidden && !marked) continue;
        QFont face = font();
        face.setBold(marked);
        painter.setFont(face);
        painter.setPen(marked ? style_.accent : style_.muted);
        const double center = area_.y() + (row + 0.5) * cell_.height() - scroll_.y();
        if (center < area_.y() || center > area_.bottom()) continue;
        painter.drawText(QPointF(0, center + (metrics.ascent() - metrics.descent()) / 2), grid_.rowLabels[row]);
    }
    painter.restore();
}

void HeatMap::paintMark(QPainter& painter) const
{
    if (mark_.column < 0 || mark_.column >= grid_.columns || mark_.row >= grid_.rows) return;
    if (mark_.column < together() && (cellRect(0, mark_.column).center().x() < area_.x()
                                      || cellRect(0, mark_.column).center().x() > mainArea().right())) return;
    const bool wholeColumn = mark_.row < 0;
    const QRectF cell = cellRect(std::max(mark_.row, 0), mark_.column);
    const QRectF rect = wholeColumn ? cell.united(cellRect(grid_.rows - 1, mark_.column)) : cell;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    // On a ground of its own: cells may have the accent's colour themselves.
    for (const auto& [color, width] : {std::pair{style_.surface, 4.0}, std::pair{style_.accent, 2.0}}) {
        painter.setPen(QPen(color, width));
        painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 2, 2);
    }
}

}  // namespace ui
