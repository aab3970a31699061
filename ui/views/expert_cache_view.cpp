// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/expert_cache_view.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/theme.h"
#include "ui/views/caption.h"

#include <QDoubleSpinBox>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

ExpertCacheView::ExpertCacheView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setupControls();
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    lines_ = new LineChart(plotPage());
    lines_->setMinimumHeight(110);  // lower, it is all axis: then the page scrolls
    amount_ = new Caption;
    policies_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    speed_ = new Caption;
    column->addWidget(lines_, 1);
    column->addWidget(amount_);
    column->addWidget(policies_);
    column->addWidget(speed_);
}

void ExpertCacheView::setupControls()
{
    slots_ = new QSpinBox(this);
    slots_->setAccessibleName(tr("Slots per layer"));
    slots_->setToolTip(slots_->accessibleName());
    slots_->setSuffix(tr(" slots"));
    bandwidth_ = new QDoubleSpinBox(this);
    bandwidth_->setAccessibleName(tr("Bandwidth of the memory that missing experts come from"));
    bandwidth_->setToolTip(bandwidth_->accessibleName());
    bandwidth_->setSuffix(tr(" GB/s"));
    bandwidth_->setRange(0.1, 10000);
    bandwidth_->setDecimals(1);
    bandwidth_->setValue(ExpertCacheModel::assumed_bandwidth);
    stop_ = new QToolButton(this);
    stop_->setProperty("quiet", true);
    stop_->setText(tr("Stop"));
    stop_->setToolTip(tr("Stop or resume the simulation"));
    stop_->setAccessibleName(stop_->toolTip());
    for (QWidget* control : {static_cast<QWidget*>(slots_), static_cast<QWidget*>(bandwidth_),
                             static_cast<QWidget*>(stop_)})
        addControl(control);
    connect(slots_, &QSpinBox::valueChanged, this, &ExpertCacheView::setSlots);
    connect(bandwidth_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        model_.setBandwidth(value, ExpertCacheModel::BandwidthIs::Given);
        markStale();
    });
    connect(stop_, &QToolButton::clicked, this, [this] {
        model_.isStopped() ? model_.again() : model_.stop();
        stop_->setText(model_.isStopped() ? tr("Simulate") : tr("Stop"));
        markStale();
    });
}

void ExpertCacheView::setSlots(int perLayer)
{
    model_.setSlots(perLayer);
    markStale();
}

void ExpertCacheView::setMeasuredBandwidth(double gigabytesPerSecond)
{
    model_.setBandwidth(gigabytesPerSecond, ExpertCacheModel::BandwidthIs::Measured);
    const QSignalBlocker quiet(bandwidth_);
    bandwidth_->setValue(model_.bandwidth());
    markStale();
}

void ExpertCacheView::draw()
{
    stop_->setVisible((model_.isWaiting() || model_.isStopped()) && !isPresented());
    const QSignalBlocker quiet(slots_);
    slots_->setRange(0, model_.experts());
    slots_->setValue(model_.slotCount());
    drawLines();
    std::vector<LabelledBars::Row> rows;
    for (const auto policy : ExpertCacheModel::policies) {
        const auto rate = float(model_.hitRate(policy, model_.slotCount()));
        rows.push_back({ExpertCacheModel::policyName(policy), model_.policyText(policy), rate, {}, false});
    }
    policies_->setRows(std::move(rows));
    amount_->setText(model_.slotsText());
    const auto ms = model_.computeMs();
    speed_->setText(ms ? tr("%1 ms per token computing, as recorded; missing experts at %2")
                             .arg(QString::number(*ms, 'f', 2), model_.bandwidthText())
                       : tr("Stage times were not captured: no speed to expect."));
}

void ExpertCacheView::drawLines()
{
    std::vector<LineChart::Line> lines;
    for (const auto policy : ExpertCacheModel::policies) {
        LineChart::Line line{ExpertCacheModel::policyName(policy), theme().series[size_t(policy)], {}, {}};
        for (int held = 0; held <= model_.experts(); ++held) {
            line.x << held;
            line.y << 100 * model_.hitRate(policy, held);
        }
        lines.push_back(std::move(line));
    }
    const double chosen = model_.slotCount();
    lines.push_back({{}, theme().accent, {chosen, chosen}, {0, 100}, true});
    lines_->setAxes({tr("slots per layer"), tr("hits, %"), 102.0, true});
    lines_->setLines(lines);
}

void ExpertCacheView::restyle(const PlotStyle& style)
{
    lines_->setStyle(style);
    policies_->setStyle(style);
    slots_->setFont(style.font);
    bandwidth_->setFont(style.font);
}

}  // namespace ui
