// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/compare_view.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"
#include "ui/plots/color_legend.h"
#include "ui/plots/heat_map.h"
#include "ui/views/caption.h"
#include "ui/views/difference_charts.h"
#include "ui/views/reply_box.h"
#include "ui/views/view_style.h"

#include <QFileDialog>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

CompareView::CompareView(const Conversation& conversation, Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent),
      conversation_(conversation),
      model_(conversation, timeline),
      first_(new ReplyBox(tr("First reply"), this)),
      second_(new ReplyBox(tr("Second reply"), this)),
      other_(new QToolButton(this)),
      rows_(new QToolButton(this))
{
    setupChoices();
    setupPlots();
    connect(&conversation, &Conversation::pathChanged, this, &CompareView::refreshChoices);
    connect(&conversation, &Conversation::runningChanged, this, &CompareView::refreshChoices);
    refreshChoices();
}

void CompareView::setupChoices()
{
    auto* row = new QHBoxLayout;
    static_cast<QVBoxLayout*>(layout())->insertLayout(1, row);  // above the pages: there also when there is nothing
    for (ReplyBox* box : {first_, second_}) {
        row->addWidget(box, 1);
        connect(box, &QComboBox::currentIndexChanged, this, &CompareView::chooseReplies);
    }
    other_->setText(tr("Session…"));
    other_->setToolTip(tr("Compare with a reply of another session"));
    rows_->setText(tr("By token"));
    rows_->setToolTip(tr("Rows of the table: aligned tokens or layers"));
    for (QToolButton* button : {other_, rows_}) {
        button->setProperty("quiet", true);
        button->setAccessibleName(button->toolTip());
        row->addWidget(button);
    }
    connect(other_, &QToolButton::clicked, this, &CompareView::chooseOther);
    connect(rows_, &QToolButton::clicked, this, &CompareView::toggleRows);
}

void CompareView::setupPlots()
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    column->addWidget(new Caption(tr("experts in common (layer × aligned token)")));
    map_ = new HeatMap(plotPage());
    map_->setCaptions({{}, {}, {}, false});
    map_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    map_->setCellText([this](int row, int cell) { return model_.cellText(row, map_->grid().firstColumn + cell); });
    connect(map_, &HeatMap::cellHovered, this, &CompareView::readOut);
    connect(map_, &HeatMap::cellClicked, this, &CompareView::select);
    column->addWidget(map_);
    auto* row = new QHBoxLayout;
    readout_ = new Caption;
    legend_ = new ColorLegend(plotPage());
    row->addWidget(readout_, 1);
    row->addWidget(legend_);
    column->addLayout(row);
    layers_ = new DifferenceCharts(plotPage());
    column->addWidget(layers_, 1);
}

void CompareView::setOther(std::shared_ptr<const LoadedReplies> other)
{
    model_.setOther(std::move(other));
    model_.update();
    refreshChoices();
    second_->setCurrentIndex(second_->count() - 1);  // its last reply
}

void CompareView::chooseOther()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Compare with a session"), {},
                                                      tr("Sessions (*.expertscope)"));
    if (!file.isEmpty()) emit otherWanted(file);
}

void CompareView::refreshChoices()
{
    const auto all = model_.choices();
    first_->setChoices(tr("Shown reply"), all);
    second_->setChoices(tr("Nearest reply"), all);
    chooseReplies();
}

void CompareView::chooseReplies()
{
    using Choice = ReplyComparison::Choice;
    model_.choose(first_->chosen<Choice>(), second_->chosen<Choice>());
    markStale();
}

void CompareView::toggleRows()
{
    using Rows = ReplyComparison::Rows;
    const bool tokens = model_.rows() == Rows::Layers;
    model_.setRows(tokens ? Rows::Tokens : Rows::Layers);
    rows_->setText(tokens ? tr("By token") : tr("By layer"));
    showTable(true);
}

bool CompareView::showsFirst() const
{
    return !model_.firstChoice().other && model_.firstChoice().id == timeline().reply();
}

void CompareView::draw()
{
    HeatMap::Grid grid;
    const int pairs = model_.routing().pairs;
    const int selected = showsFirst() ? model_.pairAt(selection().token()) : -1;
    grid.rows = model_.layers();
    grid.columns = std::min(pairs, map_->columnsThatFit(token_column));
    grid.firstColumn = std::max(0, selected < 0 ? 0 : std::min(selected - grid.columns / 2, pairs - grid.columns));
    grid.largestCell = largest_token_cell;
    for (int m = 0; m < grid.rows; ++m) {
        grid.rowLabels << layerName(model_.decoderLayer(m));
        const auto row = model_.routing().overlap.begin() + std::ptrdiff_t(m) * pairs + grid.firstColumn;
        for (int i = 0; i < grid.columns; ++i) grid.cells.push_back(strengthCell(row[i], 1));
    }
    const int first = grid.firstColumn;
    map_->setGrid(std::move(grid));
    map_->setMark({moeIndex(*model_.first().card, selection().layer()), selected < 0 ? -1 : selected - first});
    legend_->setScale(strengthLegend(), QStringLiteral("0 %"), QStringLiteral("100 %"));
    readOut(-1, -1);
    layers_->setDifference(*model_.first().card, model_.routing());
}

void CompareView::readOut(int row, int column)
{
    const int moe = model_.first().card ? moeIndex(*model_.first().card, selection().layer()) : -1;
    if (row >= 0 && column >= 0)
        readout_->setText(model_.cellText(row, map_->grid().firstColumn + column));
    else if (moe >= 0 && moe < model_.layers())
        readout_->setText(model_.layerText(moe));
    else
        readout_->setText(tr("Click a cell: all views show that token and layer."));
}

void CompareView::select(int row, int column)
{
    const auto pair = size_t(map_->grid().firstColumn + column);
    if (showsFirst() && pair < model_.alignment().pairs.size())
        selection().selectToken(model_.alignment().pairs[pair].first);
    selection().selectLayer(model_.decoderLayer(row));
}

void CompareView::restyle(const PlotStyle& style)
{
    map_->setStyle(style);
    legend_->setStyle(style);
    layers_->setStyle(style);
    for (ReplyBox* box : {first_, second_}) box->setFont(style.font);
}

void CompareView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    markStale();  // another number of tokens fits
}

}  // namespace ui
