// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timing_view.h"

#include "ui/models/labels.h"
#include "ui/plots/stacked_bar.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace ui {

TimingView::TimingView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    span_ = new QComboBox(this);
    span_->setAccessibleName(tr("Tokens measured"));
    span_->addItems({tr("This token"), tr("Mean of the reply")});
    addControl(span_);
    connect(span_, &QComboBox::currentIndexChanged, this, [this](int index) {
        model_.setSpan(TimingModel::Span(index));
        markStale();
    });
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    bar_ = new StackedBar(plotPage());
    column->addWidget(bar_);
    column->addStretch(1);
}

void TimingView::setSpan(TimingModel::Span span) { span_->setCurrentIndex(int(span)); }

void TimingView::draw()
{
    std::vector<StackedBar::Part> parts;
    for (size_t stage = 0; stage < TimingModel::stage_count; ++stage) {
        const QString label = tr("%1 %2 ms, %3").arg(TimingModel::stageName(stage))
                                  .arg(model_.milliseconds()[stage], 0, 'f', 2).arg(percentText(model_.share(stage)));
        parts.push_back({label, model_.share(stage), theme().series[stage]});
    }
    bar_->setParts(std::move(parts));
}

void TimingView::restyle(const PlotStyle& style)
{
    bar_->setStyle(style);
    span_->setFont(style.font);
}

}  // namespace ui
