// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/difference_charts.h"

#include "ui/plots/line_chart.h"
#include "ui/theme.h"
#include "ui/views/caption.h"

#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int lowestChart = 84;  // pixels: lower, it is all axis; then the page scrolls

}  // namespace

DifferenceCharts::DifferenceCharts(QWidget* parent)
    : QWidget(parent), overlap_(new LineChart(this)), divergence_(new LineChart(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    const QString captions[] = {tr("experts in common, share of a token's; dashed: by chance"),
                                tr("divergence of the usage (Jensen–Shannon); dashed: by chance")};
    for (LineChart* chart : {overlap_, divergence_}) {
        chart->setMinimumHeight(lowestChart);
        column->addWidget(new Caption(captions[chart == divergence_]));
        column->addWidget(chart, 1);
    }
}

void DifferenceCharts::setStyle(const PlotStyle& style)
{
    for (LineChart* chart : {overlap_, divergence_}) chart->setStyle(style);
}

void DifferenceCharts::setDifference(const engine::ModelCard& card, const RoutingDifference& difference)
{
    QVector<double> x, common, commonByChance, bits, bitsByChance;
    for (size_t m = 0; m < difference.layers.size(); ++m) {
        const auto& layer = difference.layers[m];
        if (layer.pairs == 0) continue;
        x << card.moe_layers[m] + 1;
        common << layer.share;
        commonByChance << layer.shareByChance;
        bits << layer.divergence;
        bitsByChance << layer.divergenceByChance;
    }
    overlap_->setAxes({tr("layer"), tr("share"), 1});
    divergence_->setAxes({tr("layer"), tr("bits"), {}});
    overlap_->setLines({{{}, theme().value, x, common}, {{}, theme().reference, x, commonByChance, true}});
    divergence_->setLines({{{}, theme().value, x, bits}, {{}, theme().reference, x, bitsByChance, true}});
}

}  // namespace ui
