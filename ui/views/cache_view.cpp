// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/cache_view.h"

#include "ui/models/labels.h"
#include "ui/plots/color_legend.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/views/caption.h"
#include "ui/views/view_style.h"

#include <QVBoxLayout>

#include <cmath>

namespace ui {

CacheView::CacheView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setupPlots();
}

void CacheView::setupPlots()
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    used_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    growth_ = new LineChart(plotPage());
    norms_ = new HeatMap(plotPage());
    norms_->setCaptions({{}, {}, {}, false});
    norms_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    norms_->setCellText([this](int layer, int token) { return normText(layer, token); });
    column->addWidget(used_);
    growth_->setMinimumHeight(96);  // lower, it is all axis: then the page scrolls
    column->addWidget(growth_, 1);
    column->addWidget(new Caption(tr("strength of what each token left behind (L2 norm, layer × token)")));
    column->addWidget(norms_);
    legend_ = new ColorLegend(plotPage());
    column->addWidget(legend_, 0, Qt::AlignRight);
    connect(norms_, &HeatMap::cellClicked, this, [this](int layer, int token) {
        this->selection().selectToken(norms_->grid().firstColumn + token);
        this->selection().selectLayer(layer);
    });
}

void CacheView::draw()
{
    const float share = model_.capacity() > 0 ? float(model_.tokens()) / float(model_.capacity()) : 0;
    used_->setRows({{tr("used"), tr("%1 of %2 tokens").arg(model_.tokens()).arg(model_.capacity()), share, {}, false}});
    used_->setToolTip(model_.usage() + u'\n' + model_.formula());
    drawGrowth();
    drawNorms();
}

void CacheView::drawGrowth()
{
    const double tokens = model_.tokens();
    const bool large = tokens * double(model_.fullBytesPerToken()) > 4 * 1024.0 * 1024;
    const double unit = large ? 1024.0 * 1024 : 1024.0;
    growth_->setAxes({tr("tokens"), large ? tr("MiB") : tr("KiB"), {}});
    const auto line = [&](const QString& name, std::int64_t perToken, const QColor& color) {
        const double end = tokens * double(perToken) / unit;
        const QString label = QStringLiteral("%1: %2").arg(name, bytesText(model_.tokens() * perToken));
        return LineChart::Line{label, color, {0, tokens}, {0, end}};
    };
    LineChart::Line latent = line(tr("MLA"), model_.bytesPerToken(), theme().value);
    LineChart::Line full = line(tr("MHA"), model_.fullBytesPerToken(), theme().muted);
    latent.filled = true;
    full.dashed = true;
    growth_->setLines({full, latent});
}

void CacheView::drawNorms()
{
    HeatMap::Grid grid;
    grid.rows = model_.layers();
    grid.columns = std::min(model_.tokens(), norms_->columnsThatFit(token_column));
    grid.firstColumn = firstShown(model_.tokens(), grid.columns, selection().token());
    grid.largestCell = largest_token_cell;
    for (int layer = 0; layer < grid.rows; ++layer) {
        for (int column = 0; column < grid.columns; ++column) {
            const size_t at = size_t(grid.firstColumn + column) * size_t(grid.rows) + size_t(layer);
            grid.cells.push_back(strengthCell(model_.norms()[at], model_.largestNorm()));
        }
    }
    legend_->setScale(strengthLegend(), QStringLiteral("0"), QString::number(double(model_.largestNorm()), 'f', 1));
    const int mark = selection().token() - grid.firstColumn;
    norms_->setGrid(std::move(grid));
    norms_->setMark({-1, mark});
}

QString CacheView::normText(int layer, int column) const
{
    const int token = norms_->grid().firstColumn + column;
    const size_t at = size_t(token) * size_t(model_.layers()) + size_t(layer);
    if (at >= model_.norms().size() || std::isnan(model_.norms()[at])) return tr("not captured");
    const double norm = double(model_.norms()[at]);
    return tr("token %1, %2: latent norm %3").arg(token).arg(layerName(layer)).arg(norm, 0, 'f', 2);
}

void CacheView::restyle(const PlotStyle& style)
{
    used_->setStyle(style);
    growth_->setStyle(style);
    norms_->setStyle(style);
    legend_->setStyle(style);
}

void CacheView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    markStale();  // another number of tokens fits
}

}  // namespace ui
