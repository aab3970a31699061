// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace ui {

/// A stretch of text in one style, and where it stands in the Markdown source (UTF-16 units). Text and source of
/// equal size correspond character by character, otherwise only as a whole; source -1 stands for nothing.
struct MarkdownRun {
    enum Style { Bold = 1, Italic = 2, Strike = 4, Code = 8 };

    QString text;
    int style = 0;
    QString link;  ///< target, only http, https and mailto; else empty
    int source = -1;
    int sourceSize = 0;
};

using MarkdownRuns = std::vector<MarkdownRun>;

struct MarkdownBlock {
    enum class Kind { Paragraph, Heading, Code, Rule, Table };

    Kind kind = Kind::Paragraph;
    int level = 0;  ///< of a heading, 1 to 6
    int quoteDepth = 0;
    int listDepth = 0;  ///< 0: not in a list
    QString marker;     ///< bullet or number, at the first block of an item
    MarkdownRuns runs;
    std::vector<std::vector<MarkdownRuns>> rows;  ///< [rows][columns] of a table, the first row is the head
};

/// Reads one piece of Markdown (GitHub dialect) written by a model: foreign text. Images become `[image: alt]`, raw
/// HTML stays text, other links show their target as text. Nothing when it nests deeper than 32 levels or holds a
/// table wider than 64 columns: then it is to be shown as plain text. Takes time quadratic in the
/// size at worst, so give it pieces (markdown_pieces.h).
std::optional<std::vector<MarkdownBlock>> parseMarkdown(const QString& source);

/// The same text as one paragraph without any markup.
std::vector<MarkdownBlock> plainParagraph(const QString& source);

/// Appends `text` to `runs` in the style of `like`, with nothing hidden: control characters but tab and line end go,
/// direction-changing ones show as their code point, in code every invisible one does; more than 32 marks on one
/// letter are cut. `source` is the place of the first character.
void appendVisible(MarkdownRuns& runs, const MarkdownRun& like, const QString& text, int source);

}  // namespace ui
