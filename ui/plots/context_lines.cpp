// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/context_lines.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

ContextLines::ContextLines(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

void ContextLines::setStyle(const PlotStyle& style)
{
    style_ = style;
    updateGeometry();
    update();
}

void ContextLines::setLines(std::vector<Line> lines)
{
    const bool sameHeight = lines.size() == lines_.size();
    lines_ = std::move(lines);
    if (!sameHeight) updateGeometry();
    update();
}

double ContextLines::lineHeight() const
{
    return std::ceil(QFontMetricsF(style_.mono).height()) + 4;
}

QSize ContextLines::sizeHint() const
{
    return {280, int(lineHeight() * double(lines_.size()))};
}

void ContextLines::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(style_.mono);
    const QFontMetricsF metrics(style_.mono);
    double values = 0;
    for (const Line& line : lines_) values = std::max(values, metrics.horizontalAdvance(line.value) + 10);
    const double room = width() - values, left = room * 0.42;
    double top = 0;
    for (const Line& line : lines_) {
        const auto draw = [&](double x, double wide, Qt::Alignment side, const QColor& color, const QString& text,
                              Qt::TextElideMode elide) {
            painter.setPen(color);
            painter.drawText(QRectF(x, top, wide, lineHeight()), int(side | Qt::AlignVCenter) | int(Qt::TextSingleLine),
                             metrics.elidedText(text, elide, wide));
        };
        const double word = std::min(metrics.horizontalAdvance(line.word) + 1, room - left);
        draw(0, left, Qt::AlignRight, style_.muted, line.before, Qt::ElideLeft);
        draw(left, word, Qt::AlignLeft, line.clickable ? style_.accent : style_.text, line.word, Qt::ElideRight);
        draw(left + word, std::max(0.0, room - left - word), Qt::AlignLeft, style_.muted, line.after, Qt::ElideRight);
        draw(room, values, Qt::AlignRight, style_.muted, line.value, Qt::ElideNone);
        top += lineHeight();
    }
}

int ContextLines::lineAt(const QPointF& position) const
{
    const int line = int(std::floor(position.y() / lineHeight()));
    return line >= 0 && line < int(lines_.size()) ? line : -1;
}

void ContextLines::mouseMoveEvent(QMouseEvent* event)
{
    const int line = lineAt(event->position());
    setCursor(line >= 0 && lines_[size_t(line)].clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ContextLines::mousePressEvent(QMouseEvent* event)
{
    const int line = lineAt(event->position());
    if (event->button() == Qt::LeftButton && line >= 0 && lines_[size_t(line)].clickable) emit lineClicked(line);
    QWidget::mousePressEvent(event);
}

}  // namespace ui
