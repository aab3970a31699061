// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lesson.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace ui {

/// The lessons that can be taught: the bundled ones, then those of the user. A file with an error is left out and
/// said; the others are there all the same.
struct LessonShelf {
    std::vector<std::shared_ptr<const Lesson>> lessons;  ///< by file name, folder after folder
    std::vector<engine::ErrorParts> problems;

    const std::shared_ptr<const Lesson>* find(const QString& id) const;
    /// One more file, in front of one of the same name. Throws LESSON-*, LESSON-IO.
    std::shared_ptr<const Lesson> add(const QString& file);
};

/// Every `*.lesson` of the folders. Folders that do not exist have none.
LessonShelf readLessons(const QStringList& folders);

}  // namespace ui
