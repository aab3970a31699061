// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <vector>

namespace ui {

/// Places in a text below one another, the word in question always at the same place. Drawn as plain text.
class ContextLines : public QWidget {
    Q_OBJECT
public:
    struct Line {
        QString before, word, after, value;
        bool clickable = false;  ///< else muted
    };

    explicit ContextLines(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setLines(std::vector<Line> lines);
    const std::vector<Line>& lines() const { return lines_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

signals:
    void lineClicked(int line);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    double lineHeight() const;
    int lineAt(const QPointF& position) const;

    PlotStyle style_;
    std::vector<Line> lines_;
};

}  // namespace ui
