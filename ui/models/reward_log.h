// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include <memory>
#include <vector>

namespace ui {

/// What was written down while a model learned by trial: one row for every step of the training.
struct RewardLog {
    struct Series {
        QString name;           ///< key in the file: "reward", "accuracy", "length", "kl", ...
        QVector<double> values; ///< [steps]; NaN where a step does not have it
    };
    QVector<double> steps;      ///< number of the step, ascending
    std::vector<Series> series;

    const Series* find(const QString& name) const;
};

/// Reads `rl_log.json`: an array of objects, or an object that holds one under "rows"; a list of numbers counts as
/// their mean. Throws engine::Error REWARD-*.
std::shared_ptr<const RewardLog> parseRewardLog(const QByteArray& bytes, const QString& file);
/// The log in a model's folder; null when there is none. Throws what parseRewardLog does.
std::shared_ptr<const RewardLog> readRewardLog(const QString& modelFolder);

}  // namespace ui
