// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/piece_bar.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

PieceBar::PieceBar(int height, QWidget* parent) : QWidget(parent), height_(height)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PieceBar::setStyle(const PlotStyle& style)
{
    style_ = style;
    setFont(style.font);
    updateGeometry();
    update();
}

void PieceBar::setPieces(std::vector<Piece> pieces)
{
    if (pieces == pieces_) return;
    pieces_ = std::move(pieces);
    update();
}

void PieceBar::setItems(int first, double left, double width)
{
    first_ = first;
    left_ = left;
    width_ = width;
    update();
}

void PieceBar::setFrame(const Range& frame)
{
    if (frame == frame_) return;
    frame_ = frame;
    update();
}

void PieceBar::setMark(int item)
{
    if (item == mark_) return;
    mark_ = item;
    update();
}

QSize PieceBar::sizeHint() const
{
    return {300, height_ > 0 ? height_ : int(std::ceil(QFontMetricsF(font()).height())) + 3};
}

void PieceBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setClipRect(QRectF(left_ - 2, 0, width() - left_ + 2, height()));
    const double band = height_ > 0 ? height() - 4 : 3;  // with names, a line under them
    for (const Piece& piece : pieces_) {
        const double begin = std::max(xOf(piece.begin), left_), end = std::min(xOf(piece.end), double(width()));
        if (end <= begin) continue;
        const QRectF rect(begin, height_ > 0 ? 2 : height() - band, std::max(1.0, end - begin - 1), band);
        painter.fillRect(rect, piece.color);
        if (height_ == 0) paintName(painter, piece, rect);
    }
    if (mark_ >= 0) painter.fillRect(QRectF(std::round(xOf(mark_)), 0, std::max(2.0, width_), height()), style_.accent);
    if (frame_.end <= frame_.begin) return;
    painter.setPen(style_.text);
    painter.setBrush(Qt::NoBrush);
    const double frameEnd = std::min(xOf(frame_.end), width() - 1.0);
    painter.drawRect(QRectF(QPointF(std::round(xOf(frame_.begin)) - 1, 0.5), QPointF(frameEnd, height() - 1)));
}

void PieceBar::paintName(QPainter& painter, const Piece& piece, const QRectF& rect) const
{
    const QFontMetricsF metrics(font());
    if (metrics.horizontalAdvance(piece.name) > rect.width()) return;
    painter.setPen(style_.muted);
    painter.drawText(QPointF(rect.x(), metrics.ascent()), piece.name);
}

void PieceBar::click(double x)
{
    if (pieces_.empty() || width_ <= 0) return;
    const int item = first_ + int(std::floor((x - left_) / width_));
    emit itemClicked(std::clamp(item, pieces_.front().begin, pieces_.back().end - 1));
}

void PieceBar::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) click(event->position().x());
    QWidget::mousePressEvent(event);
}

void PieceBar::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) click(event->position().x());
}

}  // namespace ui
