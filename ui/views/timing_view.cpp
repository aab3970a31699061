// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timing_view.h"

#include "ui/models/labels.h"
#include "ui/plots/stacked_bar.h"
#include "ui/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

TimingView::TimingView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    span_ = new QToolButton(this);
    span_->setProperty("quiet", true);
    addControl(span_);
    connect(span_, &QToolButton::clicked, this, [this] {
        const bool reply = model_.span() == TimingModel::Span::Reply;
        setSpan(reply ? TimingModel::Span::Token : TimingModel::Span::Reply);
    });
    setSpan(TimingModel::Span::Token);
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    bar_ = new StackedBar(plotPage());
    column->addWidget(bar_);
    column->addStretch(1);
}

void TimingView::setSpan(TimingModel::Span span)
{
    const bool reply = span == TimingModel::Span::Reply;
    model_.setSpan(span);
    span_->setText(reply ? tr("Token") : tr("Mean"));
    span_->setToolTip(reply ? tr("Show the selected token") : tr("Show the mean of the reply"));
    span_->setAccessibleName(span_->toolTip());
    markStale();
}

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
}

}  // namespace ui
