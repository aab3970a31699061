// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <functional>
#include <limits>
#include <vector>

class QCustomPlot;

namespace ui {

/// One upright bar per item, some of them chosen, with an optional hollow bar around each (a dot where bars are too
/// narrow to be hollow) and a dashed cut.
class BarChart : public QWidget {
    Q_OBJECT
public:
    struct Bars {
        std::vector<float> values;
        std::vector<float> hollow;  ///< same length, or empty
        std::vector<bool> chosen;   ///< same length
        float cut = std::numeric_limits<float>::quiet_NaN();  ///< NaN: no line
        int itemsPerBar = 1;  ///< the axis counts items
        int first = 0;              ///< number written under the first bar
    };

    explicit BarChart(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setBars(Bars bars);
    const Bars& bars() const { return bars_; }
    void setMark(int bar);  ///< -1: none
    void setBarText(std::function<QString(int bar)> text) { barText_ = std::move(text); }

    int barAt(const QPointF& position) const;  ///< -1: beside the bars
    QSize sizeHint() const override { return {280, 110}; }
    QSize minimumSizeHint() const override { return {120, 48}; }

signals:
    void barHovered(int bar);
    void barClicked(int bar);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void draw();
    void labelItems();
    void addBars(const QVector<double>& keys, const QVector<double>& values, const QColor& color, double width);
    void addHollow(const QVector<double>& keys, const QVector<double>& values, double width);
    void addCut();
    void addMark();
    void hover(int bar);

    QCustomPlot* plot_;
    PlotStyle style_;
    Bars bars_;
    int mark_ = -1, hovered_ = -1;
    std::function<QString(int)> barText_;
};

}  // namespace ui
