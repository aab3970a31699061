// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/route_view.h"

#include "ui/models/labels.h"
#include "ui/plots/route_chart.h"
#include "ui/views/caption.h"

#include <QVBoxLayout>

namespace ui {

RouteView::RouteView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setNavigatesExperts();
    readout_ = new Caption;
    route_ = new RouteChart(plotPage());
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    column->addWidget(readout_);
    column->addWidget(route_, 1);
    connect(route_, &RouteChart::rowHovered, this, &RouteView::readOut);
    connect(route_, &RouteChart::dotClicked, this, [this](int layer, int expert) {
        expert < 0 ? this->selection().selectLayer(layer) : this->selection().selectExpert(layer, expert);
    });
}

void RouteView::draw()
{
    std::vector<RouteChart::Row> rows;
    const float largest = model_.largestWeight();
    for (const RouteModel::Layer& layer : model_.layers()) {
        const QString name = layerName(int(rows.size()));
        RouteChart::Row row{layer.experts.empty() ? tr("%1 dense").arg(name) : name, {}, layer.strongest};
        for (const RouteModel::Expert& expert : layer.experts)
            row.dots.push_back({expert.number, largest > 0 ? expert.weight / largest : 0});
        rows.push_back(std::move(row));
    }
    route_->setRows(std::move(rows), model_.experts());
    route_->setMark(selection().layer(), selection().expert());
    readOut(-1);
}

void RouteView::readOut(int layer)
{
    const QString text = model_.layerText(layer < 0 ? selection().layer() : layer);
    readout_->setText(text.isEmpty() ? tr("dot: chosen expert, size: gate weight · line: the strongest") : text);
}

void RouteView::restyle(const PlotStyle& style)
{
    route_->setStyle(style);
}

}  // namespace ui
