// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lens.h"
#include "ui/views/sampling_panel.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>
#include <QString>

namespace ui {

/// What the program remembers between two starts, in one INI file of the user. Values from the file are clamped:
/// anybody may have edited it.
class Settings {
public:
    Settings();  ///< the user's file
    explicit Settings(const QString& file);

    bool darkTheme() const;
    void setDarkTheme(bool dark);
    QString language() const;  ///< "en" or "ja"; the system's when never chosen
    void setLanguage(const QString& language);
    double fontPoints() const;
    void setFontPoints(double points);
    bool underlinesTokens() const;
    void setUnderlinesTokens(bool on);
    QString device() const;  ///< where models are computed: "auto", "cpu", "cuda" (the first GPU) or "cuda:N"
    static bool isDevice(const QString& device);  ///< one of these
    void setDevice(const QString& device);
    Lens lens() const;
    void setLens(Lens lens);
    SamplingPanel::Values sampling() const;
    void setSampling(const SamplingPanel::Values& values);

    /// Paths of the models opened last, newest first, at most ten.
    QStringList recentModels() const;
    void addRecentModel(const QString& path);

    /// Lessons that were left: step from 0 by the lesson's id, and which was open last.
    int lessonStep(const QString& lesson) const;
    void setLessonStep(const QString& lesson, int step);
    QString lastLesson() const { return store_.value(QStringLiteral("lessons/last")).toString(); }
    static QString lessonFolder();  ///< where the user's own lessons lie

    /// Place of the window, its docks, columns and workspaces; empty before the first time.
    QByteArray geometry() const { return store_.value(QStringLiteral("window/geometry")).toByteArray(); }
    QByteArray docks() const { return store_.value(QStringLiteral("window/docks")).toByteArray(); }
    QByteArray columns() const { return store_.value(QStringLiteral("window/columns")).toByteArray(); }
    QByteArray workspace(const QString& name) const { return store_.value(workspaceKey(name)).toByteArray(); }
    void setWorkspace(const QString& name, const QByteArray& state) { store_.setValue(workspaceKey(name), state); }
    QString lastWorkspace() const { return store_.value(workspaceKey(QStringLiteral("last"))).toString(); }
    void setLastWorkspace(const QString& name) { store_.setValue(workspaceKey(QStringLiteral("last")), name); }
    void setWindow(const QByteArray& geometry, const QByteArray& docks, const QByteArray& columns);

    static constexpr double smallestFont = 7, largestFont = 28, usualFont = 10;

private:
    static QString workspaceKey(const QString& name) { return QStringLiteral("workspace/") + name; }

    QSettings store_;
};

}  // namespace ui
