// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/effect_bars.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double bar = 8, gap = 8;  // pixels

}  // namespace

EffectBars::EffectBars(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void EffectBars::setStyle(const PlotStyle& style, const QColor& more, const QColor& less)
{
    style_ = style;
    more_ = more;
    less_ = less;
    updateGeometry();
    update();
}

void EffectBars::setHeadings(const QString& amount, const QString& change)
{
    amountHeading_ = amount;
    changeHeading_ = change;
    update();
}

void EffectBars::setRows(std::vector<Row> rows)
{
    const bool sameHeight = rows.size() == rows_.size();
    rows_ = std::move(rows);
    if (!sameHeight) updateGeometry();
    update();
}

double EffectBars::rowHeight() const
{
    return std::ceil(QFontMetricsF(style_.font).height()) + 5;
}

QSize EffectBars::sizeHint() const
{
    return {300, int(rowHeight() * (double(rows_.size()) + (rows_.empty() ? 0 : 1)))};
}

void EffectBars::paintEvent(QPaintEvent*)
{
    if (rows_.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(style_.font);
    const QFontMetricsF metrics(style_.font);
    double labels = 0, numbers = 0;
    for (const Row& row : rows_) {
        labels = std::max(labels, metrics.horizontalAdvance(row.label) + gap);
        numbers = std::max({numbers, metrics.horizontalAdvance(row.amountText) + gap,
                            metrics.horizontalAdvance(row.changeText) + gap});
    }
    const double half = (width() - labels) / 2;
    painter.setPen(style_.muted);
    const auto heading = [&](double x, const QString& text) {
        painter.drawText(QRectF(x, 0, half - gap, rowHeight()), Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, half - gap));
    };
    heading(labels, amountHeading_);
    heading(labels + half, changeHeading_);
    double top = rowHeight();
    for (const Row& row : rows_) {
        paintRow(painter, row, top, labels, numbers);
        top += rowHeight();
    }
}

void EffectBars::paintRow(QPainter& painter, const Row& row, double top, double labels, double numbers) const
{
    const double half = (width() - labels) / 2, room = std::max(4.0, half - numbers - gap);
    const double y = top + (rowHeight() - bar) / 2;
    const auto text = [&](double x, const QString& words, const QColor& color) {
        painter.setPen(color);
        painter.drawText(QRectF(x, top, numbers + labels, rowHeight()), Qt::AlignVCenter, words);
    };
    const auto filled = [&](const QRectF& rect, const QColor& color) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(rect, 2, 2);
    };
    text(0, row.label, row.marked ? style_.accent : style_.text);
    const double length = row.amount ? std::max(1.0, room * std::clamp(double(*row.amount), 0.0, 1.0)) : -6;
    if (row.amount) filled({labels, y, length, bar}, style_.reference);
    text(labels + length + 6, row.amountText, style_.muted);
    if (!row.change) return;
    const double left = labels + half, middle = left + room / 2;
    const double change = std::clamp(double(*row.change), -1.0, 1.0) * room / 2;
    painter.setPen(QPen(style_.border, 1));
    painter.drawLine(QPointF(middle, top), QPointF(middle, top + rowHeight()));
    filled(QRectF(change < 0 ? middle + change : middle, y, std::max(1.0, std::abs(change)), bar),
           change < 0 ? less_ : more_);
    text(left + room + 6, row.changeText, style_.text);
}

void EffectBars::mousePressEvent(QMouseEvent* event)
{
    const int row = int(std::floor(event->position().y() / rowHeight())) - 1;
    if (event->button() == Qt::LeftButton && row >= 0 && row < int(rows_.size())) emit rowClicked(row);
    QWidget::mousePressEvent(event);
}

}  // namespace ui
