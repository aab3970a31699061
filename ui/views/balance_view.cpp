// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/balance_view.h"

#include "ui/plots/bar_chart.h"
#include "ui/views/caption.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace ui {

BalanceView::BalanceView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setNavigatesExperts();
    measure_ = new QComboBox(this);
    measure_->setAccessibleName(tr("Measure of balance"));
    for (int i = 0; i < BalanceModel::measure_count; ++i)
        measure_->addItem(BalanceModel::measureName(BalanceModel::Measure(i)));
    addControl(measure_);
    connect(measure_, &QComboBox::currentIndexChanged, this, [this](int index) {
        model_.setMeasure(BalanceModel::Measure(index));
        markStale();
    });
    setupPlots();
}

void BalanceView::setMeasure(BalanceModel::Measure measure)
{
    measure_->setCurrentIndex(int(measure));
}

void BalanceView::setupPlots()
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    layerReadout_ = new Caption;
    layers_ = new BarChart(plotPage());
    loadReadout_ = new Caption;
    loads_ = new BarChart(plotPage());
    column->addWidget(layerReadout_);
    column->addWidget(layers_, 1);
    column->addWidget(loadReadout_);
    column->addWidget(loads_, 1);
    layers_->setBarText([this](int bar) { return model_.layerText(moeAt(bar)); });
    loads_->setBarText([this](int rank) { return model_.loadText(rank); });
    connect(layers_, &BarChart::barHovered, this, &BalanceView::readLayer);
    connect(loads_, &BarChart::barHovered, this, &BalanceView::readLoad);
    connect(layers_, &BarChart::barClicked, this, [this](int bar) {
        if (moeAt(bar) >= 0) selection().selectLayer(layers_->bars().first - 1 + bar);
    });
    connect(loads_, &BarChart::barClicked, this, [this](int rank) {
        if (rank < int(model_.loads().size()))
            selection().selectExpert(model_.shownLayer(), model_.loads()[size_t(rank)].expert);
    });
}

void BalanceView::draw()
{
    drawLayers();
    drawLoads();
    readLayer(-1);
    readLoad(-1);
}

void BalanceView::drawLayers()
{
    const auto& moe = timeline().card()->moe_layers;
    BarChart::Bars bars;
    bars.first = moe.front() + 1;  // layers are counted from 1
    bars.values.assign(size_t(moe.back() - moe.front() + 1), 0);
    bars.chosen.assign(bars.values.size(), false);
    bars.cut = float(BalanceModel::value(model_.chance().balance, model_.measure()));
    for (size_t m = 0; m < moe.size(); ++m) {
        const auto bar = size_t(moe[m] - moe.front());
        bars.values[bar] = float(BalanceModel::value(model_.balances()[m], model_.measure()));
        bars.chosen[bar] = moe[m] == model_.shownLayer();
    }
    layers_->setBars(std::move(bars));
}

void BalanceView::drawLoads()
{
    BarChart::Bars bars;
    bars.first = 1;
    int mark = -1;
    const bool marked = selection().layer() == model_.shownLayer();
    for (size_t rank = 0; rank < model_.loads().size(); ++rank) {
        const BalanceModel::Load& load = model_.loads()[rank];
        bars.values.push_back(float(load.times));
        bars.hollow.push_back(float(model_.chance().loads[rank]));
        bars.chosen.push_back(marked && load.expert == selection().expert());
        if (bars.chosen.back()) mark = int(rank);
    }
    loads_->setBars(std::move(bars));
    loads_->setMark(mark);
}

int BalanceView::moeAt(int bar) const
{
    return timeline().card() && bar >= 0 ? moeIndex(*timeline().card(), layers_->bars().first - 1 + bar) : -1;
}

void BalanceView::readLayer(int bar)
{
    const int moe = moeAt(bar);
    layerReadout_->setText(model_.layerText(moe >= 0 || !timeline().card()
                                                ? moe : moeIndex(*timeline().card(), model_.shownLayer())));
}

void BalanceView::readLoad(int rank)
{
    if (rank < 0) {
        for (size_t i = 0; i < loads_->bars().chosen.size(); ++i)
            if (loads_->bars().chosen[i]) rank = int(i);
    }
    loadReadout_->setText(model_.loadText(std::max(rank, 0)));
}

void BalanceView::restyle(const PlotStyle& style)
{
    measure_->setFont(style.font);
    layers_->setStyle(style);
    loads_->setStyle(style);
}

}  // namespace ui
