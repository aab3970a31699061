// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <iterator>

namespace ui {
namespace {

constexpr int longestLine = 4000, longestText = 8000;  // characters
constexpr int mostTokens = 400, mostLayers = 1000, mostExperts = 4096, mostMuted = 16;

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

LessonReader::LessonReader(const QByteArray& bytes, const QString& file)
{
    lesson_.file = file;
    lesson_.id = QFileInfo(file).completeBaseName();
    if (bytes.size() > largestLesson)
        refuse("LESSON-SIZE", QStringLiteral("the file is too large"), QStringLiteral("%1 bytes").arg(bytes.size()),
               QStringLiteral("at most %1").arg(largestLesson));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    lines_ = text.split(u'\n');
    if (lines_.size() > 1 && lines_.back().isEmpty()) lines_.removeLast();  // behind the last line end
    if (decoder.hasError()) {
        // A character cut off at the end shows only when the decoder is asked for more.
        const auto bad = std::find_if(lines_.begin(), lines_.end(), [](const QString& line) {
            return line.contains(QChar::ReplacementCharacter);
        });
        line_ = bad == lines_.end() ? int(lines_.size()) : int(bad - lines_.begin()) + 1;
        refuse("LESSON-UTF8", QStringLiteral("the file is not written in UTF-8"), {}, QStringLiteral("UTF-8"));
    }
}

void LessonReader::refuse(const char* code, const QString& what, const QString& found, const QString& allowed) const
{
    const QString where = line_ ? QStringLiteral("%1:%2").arg(QFileInfo(lesson_.file).fileName()).arg(line_)
                                : QFileInfo(lesson_.file).fileName();
    throw engine::Error({code, what.toStdString(), engine::printable(where.toStdString(), 200),
                         engine::printable(found.toStdString()), allowed.toStdString(),
                         "This lesson is left out; correct the line and open it again."});
}

Lesson LessonReader::read()
{
    for (const QString& line : lines_) {
        ++line_;
        const QString text = line.endsWith(u'\r') ? line.chopped(1) : line;
        if (text.size() > longestLine)
            refuse("LESSON-LINE", QStringLiteral("the line is too long"), QString::number(text.size()),
                   QStringLiteral("at most %1 characters").arg(longestLine));
        for (const QChar c : text)
            if ((c.category() == QChar::Other_Control && c != u'\t') || c.category() == QChar::Other_Format)
                refuse("LESSON-CHARACTER", QStringLiteral("a character that cannot be seen"),
                       QStringLiteral("U+%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0')),
                       QStringLiteral("letters, signs, spaces and tabs"));
        readLine(text);
    }
    endStep();
    checkLesson();
    return std::move(lesson_);
}

void LessonReader::readLine(const QString& line)
{
    if (line.startsWith(QLatin1String("==="))) {
        endStep();
        return beginStep();
    }
    if (line.startsWith(QLatin1String("---"))) return beginSection(line.mid(3).trimmed());
    if (section_) {
        *section_ += line + u'\n';
        if (section_->size() > longestText)
            refuse("LESSON-LINE", QStringLiteral("the text is too long"), sectionName_,
                   QStringLiteral("at most %1 characters").arg(longestText));
        return;
    }
    if (line.trimmed().isEmpty() || line.startsWith(u'#')) return;
    static const QRegularExpression pair(QStringLiteral(R"(^([a-z_]+)(\.ja|\.en)?:\s*(.*?)\s*$)"));
    const auto match = pair.match(line);
    if (!match.hasMatch())
        refuse("LESSON-LINE", QStringLiteral("the line is neither a key with a value nor the start of something"), line,
               QStringLiteral("key: value, === or --- text"));
    readKey(match.captured(1), match.captured(2).mid(1), match.captured(3));
}

void LessonReader::beginStep()
{
    if (int(lesson_.steps.size()) == mostSteps)
        refuse("LESSON-MANY", QStringLiteral("the lesson has too many steps"), {},
               QStringLiteral("at most %1").arg(mostSteps));
    step_ = &lesson_.steps.emplace_back();
    stepLine_ = line_;
}

/// What a step must have; the errors stand at its first line.
void LessonReader::endStep()
{
    section_ = nullptr;
    if (!step_) return;
    const int here = std::exchange(line_, stepLine_);
    for (LessonText* text : {&step_->text, &step_->answer})
        for (QString* one : {&text->en, &text->ja}) *one = one->trimmed();
    const auto demand = [&](bool there, const QString& what, const QString& allowed) {
        if (!there) refuse("LESSON-MISSING", what, {}, allowed);
    };
    demand(!step_->title.isEmpty(), QStringLiteral("the step has no title"), QStringLiteral("title: …"));
    demand(!step_->text.isEmpty(), QStringLiteral("the step has no text"), QStringLiteral("a section --- text"));
    const bool asks = !step_->question.isEmpty();
    demand(asks == !step_->choices.empty(), QStringLiteral("a question and its choices belong together"),
           QStringLiteral("question: and 2 to 4 choice:"));
    demand(!asks || step_->choices.size() >= 2, QStringLiteral("the question has only one choice"),
           QStringLiteral("2 to 4 choice:"));
    for (const LessonChoice& choice : step_->choices)
        demand(!choice.when.text().isEmpty(), QStringLiteral("a choice does not say when it is right"),
               QStringLiteral("when: after each choice:"));
    checkBraces();
    step_ = nullptr;
    line_ = here;
}

/// Values in braces may stand in every text of a step but its title.
void LessonReader::checkBraces() const
{
    QStringList texts;
    for (const LessonText* text : {&step_->text, &step_->answer, &step_->question}) texts << text->en << text->ja;
    for (const LessonChoice& choice : step_->choices) texts << choice.text.en << choice.text.ja;
    for (const QString& text : texts)
        if (const auto problem = problemOfBraces(text))
            refuse("LESSON-EXPRESSION", QStringLiteral("a value in braces cannot be read"), *problem,
                   QStringLiteral("an expression of the list in resources/lessons/README.md"));
}

void LessonReader::beginSection(const QString& name)
{
    const struct { const char* name; LessonText LessonStep::*text; bool ja; } sections[] = {
        {"text", &LessonStep::text, false}, {"text.ja", &LessonStep::text, true},
        {"answer", &LessonStep::answer, false}, {"answer.ja", &LessonStep::answer, true}};
    const auto found = std::find_if(std::begin(sections), std::end(sections),
                                    [&](const auto& one) { return name == QLatin1String(one.name); });
    if (!step_ || found == std::end(sections))
        refuse("LESSON-KEY", QStringLiteral("no section has this name here"), name,
               QStringLiteral("in a step: --- text, --- text.ja, --- answer, --- answer.ja"));
    LessonText& text = step_->*(found->text);
    section_ = found->ja ? &text.ja : &text.en;
    sectionName_ = name;
    if (!section_->isEmpty()) refuse("LESSON-TWICE", QStringLiteral("the section is there already"), name, {});
}

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

void LessonReader::checkLesson() const
{
    if (lesson_.title.isEmpty())
        refuse("LESSON-MISSING", QStringLiteral("the lesson has no title"), {}, QStringLiteral("title: … at the top"));
    if (lesson_.steps.empty())
        refuse("LESSON-MISSING", QStringLiteral("the lesson has no steps"), {},
               QStringLiteral("a step begins with ==="));
}

}  // namespace

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
