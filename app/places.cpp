// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/places.h"

#include "engine/engine.h"
#include "engine/error.h"
#include "engine/store.h"
#include "ui/settings.h"

#include <QCoreApplication>
#include <QDir>

namespace app {

std::filesystem::path sessions_folder()
{
    const QByteArray chosen = qgetenv("EXPERTSCOPE_SESSIONS");
    return chosen.isEmpty() ? engine::default_library_folder() : std::filesystem::path(chosen.toStdString());
}

QStringList lesson_folders()
{
    QStringList folders;
    const QString program = QCoreApplication::applicationDirPath();
    const QString chosen = qEnvironmentVariable("EXPERTSCOPE_LESSONS");
    if (!chosen.isEmpty()) folders << chosen;
    QStringList bundled{QDir::cleanPath(program + QStringLiteral("/../share/expertscope/lessons"))};
    for (QDir up(program); !up.isRoot() && up.cdUp();) bundled << up.filePath(QStringLiteral("resources/lessons"));
    for (const QString& folder : bundled) {
        if (!QDir(folder).exists()) continue;
        folders << folder;
        break;
    }
    return folders << ui::Settings::lessonFolder();
}

QString sample_folder()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/expertscope/sessions"));
}

bool model_is_there(const QString& name)
{
    try {
        return !engine::find_model(name.toStdString()).empty();
    } catch (const engine::Error&) {
        return false;
    }
}

}  // namespace app
