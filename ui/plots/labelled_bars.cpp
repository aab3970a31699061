// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/labelled_bars.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

LabelledBars::LabelledBars(Look look, QWidget* parent) : QWidget(parent), look_(look)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LabelledBars::setStyle(const PlotStyle& style)
{
    style_ = style;
    measureText();
    update();
}

void LabelledBars::setRows(std::vector<Row> rows)
{
    if (rows == rows_) return;  // drawn so already
    const bool sameHeight = rows.size() == rows_.size();
    rows_ = std::move(rows);
    measureText();
    if (!sameHeight) updateGeometry();
    update();
}

void LabelledBars::measureText()
{
    const QFontMetricsF labels(labelFont()), values(style_.font);
    labelWidth_ = valueWidth_ = 0;
    for (const Row& row : rows_) {
        labelWidth_ = std::max(labelWidth_, labels.horizontalAdvance(row.label) + 10);
        if (row.amount) valueWidth_ = std::max(valueWidth_, values.horizontalAdvance(row.value) + 6);
    }
}

void LabelledBars::setPicked(int row)
{
    picked_ = row;
    update();
}

int LabelledBars::rowAt(const QPointF& position) const
{
    const int row = int(std::floor(position.y() / rowHeight()));
    return row >= 0 && row < int(rows_.size()) ? row : -1;
}

double LabelledBars::rowHeight() const
{
    return std::ceil(std::max(QFontMetricsF(labelFont()).height(), QFontMetricsF(style_.font).height())) + 3;
}

QSize LabelledBars::sizeHint() const
{
    return {260, int(rowHeight() * double(rows_.size()))};
}

void LabelledBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF line(0, 0, width(), rowHeight());
    const double inset = picked_ < 0 ? 0 : 5;  // room for the frame
    for (const Row& row : rows_) {
        if (&row - rows_.data() == picked_) {
            painter.setPen(QPen(style_.accent, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(line.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        }
        paintRow(painter, row, line.adjusted(inset, 0, -inset, 0));
        line.translate(0, line.height());
    }
}

void LabelledBars::paintRow(QPainter& painter, const Row& row, const QRectF& line) const
{
    const double labelWidth = std::min(labelWidth_, line.width() * 0.45);
    const double barWidth = std::max(0.0, line.width() - labelWidth - valueWidth_);
    const QFontMetricsF metrics(labelFont());
    painter.setFont(labelFont());
    painter.setPen(row.marked ? style_.accent : look_ == Look::Candidates ? style_.text : style_.muted);
    painter.drawText(QRectF(line.x(), line.y(), labelWidth, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(row.label, Qt::ElideMiddle, labelWidth - 8));

    const QRectF bar(line.x() + labelWidth, line.y(), barWidth, line.height());
    if (row.amount) paintBar(painter, row, bar);
    const double largest = double(std::max(row.amount.value_or(0), row.before.value_or(0)));
    const bool besideBar = look_ == Look::Candidates && row.amount;
    const double valueX = !row.amount ? bar.x() : besideBar ? bar.x() + barWidth * largest + 6 : bar.right() + 6;
    painter.setFont(style_.font);
    painter.setPen(style_.muted);
    const double room = line.right() - valueX;
    painter.drawText(QRectF(valueX, line.y(), room, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(style_.font).elidedText(row.value, Qt::ElideRight, room));
}

void LabelledBars::paintBar(QPainter& painter, const Row& row, const QRectF& bar) const
{
    const auto rounded = [&](double y, double height, float amount, const QColor& color) {
        const double width = bar.width() * std::clamp(double(amount), 0.0, 1.0);
        const double radius = std::min({height / 2, width / 2, 3.0});
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(bar.x(), y, std::max(width, 1.0), height), radius, radius);
    };
    painter.setPen(Qt::NoPen);
    const double center = bar.center().y();
    if (look_ == Look::Meters) {
        rounded(center - 5, 10, 1, style_.border);
        rounded(center - 5, 10, *row.amount, style_.value);
        return;
    }
    if (row.before) rounded(center - 6, 4, *row.before, style_.reference);
    rounded(row.before ? center - 1 : center - 5, row.before ? 7 : 10, *row.amount,
            row.marked ? style_.accent : style_.value);
}

void LabelledBars::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position());
    if (event->button() == Qt::LeftButton && row >= 0) emit rowClicked(row);
    QWidget::mousePressEvent(event);
}

}  // namespace ui
