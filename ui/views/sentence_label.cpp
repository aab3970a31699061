// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sentence_label.h"

#include "ui/theme.h"
#include "ui/views/view_style.h"

#include <QPainter>

#include <cmath>

namespace ui {

SentenceLabel::SentenceLabel(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SentenceLabel::setStyle(const PlotStyle& style)
{
    style_ = style;
    layoutWidth_ = -1;
    updateGeometry();
    update();
}

void SentenceLabel::setSentence(const Sentence& sentence)
{
    if (sentence.text() == sentence_.text()) return;
    const int before = heightForWidth(width());
    sentence_ = sentence;
    layoutWidth_ = -1;
    if (heightForWidth(width()) != before) updateGeometry();
    update();
}

void SentenceLabel::setLook() const
{
    const auto format = [](qsizetype start, qsizetype length, const QFont& font, const QColor& color) {
        QTextCharFormat look;
        look.setFont(font);
        look.setForeground(color);
        return QTextLayout::FormatRange{int(start), int(length), look};
    };
    const QString text = sentence_.text();
    const qsizetype token = text.size() - sentence_.after.size() - sentence_.token.size();
    QFont name = style_.font;  // as large beside the rest as titleFont() is
    name.setPointSizeF(name.pointSizeF() / plotTypeScale);
    name.setWeight(QFont::DemiBold);
    layout_.setFont(style_.font);
    layout_.setText(text);
    layout_.setFormats({format(0, text.size(), style_.font, style_.muted),
                        format(0, sentence_.name.size(), name, style_.text),
                        format(token, sentence_.token.size(), style_.mono, style_.accent)});
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout_.setTextOption(option);
}

const QTextLayout& SentenceLabel::laidOut(int width) const
{
    if (width == layoutWidth_) return layout_;
    if (layoutWidth_ < 0) setLook();
    layoutWidth_ = width;
    layout_.beginLayout();
    double y = 3;
    for (QTextLine line = layout_.createLine(); line.isValid(); line = layout_.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
    }
    layout_.endLayout();
    return layout_;
}

int SentenceLabel::heightForWidth(int width) const
{
    return int(std::ceil(laidOut(width).boundingRect().height())) + 6;
}

void SentenceLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    laidOut(width()).draw(&painter, {0, 0});
}

}  // namespace ui
