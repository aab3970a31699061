// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/line_chart.h"

#include "ui/plots/custom_plot.h"

#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>

namespace ui {

LineChart::LineChart(QWidget* parent) : QWidget(parent), plot_(bareCustomPlot(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_);
    plot_->legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    plot_->legend->setWrap(2);
    plot_->legend->setRowSpacing(0);
    plot_->legend->setIconSize(16, 8);
}

void LineChart::setStyle(const PlotStyle& style)
{
    style_ = style;
    applyStyle(*plot_, style);
    plot_->legend->setFont(style.font);
    plot_->legend->setTextColor(style.text);
    plot_->legend->setBrush(Qt::NoBrush);  // in a small plot lines run below it
    plot_->legend->setBorderPen(Qt::NoPen);
    setLines(lines_);
}

void LineChart::setAxes(const Axes& axes)
{
    axes_ = axes;
    plot_->legend->setVisible(axes.legend);
    plot_->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignRight | Qt::AlignBottom);
    const bool visible = !axes.x.isEmpty() || !axes.y.isEmpty();
    plot_->xAxis->setVisible(visible);
    plot_->yAxis->setVisible(visible);
    plot_->xAxis->setLabel(axes.x);
    plot_->yAxis->setLabel(axes.y);
    if (!visible) {
        plot_->axisRect()->setAutoMargins(QCP::msNone);
        plot_->axisRect()->setMargins({0, 2, 0, 2});
    }
}

void LineChart::setLines(const std::vector<Line>& lines)
{
    lines_ = lines;
    plot_->clearGraphs();
    plot_->clearItems();
    for (const Line& line : lines_) addLine(line);
    scaleAxes();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void LineChart::addLine(const Line& line)
{
    QCPGraph* graph = plot_->addGraph();
    QPen pen(line.color, 1.5);
    if (line.dashed) pen.setStyle(Qt::DashLine);
    graph->setPen(pen);
    if (line.filled) {
        QColor fill = line.color;
        fill.setAlpha(110);
        graph->setBrush(fill);
    }
    graph->setData(line.x, line.y, true);
    graph->setName(line.label);
    if (line.label.isEmpty()) graph->removeFromLegend();
    if (!axes_.legend && !line.label.isEmpty() && !line.x.isEmpty()) addEndLabel(line);
}

void LineChart::addEndLabel(const Line& line)
{
    auto* text = new QCPItemText(plot_);
    text->setText(line.label);
    text->setFont(style_.font);
    text->setColor(line.color);
    text->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    text->setPadding({0, 0, 2, 3});
    text->setClipToAxisRect(false);
    text->position->setCoords(line.x.back(), heightOfEnd(line));
}

/// The highest point under the label of a line: of its own end and of the lines that have no label.
double LineChart::heightOfEnd(const Line& line) const
{
    constexpr double labelled = 0.4;  // of the line, from its end
    const double from = line.x.back() - labelled * (line.x.back() - line.x.front());
    double height = line.y.back();
    for (const Line& other : lines_) {
        if (&other != &line && !other.label.isEmpty()) continue;
        for (qsizetype i = 0; i < other.x.size(); ++i)
            if (other.x[i] >= from && other.x[i] <= line.x.back()) height = std::max(height, other.y[i]);
    }
    return height;
}

void LineChart::scaleAxes()
{
    double first = 0, last = 0, top = 0;
    bool any = false;
    for (const Line& line : lines_) {
        if (line.x.isEmpty()) continue;
        first = any ? std::min(first, line.x.front()) : line.x.front();
        last = any ? std::max(last, line.x.back()) : line.x.back();
        top = std::max(top, *std::max_element(line.y.begin(), line.y.end()));
        any = true;
    }
    if (!any) return;
    plot_->xAxis->setRange(first, last > first ? last : first + 1);
    // Labels stand on the ends of lines: leave them room at the top, but never more than half of it.
    const double label = QFontMetricsF(style_.font).height() + 5;
    const double share = label / std::max(2 * label, double(plot_->axisRect()->height()));
    plot_->yAxis->setRange(0, axes_.yMaximum.value_or(top > 0 ? top / (1 - share) : 1));
}

}  // namespace ui
