// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/markdown.h"
#include "ui/views/markdown_pieces.h"

#include <QTextCursor>
#include <QTextFormat>

#include <vector>

class QTextDocument;

namespace ui {

/// Keeps a QTextDocument equal to a growing source. Only the piece that can still change is read and laid out again,
/// and work() stops when its time is over, so neither a fast stream nor a long text holds up the window.
class MarkdownDocument {
public:
    enum class Syntax { Markdown, Plain };

    /// What a block of the document is, for those who draw behind it (QTextBlockFormat property).
    static constexpr int CodeProperty = QTextFormat::UserProperty + 1;
    static constexpr int QuoteProperty = QTextFormat::UserProperty + 2;

    /// Characters [document, document + size) show source [source, source + sourceSize).
    struct Place {
        int source = 0, sourceSize = 0, document = 0, size = 0;
    };

    MarkdownDocument(QTextDocument& document, Syntax syntax);

    void setSource(const QString& source);  ///< what is written already stays when `source` only grew
    void restyle();                         ///< after a change of theme or font
    void setTypeScale(double scale);        ///< times the ordinary size
    bool work(int milliseconds);            ///< true when everything is written

    const QString& source() const { return source_; }
    const std::vector<Place>& places() const { return places_; }  ///< ascending in both
    int sourceAt(int documentPosition) const;                     ///< -1: not a character of the source

private:
    struct Written {
        MarkdownPiece piece;
        int documentBegin = 0;
        size_t placesBegin = 0;
        bool reusesBlock = false;
    };

    void dropFrom(size_t written);
    void write(const MarkdownPiece& piece);
    void writeBlock(const MarkdownBlock& block, int sourceOffset);
    void writeTable(const MarkdownBlock& block, int sourceOffset);
    void writeRuns(QTextCursor& cursor, const MarkdownRuns& runs, const QTextCharFormat& base, int sourceOffset);

    QTextDocument& document_;
    const Syntax syntax_;
    QTextCursor end_;
    QString source_;
    std::vector<Written> written_;
    std::vector<Place> places_;
    double typeScale_ = 1;
    bool reuseBlock_ = true;  // the last block of the document is empty and waits for text
};

}  // namespace ui
