// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <vector>

namespace ui {

/// Rows of dots, one of each row joined to the next row's by a line. Rows keep a least height: what does not fit is
/// scrolled.
class RouteChart : public QWidget {
    Q_OBJECT
public:
    struct Dot {
        int column = 0;
        float size = 0;  ///< 0 to 1, of the largest dot's area
    };
    struct Row {
        QString label;
        std::vector<Dot> dots;  ///< none: the label alone, and no line through it
        int joined = -1;        ///< of dots
    };

    explicit RouteChart(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setRows(std::vector<Row> rows, int columns);
    const std::vector<Row>& rows() const { return rows_; }
    void setMark(int row, int column);  ///< -1: none

    QPointF dotCenter(int row, int column) const;
    QSize sizeHint() const override { return {260, minimumSizeHint().height()}; }
    QSize minimumSizeHint() const override;

signals:
    void rowHovered(int row);               ///< -1: none
    void dotClicked(int row, int column);   ///< column -1: beside the dots

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    double rowHeight() const;
    double radius(const Dot& dot) const;
    int rowAt(const QPointF& position) const;
    void paintLabels(QPainter& painter) const;
    void paintJoin(QPainter& painter) const;

    PlotStyle style_;
    std::vector<Row> rows_;
    int columns_ = 1, markedRow_ = -1, markedColumn_ = -1, hovered_ = -1;
    double labelWidth_ = 0;
};

}  // namespace ui
