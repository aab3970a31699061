// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <vector>

namespace ui {

/// One bar per column in lanes under a heat map, on the map's columns.
class ColumnLanes : public QWidget {
    Q_OBJECT
public:
    struct Lane {
        QString caption;            ///< what it shows and where its scale ends
        std::vector<float> values;  ///< [columns] from 0; NaN: unknown, no bar
        float top = 1;              ///< value of the highest bar
        QColor color;
    };

    explicit ColumnLanes(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setColumns(double left, double width);  ///< pixels of the first column; of each
    void setLanes(std::vector<Lane> lanes);
    const std::vector<Lane>& lanes() const { return lanes_; }
    void setMark(int column);  ///< -1: none

    QRectF barRect(int lane, int column) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

signals:
    void columnHovered(int column);  ///< -1: left the columns
    void columnClicked(int column);  ///< and every one the pressed pointer comes to

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int columns() const { return lanes_.empty() ? 0 : int(lanes_.front().values.size()); }
    int columnAt(double x) const;  // -1: beside them
    double laneTop(int lane) const;
    double captionHeight() const;
    void hover(int column);

    PlotStyle style_;
    std::vector<Lane> lanes_;
    double left_ = 0, width_ = 1;
    int mark_ = -1, hovered_ = -1, scrubbed_ = -1;
};

}  // namespace ui
