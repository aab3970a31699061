// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reward_log.h"

#include "engine/error.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace ui {
namespace {

constexpr qint64 largestLog = 8 * 1024 * 1024;  // bytes
constexpr int mostRows = 20'000, mostSeries = 24, longestName = 60;

[[noreturn]] void refuse(const char* code, const QString& what, const QString& file, const QString& found,
                         const char* allowed)
{
    throw engine::Error({code, what.toStdString(), engine::printable(file.toStdString(), 200),
                         engine::printable(found.toStdString()), allowed, "The reward curve is not shown."});
}

QJsonArray rowsOf(const QByteArray& bytes, const QString& file)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (document.isNull())
        refuse("REWARD-JSON", QStringLiteral("the log of a training is no JSON"), file,
               QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset), "JSON in UTF-8");
    const QJsonArray rows = document.isArray() ? document.array() : document.object()[QStringLiteral("rows")].toArray();
    if (rows.isEmpty() || rows.size() > mostRows)
        refuse("REWARD-ROWS", QStringLiteral("the log of a training has no usable steps"), file,
               QString::number(rows.size()), "1 to 20000 objects, as an array or under \"rows\"");
    return rows;
}

/// A number, or the mean of a list of them (one for each layer).
std::optional<double> numberOf(const QJsonValue& value)
{
    if (value.isDouble()) return std::isfinite(value.toDouble()) ? std::optional(value.toDouble()) : std::nullopt;
    const QJsonArray list = value.toArray();
    double sum = 0;
    for (const QJsonValue& one : list) {
        if (!one.isDouble()) return {};
        sum += one.toDouble();
    }
    return list.isEmpty() || !std::isfinite(sum) ? std::nullopt : std::optional(sum / double(list.size()));
}

}  // namespace

const RewardLog::Series* RewardLog::find(const QString& name) const
{
    const auto found = std::find_if(series.begin(), series.end(), [&](const Series& one) { return one.name == name; });
    return found == series.end() ? nullptr : &*found;
}

std::shared_ptr<const RewardLog> parseRewardLog(const QByteArray& bytes, const QString& file)
{
    if (bytes.size() > largestLog)
        refuse("REWARD-SIZE", QStringLiteral("the log of a training is too large"), file,
               QString::number(bytes.size()), "at most 8 MiB");
    const QJsonArray rows = rowsOf(bytes, file);
    auto log = std::make_shared<RewardLog>();
    const auto none = std::numeric_limits<double>::quiet_NaN();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QJsonObject row = rows[i].toObject();
        const double step = row[QStringLiteral("step")].toDouble(double(i));
        if (!log->steps.isEmpty() && !(step > log->steps.back()))
            refuse("REWARD-ORDER", QStringLiteral("the steps of a training are not in order"), file,
                   QStringLiteral("step %1 after %2").arg(step).arg(log->steps.back()), "ascending numbers");
        log->steps.push_back(step);
        for (auto member = row.begin(); member != row.end(); ++member) {
            const auto number = numberOf(*member);
            if (member.key() == QLatin1String("step") || !number) continue;
            auto* series = const_cast<RewardLog::Series*>(log->find(member.key()));
            if (!series) {
                const bool wanted = member.key() == QLatin1String("reward");
                if (!wanted && (int(log->series.size()) >= mostSeries || member.key().size() > longestName)) continue;
                series = &log->series.emplace_back(RewardLog::Series{member.key(), QVector<double>(rows.size(), none)});
            }
            series->values[i] = *number;
        }
    }
    if (!log->find(QStringLiteral("reward")))
        refuse("REWARD-KEY", QStringLiteral("the log of a training has no reward"), file, {}, "a number \"reward\"");
    return log;
}

std::shared_ptr<const RewardLog> readRewardLog(const QString& modelFolder)
{
    QFile file(modelFolder + QStringLiteral("/rl_log.json"));
    if (!file.exists()) return nullptr;
    if (!file.open(QIODevice::ReadOnly))
        refuse("REWARD-IO", QStringLiteral("the log of a training cannot be read"), file.fileName(),
               file.errorString(), "a readable file");
    return parseRewardLog(file.read(largestLog + 1), file.fileName());
}

}  // namespace ui
