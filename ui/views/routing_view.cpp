// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/routing_view.h"

#include "ui/plots/color_legend.h"
#include "ui/views/caption.h"
#include "ui/views/view_style.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace ui {

RoutingView::RoutingView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setNavigatesExperts();
    setupControls();
    setupPlot();
}

void RoutingView::setupControls()
{
    span_ = new QComboBox(this);
    span_->setAccessibleName(tr("Tokens shown"));
    span_->addItems({tr("This token"), tr("Fading window"), tr("Whole reply"), tr("Whole conversation")});
    quantity_ = new QComboBox(this);
    quantity_->setAccessibleName(tr("Quantity shown"));
    quantity_->addItems({tr("Gate weight"), tr("How often chosen"), tr("Router score")});
    for (QComboBox* box : {span_, quantity_}) {
        addControl(box);
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            this->selection().selectSpan(Span(span_->currentIndex()));
            model_.setQuantity(RoutingModel::Quantity(quantity_->currentIndex()));
            markStale();
        });
    }
}

void RoutingView::setupPlot()
{
    map_ = new HeatMap(plotPage());
    map_->setCaptions({tr("layer"), tr("routed experts"), tr("shared"), true});
    map_->setCellText([this](int row, int column) { return cellText(row, column); });
    plotPage()->layout()->addWidget(map_);
    connect(map_, &HeatMap::cellClicked, this, &RoutingView::select);
    connect(map_, &HeatMap::cellHovered, this, &RoutingView::readOut);

    auto* bottom = new QHBoxLayout;
    readout_ = new Caption;
    legend_ = new ColorLegend(plotPage());
    bottom->addWidget(readout_, 1);
    bottom->addWidget(legend_);
    static_cast<QVBoxLayout*>(plotPage()->layout())->addLayout(bottom);
}

void RoutingView::setSpan(Span span) { span_->setCurrentIndex(int(span)); }
void RoutingView::setQuantity(RoutingModel::Quantity quantity) { quantity_->setCurrentIndex(int(quantity)); }

void RoutingView::draw()
{
    map_->setGrid(grid());
    map_->setMark({selection().layer(), selection().expert()});
    readOut(selection().layer(), selection().expert());
    const bool share = model_.quantity() == RoutingModel::Quantity::Share;
    const double top = double(model_.maximum());
    legend_->setScale(strengthLegend(), QStringLiteral("0"),
                      share ? QStringLiteral("%1 %").arg(100 * top, 0, 'f', 0) : QString::number(top, 'f', 2));
}

HeatMap::Grid RoutingView::grid() const
{
    HeatMap::Grid grid;
    const int experts = model_.experts();
    grid.apart = model_.hasSharedExperts() ? 1 : 0;
    grid.rows = model_.layers();
    grid.columns = experts + grid.apart;
    grid.cells.reserve(size_t(grid.rows) * size_t(grid.columns));
    auto value = model_.values().begin();
    for (int layer = 0; layer < grid.rows; ++layer) {
        grid.rowLabels << model_.layerLabel(layer);
        for (int expert = 0; expert < experts; ++expert) {
            grid.cells.push_back(strengthCell(*value++, model_.maximum()));
        }
        // The shared expert is not weighed against the others: it has a colour of its own.
        if (grid.apart) grid.cells.push_back(model_.isDense(layer) ? 0 : theme().reference.rgba());
    }
    return grid;
}

QString RoutingView::cellText(int row, int column) const
{
    if (column < model_.experts() || model_.isDense(row))
        return model_.cellText(row, std::min(column, model_.experts() - 1));
    return tr("The shared expert runs for every token, with weight 1.");
}

void RoutingView::readOut(int row, int column)
{
    if (row < 0 || column < 0) {
        row = selection().layer();
        column = selection().expert();
    }
    const bool known = row >= 0 && column >= 0 && row < model_.layers();
    readout_->setText(known ? cellText(row, column) : tr("Click a cell: all views mark that expert."));
}

void RoutingView::select(int row, int column)
{
    if (column < model_.experts() && !model_.isDense(row)) selection().selectExpert(row, column);
    else selection().selectLayer(row);
}

void RoutingView::restyle(const PlotStyle& style)
{
    map_->setStyle(style);
    legend_->setStyle(style);
    for (QComboBox* box : {span_, quantity_}) box->setFont(style.font);
}

}  // namespace ui
