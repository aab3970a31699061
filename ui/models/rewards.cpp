// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rewards.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {
namespace {

/// Mean of the captured values in [begin, end); NaN when there are none.
double mean(const QVector<double>& values, qsizetype begin, qsizetype end)
{
    double sum = 0;
    int count = 0;
    for (auto i = std::max<qsizetype>(begin, 0); i < std::min(end, values.size()); ++i) {
        if (std::isnan(values[i])) continue;
        sum += values[i];
        ++count;
    }
    return count ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

QString numberText(double value)
{
    return std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'g', 3);
}

}  // namespace

void RewardsModel::setLog(std::shared_ptr<const RewardLog> log, const QString& problem)
{
    log_ = std::move(log);
    problem_ = problem;
}

QString RewardsModel::nameOf(const RewardLog::Series& series) const
{
    if (series.name == QLatin1String("reward")) return tr("reward");
    if (series.name == QLatin1String("right_share")) return tr("share of right answers");
    if (series.name == QLatin1String("reply_tokens")) return tr("length in tokens");
    if (series.name == QLatin1String("mixed_groups")) return tr("groups with right and wrong answers");
    if (series.name == QLatin1String("kl")) return tr("distance from the start (KL)");
    if (series.name == QLatin1String("held_out_accuracy")) return tr("right on problems never trained on");
    if (series.name == QLatin1String("routing_drift")) return tr("experts changed by the training");
    if (series.name == QLatin1String("routing_drift_arithmetic")) return tr("experts changed, arithmetic only");
    if (series.name == QLatin1String("seconds")) return tr("seconds since the start");
    return lineText(series.name.toStdString());
}

QVector<double> RewardsModel::smoothed(const QVector<double>& values)
{
    const qsizetype half = std::max<qsizetype>(1, values.size() / 40);
    QVector<double> means(values.size());
    for (qsizetype i = 0; i < values.size(); ++i) means[i] = mean(values, i - half, i + half + 1);
    return means;
}

Sentence RewardsModel::title() const
{
    Sentence title{tr("Learning by trial"), {}, {}, {}};
    if (log_) title.before = tr("reward over %n steps of training", nullptr, int(log_->steps.size()));
    return title;
}

QString RewardsModel::summary() const
{
    if (!log_) return emptyReason();
    QStringList parts;
    for (const auto& series : log_->series) {
        if (series.name == QLatin1String("seconds")) continue;
        const qsizetype tenth = std::max<qsizetype>(1, series.values.size() / 10);
        parts << tr("%1 from %2 to %3").arg(nameOf(series), numberText(mean(series.values, 0, tenth)),
                        numberText(mean(series.values, series.values.size() - tenth, series.values.size())));
    }
    return tr("Means of the first and the last tenth of the steps: %1.").arg(parts.join(QStringLiteral(", ")));
}

QString RewardsModel::explanation() const
{
    return tr("While the model learned by trial it wrote several answers to each question; every answer got a reward, "
              "and the weights were changed so that answers with more reward than the others of their group became "
              "likelier. The thin line is the mean reward of each step, the strong line its mean over nearby steps. "
              "The numbers are those the training wrote down.");
}

QString RewardsModel::emptyReason() const
{
    if (log_) return {};
    return problem_.isEmpty() ? tr("The model “workshop-rl” and the log of its training are not here.") : problem_;
}

QStringList RewardsModel::headers() const
{
    QStringList headers{tr("Step")};
    if (log_)
        for (const auto& series : log_->series) headers << nameOf(series);
    return headers;
}

QVariant RewardsModel::cell(int row, int column) const
{
    if (!log_ || row < 0 || row >= log_->steps.size() || column > int(log_->series.size())) return {};
    if (column == 0) return log_->steps[row];
    const double value = log_->series[size_t(column - 1)].values[row];
    return std::isnan(value) ? QVariant() : QVariant(value);
}

}  // namespace ui
