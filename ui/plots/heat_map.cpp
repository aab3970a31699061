// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double smallest_gapped_cell = 5;  // pixels; below, gaps would take more room than cells
constexpr int most_gapped_cells = 1500;     // in sight; above, one image is drawn instead: constant cost
constexpr double narrowest_apart = 12;      // pixels of a column that stands apart
constexpr double narrowest_bars = 34;       // pixels of the bars' strip
constexpr int tallest_strip = 180;          // pixels asked for by a map whose cells are limited
constexpr double largest_zoomed_cell = 44;  // pixels; larger, a cell shows nothing more
constexpr double wheel_step = 1.25;         // times as large for one notch
constexpr double least_drag = 4;            // pixels; less is a click with an unsteady hand

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
    if (captions == captions_) return;
    captions_ = captions;
    layOut();
    update();
}

void HeatMap::setGrid(Grid grid)
{
    const bool sameShape = grid.rows == grid_.rows && grid.columns == grid_.columns && grid.apart == grid_.apart
        && grid.rowLabels == grid_.rowLabels && grid.largestCell == grid_.largestCell && grid.group == grid_.group
        && grid.bars.empty() == grid_.bars.empty();
    if (grid.rows != grid_.rows || grid.columns != grid_.columns) zoom_ = 1;
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
    reveal(mark);
    update();
}

double HeatMap::labelHeight() const
{
    return std::ceil(QFontMetricsF(font()).height()) + 4;
}

QSize HeatMap::sizeHint() const
{
    if (grid_.largestCell.isEmpty()) return {420, 240};
    return {420, std::min(tallest(), tallest_strip)};
}

int HeatMap::tallest() const
{
    const double cells = grid_.rows * grid_.largestCell.height();
    return int(std::ceil(cells + area_.y() + (captions_.columnNumbers ? labelHeight() : 2)));
}

QSize HeatMap::minimumSizeHint() const
{
    constexpr int least = 60;
    return {160, grid_.largestCell.isEmpty() ? std::max(least, int(area_.y() + 2 * labelHeight()) + 20) : least};
}

void HeatMap::layOut()
{
    const QFontMetricsF metrics(font());
    double left = captions_.rows.isEmpty() ? 0 : metrics.horizontalAdvance(captions_.rows);
    for (const QString& label : grid_.rowLabels) left = std::max(left, metrics.horizontalAdvance(label));
    if (left > 0) left = std::ceil(left) + 10;
    double top = captions_.rows.isEmpty() && captions_.columns.isEmpty() ? 2 : labelHeight() + 2;
    if (grid_.group > 0) top += labelHeight();
    const double bottom = captions_.columnNumbers ? labelHeight() : 2;
    barsWidth_ = grid_.bars.empty() ? 0 : std::max(narrowest_bars, metrics.horizontalAdvance(captions_.bars));
    barsX_ = width() - 2 - barsWidth_;
    const double right = grid_.bars.empty() ? width() - 2 : barsX_ - 8;
    area_ = QRectF(left, top, std::max(1.0, right - left), std::max(1.0, height() - top - bottom));

    const double gap = grid_.apart > 0 ? std::max(8.0, metrics.horizontalAdvance(captions_.apart) / 2) : 0;
    apartWidth_ = std::max(narrowest_apart, (area_.width() - gap) / std::max(grid_.columns, 1));
    apartX_ = area_.right() - grid_.apart * apartWidth_;
    cell_.setWidth((apartX_ - gap - area_.x()) / std::max(together(), 1));
    cell_.setHeight(area_.height() / std::max(grid_.rows, 1));
    if (!grid_.largestCell.isEmpty()) cell_ = cell_.boundedTo(grid_.largestCell);
    mostZoom_ = std::max(1.0, largest_zoomed_cell / std::max(0.1, std::min(cell_.width(), cell_.height())));
    zoom_ = std::clamp(zoom_, 1.0, mostZoom_);
    cell_ *= zoom_;
    scrollTo(scroll_);
}

double HeatMap::mainWidth() const
{
    return together() * cell_.width() / zoom_;
}

void HeatMap::scrollTo(const QPointF& scroll)
{
    const double below = std::max(0.0, grid_.rows * cell_.height() * (1 - 1 / zoom_));
    scroll_ = {std::clamp(scroll.x(), 0.0, std::max(0.0, mainWidth() * (zoom_ - 1))),
               std::clamp(scroll.y(), 0.0, below)};
    update();
}

/// What lies at `fixed` stays there.
void HeatMap::zoomTo(double zoom, const QPointF& fixed)
{
    const QPointF inside = fixed - area_.topLeft();
    const QPointF place = (scroll_ + inside) / zoom_;
    zoom_ = zoom;
    layOut();
    scrollTo(place * zoom_ - inside);
}

void HeatMap::zoom(double factor)
{
    const bool marked = mark_.row >= 0 && mark_.row < grid_.rows && mark_.column >= 0 && mark_.column < together();
    zoomTo(zoom_ * factor, marked ? cellRect(mark_.row, mark_.column).center() : mainArea().center());
    reveal(mark_);
}

void HeatMap::showAll()
{
    zoomTo(1, area_.topLeft());
}

/// At least one cell further than the cell itself: what is beside it is in sight too.
void HeatMap::reveal(const Cell& cell)
{
    if (zoom_ <= 1 || cell.row < 0 || cell.row >= grid_.rows) return;
    const QRectF rect(cell.column * cell_.width(), cell.row * cell_.height(), cell_.width(), cell_.height());
    const auto moved = [](double from, double begin, double end, double margin, double room) {
        return begin - margin < from ? begin - margin : end + margin > from + room ? end + margin - room : from;
    };
    const bool column = cell.column >= 0 && cell.column < together();
    scrollTo({column ? moved(scroll_.x(), rect.left(), rect.right(), cell_.width(), mainWidth()) : scroll_.x(),
              moved(scroll_.y(), rect.top(), rect.bottom(), cell_.height(), area_.height())});
}

HeatMap::Range HeatMap::rowsInSight() const
{
    return {std::clamp(int(scroll_.y() / cell_.height()), 0, grid_.rows),
            std::clamp(int(std::ceil((scroll_.y() + area_.height()) / cell_.height() - 1e-6)), 0, grid_.rows)};
}

HeatMap::Range HeatMap::columnsInSight() const
{
    return {std::clamp(int(scroll_.x() / cell_.width()), 0, together()),
            std::clamp(int(std::ceil((scroll_.x() + mainWidth()) / cell_.width() - 1e-6)), 0, together())};
}

void HeatMap::resizeEvent(QResizeEvent*)
{
    layOut();
}

bool HeatMap::hasGaps() const
{
    const Range rows = rowsInSight(), columns = columnsInSight();
    return std::min(cell_.width(), cell_.height()) >= smallest_gapped_cell
        && (rows.end - rows.first) * (columns.end - columns.first + grid_.apart) <= most_gapped_cells;
}

QRectF HeatMap::cellRect(int row, int column) const
{
    const bool apart = column >= together();
    const double width = apart ? apartWidth_ : cell_.width();
    const double left = apart ? apartX_ + (column - together()) * width
                              : area_.x() + column * width - scroll_.x();
    const double above = area_.y() + row * cell_.height() - scroll_.y();
    const double x = std::round(left), right = std::round(left + width);
    const double y = std::round(above), below = std::round(above + cell_.height());
    const double gap = hasGaps() ? (std::min(cell_.width(), cell_.height()) > 12 ? 2 : 1) : 0;
    return {x, y, std::max(1.0, right - x - gap), std::max(1.0, below - y - gap)};
}

HeatMap::Cell HeatMap::cellAt(const QPointF& position) const
{
    if (grid_.rows == 0 || grid_.columns == 0) return {};
    const double y = position.y() - area_.y();
    const int row = int(std::floor((y + scroll_.y()) / cell_.height()));
    if (y < 0 || y >= area_.height() || row >= grid_.rows) return {};
    if (!grid_.bars.empty() && position.x() >= barsX_) return {row, grid_.columns};
    const bool apart = grid_.apart > 0 && position.x() >= apartX_;
    const double x = position.x() - (apart ? apartX_ : area_.x());
    if (x < 0 || (!apart && x >= mainWidth())) return {};
    const int column = apart ? together() + int(x / apartWidth_) : int((x + scroll_.x()) / cell_.width());
    return column < (apart ? grid_.columns : together()) ? Cell{row, column} : Cell{};
}

HeatMap::Cell HeatMap::clampedCell(const QPointF& position) const
{
    const QRectF main = mainArea();
    const double bottom = std::min(main.bottom(), main.top() + grid_.rows * cell_.height());
    return cellAt({std::clamp(position.x(), main.left(), main.right() - 0.5),
                   std::clamp(position.y(), main.top(), bottom - 0.5)});
}

void HeatMap::hover(const Cell& cell)
{
    if (cell == hovered_) return;
    hovered_ = cell;
    emit cellHovered(cell.row, cell.column);
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && drag_ == Drag::Scrub) {
        const Cell cell = clampedCell(event->position());
        if (cell.isValid() && cell != scrubbed_) emit cellClicked(cell.row, cell.column);
        scrubbed_ = cell;
    } else if (event->buttons().testFlag(Qt::LeftButton) && pans()) {
        const QPointF way = event->position() - pressed_;
        dragged_ |= way.manhattanLength() >= least_drag;
        if (dragged_) scrollTo(scrolledFrom_ - way);
    }
    hover(cellAt(event->position()));
}

void HeatMap::leaveEvent(QEvent*)
{
    hover({});
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->position());
    pressed_ = event->position();
    scrolledFrom_ = scroll_;
    scrubbed_ = cell;
    dragged_ = false;
    // Zoomed cells wait for the release: until then it may become a drag.
    if (event->button() == Qt::LeftButton && cell.isValid() && !pans()) emit cellClicked(cell.row, cell.column);
    QWidget::mousePressEvent(event);  // lets the view around it take the focus
}

void HeatMap::mouseReleaseEvent(QMouseEvent* event)
{
    const Cell cell = cellAt(event->position());
    if (event->button() == Qt::LeftButton && pans() && !dragged_ && cell.isValid())
        emit cellClicked(cell.row, cell.column);
    QWidget::mouseReleaseEvent(event);
}

/// What has no room to become larger or smaller leaves the wheel to the page.
void HeatMap::wheelEvent(QWheelEvent* event)
{
    const double zoom = std::clamp(zoom_ * std::pow(wheel_step, event->angleDelta().y() / 120.0), 1.0, mostZoom_);
    const bool sideways = pans() && event->angleDelta().x() != 0;
    if (drag_ != Drag::Pan || (zoom == zoom_ && !sideways)) {
        event->ignore();
        return;
    }
    if (sideways) scrollTo(scroll_ - QPointF(event->angleDelta().x(), 0) / 3);
    if (zoom != zoom_) zoomTo(zoom, event->position());
    event->accept();
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
