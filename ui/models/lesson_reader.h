// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lesson.h"

namespace ui {

/// Reads a file line by line. A lesson has a head and steps; a step has a head of `key: value` lines and sections of
/// text behind `--- name`.
class LessonReader {
public:
    LessonReader(const QByteArray& bytes, const QString& file);

    Lesson read();

private:
    [[noreturn]] void refuse(const char* code, const QString& what, const QString& found, const QString& allowed) const;

    void readLine(const QString& line);
    void beginStep();
    void endStep();
    void checkBraces() const;
    void beginSection(const QString& name);
    void readKey(const QString& key, const QString& language, const QString& value);
    bool readLessonKey(const QString& key, const QString& language, const QString& value);
    bool readStepKey(const QString& key, const QString& language, const QString& value);
    bool readQuestionKey(const QString& key, const QString& language, const QString& value);
    bool readPromptKey(const QString& key, const QString& language, const QString& value);
    void readMuted(const QString& value);

    void put(LessonText& text, const QString& language, const QString& value) const;
    LessonPrompt& prompt(const QString& key);
    int number(const QString& value, int least, int most) const;
    bool yesOrNo(const QString& value) const;
    LessonExpression expression(const QString& value) const;
    void checkLesson() const;

    Lesson lesson_;
    QStringList lines_;
    int line_ = 0;                   // from 1
    LessonStep* step_ = nullptr;     // being read
    QString* section_ = nullptr;     // being read, a text of step_
    QString sectionName_;
    int stepLine_ = 0;
};

}  // namespace ui
