// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <vector>

namespace ui {

/// Small cards side by side, in rows where they do not fit: a name, how a number came about, the number, a bar for it.
class NumberCards : public QWidget {
    Q_OBJECT
public:
    struct Card {
        QString name, arithmetic, value;
        float share = 0;  ///< 0 to 1, length of the bar
        bool marked = false;
    };

    explicit NumberCards(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setCards(std::vector<Card> cards);
    const std::vector<Card>& cards() const { return cards_; }

    QRectF cardRect(int card) const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {420, heightForWidth(420)}; }
    QSize minimumSizeHint() const override { return {160, 60}; }

signals:
    void cardClicked(int card);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    int columns(int width) const;
    double cardHeight() const;

    PlotStyle style_;
    std::vector<Card> cards_;
    double widest_ = 90;  // pixels of the longest line
};

}  // namespace ui
