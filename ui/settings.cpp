// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int mostRecentModels = 10;

double clamped(const QVariant& value, double least, double most, double usual)
{
    bool ok = false;
    const double number = value.toDouble(&ok);
    return ok && std::isfinite(number) ? std::clamp(number, least, most) : usual;
}

}  // namespace

Settings::Settings()
    : store_(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("expertscope"), QStringLiteral("expertscope"))
{
}

Settings::Settings(const QString& file) : store_(file, QSettings::IniFormat) {}

bool Settings::darkTheme() const
{
    return store_.value(QStringLiteral("look/theme")) != QStringLiteral("light");
}

void Settings::setDarkTheme(bool dark)
{
    store_.setValue(QStringLiteral("look/theme"), dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

QString Settings::language() const
{
    const QString chosen = store_.value(QStringLiteral("look/language")).toString();
    if (!chosen.isEmpty()) return chosen == QLatin1String("ja") ? chosen : QStringLiteral("en");
    return QLocale::system().language() == QLocale::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

void Settings::setLanguage(const QString& language)
{
    store_.setValue(QStringLiteral("look/language"), language);
}

double Settings::fontPoints() const
{
    return clamped(store_.value(QStringLiteral("look/fontPoints")), smallestFont, largestFont, usualFont);
}

void Settings::setFontPoints(double points)
{
    store_.setValue(QStringLiteral("look/fontPoints"), std::clamp(points, smallestFont, largestFont));
}

bool Settings::underlinesTokens() const
{
    return store_.value(QStringLiteral("look/underlines"), true).toBool();
}

void Settings::setUnderlinesTokens(bool on)
{
    store_.setValue(QStringLiteral("look/underlines"), on);
}

QString Settings::device() const
{
    const QString chosen = store_.value(QStringLiteral("model/device")).toString();
    return isDevice(chosen) ? chosen : QStringLiteral("auto");
}

bool Settings::isDevice(const QString& device)
{
    static const QRegularExpression devices(
        QRegularExpression::anchoredPattern(QStringLiteral("auto|cpu|cuda(:[0-9]{1,3})?")));
    return devices.match(device).hasMatch();
}

void Settings::setDevice(const QString& device)
{
    store_.setValue(QStringLiteral("model/device"), device);
}

Lens Settings::lens() const
{
    return Lens(std::clamp(store_.value(QStringLiteral("look/lens")).toInt(), 0, lens_count - 1));
}

void Settings::setLens(Lens lens)
{
    store_.setValue(QStringLiteral("look/lens"), int(lens));
}

SamplingPanel::Values Settings::sampling() const
{
    SamplingPanel::Values values;
    engine::Sampling& s = values.options.sampling;
    const auto number = [&](const char* key, double least, double most, double usual) {
        return clamped(store_.value(QStringLiteral("sampling/") + QLatin1String(key)), least, most, usual);
    };
    s.temperature = float(number("temperature", 0, 2, double(s.temperature)));
    s.top_k = int(number("topK", 0, 1000, s.top_k));
    s.top_p = float(number("topP", 0, 1, double(s.top_p)));
    s.min_p = float(number("minP", 0, 1, double(s.min_p)));
    s.repetition_penalty = float(number("repetitionPenalty", 0.5, 2, double(s.repetition_penalty)));
    s.max_tokens = int(number("maxTokens", 0, 1 << 20, s.max_tokens));
    s.seed = store_.value(QStringLiteral("sampling/seed")).toULongLong();
    values.newSeed = store_.value(QStringLiteral("sampling/newSeed"), true).toBool();
    values.options.thinking = store_.value(QStringLiteral("sampling/thinking"), false).toBool();
    return values;
}

void Settings::setSampling(const SamplingPanel::Values& values)
{
    const engine::Sampling& s = values.options.sampling;
    const auto put = [&](const char* key, const QVariant& value) {
        store_.setValue(QStringLiteral("sampling/") + QLatin1String(key), value);
    };
    put("temperature", double(s.temperature));
    put("topK", s.top_k);
    put("topP", double(s.top_p));
    put("minP", double(s.min_p));
    put("repetitionPenalty", double(s.repetition_penalty));
    put("maxTokens", s.max_tokens);
    put("seed", QString::number(s.seed));
    put("newSeed", values.newSeed);
    put("thinking", values.options.thinking);
}

QStringList Settings::recentModels() const
{
    return store_.value(QStringLiteral("models/recent")).toStringList().mid(0, mostRecentModels);
}

void Settings::addRecentModel(const QString& path)
{
    QStringList models = recentModels();
    models.removeAll(path);
    models.prepend(path);
    store_.setValue(QStringLiteral("models/recent"), models.mid(0, mostRecentModels));
}

int Settings::lessonStep(const QString& lesson) const
{
    return std::clamp(store_.value(QStringLiteral("lessons/step/") + lesson).toInt(), 0, 1000);
}

void Settings::setLessonStep(const QString& lesson, int step)
{
    store_.setValue(QStringLiteral("lessons/step/") + lesson, step);
    store_.setValue(QStringLiteral("lessons/last"), lesson);
}

QString Settings::lessonFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/lessons");
}

void Settings::setWindow(const QByteArray& geometry, const QByteArray& docks, const QByteArray& columns)
{
    store_.setValue(QStringLiteral("window/geometry"), geometry);
    store_.setValue(QStringLiteral("window/docks"), docks);
    store_.setValue(QStringLiteral("window/columns"), columns);
}

}  // namespace ui
