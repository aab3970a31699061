// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson_reader.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ui {
namespace {

constexpr int longestLine = 4000, longestText = 8000;  // characters

}  // namespace

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

void LessonReader::checkLesson() const
{
    if (lesson_.title.isEmpty())
        refuse("LESSON-MISSING", QStringLiteral("the lesson has no title"), {}, QStringLiteral("title: … at the top"));
    if (lesson_.steps.empty())
        refuse("LESSON-MISSING", QStringLiteral("the lesson has no steps"), {},
               QStringLiteral("a step begins with ==="));
}

}  // namespace ui
