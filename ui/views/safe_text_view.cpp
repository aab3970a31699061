// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/safe_text_view.h"

#include "ui/views/plain_tool_tip.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int firstSliceMs = 8;  // of a frame, for text that just came
constexpr int nextSliceMs = 10;
constexpr int longestTarget = 600;

}  // namespace

SafeTextView::SafeTextView(MarkdownDocument::Syntax syntax, QWidget* parent)
    : QTextBrowser(parent), content_(*document(), syntax), styledFor_(&theme())
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAcceptDrops(false);
    viewport()->setAutoFillBackground(false);
    setObjectName(QStringLiteral("foreignText"));
    document()->setDocumentMargin(2);
    worker_.setInterval(0);
    connect(&worker_, &QTimer::timeout, this, &SafeTextView::continueWriting);
    connect(this, &QTextBrowser::anchorClicked, this, &SafeTextView::linkChosen);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &SafeTextView::fitHeight);
}

void SafeTextView::setSourceText(const QString& source)
{
    content_.setSource(source);
    if (content_.work(firstSliceMs))
        worker_.stop();
    else
        worker_.start();
}

void SafeTextView::setTypeScale(double scale)
{
    content_.setTypeScale(scale);
    worker_.start();
}

void SafeTextView::setTokens(std::vector<Token> tokens)
{
    tokens_ = std::move(tokens);
    viewport()->update();
}

void SafeTextView::setSelectedToken(int index)
{
    if (index == selectedToken_) return;
    selectedToken_ = index;
    viewport()->update();
}

void SafeTextView::setCaret(bool visible)
{
    if (visible == caret_) return;
    caret_ = visible;
    viewport()->update();
}

QVariant SafeTextView::loadResource(int, const QUrl&)
{
    // An empty answer would make Qt open the name itself.
    QImage placeholder(1, 1, QImage::Format_RGB32);
    placeholder.fill(Qt::gray);
    return placeholder;
}

void SafeTextView::continueWriting()
{
    if (content_.work(nextSliceMs)) worker_.stop();
}

void SafeTextView::fitHeight()
{
    const int height = int(std::ceil(document()->size().height()));
    if (height != maximumHeight()) setFixedHeight(std::max(height, 1));
}

QSize SafeTextView::sizeHint() const
{
    return {200, int(std::ceil(document()->size().height()))};
}

void SafeTextView::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        paintBehind(painter, event->rect());
    }
    QTextBrowser::paintEvent(event);
    QPainter painter(viewport());
    paintTokens(painter, event->rect());
    if (caret_) paintCaret(painter);
}

/// Rounded ground of code, bars of quotes: what block formats cannot draw.
void SafeTextView::paintBehind(QPainter& painter, const QRectF& visible) const
{
    const auto* layout = document()->documentLayout();
    const int first = layout->hitTest({0, visible.top()}, Qt::FuzzyHit);
    for (auto block = document()->findBlock(first); block.isValid(); block = block.next()) {
        const QRectF rect = layout->blockBoundingRect(block);
        if (rect.top() - 12 > visible.bottom()) break;
        const QTextBlockFormat format = block.blockFormat();
        if (format.boolProperty(MarkdownDocument::CodeProperty)) {
            const double left = format.leftMargin() - 10, right = viewport()->width() - 3;
            painter.setPen(theme().border);
            painter.setBrush(theme().card);
            painter.drawRoundedRect(QRectF(QPointF(left, rect.top() - 7), QPointF(right, rect.bottom() + 7)), 6, 6);
        }
        const int quotes = format.intProperty(MarkdownDocument::QuoteProperty);
        for (int depth = 0; depth < quotes; ++depth)
            painter.fillRect(QRectF(2 + depth * 18, rect.top() - 4, 3, rect.height() + 8), theme().border);
    }
}

void SafeTextView::paintTokens(QPainter& painter, const QRectF& visible) const
{
    if (tokens_.empty()) return;
    const auto* layout = document()->documentLayout();
    const int from = layout->hitTest(visible.topLeft(), Qt::FuzzyHit);
    const int to = layout->hitTest(visible.bottomRight(), Qt::FuzzyHit);
    const auto& places = content_.places();
    auto place = std::lower_bound(places.begin(), places.end(), from,
                                  [](const auto& p, int at) { return p.document + p.size < at; });
    for (; place != places.end() && place->document <= to; ++place) {
        const int placeEnd = place->source + place->sourceSize;
        // Of a long paragraph, only what is in sight: `exact` characters stand side by side in source and document.
        const bool exact = place->size == place->sourceSize;
        const int first = place->source + (exact ? std::max(0, from - place->document) : 0);
        const int last = exact ? std::min(placeEnd, place->source + to - place->document + 1) : placeEnd;
        auto token = std::upper_bound(tokens_.begin(), tokens_.end(), first,
                                      [](int at, const Token& t) { return at < t.end; });
        for (; token != tokens_.end() && token->begin < last; ++token) {
            if (token->begin >= token->end) continue;
            const int begin = exact ? std::max(token->begin, place->source) - place->source : 0;
            const int end = exact ? std::min(token->end, placeEnd) - place->source : place->size;
            const bool selected = token - tokens_.begin() == selectedToken_;
            eachRect(place->document + begin, place->document + end, [&](const QRectF& rect) {
                if (token->underline.isValid())
                    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1.5, rect.width(), 2), token->underline);
                if (!selected) return;
                QColor ground = theme().accent;
                ground.setAlpha(60);
                painter.setPen(theme().accent);
                painter.setBrush(ground);
                painter.drawRoundedRect(rect.adjusted(-0.5, -0.5, 0, 1), 2, 2);
            });
        }
    }
}

void SafeTextView::paintCaret(QPainter& painter) const
{
    const QRect end = [&] {
        QTextCursor cursor(document());
        cursor.movePosition(QTextCursor::End);
        return cursorRect(cursor);
    }();
    painter.fillRect(QRect(end.left() + 1, end.top() + 1, 5, fontMetrics().height() - 2), theme().accent);
}

void SafeTextView::eachRect(int begin, int end, const RectVisitor& visit) const
{
    const QTextBlock block = document()->findBlock(begin);
    const QTextLayout* layout = block.layout();
    if (!layout || layout->lineCount() == 0) return;
    const QPointF origin =
        document()->documentLayout()->blockBoundingRect(block).topLeft() - layout->boundingRect().topLeft();
    begin -= block.position();
    end -= block.position();
    for (int i = layout->lineForTextPosition(begin).lineNumber(); i >= 0 && i < layout->lineCount(); ++i) {
        const QTextLine line = layout->lineAt(i);
        if (line.textStart() >= end) break;
        const double left = line.cursorToX(std::max(begin, line.textStart()));
        const double right = line.cursorToX(std::min(end, line.textStart() + line.textLength()));
        const double top = line.y() + line.height() - line.ascent() - line.descent();
        if (right > left)
            visit(QRectF(origin.x() + left, origin.y() + top, right - left, line.ascent() + line.descent()));
    }
}

int SafeTextView::tokenAt(const QPoint& point) const
{
    const int position = document()->documentLayout()->hitTest(point, Qt::ExactHit);
    const int source = position < 0 ? -1 : content_.sourceAt(position);
    if (source < 0) return -1;
    const auto token =
        std::upper_bound(tokens_.begin(), tokens_.end(), source, [](int at, const Token& t) { return at < t.end; });
    return token != tokens_.end() && token->begin <= source ? int(token - tokens_.begin()) : -1;
}

void SafeTextView::mousePressEvent(QMouseEvent* event)
{
    pressed_ = event->pos();
    QTextBrowser::mousePressEvent(event);
}

void SafeTextView::mouseReleaseEvent(QMouseEvent* event)
{
    QTextBrowser::mouseReleaseEvent(event);
    const bool moved = (event->pos() - pressed_).manhattanLength() > 3;
    if (event->button() != Qt::LeftButton || moved || !anchorAt(event->pos()).isEmpty()) return;
    if (const int token = tokenAt(event->pos()); token >= 0) emit tokenClicked(token);
}

void SafeTextView::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

void SafeTextView::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || styledFor_ == &theme()) return;
    styledFor_ = &theme();
    content_.restyle();
    worker_.start();
}

bool SafeTextView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !tokenText_) return QTextBrowser::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int token = tokenAt(help->pos());
    const QString text = token >= 0 ? tokenText_(token) : QString();
    if (text.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), plainToolTip(text), viewport());
    return true;
}

QMimeData* SafeTextView::createMimeDataFromSelection() const
{
    auto* copied = new QMimeData;
    copied->setText(textCursor().selection().toPlainText());
    return copied;
}

QString linkQuestion(const QUrl& target)
{
    QString shown = QString::fromLatin1(target.toEncoded());
    if (shown.size() > longestTarget)
        shown = shown.left(longestTarget / 2) + QStringLiteral(" \u2026 ") + shown.right(longestTarget / 2);
    const QString host = QString::fromLatin1(QUrl::toAce(target.host()));
    return SafeTextView::tr("Open this address in the browser?\n\nHost: %1\n\n%2")
        .arg(host.isEmpty() ? SafeTextView::tr("none") : host, shown);
}

void confirmLink(const QUrl& target, QWidget* parent)
{
    QMessageBox box(QMessageBox::Question, SafeTextView::tr("Open link"), {}, QMessageBox::Yes | QMessageBox::No,
                    parent);
    box.setTextFormat(Qt::PlainText);
    box.setText(linkQuestion(target));
    box.setDefaultButton(QMessageBox::No);
    if (box.exec() == QMessageBox::Yes) QDesktopServices::openUrl(target);
}

}  // namespace ui
