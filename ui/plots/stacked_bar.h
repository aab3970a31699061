// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <vector>

namespace ui {

/// One lying bar cut into shares of a whole, with a legend of all of them below.
class StackedBar : public QWidget {
    Q_OBJECT
public:
    struct Part {
        QString label;
        double share = 0;  ///< of the whole, 0 to 1
        QColor color;
        bool operator==(const Part&) const = default;
    };

    explicit StackedBar(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setParts(std::vector<Part> parts);
    const std::vector<Part>& parts() const { return parts_; }

    int heightForWidth(int width) const override;  ///< with the legend wrapped
    QSize sizeHint() const override { return {280, heightForWidth(width())}; }
    QSize minimumSizeHint() const override { return {120, heightForWidth(width())}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Places of the legend's entries for this width, one per part, wrapped.
    std::vector<QRectF> legend(double width) const;

    PlotStyle style_;
    std::vector<Part> parts_;
};

}  // namespace ui
