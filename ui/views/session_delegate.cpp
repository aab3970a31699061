// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/session_delegate.h"

#include "ui/models/session_list.h"
#include "ui/theme.h"

#include <QPainter>

namespace ui {
namespace {

constexpr int padding = 6;

QFont headingFont()
{
    QFont font = uiFont(0.82);
    font.setWeight(QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
    return font;
}

/// Foreign text is drawn character by character, never as rich text.
void drawLine(QPainter* painter, const QRect& rect, const QString& text, const QColor& color)
{
    painter->setPen(color);
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
}

/// Says at the right end that replies were changed; answers with where it begins.
int drawMark(QPainter* painter, const QRect& line)
{
    painter->setFont(uiFont(0.8));
    const QString mark = SessionDelegate::tr("changed");
    const int width = std::min(painter->fontMetrics().horizontalAdvance(mark), line.width() / 2);
    drawLine(painter, QRect(line.right() - width, line.top(), width + 1, line.height()), mark, theme().warning);
    return line.right() - width;
}

}  // namespace

void SessionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect rect = option.rect.adjusted(0, 1, 0, -1);
    const QString text = index.data().toString();
    if (index.data(SessionList::HeadingRole).toBool()) {
        painter->setFont(headingFont());
        drawLine(painter, rect.adjusted(padding, padding, -padding, 0), text, theme().muted);
        painter->restore();
        return;
    }
    const bool open = index.data(SessionList::OpenRole).toBool();
    const bool focused = (option.state & QStyle::State_HasFocus) != 0;
    if (open || focused || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(focused ? QPen(theme().accent) : Qt::NoPen);
        painter->setBrush(theme().card);
        painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    if (open) painter->fillRect(QRect(rect.left(), rect.top() + 4, 2, rect.height() - 8), theme().accent);

    rect.adjust(padding + 2, 0, -padding, 0);
    const QString snippet = index.data(SessionList::SnippetRole).toString();
    const int line = rect.height() / (snippet.isEmpty() ? 1 : 2);
    QRect title(rect.left(), rect.top(), rect.width(), line);
    if (index.data(SessionList::ChangedRole).toBool()) title.setRight(drawMark(painter, title) - padding);
    painter->setFont(uiFont());
    drawLine(painter, title, text, theme().text);
    painter->setFont(uiFont(0.85));
    if (!snippet.isEmpty())
        drawLine(painter, QRect(rect.left(), rect.top() + line, rect.width(), line), snippet, theme().muted);
    painter->restore();
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = option.fontMetrics.height() + 2 * padding;
    const bool two = !index.data(SessionList::SnippetRole).toString().isEmpty();
    return {60, two ? line + option.fontMetrics.height() : line};
}

}  // namespace ui
