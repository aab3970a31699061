// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/cache_anatomy_view.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/stacked_bar.h"
#include "ui/theme.h"
#include "ui/views/caption.h"

#include <QVBoxLayout>

namespace ui {

CacheAnatomyView::CacheAnatomyView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline)
{
    entryCaption_ = new Caption;
    entry_ = new StackedBar(plotPage());
    schemesCaption_ = new Caption;
    schemes_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    formulas_ = new Caption;
    facts_ = new Caption;
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    for (QWidget* part : {static_cast<QWidget*>(entryCaption_), static_cast<QWidget*>(entry_),
                          static_cast<QWidget*>(schemesCaption_), static_cast<QWidget*>(schemes_),
                          static_cast<QWidget*>(formulas_), static_cast<QWidget*>(facts_)})
        column->addWidget(part);
    for (Caption* caption : {entryCaption_, schemesCaption_, formulas_, facts_}) caption->setWraps();
    column->addStretch(1);
}

void CacheAnatomyView::draw()
{
    entryCaption_->setText(model_.entryText());
    std::vector<StackedBar::Part> parts;
    for (const CacheAnatomyModel::Part& part : model_.entry())
        parts.push_back({part.name, part.share, parts.empty() ? theme().value : theme().series[1]});
    entry_->setParts(std::move(parts));
    drawSchemes();
    facts_->setText(QStringList{model_.reuseText(), model_.roomText(), model_.thousandText()}.join(u'\n'));
}

void CacheAnatomyView::drawSchemes()
{
    schemesCaption_->setText(tr("Bytes per token, and of the %n tokens here", nullptr, model_.tokens()));
    std::int64_t largest = 1;
    for (const auto& scheme : model_.schemes()) largest = std::max(largest, scheme.bytesPerToken);
    std::vector<LabelledBars::Row> rows;
    QStringList formulas;
    for (const auto& scheme : model_.schemes()) {
        const QString value = tr("%1 B · %2").arg(groupedText(scheme.bytesPerToken),
                                                  bytesText(model_.tokens() * scheme.bytesPerToken));
        rows.push_back({scheme.name, value, float(double(scheme.bytesPerToken) / double(largest)), {}, rows.empty()});
        formulas << scheme.formula;
    }
    schemes_->setRows(std::move(rows));
    formulas_->setText(formulas.join(u'\n'));
}

void CacheAnatomyView::restyle(const PlotStyle& style)
{
    entry_->setStyle(style);
    schemes_->setStyle(style);
}

}  // namespace ui
