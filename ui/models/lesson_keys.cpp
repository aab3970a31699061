// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson_reader.h"

#include <QRegularExpression>

namespace ui {
namespace {

constexpr int mostTokens = 400, mostLayers = 1000, mostExperts = 4096, mostMuted = 16;

}  // namespace

void LessonReader::readKey(const QString& key, const QString& language, const QString& value)
{
    if (value.isEmpty())
        refuse("LESSON-VALUE", QStringLiteral("the key has no value"), key, QStringLiteral("key: value"));
    if (!step_) {
        if (!readLessonKey(key, language, value))
            refuse("LESSON-KEY", QStringLiteral("no such key before the first step"), key,
                   QStringLiteral("title, about, model; a step begins with ==="));
        return;
    }
    if (!readStepKey(key, language, value) && !readQuestionKey(key, language, value) &&
        !readPromptKey(key, language, value))
        refuse("LESSON-KEY", QStringLiteral("no such key in a step"), key,
               QStringLiteral("title, show, word, layer, experiment, question, choice, when, expect, prompt, model, "
                              "tokens, thinking, top_k, mute, bias"));
}

bool LessonReader::readLessonKey(const QString& key, const QString& language, const QString& value)
{
    if (key == QLatin1String("title")) return put(lesson_.title, language, value), true;
    if (key == QLatin1String("about")) return put(lesson_.about, language, value), true;
    if (key != QLatin1String("model")) return false;
    lesson_.model = value;
    return true;
}

bool LessonReader::readStepKey(const QString& key, const QString& language, const QString& value)
{
    if (key == QLatin1String("title")) return put(step_->title, language, value), true;
    if (key == QLatin1String("word")) return put(step_->word, language, value), true;
    if (key == QLatin1String("layer")) {
        step_->layer = number(value, 1, mostLayers) - 1;
    } else if (key == QLatin1String("show")) {
        if (!lessonViews().contains(value))
            refuse("LESSON-VALUE", QStringLiteral("no view has this name"), value,
                   lessonViews().join(QStringLiteral(", ")));
        step_->show = value;
    } else if (key == QLatin1String("experiment")) {
        step_->experiment = yesOrNo(value);
    } else {
        return false;
    }
    return true;
}

bool LessonReader::readQuestionKey(const QString& key, const QString& language, const QString& value)
{
    if (key == QLatin1String("question")) return put(step_->question, language, value), true;
    if (key == QLatin1String("choice")) {
        const bool translates = language == QLatin1String("ja") && !step_->choices.empty() &&
                                step_->choices.back().text.ja.isEmpty() && step_->choices.back().when.text().isEmpty();
        if (!translates && int(step_->choices.size()) == mostChoices)
            refuse("LESSON-MANY", QStringLiteral("the question has too many choices"), {},
                   QStringLiteral("at most %1").arg(mostChoices));
        if (!translates) step_->choices.emplace_back();
        put(step_->choices.back().text, language, value);
    } else if (key == QLatin1String("when")) {
        if (step_->choices.empty() || !step_->choices.back().when.text().isEmpty())
            refuse("LESSON-MISSING", QStringLiteral("this condition belongs to no choice"), value,
                   QStringLiteral("one when: after each choice:"));
        step_->choices.back().when = expression(value);
    } else if (key == QLatin1String("expect")) {
        if (int(step_->expectations.size()) == mostExpectations)
            refuse("LESSON-MANY", QStringLiteral("the step expects too much"), {},
                   QStringLiteral("at most %1").arg(mostExpectations));
        step_->expectations.push_back(expression(value));
    } else {
        return false;
    }
    return true;
}

bool LessonReader::readPromptKey(const QString& key, const QString& language, const QString& value)
{
    if (key == QLatin1String("prompt")) {
        const bool translates = language == QLatin1String("ja") && !step_->prompts.empty() &&
                                step_->prompts.back().text.ja.isEmpty();
        if (!translates && int(step_->prompts.size()) == mostPrompts)
            refuse("LESSON-MANY", QStringLiteral("the step asks too much"), {},
                   QStringLiteral("at most %1 prompts").arg(mostPrompts));
        if (!translates) step_->prompts.push_back({{}, lesson_.model, usualTokens, false, {}, false});
        put(step_->prompts.back().text, language, value);
    } else if (key == QLatin1String("model")) {
        prompt(key).model = value;
    } else if (key == QLatin1String("tokens")) {
        prompt(key).maxTokens = number(value, 1, mostTokens);
    } else if (key == QLatin1String("thinking")) {
        prompt(key).thinking = yesOrNo(value);
    } else if (key == QLatin1String("top_k")) {
        prompt(key).router.top_k = number(value, 1, mostExperts);
    } else if (key == QLatin1String("bias")) {
        prompt(key).router.bias = yesOrNo(value);
    } else if (key == QLatin1String("mute")) {
        readMuted(value);
    } else {
        return false;
    }
    return true;
}

/// `strongest`, or experts like `E11, L5 E3`.
void LessonReader::readMuted(const QString& value)
{
    LessonPrompt& muted = prompt(QStringLiteral("mute"));
    if (value == QLatin1String("strongest")) {
        if (step_->prompts.size() < 2)
            refuse("LESSON-MISSING", QStringLiteral("no answer stands before this one"), value,
                   QStringLiteral("mute: strongest for the second prompt of a step"));
        muted.mutesStrongest = true;
        return;
    }
    static const QRegularExpression expert(QStringLiteral(R"(^(?:L(\d{1,4})\s+)?E(\d{1,4})$)"));
    for (const QString& part : value.split(u',')) {
        const auto match = expert.match(part.trimmed());
        if (!match.hasMatch() || int(muted.router.experts.size()) == mostMuted)
            refuse("LESSON-VALUE", QStringLiteral("this is no expert to mute"), part.trimmed(),
                   QStringLiteral("strongest, or up to %1 like E11 or L5 E11").arg(mostMuted));
        engine::RouterOverride::Expert one;
        if (!match.captured(1).isEmpty()) one.layer = std::int16_t(number(match.captured(1), 1, mostLayers) - 1);
        one.expert = std::uint16_t(number(match.captured(2), 0, mostExperts));
        muted.router.experts.push_back(one);
    }
}

void LessonReader::put(LessonText& text, const QString& language, const QString& value) const
{
    QString& place = language == QLatin1String("ja") ? text.ja : text.en;
    if (!place.isEmpty())
        refuse("LESSON-TWICE", QStringLiteral("the key is there already"), value, QStringLiteral("once"));
    place = value;
}

LessonPrompt& LessonReader::prompt(const QString& key)
{
    if (step_->prompts.empty())
        refuse("LESSON-MISSING", QStringLiteral("this setting belongs to no prompt"), key,
               QStringLiteral("settings of a prompt stand below it"));
    return step_->prompts.back();
}

int LessonReader::number(const QString& value, int least, int most) const
{
    bool ok = false;
    const int number = value.toInt(&ok);
    if (!ok || number < least || number > most)
        refuse("LESSON-VALUE", QStringLiteral("the number does not fit"), value,
               QStringLiteral("%1 to %2").arg(least).arg(most));
    return number;
}

bool LessonReader::yesOrNo(const QString& value) const
{
    if (value != QLatin1String("yes") && value != QLatin1String("no") && value != QLatin1String("on") &&
        value != QLatin1String("off"))
        refuse("LESSON-VALUE", QStringLiteral("this is neither yes nor no"), value, QStringLiteral("yes, no, on, off"));
    return value == QLatin1String("yes") || value == QLatin1String("on");
}

LessonExpression LessonReader::expression(const QString& value) const
{
    QString problem;
    const auto expression = LessonExpression::parse(value, problem);
    if (!expression)
        refuse("LESSON-EXPRESSION", QStringLiteral("the condition cannot be read: ") + problem, value,
               QStringLiteral("an expression of the list in resources/lessons/README.md"));
    return *expression;
}

}  // namespace ui
