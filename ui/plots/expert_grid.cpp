// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/expert_grid.h"

#include <QPainter>
#include <QResizeEvent>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double betweenPanels = 0.6, betweenParts = 0.3;  // of a line of text
constexpr int mostColumns = 32, mostLabelLines = 2, mostReplyLines = 7;

/// Black or white, whichever is further from the colour.
QColor inkOn(QRgb color)
{
    return qGray(color) > 140 ? QColor(0x14, 0x16, 0x1a) : QColor(0xff, 0xff, 0xff);
}

}  // namespace

ExpertGrid::ExpertGrid(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ExpertGrid::setStyle(const PlotStyle& style)
{
    style_ = style;
    updateGeometry();
    update();
}

void ExpertGrid::setPanels(std::vector<Panel> panels, int boxes)
{
    panels_ = std::move(panels);
    boxes_ = boxes;
    updateGeometry();
    update();
}

QFont ExpertGrid::sentenceFont() const
{
    QFont font = style_.font;
    font.setPointSizeF(font.pointSizeF() * 1.1);
    return font;
}

/// A power of two that makes two rows of what a small model has, and more of what a large one has.
int ExpertGrid::columns() const
{
    int columns = 4;
    while (columns < mostColumns && columns * 2 < boxes_) columns *= 2;
    return columns;
}

QSizeF ExpertGrid::boxSize(double width) const
{
    const QFontMetricsF metrics(style_.font);
    const double gap = 1 + 0.012 * width / 4;
    const double box = std::min((width + gap) / columns() - gap, 3.2 * metrics.height());
    return {std::max(box, 3.0), std::clamp(box * 1.1, 3.0, 2.0 * metrics.height())};
}

double ExpertGrid::partHeight(const Panel& panel, Part part, double width) const
{
    const double line = QFontMetricsF(style_.font).height();
    switch (part) {
    case Part::Sentence: {
        QTextLayout layout;
        layoutSentence(panel, width, layout);
        return layout.boundingRect().height();
    }
    case Part::Remark: return panel.remark.isEmpty() ? 0 : line;
    case Part::Boxes: {
        if (boxes_ == 0) return 0;
        const int rows = (boxes_ + columns() - 1) / columns();
        const double gap = 1 + 0.012 * width / 4;
        return rows * boxSize(width).height() + (rows - 1) * gap;
    }
    case Part::Labels: {
        if (boxes_ == 0) return 0;
        const int fit = std::max(1, int(width / labelStep(panel)));
        return line * std::clamp((int(panel.chosen.size()) + fit - 1) / fit, 1, mostLabelLines);
    }
    default: return panel.reply.isEmpty() ? 0 : replyHeight(panel, width);
    }
}

double ExpertGrid::panelHeight(const Panel& panel, double width) const
{
    double height = 0;
    for (const Part part : {Part::Sentence, Part::Remark, Part::Boxes, Part::Labels, Part::Reply})
        if (const double own = partHeight(panel, part, width); own > 0)
            height += own + betweenParts * QFontMetricsF(style_.font).height();
    return height;
}

/// One line below boxes; alone, it is what is compared.
double ExpertGrid::replyHeight(const Panel& panel, double width) const
{
    const QFontMetricsF metrics(style_.font);
    if (boxes_ > 0) return metrics.height();
    const QRectF room(0, 0, width, 1e5);
    return std::min(metrics.boundingRect(room, Qt::TextWordWrap, panel.reply).height(),
                    mostReplyLines * metrics.lineSpacing());
}

QRectF ExpertGrid::area(int index, Part wanted, double width) const
{
    const double line = QFontMetricsF(style_.font).height();
    double y = 0;
    for (int i = 0; i < index && i < int(panels_.size()); ++i)
        y += panelHeight(panels_[size_t(i)], width) + betweenPanels * line;
    if (index < 0 || index >= int(panels_.size())) return {0, 0, width, y};
    for (const Part part : {Part::Sentence, Part::Remark, Part::Boxes, Part::Labels, Part::Reply}) {
        const double own = partHeight(panels_[size_t(index)], part, width);
        if (part == wanted) return {0, y, width, own};
        if (own > 0) y += own + betweenParts * line;
    }
    return {};
}

int ExpertGrid::heightForWidth(int width) const
{
    double height = 0;
    for (const Panel& panel : panels_)
        height += panelHeight(panel, width) + betweenPanels * QFontMetricsF(style_.font).height();
    return int(std::ceil(height));
}

void ExpertGrid::layoutSentence(const Panel& panel, double width, QTextLayout& layout) const
{
    layout.setText(panel.before + panel.word + panel.after);
    layout.setFont(sentenceFont());
    if (!panel.word.isEmpty()) {
        QTextLayout::FormatRange range;
        range.start = int(panel.before.size());
        range.length = int(panel.word.size());
        QFont bold = sentenceFont();
        bold.setWeight(QFont::Bold);
        range.format.setFont(bold);
        range.format.setForeground(style_.accent);
        range.format.setFontUnderline(true);
        layout.setFormats({range});
    }
    layout.beginLayout();
    double y = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
    }
    layout.endLayout();
}

/// As high as it must be for the width it has, and no higher.
void ExpertGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) updateGeometry();
}

void ExpertGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < int(panels_.size()); ++i) {
        const Panel& panel = panels_[size_t(i)];
        paintSentence(painter, panel, area(i, Part::Sentence));
        painter.setFont(style_.font);
        painter.setPen(style_.muted);
        const QFontMetricsF metrics(style_.font);
        const auto line = [&](const QString& text, const QRectF& at, Qt::TextElideMode elide) {
            if (text.isEmpty()) return;
            painter.drawText(at, Qt::AlignVCenter, metrics.elidedText(text, elide, at.width()));
        };
        line(panel.remark, area(i, Part::Remark), Qt::ElideRight);
        if (boxes_ > 0) {
            paintBoxes(painter, panel, area(i, Part::Boxes));
            paintLabels(painter, panel, area(i, Part::Labels));
        }
        painter.setFont(style_.font);
        painter.setPen(style_.text);
        const QRectF at = area(i, Part::Reply);
        if (boxes_ > 0)
            line(panel.reply, at, Qt::ElideMiddle);  // how it ends says the most
        else
            painter.drawText(at, Qt::TextWordWrap, panel.reply);
    }
}

void ExpertGrid::paintSentence(QPainter& painter, const Panel& panel, const QRectF& at) const
{
    QTextLayout layout;
    layoutSentence(panel, at.width(), layout);
    painter.setPen(style_.text);
    layout.draw(&painter, at.topLeft());
}

void ExpertGrid::paintBoxes(QPainter& painter, const Panel& panel, const QRectF& at) const
{
    const QSizeF size = boxSize(at.width());
    const double gap = 1 + 0.012 * at.width() / 4, radius = std::min(5.0, size.height() / 6);
    QFont small = style_.font;
    const double room = std::min(size.width() * 0.62, size.height() * 0.8);
    const double natural = QFontMetricsF(small).horizontalAdvance(QString::number(std::max(10, boxes_ - 1)));
    if (natural > room) small.setPointSizeF(std::max(1.0, small.pointSizeF() * room / natural));
    const bool numbers = small.pointSizeF() >= 5;
    painter.setFont(small);
    for (int e = 0; e < boxes_; ++e) {
        const int row = e / columns(), column = e % columns();
        const QRectF box({at.x() + column * (size.width() + gap), at.y() + row * (size.height() + gap)}, size);
        const auto found = std::find_if(panel.chosen.begin(), panel.chosen.end(),
                                        [e](const Chosen& one) { return one.number == e; });
        const bool chosen = found != panel.chosen.end(), common = chosen && found->common;
        painter.setPen(common ? QPen(style_.text, std::max(2.0, size.height() / 14)) : QPen(style_.border, 1));
        painter.setBrush(chosen           ? QBrush(QColor::fromRgb(found->color))
                         : panel.answered ? QBrush(style_.border)
                                          : QBrush());
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius);
        if (!numbers) continue;
        painter.setPen(chosen ? inkOn(found->color) : style_.muted);
        painter.drawText(box, Qt::AlignCenter, QString::number(e));
    }
}

/// Pixels from the start of one label to that of the next.
double ExpertGrid::labelStep(const Panel& panel) const
{
    const QFontMetricsF metrics(style_.font);
    double widest = 0;
    for (const Chosen& one : panel.chosen) widest = std::max(widest, metrics.horizontalAdvance(one.label));
    return widest + 0.8 * metrics.height();
}

void ExpertGrid::paintLabels(QPainter& painter, const Panel& panel, const QRectF& at) const
{
    painter.setFont(style_.font);
    const QFontMetricsF metrics(style_.font);
    const double step = labelStep(panel);
    const int fit = std::max(1, int(at.width() / step));
    for (int i = 0; i < int(panel.chosen.size()) && i / fit * metrics.height() < at.height(); ++i) {
        const Chosen& one = panel.chosen[size_t(i)];
        const double y = at.y() + (i / fit) * metrics.height();
        painter.setPen(style_.text);
        painter.drawText(QRectF(at.x() + (i % fit) * step, y, step, metrics.height()), Qt::AlignVCenter, one.label);
    }
}

}  // namespace ui
