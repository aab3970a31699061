// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

/// A piece of a Markdown source that can be read on its own, [begin, end) in UTF-16 units: at most 4096, so that
/// nothing a model writes takes long to read or lay out. Pieces end at blank lines where no fence is open and the
/// next line is neither indented nor a reference; a longer one is cut at a line end, a longer line at a space.
struct MarkdownPiece {
    int begin = 0, end = 0;
    QString opening;      ///< line to put before it: the fence of a code block that was cut
    QString nextOpening;  ///< the same for the piece that follows
    bool closed = false;  ///< more text behind it changes nothing
};

MarkdownPiece nextMarkdownPiece(const QString& source, int begin, const QString& opening);

}  // namespace ui
