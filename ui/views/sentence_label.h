// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/view_model.h"
#include "ui/plots/plot_style.h"

#include <QTextLayout>
#include <QWidget>

namespace ui {

/// A title sentence: its name strong, the rest muted, the token in the accent colour. Always plain text; wraps.
class SentenceLabel : public QWidget {
    Q_OBJECT
public:
    explicit SentenceLabel(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setSentence(const Sentence& sentence);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {320, heightForWidth(320)}; }
    QSize minimumSizeHint() const override { return {80, QFontMetrics(font()).height() + 6}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const QTextLayout& laidOut(int width) const;
    void setLook() const;

    PlotStyle style_;
    Sentence sentence_;
    // Shaping text is what a title costs, and every frame has six new ones.
    mutable QTextLayout layout_;
    mutable int layoutWidth_ = -1;  // pixels the layout was made for; -1: of another sentence or style
};

}  // namespace ui
