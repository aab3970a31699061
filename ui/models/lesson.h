// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/trace.h"
#include "ui/models/lesson_expression.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ui {

/// A text in the languages of the window. One of them may be missing; then the other stands for both.
struct LessonText {
    QString en, ja;

    const QString& in(const QString& language) const
    {
        return (language == QLatin1String("ja") && !ja.isEmpty()) || en.isEmpty() ? ja : en;
    }
    bool isEmpty() const { return en.isEmpty() && ja.isEmpty(); }
};

constexpr int usualTokens = 64;  ///< most tokens of an answer, when the lesson does not say

/// One question for the model, asked from an empty context and always answered by the likeliest token.
struct LessonPrompt {
    LessonText text;
    QString model;  ///< the model that answers
    int maxTokens = usualTokens;
    bool thinking = false;
    engine::RouterOverride router;  ///< the experiment it is answered under
    bool mutesStrongest = false;    ///< and mute the strongest expert of the word in the answer before it
};

struct LessonChoice {
    LessonText text;
    LessonExpression when;  ///< holds when this choice is the right one
};

struct LessonStep {
    LessonText title, text;
    std::vector<LessonPrompt> prompts;
    QString show;       ///< name of a view, one of lessonViews(); empty: as it is
    LessonText word;    ///< the token to point at: in the prompt, else in the reply
    int layer = -1;     ///< decoder layer to point at, from 0; -1: none
    LessonText question;
    std::vector<LessonChoice> choices;
    LessonText answer;  ///< said after the reveal; `{expression}` is replaced by what was observed
    std::vector<LessonExpression> expectations;  ///< hold on the model the lesson was written for
    bool experiment = false;                     ///< the learner changes something here
};

/// What a teacher has written: plain values. See resources/lessons/README.md for the format.
struct Lesson {
    QString id;    ///< file name without its ending: what is remembered of it
    QString file;
    LessonText title, about;
    QString model;  ///< it was written for; empty: for any
    std::vector<LessonStep> steps;
};

/// Reads a lesson file. Throws engine::Error LESSON-* with file and line: what is wrong, what was found and what is
/// allowed. `file` gives the name and the lesson's id.
Lesson parseLesson(const QByteArray& bytes, const QString& file);

const QStringList& lessonViews();  ///< names allowed after `show:`

constexpr int largestLesson = 256 * 1024;  // bytes
constexpr int mostSteps = 40, mostPrompts = 4, mostChoices = 4, mostExpectations = 20;

}  // namespace ui
