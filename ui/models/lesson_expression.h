// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace ui {

struct LessonEvidence;

/// What a lesson says about an observation: `overlap(2) < top_k / 2 and reply contains "84"`. Names are those of
/// lesson_evidence.h, a number in brackets says which prompt of the step (1 without it). A value is a number; a
/// condition is 1 when it holds, 0 when not.
class LessonExpression {
public:
    LessonExpression() = default;
    /// Nothing, and why in `problem`, when `text` cannot be read.
    static std::optional<LessonExpression> parse(const QString& text, QString& problem);

    /// Nothing when something it needs was not observed (yet).
    std::optional<double> evaluate(const LessonEvidence& evidence) const;
    bool holds(const LessonEvidence& evidence) const;

    const QString& text() const { return text_; }

private:
    friend class LessonExpressionReader;
    enum class Kind { Number, Observation, Contains, Lacks, Add, Subtract, Multiply, Divide,
                      Less, AtMost, Equal, Unequal, AtLeast, More, And };
    struct Operation {
        Kind kind = Kind::Number;
        double number = 0;
        int observation = -1;  ///< index in the list of observations
        int prompt = 1;
        QString text;          ///< looked for in the reply
    };

    QString text_;
    std::vector<Operation> operations_;  // postfix
};

/// `{expression}` in `text` replaced by values; those not observed become an en dash. `{{` is a brace.
QString filledText(const QString& text, const LessonEvidence& evidence);
/// Nothing, or what is wrong with the expressions in braces.
std::optional<QString> problemOfBraces(const QString& text);

}  // namespace ui
