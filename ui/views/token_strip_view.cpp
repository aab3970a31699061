// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/token_strip_view.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"
#include "ui/views/caption.h"
#include "ui/views/view_style.h"

#include <QVBoxLayout>

namespace ui {

TokenStripView::TokenStripView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    strip_ = new HeatMap(plotPage());
    strip_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    strip_->setCellText([this](int row, int column) { return model_.frameText(firstToken() + column, row); });
    readout_ = new Caption;
    auto* page = static_cast<QVBoxLayout*>(plotPage()->layout());
    page->addWidget(strip_);
    page->addWidget(readout_);
    page->addStretch(1);
    connect(strip_, &HeatMap::cellHovered, this, &TokenStripView::readOut);
    connect(strip_, &HeatMap::cellClicked, this, [this](int row, int column) {
        const int token = firstToken() + column, layer = model_.decoderLayer(row);
        this->selection().selectToken(token);
        this->selection().selectLayer(layer);
    });
}

void TokenStripView::draw()
{
    HeatMap::Grid grid;
    grid.rows = model_.layers();
    for (int m = 0; m < grid.rows; ++m) grid.rowLabels << layerName(model_.decoderLayer(m));
    grid.columns = std::min(model_.tokens(), strip_->columnsThatFit(token_column));
    grid.firstColumn = firstShown(model_.tokens(), grid.columns, selection().token());
    grid.largestCell = largest_token_cell;
    for (int m = 0; m < grid.rows; ++m) {
        for (int column = 0; column < grid.columns; ++column) {
            const int expert = model_.frame(grid.firstColumn + column, m).expert;
            grid.cells.push_back(expert < 0 ? 0 : theme().category(expert).rgba());
        }
    }
    strip_->setGrid(std::move(grid));
    const int token = selection().token();
    strip_->setMark({-1, token >= firstToken() ? token - firstToken() : -1});
    readOut(-1, -1);
}

void TokenStripView::readOut(int row, int column)
{
    int token = firstToken() + column;
    if (row < 0 || column < 0) {
        row = std::max(0, moeIndex(*timeline().card(), selection().layer()));
        token = selection().token();
    }
    const bool known = token >= 0 && token < model_.tokens();
    readout_->setText(known ? model_.frameText(token, row) : tr("Click a column: all views show that token."));
}

void TokenStripView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    markStale();  // another number of tokens fits
}

}  // namespace ui
