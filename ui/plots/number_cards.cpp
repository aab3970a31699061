// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/number_cards.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double gap = 8, inset = 8;  // pixels
constexpr double bar = 6;

}  // namespace

NumberCards::NumberCards(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void NumberCards::setStyle(const PlotStyle& style)
{
    style_ = style;
    setCards(std::move(cards_));
    updateGeometry();
}

void NumberCards::setCards(std::vector<Card> cards)
{
    const int before = heightForWidth(width());
    cards_ = std::move(cards);
    widest_ = 60;
    for (const Card& card : cards_)
        widest_ = std::max(widest_, QFontMetricsF(style_.font).horizontalAdvance(card.arithmetic));
    widest_ = std::ceil(widest_) + 2 * inset + 2;
    if (heightForWidth(width()) != before) updateGeometry();
    update();
}

int NumberCards::columns(int width) const
{
    const int count = std::max(1, int(cards_.size()));
    const int fitting = std::clamp(int((width + gap) / (widest_ + gap)), 1, count);
    const int rows = (count + fitting - 1) / fitting;
    return (count + rows - 1) / rows;
}

double NumberCards::cardHeight() const
{
    const double text = 2 * QFontMetricsF(style_.font).height() + QFontMetricsF(style_.mono).height();
    return std::ceil(text) + bar + 2 * inset + 4;
}

int NumberCards::heightForWidth(int width) const
{
    if (cards_.empty()) return 0;
    const int across = columns(width), rows = (int(cards_.size()) + across - 1) / across;
    return int(rows * (cardHeight() + gap) - gap) + 2;
}

QRectF NumberCards::cardRect(int card) const
{
    const int across = columns(width());
    const double wide = std::min((width() - gap * (across - 1)) / across, 2 * widest_);
    return {card % across * (wide + gap) + 0.5, card / across * (cardHeight() + gap) + 0.5, wide - 1, cardHeight()};
}

void NumberCards::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF font(style_.font), mono(style_.mono);
    for (size_t i = 0; i < cards_.size(); ++i) {
        const Card& card = cards_[i];
        const QRectF box = cardRect(int(i)), text = box.adjusted(inset, inset, -inset, -inset);
        painter.setPen(QPen(card.marked ? style_.accent : style_.border, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 5, 5);
        double y = text.top();
        const auto line = [&](const QFont& face, double height, const QColor& color, const QString& words) {
            painter.setFont(face);
            painter.setPen(color);
            const QString fitting = QFontMetricsF(face).elidedText(words, Qt::ElideRight, text.width());
            painter.drawText(QRectF(text.left(), y, text.width(), height), Qt::AlignVCenter, fitting);
            y += height;
        };
        line(strong(style_.font), font.height(), style_.text, card.name);
        line(style_.font, font.height(), style_.muted, card.arithmetic);
        line(style_.mono, mono.height(), style_.accent, card.value);
        painter.setPen(Qt::NoPen);
        painter.setBrush(style_.accent);
        const double length = text.width() * std::clamp(double(card.share), 0.0, 1.0);
        painter.drawRoundedRect(QRectF(text.left(), y + 4, std::max(1.0, length), bar), 2, 2);
    }
}

void NumberCards::mousePressEvent(QMouseEvent* event)
{
    for (int i = 0; i < int(cards_.size()) && event->button() == Qt::LeftButton; ++i)
        if (cardRect(i).contains(event->position())) emit cardClicked(i);
    QWidget::mousePressEvent(event);
}

}  // namespace ui
