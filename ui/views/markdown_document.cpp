// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/markdown_document.h"

#include "ui/theme.h"

#include <QElapsedTimer>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>

namespace ui {
namespace {

constexpr double indentWidth = 18;

QTextBlockFormat formatOf(const MarkdownBlock& block)
{
    using Kind = MarkdownBlock::Kind;
    QTextBlockFormat format;
    const bool code = block.kind == Kind::Code, heading = block.kind == Kind::Heading;
    const bool item = block.listDepth > 0;
    format.setLineHeight(code ? 115 : 128, QTextBlockFormat::ProportionalHeight);
    format.setTopMargin(code ? 12 : heading ? 10 : item ? 1 : 3);
    format.setBottomMargin(code ? 12 : heading ? 4 : item ? 1 : 5);
    format.setLeftMargin(block.quoteDepth * indentWidth + block.listDepth * indentWidth + (code ? 12 : 0));
    if (code) format.setRightMargin(12);
    if (!block.marker.isEmpty()) {
        format.setTextIndent(-indentWidth);
        format.setTabPositions({QTextOption::Tab(indentWidth, QTextOption::LeftTab)});
    }
    if (heading) format.setHeadingLevel(block.level);
    if (code) format.setProperty(MarkdownDocument::CodeProperty, true);
    if (block.quoteDepth) format.setProperty(MarkdownDocument::QuoteProperty, block.quoteDepth);
    if (block.kind == Kind::Rule)
        format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth,
                           QTextLength(QTextLength::PercentageLength, 100));
    return format;
}

QTextCharFormat baseOf(const MarkdownBlock& block, double typeScale)
{
    QTextCharFormat format;
    format.setFont(block.kind == MarkdownBlock::Kind::Code ? monoFont(0.95 * typeScale) : uiFont(typeScale));
    format.setForeground(block.quoteDepth ? theme().muted : theme().text);
    if (block.kind == MarkdownBlock::Kind::Heading) {
        static constexpr double scale[] = {1.45, 1.3, 1.15, 1.05, 1, 1};
        format.setFont(uiFont(typeScale * scale[std::clamp(block.level, 1, 6) - 1]));
        format.setFontWeight(QFont::DemiBold);
    }
    return format;
}

QTextCharFormat formatOf(const MarkdownRun& run, QTextCharFormat format, double typeScale)
{
    if ((run.style & MarkdownRun::Code) && !format.font().fixedPitch()) {
        format.setFont(monoFont(0.95 * typeScale));
        format.setBackground(theme().border);
    }
    if (run.style & MarkdownRun::Bold) format.setFontWeight(QFont::Bold);
    if (run.style & MarkdownRun::Italic) format.setFontItalic(true);
    if (run.style & MarkdownRun::Strike) format.setFontStrikeOut(true);
    if (!run.link.isEmpty()) {
        format.setAnchor(true);
        format.setAnchorHref(run.link);
        format.setForeground(theme().value);
        format.setFontUnderline(true);
    }
    return format;
}

QTextTableFormat tableFormat()
{
    QTextTableFormat format;
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(theme().border);
    format.setCellPadding(5);
    format.setTopMargin(6);
    format.setBottomMargin(6);
    format.setHeaderRowCount(1);
    return format;
}

}  // namespace

MarkdownDocument::MarkdownDocument(QTextDocument& document, Syntax syntax)
    : document_(document), syntax_(syntax), end_(&document)
{
    document_.setUndoRedoEnabled(false);
}

void MarkdownDocument::setSource(const QString& source)
{
    const bool grew = source.size() >= source_.size() && QStringView(source).startsWith(source_);
    size_t keep = 0;
    if (grew)
        while (keep < written_.size() && written_[keep].piece.closed)
            ++keep;
    if (grew && source.size() == source_.size()) return;
    source_ = source;
    dropFrom(keep);
}

void MarkdownDocument::restyle()
{
    dropFrom(0);
}

void MarkdownDocument::setTypeScale(double scale)
{
    typeScale_ = scale;
    dropFrom(0);
}

bool MarkdownDocument::work(int milliseconds)
{
    QElapsedTimer time;
    time.start();
    for (;;) {
        const Written* last = written_.empty() ? nullptr : &written_.back();
        const int begin = last ? last->piece.end : 0;
        if (begin >= source_.size()) return true;
        if (time.hasExpired(milliseconds)) return false;
        write(nextMarkdownPiece(source_, begin, last ? last->piece.nextOpening : QString()));
    }
}

int MarkdownDocument::sourceAt(int position) const
{
    const auto behind = std::upper_bound(places_.begin(), places_.end(), position,
                                         [](int at, const Place& place) { return at < place.document; });
    if (behind == places_.begin()) return -1;
    const Place& place = *std::prev(behind);
    const int offset = position - place.document;
    if (offset >= place.size) return -1;
    return place.source + (place.size == place.sourceSize ? offset : 0);
}

void MarkdownDocument::dropFrom(size_t index)
{
    if (index >= written_.size()) return;
    const Written& first = written_[index];
    end_.setPosition(first.documentBegin);
    end_.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    end_.removeSelectedText();
    places_.resize(first.placesBegin);
    reuseBlock_ = first.reusesBlock;
    written_.resize(index);
}

void MarkdownDocument::write(const MarkdownPiece& piece)
{
    const QString text = piece.opening + source_.mid(piece.begin, piece.end - piece.begin);
    const int offset = piece.begin - int(piece.opening.size());
    auto blocks = syntax_ == Syntax::Markdown ? parseMarkdown(text) : std::nullopt;
    end_.movePosition(QTextCursor::End);
    written_.push_back({piece, end_.position(), places_.size(), reuseBlock_});
    end_.beginEditBlock();
    for (const MarkdownBlock& block : blocks ? *blocks : plainParagraph(text))
        writeBlock(block, offset);
    end_.endEditBlock();
}

void MarkdownDocument::writeBlock(const MarkdownBlock& block, int sourceOffset)
{
    const auto base = baseOf(block, typeScale_);
    if (reuseBlock_) {
        end_.setBlockFormat(formatOf(block));
        end_.setBlockCharFormat(base);
    } else {
        end_.insertBlock(formatOf(block), base);
    }
    reuseBlock_ = false;
    if (!block.marker.isEmpty()) end_.insertText(block.marker + QLatin1Char('\t'), base);
    writeRuns(end_, block.runs, base, sourceOffset);
    if (block.kind == MarkdownBlock::Kind::Table) writeTable(block, sourceOffset);
}

void MarkdownDocument::writeTable(const MarkdownBlock& block, int sourceOffset)
{
    const int columns = block.rows.empty() ? 0 : int(block.rows.front().size());
    if (!columns) return;
    QTextTable* table = end_.insertTable(int(block.rows.size()), columns, tableFormat());
    for (int row = 0; row < int(block.rows.size()); ++row) {
        auto base = baseOf({}, typeScale_);
        if (row == 0) base.setFontWeight(QFont::DemiBold);
        const auto& cells = block.rows[size_t(row)];
        for (int column = 0; column < std::min(columns, int(cells.size())); ++column) {
            QTextCursor cell = table->cellAt(row, column).firstCursorPosition();
            writeRuns(cell, cells[size_t(column)], base, sourceOffset);
        }
    }
    end_.movePosition(QTextCursor::End);
    reuseBlock_ = true;
}

void MarkdownDocument::writeRuns(QTextCursor& cursor, const MarkdownRuns& runs, const QTextCharFormat& base,
                                 int sourceOffset)
{
    for (const MarkdownRun& run : runs) {
        const int at = cursor.position();
        cursor.insertText(run.text, formatOf(run, base, typeScale_));
        if (run.source >= 0 && run.source + sourceOffset >= 0)
            places_.push_back({run.source + sourceOffset, run.sourceSize, at, cursor.position() - at});
    }
}

}  // namespace ui
