// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson.h"

#include "ui/models/lesson_reader.h"

namespace ui {

Lesson parseLesson(const QByteArray& bytes, const QString& file)
{
    return LessonReader(bytes, file).read();
}

const QStringList& lessonViews()
{
    static const QStringList names{
        QStringLiteral("routing"),      QStringLiteral("tokens"),     QStringLiteral("token"),
        QStringLiteral("cache"),        QStringLiteral("device"),     QStringLiteral("timing"),
        QStringLiteral("architecture"), QStringLiteral("comparison"), QStringLiteral("rewards")};
    return names;
}

}  // namespace ui
