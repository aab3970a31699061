// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/bar_chart.h"

#include "ui/plots/custom_plot.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double narrowest_hollow = 4;  // pixels; below, an outline would fill the bar
constexpr double narrowest_chosen = 2;  // pixels; chosen bars stay visible among hundreds

}  // namespace

BarChart::BarChart(QWidget* parent) : QWidget(parent), plot_(bareCustomPlot(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_);
    plot_->yAxis->setVisible(false);
    plot_->axisRect()->setMinimumMargins({0, 2, 0, 0});
    const auto wholeNumbers = QSharedPointer<QCPAxisTickerFixed>::create();
    wholeNumbers->setTickStep(1);
    wholeNumbers->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    wholeNumbers->setTickCount(3);
    plot_->xAxis->setTicker(wholeNumbers);
    setMouseTracking(true);
}

void BarChart::setStyle(const PlotStyle& style)
{
    style_ = style;
    applyStyle(*plot_, style);
    draw();
}

void BarChart::setBars(Bars bars)
{
    bars_ = std::move(bars);
    draw();
}

void BarChart::setMark(int bar)
{
    if (bar == mark_) return;
    mark_ = bar;
    draw();
}

void BarChart::draw()
{
    plot_->clearPlottables();
    plot_->clearItems();
    QVector<double> keys[2], values[2], hollowKeys, hollow;  // [0] others, [1] chosen
    double low = 0, high = 0;
    for (size_t i = 0; i < bars_.values.size(); ++i) {
        const bool chosen = i < bars_.chosen.size() && bars_.chosen[i];
        keys[chosen] << double(i) + bars_.first;
        values[chosen] << double(bars_.values[i]);
        const double outer = double(i < bars_.hollow.size() ? bars_.hollow[i] : bars_.values[i]);
        hollowKeys << double(i) + bars_.first;
        hollow << outer;
        low = std::min({low, outer, values[chosen].back()});
        high = std::max({high, outer, values[chosen].back()});
    }
    const double barWidth = std::max(1.0, 0.72 * width() / std::max<double>(1, double(bars_.values.size())));
    addBars(keys[0], values[0], style_.reference, barWidth);
    addBars(keys[1], values[1], style_.accent, std::max(barWidth, narrowest_chosen));
    if (!bars_.hollow.empty()) addHollow(hollowKeys, hollow, barWidth);
    labelItems();
    plot_->xAxis->setRange(bars_.first - 0.6, bars_.first + double(bars_.values.size()) - 0.4);
    plot_->yAxis->setRange(low, high > low ? high * 1.08 : low + 1);
    addCut();
    addMark();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void BarChart::labelItems()
{
    if (bars_.itemsPerBar == 1) {
        plot_->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
        plot_->xAxis->ticker()->setTickCount(3);
        return;
    }
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    const int step = std::max(1, int(bars_.values.size()) / 4);
    for (int bar = 0; bar < int(bars_.values.size()); bar += step)
        ticker->addTick(bar, QString::number(bar * bars_.itemsPerBar));
    plot_->xAxis->setTicker(ticker);
}

void BarChart::addBars(const QVector<double>& keys, const QVector<double>& values, const QColor& color, double width)
{
    auto* bars = new QCPBars(plot_->xAxis, plot_->yAxis);
    bars->setWidthType(QCPBars::wtAbsolute);
    bars->setWidth(width);
    bars->setPen(Qt::NoPen);
    bars->setBrush(color);
    bars->setAntialiased(false);
    bars->setData(keys, values, true);
}

void BarChart::addHollow(const QVector<double>& keys, const QVector<double>& values, double width)
{
    if (width >= narrowest_hollow) {
        addBars(keys, values, {}, width);
        auto* bars = static_cast<QCPBars*>(plot_->plottable());  // the one just added
        bars->setPen(QPen(style_.muted, 1));
        bars->setBrush(Qt::NoBrush);
        return;
    }
    QCPGraph* dots = plot_->addGraph();
    dots->setLineStyle(QCPGraph::lsNone);
    dots->setScatterStyle({QCPScatterStyle::ssDisc, style_.text, 1.5});
    dots->setData(keys, values, true);
}

void BarChart::addCut()
{
    if (std::isnan(bars_.cut)) return;
    auto* line = new QCPItemStraightLine(plot_);
    line->setPen(QPen(style_.accent, 1, Qt::DashLine));
    line->setAntialiased(false);
    line->point1->setCoords(0, double(bars_.cut));
    line->point2->setCoords(1, double(bars_.cut));
}

void BarChart::addMark()
{
    if (mark_ < 0 || mark_ >= int(bars_.values.size())) return;
    auto* frame = new QCPItemRect(plot_);
    frame->setPen(QPen(style_.accent, 1));
    frame->topLeft->setCoords(bars_.first + mark_ - 0.5, plot_->yAxis->range().upper);
    frame->bottomRight->setCoords(bars_.first + mark_ + 0.5, plot_->yAxis->range().lower);
}

int BarChart::barAt(const QPointF& position) const
{
    const int bar = int(std::lround(plot_->xAxis->pixelToCoord(position.x()))) - bars_.first;
    return bar >= 0 && bar < int(bars_.values.size()) ? bar : -1;
}

void BarChart::hover(int bar)
{
    if (bar == hovered_) return;
    hovered_ = bar;
    emit barHovered(bar);
}

void BarChart::mouseMoveEvent(QMouseEvent* event)
{
    hover(barAt(event->position()));
}

void BarChart::leaveEvent(QEvent*)
{
    hover(-1);
}

void BarChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    draw();  // bar widths are in pixels
}

void BarChart::mousePressEvent(QMouseEvent* event)
{
    const int bar = barAt(event->position());
    if (event->button() == Qt::LeftButton && bar >= 0) emit barClicked(bar);
    QWidget::mousePressEvent(event);
}

bool BarChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !barText_) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int bar = barAt(help->pos());
    if (bar >= 0) QToolTip::showText(help->globalPos(), barText_(bar), this);
    else QToolTip::hideText();
    return true;
}

}  // namespace ui
