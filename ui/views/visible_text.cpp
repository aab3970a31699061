// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/markdown.h"

namespace ui {
namespace {

constexpr int marksPerLetter = 32;

bool changesDirection(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
}

/// Invisible on screen but part of what would be copied. Joiners and variation selectors are needed in prose.
bool isInvisible(char32_t c)
{
    return (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff || c == 0x00ad || (c >= 0xfe00 && c <= 0xfe0f) ||
           (c >= 0xe0100 && c <= 0xe01ef);
}

bool isNeverText(char32_t c)
{
    const bool tag = c >= 0xe0000 && c <= 0xe007f;
    const bool nonCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    const auto category = QChar::category(c);
    return tag || nonCharacter || category == QChar::Other_PrivateUse || category == QChar::Other_NotAssigned ||
           category == QChar::Other_Surrogate;
}

bool endsLine(char32_t c)
{
    return c == '\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

bool isDroppedControl(char32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
}

QString boxed(char32_t c)
{
    return QStringLiteral("\u27e8U+%1\u27e9").arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
}

}  // namespace

void appendVisible(MarkdownRuns& runs, const MarkdownRun& like, const QString& text, int source)
{
    const auto push = [&](const QString& shown, qsizetype from, qsizetype size) {
        MarkdownRun run = like;
        run.text = shown;
        run.source = source < 0 ? -1 : source + int(from);
        run.sourceSize = int(size);
        runs.push_back(std::move(run));
    };
    qsizetype plainFrom = 0;
    int marks = 0;
    for (qsizetype i = 0; i < text.size();) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const qsizetype size = pair ? 2 : 1;
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode());
        const auto category = QChar::category(c);
        const bool mark = category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
        marks = mark ? marks + 1 : 0;

        const bool gone = isDroppedControl(c) || marks > marksPerLetter;
        const bool box = changesDirection(c) || isNeverText(c) || ((like.style & MarkdownRun::Code) && isInvisible(c));
        if (gone || box || endsLine(c)) {
            if (i > plainFrom) push(text.mid(plainFrom, i - plainFrom), plainFrom, i - plainFrom);
            if (endsLine(c))
                push(QString(QChar(QChar::LineSeparator)), i, size);
            else if (box)
                push(boxed(c), i, size);
            plainFrom = i + size;
        }
        i += size;
    }
    if (text.size() > plainFrom) push(text.mid(plainFrom), plainFrom, text.size() - plainFrom);
}

}  // namespace ui
