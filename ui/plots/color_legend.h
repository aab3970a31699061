// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <vector>

namespace ui {

/// What the colours of a heat map mean: a strip of them between the numbers at its ends.
class ColorLegend : public QWidget {
    Q_OBJECT
public:
    explicit ColorLegend(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    /// `note`: of what has no colour, in front of the strip.
    void setScale(std::vector<QRgb> colors, const QString& low, const QString& high, const QString& note = {});

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;  ///< with a shorter strip

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString noteAndLow() const;
    QSize sizeWith(double strip) const;

    PlotStyle style_;
    std::vector<QRgb> colors_;
    QString low_, high_, note_;
};

}  // namespace ui
