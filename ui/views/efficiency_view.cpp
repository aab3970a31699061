// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/efficiency_view.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/views/caption.h"

#include <QVBoxLayout>

#include <algorithm>

namespace ui {

EfficiencyView::EfficiencyView(DeviceModel& device, Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, device)
{
    connect(&device, &DeviceModel::changed, this, &View::markStale);
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    partsCaption_ = new Caption;
    parts_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    dense_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    mhaCaption_ = new Caption(tr("beside multi-head attention, on the same cache"));
    mha_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    energy_ = new Caption;
    energy_->setWraps();
    column->addWidget(partsCaption_);
    column->addWidget(parts_);
    column->addWidget(new Caption(tr("beside a dense model: every expert works")));
    column->addWidget(dense_);
    column->addWidget(mhaCaption_);
    column->addWidget(mha_);
    column->addWidget(energy_);
    column->addStretch(1);
}

void EfficiencyView::draw()
{
    partsCaption_->setText(tr("a token: %1 (bars: bytes read), %n positions cached", nullptr, model_.context())
                               .arg(model_.partText(model_.sum())));
    drawParts();
    drawRatios(dense_, EfficiencyModel::Beside::Dense);
    drawRatios(mha_, EfficiencyModel::Beside::Mha);
    mhaCaption_->setVisible(!mha_->rows().empty());
    energy_->setText(model_.energyText());
}

void EfficiencyView::drawParts()
{
    double largest = 1;
    for (const PartCost& part : model_.parts()) largest = std::max(largest, part.bytes);
    std::vector<LabelledBars::Row> rows;
    for (const PartCost& part : model_.parts())
        rows.push_back({EfficiencyModel::partName(part.part), model_.partText(part), float(part.bytes / largest), {},
                        false});
    parts_->setRows(std::move(rows));
}

/// Every bar is the share that is used; where more is used than by the other, it is full and marked.
void EfficiencyView::drawRatios(LabelledBars* bars, EfficiencyModel::Beside beside)
{
    std::vector<LabelledBars::Row> rows;
    for (const EfficiencyModel::Ratio& ratio : model_.ratios())
        if (ratio.beside == beside)
            rows.push_back({ratio.name, ratio.text, float(std::min(1.0, ratio.share())), {}, ratio.share() > 1});
    bars->setRows(std::move(rows));
}

void EfficiencyView::restyle(const PlotStyle& style)
{
    parts_->setStyle(style);
    dense_->setStyle(style);
    mha_->setStyle(style);
}

}  // namespace ui
