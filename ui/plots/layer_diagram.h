// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

namespace ui {

/// A mixture-of-experts model as boxes: the stack of layers on the left, one of its layers with attention, router and
/// experts on the right. Draws the numbers it is given and nothing else.
class LayerDiagram : public QWidget {
    Q_OBJECT
public:
    struct Stack {
        QString input, dense, moe, output;  ///< labels from bottom to top; an empty one is left out
        QString attention, router, experts, shared;
        int routed = 0, chosen = 0, sharedCount = 0;
        bool operator==(const Stack&) const = default;
    };

    explicit LayerDiagram(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setStack(Stack stack);

    QSize sizeHint() const override { return {620, 300}; }
    QSize minimumSizeHint() const override { return {320, 220}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintStack(QPainter& painter, const QRectF& area) const;
    void paintLayer(QPainter& painter, const QRectF& area) const;
    void paintExperts(QPainter& painter, const QRectF& area) const;
    double boxHeight(const QString& text, const QRectF& area) const;
    void paintBox(QPainter& painter, const QRectF& box, const QString& text, bool strong) const;
    void paintArrow(QPainter& painter, QPointF from, QPointF to) const;

    PlotStyle style_;
    Stack stack_;
};

}  // namespace ui
