// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spotlight.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace ui {
namespace {

constexpr int margin = 12, radius = 14;
constexpr int darkness = 175;  // of 255

}  // namespace

Spotlight::Spotlight(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void Spotlight::shineOn(const QRect& place)
{
    place_ = place.isEmpty() ? QRect() : place.adjusted(-margin, -margin, margin, margin);
    setVisible(!place_.isEmpty());
    update();
}

void Spotlight::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath dark, light;
    dark.addRect(rect());
    light.addRoundedRect(place_, radius, radius);
    painter.fillPath(dark - light, QColor(0, 0, 0, darkness));
    painter.setPen(QPen(theme().accent, 4));
    painter.drawPath(light);
}

}  // namespace ui
