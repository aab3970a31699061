// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/rewards_view.h"

#include "ui/theme.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <cmath>

namespace ui {

RewardsView::RewardsView(Timeline& timeline, Selection& selection, LessonPlayer& player, QWidget* parent)
    : View(timeline, selection, parent), player_(player)
{
    chart_ = new LineChart(plotPage());
    plotPage()->layout()->addWidget(chart_);
    series_ = new QComboBox(this);
    series_->setAccessibleName(tr("Quantity shown"));
    addControl(series_);
    connect(series_, &QComboBox::currentIndexChanged, this, &View::markStale);
    connect(&player_, &LessonPlayer::changed, this, &RewardsView::refreshLog);
    refreshLog();
}

void RewardsView::refreshLog()
{
    const auto log = player_.evidence().rewards;
    if (log.get() == model_.log() && log) return;
    model_.setLog(log, player_.rewardProblem());
    series_->clear();
    if (log)
        for (const auto& series : log->series)
            series_->addItem(model_.nameOf(series), series.name);
    series_->setCurrentIndex(series_->findData(QStringLiteral("reward")));
    markStale();
}

void RewardsView::draw()
{
    const auto* series = model_.log()->find(series_->currentData().toString());
    if (!series) return;
    const auto line = [&](const QString& label, const QVector<double>& values, const QColor& color) {
        LineChart::Line drawn{label, color, {}, {}};
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i])) continue;
            drawn.x << model_.log()->steps[i];
            drawn.y << values[i];
        }
        return drawn;
    };
    chart_->setAxes({tr("step of training"), series_->currentText(), {}});
    chart_->setLines({line({}, series->values, theme().reference),
                      line(tr("mean of nearby steps"), RewardsModel::smoothed(series->values), theme().value)});
}

void RewardsView::restyle(const PlotStyle& style)
{
    chart_->setStyle(style);
    series_->setFont(style.font);
}

}  // namespace ui
