// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson_shelf.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace ui {
namespace {

constexpr int mostLessons = 200;

}  // namespace

const std::shared_ptr<const Lesson>* LessonShelf::find(const QString& id) const
{
    const auto found = std::find_if(lessons.begin(), lessons.end(), [&](const auto& one) { return one->id == id; });
    return found == lessons.end() ? nullptr : &*found;
}

std::shared_ptr<const Lesson> LessonShelf::add(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw engine::Error({"LESSON-IO", "the lesson cannot be read", engine::printable(path.toStdString(), 200),
                             file.errorString().toStdString(), "a readable file", "It is left out."});
    auto lesson = std::make_shared<const Lesson>(parseLesson(file.read(largestLesson + 1), path));
    lessons.erase(std::remove_if(lessons.begin(), lessons.end(),
                                 [&](const auto& one) { return one->id == lesson->id; }), lessons.end());
    lessons.push_back(lesson);
    return lesson;
}

LessonShelf readLessons(const QStringList& folders)
{
    LessonShelf shelf;
    for (const QString& folder : folders) {
        const QDir there(folder);
        for (const QString& name : there.entryList({QStringLiteral("*.lesson")}, QDir::Files, QDir::Name)) {
            if (int(shelf.lessons.size()) == mostLessons) return shelf;
            try {
                shelf.add(there.filePath(name));
            } catch (const engine::Error& error) {
                shelf.problems.push_back(error.parts());
            }
        }
    }
    return shelf;
}

}  // namespace ui
