// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/word_difference.h"

#include "ui/models/alignment.h"

#include <QHash>
#include <QTextBoundaryFinder>

#include <unordered_map>

namespace ui {
namespace {

using In = DifferencePart::In;
using Numbers = std::unordered_map<QStringView, std::int32_t>;

/// A text as words, every distinct word with a number of its own.
struct Words {
    std::vector<QStringView> words;
    std::vector<std::int32_t> ids;
};

Words wordsOf(const QString& text, Numbers& known)
{
    Words result;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    for (qsizetype begin = 0, end = finder.toNextBoundary(); end > begin; begin = end, end = finder.toNextBoundary()) {
        const QStringView word = QStringView(text).mid(begin, end - begin);
        result.words.push_back(word);
        result.ids.push_back(known.try_emplace(word, std::int32_t(known.size())).first->second);
    }
    return result;
}

void append(std::vector<DifferencePart>& parts, In in, QStringView word)
{
    if (parts.empty() || parts.back().in != in) parts.push_back({in, {}});
    parts.back().text += word;
}

}  // namespace

std::vector<DifferencePart> wordDifference(const QString& first, const QString& second)
{
    Numbers known;
    const Words a = wordsOf(first, known), b = wordsOf(second, known);
    std::vector<DifferencePart> parts;
    size_t i = 0, j = 0;
    const auto change = [&](size_t endOfFirst, size_t endOfSecond) {
        while (i < endOfFirst) append(parts, In::First, a.words[i++]);
        while (j < endOfSecond) append(parts, In::Second, b.words[j++]);
    };
    for (const auto& [inFirst, inSecond] : align(a.ids, b.ids).pairs) {
        if (a.ids[size_t(inFirst)] != b.ids[size_t(inSecond)]) continue;
        change(size_t(inFirst), size_t(inSecond));
        append(parts, In::Both, a.words[i++]);
        ++j;
    }
    change(a.words.size(), b.words.size());
    return parts;
}

}  // namespace ui
