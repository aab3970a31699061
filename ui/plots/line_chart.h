// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QVector>
#include <QWidget>

#include <optional>
#include <vector>

class QCustomPlot;

namespace ui {

/// Lines over one axis, each named at its end instead of in a legend.
class LineChart : public QWidget {
    Q_OBJECT
public:
    struct Line {
        QString label;
        QColor color;
        QVector<double> x, y;
        bool dashed = false, filled = false;
    };
    struct Axes {
        QString x, y;  ///< titles with units; both empty: a strip without axes
        std::optional<double> yMaximum;  ///< fixed upper end; otherwise the largest value
        bool legend = false;  ///< names in the lower right corner: for lines that end in one point
    };

    explicit LineChart(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setAxes(const Axes& axes);
    void setLines(const std::vector<Line>& lines);
    const std::vector<Line>& lines() const { return lines_; }

    QSize sizeHint() const override { return {280, 140}; }
    QSize minimumSizeHint() const override { return {70, 36}; }

private:
    void addLine(const Line& line);
    void addEndLabel(const Line& line);
    double heightOfEnd(const Line& line) const;
    void scaleAxes();

    QCustomPlot* plot_;
    PlotStyle style_;
    Axes axes_;
    std::vector<Line> lines_;
};

}  // namespace ui
