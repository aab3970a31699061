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
/// many. Colours are given, not values, so that the same widget shows strengths and kinds.
class HeatMap : public QWidget {
    Q_OBJECT
public:
    struct Grid {
        int rows = 0, columns = 0;
        std::vector<QRgb> cells;  ///< [rows, columns]; alpha 0 is an empty cell, drawn as an outline
        int apart = 0;            ///< this many of the last columns stand apart on the right
        QStringList rowLabels;    ///< [rows], or empty
        int firstColumn = 0;      ///< number written under column 0
        QSizeF largestCell;       ///< pixels; cells grow no larger, the rest stays free; empty: they fill the widget
    };
    struct Captions {
        QString rows, columns, apart;  ///< above the labels, the cells, the columns apart
        bool columnNumbers = true;     ///< numbers below
    };
    struct Cell {
        int row = -1, column = -1;
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
    /// What a cell says when the pointer rests on it; plain text.
    void setCellText(std::function<QString(int row, int column)> text) { cellText_ = std::move(text); }

    Cell cellAt(const QPointF& position) const;
    QRectF cellRect(int row, int column) const;
    int columnsThatFit(double cellWidth) const { return std::max(1, int(area_.width() / cellWidth)); }
    QSize minimumSizeHint() const override { return {160, 60}; }
    QSize sizeHint() const override;

signals:
    void cellHovered(int row, int column);  ///< -1, -1: left the cells
    void cellClicked(int row, int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void layOut();
    bool hasGaps() const;
    void paintCells(QPainter& painter) const;
    void paintImage(QPainter& painter) const;
    void paintEmptyRuns(QPainter& painter, int row) const;
    void paintLabels(QPainter& painter) const;
    void paintRowLabels(QPainter& painter) const;
    void paintMark(QPainter& painter) const;
    void hover(const Cell& cell);

    PlotStyle style_;
    Captions captions_;
    Grid grid_;
    double labelHeight() const;    // of one line above or below the cells
    int together() const { return grid_.columns - grid_.apart; }

    QRectF area_;                  // the cells may take, in widget coordinates
    QSizeF cell_;                  // of one cell with its gap
    double apartX_ = 0, apartWidth_ = 0;  // first column apart, width of each
    Cell mark_, hovered_;
    std::function<QString(int, int)> cellText_;
};

}  // namespace ui
