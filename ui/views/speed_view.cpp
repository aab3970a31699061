// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/speed_view.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/stacked_bar.h"
#include "ui/theme.h"
#include "ui/views/caption.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

SpeedView::SpeedView(DeviceModel& device, Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, device)
{
    connect(&device, &DeviceModel::changed, this, &View::markStale);
    measure_ = new QToolButton(this);
    measure_->setObjectName(QStringLiteral("measure"));
    measure_->setProperty("quiet", true);
    measure_->setText(tr("Measure"));
    addControl(measure_);
    connect(measure_, &QToolButton::clicked, this, &SpeedView::bandwidthWanted);
    sentence_ = new QLabel(plotPage());
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setWordWrap(true);
    stages_ = new StackedBar(plotPage());
    bound_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    boundText_ = new Caption;
    evidence_ = new Caption;
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    for (QWidget* part : {static_cast<QWidget*>(sentence_), static_cast<QWidget*>(stages_),
                          static_cast<QWidget*>(bound_), static_cast<QWidget*>(boundText_),
                          static_cast<QWidget*>(evidence_)})
        column->addWidget(part);
    for (Caption* caption : {boundText_, evidence_}) caption->setWraps();
    column->addStretch(1);
}

void SpeedView::draw()
{
    measure_->setVisible(!isPresented() && !model_.measured().bandwidth);
    measure_->setToolTip(model_.measured().onGpu ? tr("Measure the bandwidth of the GPU's memory")
                                                 : tr("Measure this machine's memory bandwidth"));
    measure_->setAccessibleName(measure_->toolTip());
    sentence_->setText(model_.bottleneck().sentence);
    std::vector<StackedBar::Part> parts;
    for (const SpeedModel::Part& part : model_.parts()) {
        const bool stage = parts.size() < TimingModel::stage_count;
        const QString label = tr("%1 %2 ms, %3").arg(part.name).arg(part.ms, 0, 'f', 2).arg(percentText(part.share));
        parts.push_back({label, part.share, stage ? theme().series[parts.size()] : theme().reference});
    }
    stages_->setVisible(!parts.empty());
    stages_->setParts(std::move(parts));
    drawBound();
    QStringList lines = model_.bottleneck().evidence;
    lines << model_.observingText();
    evidence_->setText(lines.join(u'\n'));
}

void SpeedView::drawBound()
{
    std::vector<LabelledBars::Row> rows;
    const auto bound = model_.bound();
    const double now = model_.tokensPerSecond();
    if (bound && now > 0) {
        const auto row = [longest = std::max(now, *bound)](const QString& name, double perSecond) {
            const QString value = tr("%1 tok/s").arg(SpeedModel::rateText(perSecond));
            return LabelledBars::Row{name, value, float(perSecond / longest), {}, false};
        };
        rows.push_back(row(tr("here"), now));
        rows.push_back(row(tr("memory allows"), *bound));
    }
    bound_->setVisible(!rows.empty());
    bound_->setRows(std::move(rows));
    boundText_->setVisible(now > 0);
    boundText_->setText(model_.boundText());
}

void SpeedView::restyle(const PlotStyle& style)
{
    sentence_->setFont(style.font);
    stages_->setStyle(style);
    bound_->setStyle(style);
}

}  // namespace ui
