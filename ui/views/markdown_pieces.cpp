// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/markdown_pieces.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int largestPiece = 4096;
constexpr int longestLine = 4096;

/// The fence of a code block that is open at some line, as the text to open it again.
class Fence {
public:
    explicit Fence(const QString& opening) { see(opening.chopped(opening.isEmpty() ? 0 : 1)); }

    bool isOpen() const { return size_ > 0; }
    QString opening() const { return isOpen() ? QString(size_, mark_) + QLatin1Char('\n') : QString(); }

    void see(QStringView line)
    {
        line = line.trimmed();
        if (line.isEmpty()) return;
        const QChar mark = line.front();
        const auto end = std::find_if(line.begin(), line.end(), [mark](QChar c) { return c != mark; });
        const int size = int(end - line.begin());
        if (size < 3 || (mark != QLatin1Char('`') && mark != QLatin1Char('~'))) return;
        if (!isOpen() && !(mark == QLatin1Char('`') && line.mid(size).contains(mark))) {
            mark_ = mark;
            size_ = size;
        } else if (isOpen() && mark == mark_ && size >= size_ && size == line.size()) {
            size_ = 0;
        }
    }

private:
    QChar mark_;
    int size_ = 0;
};

/// A cut inside the line from `begin`: behind its last space, never inside a character.
int cutLine(const QString& source, int begin)
{
    const int furthest = begin + longestLine;
    const auto space = source.lastIndexOf(QLatin1Char(' '), furthest - 1);
    if (space > begin + longestLine / 2) return int(space) + 1;
    return source[furthest].isLowSurrogate() ? furthest - 1 : furthest;
}

}  // namespace

MarkdownPiece nextMarkdownPiece(const QString& source, int begin, const QString& opening)
{
    MarkdownPiece piece{begin, int(source.size()), opening, {}, false};
    Fence fence(opening);
    bool afterBlank = false;
    for (int line = begin; line < source.size();) {
        const auto newline = source.indexOf(QLatin1Char('\n'), line);
        const int end = newline < 0 ? int(source.size()) : int(newline) + 1;
        const QStringView text = QStringView(source).mid(line, end - line);
        const bool blank = text.trimmed().isEmpty();
        // An indented line goes on with a list item; a bracket may define a reference of the text before it.
        const bool begins = !blank && !text.front().isSpace() && text.front() != QLatin1Char('[');
        if (afterBlank && begins && !fence.isOpen()) {
            piece.end = line;
            piece.closed = true;
            return piece;
        }
        if (end - begin > largestPiece) {
            piece.end = line > begin ? line : cutLine(source, line);
            piece.nextOpening = fence.opening();
            piece.closed = true;
            return piece;
        }
        fence.see(text);
        afterBlank = blank && line > begin;
        line = end;
    }
    return piece;
}

}  // namespace ui
