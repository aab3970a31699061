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
    missing_ = new Caption;
    column->addWidget(missing_);
    auto* strips = new QGridLayout;
    rateCaption_ = new Caption;
    rate_ = new LineChart(plotPage());
    rate_->setAxes({});
    load_ = new LineChart(plotPage());
    load_->setAxes({{}, {}, 100.0});
    loadCaption_ = new Caption;
    strips->addWidget(loadCaption_, 0, 0);
    strips->addWidget(rateCaption_, 0, 1);
    strips->addWidget(load_, 1, 0);
    strips->addWidget(rate_, 1, 1);
    strips->setColumnStretch(0, 1);
    strips->setColumnStretch(1, 1);
    strips->setHorizontalSpacing(12);
    strips->setVerticalSpacing(2);
    column->addLayout(strips, 1);
}

void DeviceView::draw()
{
    drawReadings();
    drawLoad();
    const auto& rates = model_.rates();
    rate_->setLines({strip(rates, theme().good)});
    rate_->setVisible(!rates.empty());
    rateCaption_->setText(rates.empty() ? tr("tok/s: no reply yet")
                                        : tr("tok/s, newest %1").arg(rates.back().y, 0, 'f', 0));
}

void DeviceView::drawLoad()
{
    std::vector<LineChart::Line> lines{strip(model_.cpuHistory(), theme().value)};
    lines[0].filled = true;
    for (size_t gpu = 0; gpu < model_.gpus(); ++gpu) {
        lines.push_back(strip(model_.gpuHistory(gpu), theme().category(int(gpu) + 1)));
        if (model_.gpus() > 1) lines.back().label = QString::number(gpu + 1);
    }
    load_->setLines(lines);
    loadCaption_->setText(model_.gpus() > 0 ? tr("CPU (filled) and GPU, two minutes") : tr("CPU, two minutes"));
}

void DeviceView::drawReadings()
{
    std::vector<LabelledBars::Row> rows;
    QStringList missing;
    for (const DeviceModel::Reading& reading : model_.readings()) {
        if (reading.reason.isEmpty())
            rows.push_back({reading.name, reading.value, reading.fraction, {}, false});
        else
            missing << reading.name;
    }
    readings_->setRows(std::move(rows));
    missing_->setVisible(!missing.isEmpty());
    missing_->setText(tr("not available here: %1").arg(missing.join(QStringLiteral(", "))));
    for (QWidget* asked : {static_cast<QWidget*>(readings_), static_cast<QWidget*>(missing_)})
        asked->setToolTip(plainToolTip(model_.summary()));  // with the reasons
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
