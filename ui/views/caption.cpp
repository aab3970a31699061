// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/caption.h"

#include "ui/theme.h"
#include "ui/views/plain_tool_tip.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ui {

Caption::Caption(const QString& text, QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setText(text);
}

void Caption::setText(const QString& text)
{
    if (text == text_) return;
    const int before = wraps_ ? heightForWidth(width()) : 0;
    text_ = text;
    setAccessibleDescription(text);
    const bool otherHeight = wraps_ && heightForWidth(width()) != before;
    if (const int width = widthOf(text); otherHeight || width > room_ || width < room_ * 2 / 3) {
        room_ = width;
        updateGeometry();
    }
    update();
}

void Caption::setWraps()
{
    wraps_ = true;
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int Caption::heightForWidth(int width) const
{
    const QRect room(0, 0, std::max(1, width), 10000);
    return fontMetrics().boundingRect(room, Qt::TextWordWrap, text_).height() + 2;
}

int Caption::widthOf(const QString& text) const
{
    const QMargins margins = contentsMargins();
    return fontMetrics().horizontalAdvance(text) + margins.left() + margins.right() + 1;
}

QString Caption::fittingText() const
{
    return fontMetrics().elidedText(text_, Qt::ElideRight, contentsRect().width());
}

void Caption::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(theme().muted);
    if (wraps_)
        painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, text_);
    else
        painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, fittingText());
}

void Caption::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange) return;
    room_ = widthOf(text_);
    updateGeometry();
}

bool Caption::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty() || fittingText() == text_)
        return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(text_), this);
    return true;
}

}  // namespace ui
