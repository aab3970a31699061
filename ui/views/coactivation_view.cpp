// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/coactivation_view.h"

#include "ui/models/labels.h"
#include "ui/plots/color_legend.h"
#include "ui/plots/heat_map.h"
#include "ui/views/caption.h"
#include "ui/views/view_style.h"

#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {

CoactivationView::CoactivationView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setNavigatesExperts();
    map_ = new HeatMap(plotPage());
    map_->setCaptions({tr("expert"), tr("chosen together with expert"), {}, true});
    map_->setCellText([this](int row, int column) { return model_.pairText(row, column); });
    plotPage()->layout()->addWidget(map_);
    connect(map_, &HeatMap::cellHovered, this, &CoactivationView::readOut);
    connect(map_, &HeatMap::cellClicked, this,
            [this](int row, int) { this->selection().selectExpert(model_.layer(), row); });

    auto* bottom = new QHBoxLayout;
    readout_ = new Caption;
    legend_ = new ColorLegend(plotPage());
    bottom->addWidget(readout_, 1);
    bottom->addWidget(legend_);
    static_cast<QVBoxLayout*>(plotPage()->layout())->addLayout(bottom);
}

void CoactivationView::draw()
{
    float largest = 1;  // twice as often, half as often
    for (const auto& [a, b, z] : model_.pairs()) largest = std::max(largest, std::abs(model_.lift(a, b)));
    largest = std::min(largest, 3.0f);
    drawMap(largest);
    const QString factor = QString::number(std::exp2(double(largest)), 'f', 1);
    legend_->setScale(differenceLegend(), QStringLiteral("÷ %1").arg(factor), QStringLiteral("× %1").arg(factor));
    const bool marked = selection().layer() == model_.layer();
    map_->setMark({-1, marked ? selection().expert() : -1});
    readOut(-1, -1);
}

void CoactivationView::drawMap(float largest)
{
    HeatMap::Grid grid;
    grid.rows = grid.columns = model_.experts();
    const auto width = size_t(grid.columns);
    grid.cells.assign(width * width, 0);
    const QRgb few = theme().border.rgb();
    for (int a = 0; a < grid.rows; ++a) {
        grid.rowLabels << expertName(a);
        for (int b = a + 1; b < grid.columns; ++b) {
            const float lift = model_.lift(a, b);
            const QRgb cell = std::isnan(lift) ? few : differenceCell(lift, largest);
            grid.cells[size_t(a) * width + size_t(b)] = grid.cells[size_t(b) * width + size_t(a)] = cell;
        }
    }
    map_->setGrid(std::move(grid));
}

/// Without a cell under the pointer: the pair furthest from chance, of the selected expert if there is one.
void CoactivationView::readOut(int row, int column)
{
    if (row < 0 || column < 0) {
        const int expert = selection().layer() == model_.layer() ? selection().expert() : -1;
        for (const auto& [a, b, z] : model_.pairs()) {
            if (expert >= 0 && a != expert && b != expert) continue;
            row = expert == b ? b : a;
            column = expert == b ? a : b;
            break;
        }
    }
    readout_->setText(row < 0 ? tr("Grey: seen and expected less than %1 times.").arg(CoactivationModel::least_count)
                              : model_.pairText(row, column));
}

void CoactivationView::restyle(const PlotStyle& style)
{
    map_->setStyle(style);
    legend_->setStyle(style);
}

}  // namespace ui
