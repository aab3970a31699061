// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QStringList>
#include <QWidget>

#include <algorithm>
#include <functional>
#include <vector>

namespace ui {

/// A grid of coloured cells: rounded cells with gaps while they are large enough, one scaled image when there are
/// many. Colours are given, not values, so that the same widget shows strengths and kinds. Where it can be zoomed,
/// labels, columns apart and bars stay beside the cells that are in sight.
class HeatMap : public QWidget {
    Q_OBJECT
public:
    struct Grid {
        int rows = 0, columns = 0;
        std::vector<QRgb> cells;  ///< [rows, columns]; alpha 0 is an empty cell, drawn as an outline
        int apart = 0;            ///< this many of the last columns stand apart on the right
        QStringList rowLabels;    ///< [rows], or empty
        int firstColumn = 0;      ///< number written under column 0
        QSizeF largestCell = {};  ///< pixels; cells grow no larger, the rest stays free; empty: they fill the widget
        int group = 0;            ///< columns that belong together, parted by lines and numbered above; 0: none do
        std::vector<bool> dashes = {};  ///< [rows, columns] cells with a dash in them; empty: none
        std::vector<float> bars = {};   ///< [rows] 0 to 1, a bar at the row's end; NaN: none; empty: no row has one
        float barLine = -1;             ///< what the bars are compared with, 0 to 1; less: nothing
    };
    struct Captions {
        QString rows, columns, apart;  ///< above the labels, the cells, the columns apart
        bool columnNumbers = true;     ///< numbers below
        QString bars = {}, group = {};  ///< above the bars; before the number of a group
        bool operator==(const Captions&) const = default;
    };
    enum class Drag {
        Nothing,
        Pan,   ///< moves the cells while they are zoomed; the wheel zooms
        Scrub, ///< clicks every cell the pointer comes to
    };
    struct Cell {
        int row = -1, column = -1;  ///< column grid().columns is the bar of the row
        bool operator==(const Cell&) const = default;
        bool isValid() const { return row >= 0 && column >= 0; }
    };

    explicit HeatMap(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setCaptions(const Captions& captions);
    void setGrid(Grid grid);
    const Grid& grid() const { return grid_; }
    /// Outlines a cell and its row label; without a row the whole column, without a column the label only.
    void setMark(const Cell& mark);
    Cell mark() const { return mark_; }
    void setDrag(Drag drag) { drag_ = drag; }
    void zoom(double factor);  ///< around the mark, where there is one; 1 and less: all cells are in sight
    void showAll();
    double zoomed() const { return zoom_; }  ///< times as large as when all cells are in sight
    /// What a cell says when the pointer rests on it; plain text.
    void setCellText(std::function<QString(int row, int column)> text) { cellText_ = std::move(text); }

    Cell cellAt(const QPointF& position) const;
    QRectF cellRect(int row, int column) const;
    int columnsThatFit(double cellWidth) const { return std::max(1, int(area_.width() / cellWidth)); }
    int tallest() const;  ///< pixels; higher, cells of a limited size leave room
    double left() const { return area_.x(); }       ///< of the first column, pixels
    double cellWidth() const { return cell_.width(); }  ///< with its gap
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

signals:
    void cellHovered(int row, int column);  ///< -1, -1: left the cells
    void cellClicked(int row, int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Range {
        int first = 0, end = 0;
    };

    void layOut();
    void zoomTo(double zoom, const QPointF& fixed);
    void scrollTo(const QPointF& scroll);
    void reveal(const Cell& cell);
    bool pans() const { return drag_ == Drag::Pan && zoom_ > 1; }
    Cell clampedCell(const QPointF& position) const;
    double labelHeight() const;    // of one line above or below the cells
    int together() const { return grid_.columns - grid_.apart; }
    double mainWidth() const;      // of the cells that stand together, in sight
    QRectF mainArea() const { return {area_.x(), area_.y(), mainWidth(), area_.height()}; }
    Range rowsInSight() const;
    Range columnsInSight() const;  // of those that stand together
    bool hasGaps() const;
    void hover(const Cell& cell);

    void paintGrid(QPainter& painter) const;
    void paintCells(QPainter& painter, Range columns) const;
    void paintImage(QPainter& painter, Range columns) const;
    void paintEmptyRuns(QPainter& painter, int row, Range columns) const;
    void paintDashes(QPainter& painter) const;
    void paintGroups(QPainter& painter) const;
    void paintBars(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintColumnNumbers(QPainter& painter) const;
    void paintRowLabels(QPainter& painter) const;
    void paintMark(QPainter& painter) const;

    PlotStyle style_;
    Captions captions_;
    Grid grid_;

    QRectF area_;                  // the cells may take, in widget coordinates; bars stand right of it
    QSizeF cell_;                  // of one cell with its gap, zoomed
    double apartX_ = 0, apartWidth_ = 0;  // first column apart, width of each
    double barsX_ = 0, barsWidth_ = 0;
    double zoom_ = 1, mostZoom_ = 1;
    QPointF scroll_;               // pixels of the zoomed cells left of and above the area
    Drag drag_ = Drag::Nothing;
    QPointF pressed_, scrolledFrom_;
    bool dragged_ = false;
    Cell mark_, hovered_, scrubbed_;
    std::function<QString(int, int)> cellText_;
};

}  // namespace ui
