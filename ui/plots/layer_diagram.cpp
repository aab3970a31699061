// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/layer_diagram.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double gap = 22;           // pixels between boxes, for the arrow
constexpr double largestSquare = 40;  // of an expert
constexpr double smallestText = 7;    // points
constexpr int textFlags = int(Qt::AlignCenter) | int(Qt::TextWordWrap);

QRectF insideOf(const QRectF& box)
{
    return box.adjusted(6, 2, -6, -2);
}

bool fits(const QFont& font, const QRectF& inside, const QString& text)
{
    return QFontMetricsF(font).boundingRect(inside, textFlags, text).height() <= inside.height();
}

}  // namespace

LayerDiagram::LayerDiagram(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LayerDiagram::setStyle(const PlotStyle& style)
{
    style_ = style;
    update();
}

void LayerDiagram::setStack(Stack stack)
{
    if (stack == stack_) return;  // drawn so already
    stack_ = std::move(stack);
    update();
}

void LayerDiagram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(style_.font);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    const double left = std::min(area.width() * 0.36, 260.0);
    paintStack(painter, {area.left(), area.top(), left, area.height()});
    if (!stack_.moe.isEmpty())
        paintLayer(painter, {area.left() + left + 2 * gap, area.top(), area.width() - left - 2 * gap, area.height()});
}

void LayerDiagram::paintStack(QPainter& painter, const QRectF& area) const
{
    QStringList boxes;
    for (const QString& text : {stack_.output, stack_.moe, stack_.dense, stack_.input})
        if (!text.isEmpty()) boxes << text;
    const double count = double(boxes.size());
    const double height = (area.height() - gap * (count - 1)) / std::max(count, 1.0);
    double y = area.top();
    for (int i = 0; i < boxes.size(); ++i, y += height + gap) {
        const QRectF box(area.left(), y, area.width(), height);
        const bool moe = boxes[i] == stack_.moe;
        paintBox(painter, box, boxes[i], moe);
        if (i > 0) paintArrow(painter, {box.center().x(), y}, {box.center().x(), y - gap});
        if (!moe) continue;
        painter.setPen(QPen(style_.muted, 1, Qt::DotLine));  // the layer on the right is one of these
        painter.drawLine(box.topRight(), {area.right() + 2 * gap - 4, area.top()});
        painter.drawLine(box.bottomRight(), {area.right() + 2 * gap - 4, area.bottom()});
    }
}

void LayerDiagram::paintLayer(QPainter& painter, const QRectF& area) const
{
    const double x = area.center().x(), attentionHeight = boxHeight(stack_.attention, area);
    const double routerHeight = boxHeight(stack_.router, area);
    const QRectF attention(area.left(), area.bottom() - attentionHeight, area.width(), attentionHeight);
    const QRectF router(area.left(), attention.top() - gap - routerHeight, area.width(), routerHeight);
    paintBox(painter, attention, stack_.attention, false);
    paintArrow(painter, {x, attention.top()}, {x, router.bottom()});
    paintBox(painter, router, stack_.router, true);
    paintArrow(painter, {x, router.top()}, {x, router.top() - gap});
    paintExperts(painter, {area.left(), area.top(), area.width(), router.top() - gap - area.top()});
}

/// A square for every expert. Which ones are filled means nothing: they are as many as a token is sent to.
void LayerDiagram::paintExperts(QPainter& painter, const QRectF& area) const
{
    const double line = QFontMetricsF(style_.font).height() + 4;
    painter.setPen(style_.muted);
    painter.drawText(QRectF(area.left(), area.top(), area.width(), line), Qt::AlignLeft | Qt::AlignTop,
                     QFontMetricsF(style_.font).elidedText(stack_.experts, Qt::ElideRight, area.width()));
    const QRectF field = area.adjusted(0, line, 0, -line);
    const int count = stack_.routed + stack_.sharedCount;
    if (count == 0 || field.height() < 4) return;
    const double fitting = std::sqrt(field.width() * field.height() / (count + 1));
    double square = std::min(largestSquare, fitting);
    const auto fits = [&] { return std::floor(field.width() / square) * std::floor(field.height() / square) >= count; };
    while (square > 2 && !fits()) square -= 0.5;
    const int columns = std::max(1, int(field.width() / square));
    for (int i = 0; i < count; ++i) {
        const QPointF corner = field.topLeft() + QPointF(i % columns, i / columns) * square;
        const QRectF cell(corner, QSizeF(square - 2, square - 2));
        const bool shared = i >= stack_.routed;
        // Spread evenly, so that nobody takes the first ones for favourites.
        const bool chosen = !shared && stack_.chosen > 0 &&
                            (i * stack_.chosen) / stack_.routed != ((i + 1) * stack_.chosen) / stack_.routed;
        painter.setPen(QPen(chosen ? style_.accent : style_.reference, 1));
        painter.setBrush(shared ? QBrush(style_.reference) : chosen ? QBrush(style_.accent) : Qt::NoBrush);
        painter.drawRoundedRect(cell, 2, 2);
    }
    const double below = field.top() + std::ceil(double(count) / columns) * square;
    painter.setPen(style_.muted);
    painter.drawText(QRectF(area.left(), below, area.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(style_.font).elidedText(stack_.shared, Qt::ElideRight, area.width()));
}

/// Of a box for `text` in a layer: as much as it needs, up to a quarter.
double LayerDiagram::boxHeight(const QString& text, const QRectF& area) const
{
    const QRectF inside = insideOf({0, 0, area.width(), area.height()});
    const double needed = QFontMetricsF(style_.font).boundingRect(inside, textFlags, text).height() + 8;
    return std::max({36.0, area.height() * 0.17, std::min(needed, area.height() / 4)});
}

/// In smaller letters where it would not fit.
void LayerDiagram::paintBox(QPainter& painter, const QRectF& box, const QString& text, bool strong) const
{
    painter.setPen(QPen(strong ? style_.accent : style_.border, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 6, 6);
    const QRectF inside = insideOf(box);
    QFont font = style_.font;
    while (font.pointSizeF() > smallestText && !fits(font, inside, text)) font.setPointSizeF(font.pointSizeF() - 0.5);
    painter.setFont(font);
    painter.setPen(style_.text);
    painter.drawText(inside, textFlags, text);
    painter.setFont(style_.font);
}

void LayerDiagram::paintArrow(QPainter& painter, QPointF from, QPointF to) const
{
    painter.setPen(QPen(style_.muted, 1.2));
    const QPointF tip = to + QPointF(0, to.y() < from.y() ? 3 : -3);
    painter.drawLine(from, tip);
    const double back = to.y() < from.y() ? 5 : -5;
    painter.drawLine(tip, tip + QPointF(-3.5, back));
    painter.drawLine(tip, tip + QPointF(3.5, back));
}

}  // namespace ui
