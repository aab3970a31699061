// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/steps_chart.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double narrowest = 2.6;   // pixels from bar to bar, else lines wrap
constexpr double least_bars = 46, most_bars = 400, usual_bars = 64;  // pixels of a line's height
constexpr double gap = 8;           // pixels below a step
constexpr double line_gap = 6;
constexpr int widest_bar = 22;

}  // namespace

StepsChart::StepsChart(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMouseTracking(true);
}

void StepsChart::setStyle(const PlotStyle& style, const QColor& added, const QColor& taken)
{
    style_ = style;
    added_ = added;
    taken_ = taken;
    headline_ = std::ceil(QFontMetricsF(strong(style_.font)).height()) + 8;
    label_ = std::ceil(QFontMetricsF(style_.font).height());
    forgetLayout();
    updateGeometry();
    update();
}

void StepsChart::setSteps(std::vector<Step> steps, int groupSize)
{
    const int before = heightForWidth(width());
    steps_ = std::move(steps);
    groupSize_ = groupSize;
    forgetLayout();
    if (heightForWidth(width()) != before) updateGeometry();
    update();
}

void StepsChart::setMark(int item)
{
    mark_ = item;
    update();
}

int StepsChart::items() const
{
    size_t most = 0;
    for (const Step& step : steps_) most = std::max(most, step.bars.size());
    return int(most);
}

int StepsChart::perLine(double width) const
{
    const int all = std::max(1, items());
    const int fitting = std::max(1, int(width / narrowest));
    if (fitting >= all) return all;
    if (groupSize_ > 0 && groupSize_ <= fitting) return fitting / groupSize_ * groupSize_;
    return int(std::ceil(all / std::ceil(double(all) / fitting)));  // lines of equal length
}

int StepsChart::lines(double width) const
{
    const int each = perLine(width);
    return std::max(1, (items() + each - 1) / each);
}

double StepsChart::under(const Step& step) const
{
    return step.groups.empty() ? line_gap : label_ + line_gap;
}

double StepsChart::stepHeight(const Step& step, double width, double bars) const
{
    if (step.bars.empty()) return headline_ + gap / 2;
    return headline_ + lines(width) * (bars + under(step)) + gap;
}

int StepsChart::heightForWidth(int width) const
{
    double height = 0;
    for (const Step& step : steps_) height += stepHeight(step, width, lines(width) > 1 ? least_bars : usual_bars);
    return int(std::ceil(height));
}

void StepsChart::forgetLayout()
{
    layout_ = {};
}

const StepsChart::Layout& StepsChart::laidOut() const
{
    if (layout_.size == size() && layout_.tops.size() == steps_.size()) return layout_;
    Layout layout;
    layout.size = size();
    layout.perLine = perLine(width());
    layout.lines = lines(width());
    layout.pitch = std::min(double(width()) / layout.perLine, double(widest_bar) * 1.6);
    double rest = height(), drawn = 0;
    for (const Step& step : steps_) {
        rest -= stepHeight(step, width(), 0);
        if (!step.bars.empty()) drawn += layout.lines;
    }
    layout.bars = drawn > 0 ? std::clamp(rest / drawn, least_bars / 2, most_bars) : usual_bars;
    double top = 0;
    for (const Step& step : steps_) {
        layout.tops.push_back(top);
        layout.ranges.push_back(rangeOf(step));
        top += stepHeight(step, width(), layout.bars);
    }
    return layout_ = std::move(layout);
}

/// From nothing, unless all values lie far from it: biases may be many times larger than scores.
StepsChart::Range StepsChart::rangeOf(const Step& step)
{
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Bar& bar : step.bars) {
        if (bar.look == Look::Absent || !std::isfinite(bar.value)) continue;
        low = std::min(low, double(bar.value));
        high = std::max(high, double(bar.value));
    }
    if (low > high) return {};
    const bool far = low < 0 || low > 1;
    const double base = far ? low - 0.05 * (high - low) : 0;
    for (const Bar& bar : step.bars)
        if (bar.from && !far) high = std::max(high, double(*bar.from));
    return {base, high > base ? high : base + 1};
}

QRectF StepsChart::itemRect(int step, int item) const
{
    const Layout& at = laidOut();
    const double line = at.bars + under(steps_[size_t(step)]);
    const double top = at.tops[size_t(step)] + headline_ + item / at.perLine * line;
    return {item % at.perLine * at.pitch, top, at.pitch, at.bars};
}

QColor StepsChart::colorOf(const Bar& bar) const
{
    switch (bar.look) {
    case Look::Chosen: return style_.accent;
    case Look::Measured: return style_.value;
    case Look::Faint: return style_.border;
    default: return style_.reference;
    }
}

void StepsChart::paintBar(QPainter& painter, const Range& range, const Bar& bar, const QRectF& column) const
{
    const double width = std::clamp(column.width() * 0.74, 1.0, double(widest_bar));
    const double x = std::round(column.center().x() - width / 2), wide = std::max(1.0, std::round(width));
    const auto y = [&](double value) {
        const double share = std::clamp((value - range.base) / (range.top - range.base), 0.0, 1.0);
        return std::round(column.bottom() - share * column.height());
    };
    if (bar.look == Look::Absent) {
        const double arm = std::clamp(column.width() / 3, 1.5, 4.0);
        const QPointF center(column.center().x(), column.bottom() - arm - 1);
        painter.setPen(QPen(style_.text, 1));
        painter.drawLine(center + QPointF(-arm, -arm), center + QPointF(arm, arm));
        painter.drawLine(center + QPointF(-arm, arm), center + QPointF(arm, -arm));
        return;
    }
    const double solid = bar.from ? std::min(double(*bar.from), double(bar.value)) : double(bar.value);
    const double least = std::min(y(solid), column.bottom() - 1);
    painter.fillRect(QRectF(x, least, wide, column.bottom() - least), colorOf(bar));
    if (!bar.from || *bar.from == bar.value) return;
    const double from = y(double(*bar.from)), to = y(double(bar.value));
    const QRectF change(x, std::min(from, to), wide, std::max(1.0, std::abs(from - to)));
    if (bar.value > *bar.from) {
        painter.fillRect(change, added_);
    } else if (wide >= 3) {
        painter.setPen(QPen(taken_, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(change.adjusted(0, 0, -1, -1));
    } else {  // too narrow to be hollow: a cap with nothing below it
        painter.fillRect(QRectF(x, change.top(), wide, std::min(1.5, change.height())), taken_);
        painter.fillRect(QRectF(x, change.bottom() - 1, wide, 1), taken_);
    }
}

void StepsChart::paintLine(QPainter& painter, int number, int line) const
{
    const Step& step = steps_[size_t(number)];
    const Range& range = laidOut().ranges[size_t(number)];
    const int each = laidOut().perLine, first = line * each;
    const int last = std::min(first + each, int(step.bars.size())) - 1;
    if (last < first) return;
    for (int item = first; item <= last; ++item)
        paintBar(painter, range, step.bars[size_t(item)], itemRect(number, item));
    const QRectF begin = itemRect(number, first), end = itemRect(number, last);
    painter.fillRect(QRectF(begin.left(), begin.bottom(), end.right() - begin.left(), 1), style_.border);
    if (std::isnan(step.cut)) return;
    const double share = (double(step.cut) - range.base) / (range.top - range.base);
    const double y = std::floor(begin.bottom() - share * begin.height()) + 0.5;
    painter.setPen(QPen(style_.accent, 1, Qt::DashLine));
    painter.drawLine(QPointF(begin.left(), y), QPointF(end.right(), y));
}

void StepsChart::paintGroups(QPainter& painter, int number) const
{
    const Step& step = steps_[size_t(number)];
    const QFontMetricsF metrics(style_.font);
    painter.setFont(style_.font);
    for (size_t g = 0; g < step.groups.size(); ++g) {
        const int first = int(g) * groupSize_, last = first + groupSize_ - 1;
        if (groupSize_ < 1 || last >= int(step.bars.size())) break;
        const QRectF begin = itemRect(number, first), end = itemRect(number, last);
        QRectF box(begin.topLeft(), begin.bottomLeft());
        box.setRight(begin.top() == end.top() ? end.right() : width() - 1.0);
        box.setBottom(begin.bottom());
        box.adjust(0.5, -2.5, -1.5, 2.5);
        const QColor color = step.groups[g].outlined ? style_.value : style_.border;
        painter.setPen(QPen(color, step.groups[g].outlined ? 1.5 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(step.groups[g].outlined ? style_.value : style_.muted);
        painter.drawText(QRectF(box.left(), box.bottom() + 1, box.width(), metrics.height()), Qt::AlignHCenter,
                         metrics.elidedText(step.groups[g].label, Qt::ElideLeft, box.width()));
    }
}

void StepsChart::paintHeadline(QPainter& painter, int number, double top) const
{
    const Step& step = steps_[size_t(number)];
    const QFontMetricsF metrics(strong(style_.font));
    const double round = headline_ - 7;
    const QRectF disc(1, top + 2, round, round);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style_.border);
    painter.drawEllipse(disc);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(style_.text);
    painter.setFont(strong(style_.font));
    painter.drawText(disc, Qt::AlignCenter, QString::number(number + 1));
    const double name = disc.right() + 7;
    painter.drawText(QRectF(name, disc.top(), width() - name, round), Qt::AlignVCenter, step.name);
    const double note = name + metrics.horizontalAdvance(step.name) + 12;
    painter.setFont(style_.font);
    painter.setPen(style_.muted);
    painter.drawText(QRectF(note, disc.top(), std::max(0.0, width() - note), round), Qt::AlignVCenter,
                     QFontMetricsF(style_.font).elidedText(step.note, Qt::ElideRight, std::max(0.0, width() - note)));
}

void StepsChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int step = 0; step < int(steps_.size()); ++step) {
        paintHeadline(painter, step, laidOut().tops[size_t(step)]);
        if (steps_[size_t(step)].bars.empty()) continue;
        for (int line = 0; line < laidOut().lines; ++line) paintLine(painter, step, line);
        paintGroups(painter, step);
        if (mark_ < 0 || mark_ >= int(steps_[size_t(step)].bars.size())) continue;
        painter.setPen(QPen(style_.text, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(itemRect(step, mark_).adjusted(-1, -2, 0, 1));
    }
}

int StepsChart::itemAt(const QPointF& position) const
{
    for (int step = 0; step < int(steps_.size()); ++step) {
        if (steps_[size_t(step)].bars.empty()) continue;
        const QRectF first = itemRect(step, 0);
        const double pitch = first.height() + under(steps_[size_t(step)]);
        const int line = int(std::floor((position.y() - first.top() + 3) / pitch));
        if (position.y() < first.top() - 3 || line >= laidOut().lines) continue;
        const int column = int(position.x() / first.width()), each = laidOut().perLine;
        const int item = line * each + column;
        return column >= 0 && column < each && item < int(steps_[size_t(step)].bars.size()) ? item : -1;
    }
    return -1;
}

void StepsChart::mouseMoveEvent(QMouseEvent* event)
{
    const int item = itemAt(event->position());
    if (item == hovered_) return;
    hovered_ = item;
    emit itemHovered(item);
}

void StepsChart::mousePressEvent(QMouseEvent* event)
{
    const int item = itemAt(event->position());
    if (event->button() == Qt::LeftButton && item >= 0) emit itemClicked(item);
    QWidget::mousePressEvent(event);
}

void StepsChart::leaveEvent(QEvent*)
{
    hovered_ = -1;
    emit itemHovered(-1);
}

}  // namespace ui
