// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/device_view.h"

#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/theme.h"
#include "ui/views/caption.h"
#include "ui/views/plain_tool_tip.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace ui {

namespace {

LineChart::Line strip(const std::vector<DeviceModel::Point>& points, const QColor& color)
{
    LineChart::Line line;
    line.color = color;
    for (const DeviceModel::Point& point : points) {
        line.x << point.x;
        line.y << point.y;
    }
    return line;
}

}  // namespace

DeviceView::DeviceView(DeviceModel& model, Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(model)
{
    connect(&model, &DeviceModel::changed, this, &View::markStale);
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    readings_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    column->addWidget(readings_);
    auto* strips = new QGridLayout;
    rateCaption_ = new Caption;
    rate_ = new LineChart(plotPage());
    rate_->setAxes({});
    load_ = new LineChart(plotPage());
    load_->setAxes({{}, {}, 100.0});
    strips->addWidget(new Caption(tr("CPU, last two minutes, 0 to 100 %")), 0, 0);
    strips->addWidget(rateCaption_, 0, 1);
    strips->addWidget(load_, 1, 0);
    strips->addWidget(rate_, 1, 1);
    strips->setColumnStretch(0, 1);
    strips->setColumnStretch(1, 1);
    strips->setHorizontalSpacing(12);
    column->addLayout(strips, 1);
}

void DeviceView::draw()
{
    drawReadings();
    load_->setLines({strip(model_.cpuHistory(), theme().value)});
    const auto& rates = model_.rates();
    rate_->setLines({strip(rates, theme().good)});
    rate_->setVisible(!rates.empty());
    rateCaption_->setText(rates.empty() ? tr("tokens per second: no reply yet")
                                        : tr("tokens per second, newest %1").arg(rates.back().y, 0, 'f', 0));
}

void DeviceView::drawReadings()
{
    std::vector<LabelledBars::Row> rows;
    for (const DeviceModel::Reading& reading : model_.readings()) {
        const QString value = reading.reason.isEmpty() ? reading.value
                                                       : QStringLiteral("%1: %2").arg(reading.value, reading.reason);
        rows.push_back({reading.name, value, reading.fraction, {}, false});
    }
    readings_->setRows(std::move(rows));
    readings_->setToolTip(plainToolTip(model_.summary()));  // whole sentences of reasons that were cut
}

void DeviceView::restyle(const PlotStyle& style)
{
    readings_->setStyle(style);
    load_->setStyle(style);
    rate_->setStyle(style);
}

void DeviceView::showEvent(QShowEvent* event)
{
    View::showEvent(event);
    emit watched(true);
}

void DeviceView::hideEvent(QHideEvent* event)
{
    View::hideEvent(event);
    emit watched(false);
}

}  // namespace ui
