// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/custom_plot.h"

#include <qcustomplot.h>

namespace ui {
namespace {

/// On paper and in an SVG a plot is lines and letters, not the picture that the screen shows.
class VectorPlot : public QCustomPlot {
public:
    using QCustomPlot::QCustomPlot;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        {
            QCPPainter painter(this);
            const auto engine = painter.paintEngine()->type();
            if (engine == QPaintEngine::SVG || engine == QPaintEngine::Pdf)
                return toPainter(&painter, width(), height());
        }
        QCustomPlot::paintEvent(event);
    }
};

}  // namespace

QCustomPlot* bareCustomPlot(QWidget* parent)
{
    auto* plot = new VectorPlot(parent);
    plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    plot->setFocusPolicy(Qt::NoFocus);
    plot->setMinimumSize(0, 0);
    plot->setPlottingHint(QCP::phFastPolylines);
    plot->setPlottingHint(QCP::phImmediateRefresh, false);  // painted with all others, once a frame
    plot->axisRect()->setMinimumMargins({0, 2, 2, 0});
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->grid()->setVisible(false);
        axis->setSubTicks(false);
        axis->setTickLength(0);
        axis->ticker()->setTickCount(3);
        axis->setPadding(0);
        axis->setLabelPadding(2);
    }
    return plot;
}

void applyStyle(QCustomPlot& plot, const PlotStyle& style)
{
    plot.setBackground(QBrush(style.surface));
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(QPen(style.border));
        axis->setTickPen(Qt::NoPen);
        axis->setTickLabelColor(style.muted);
        axis->setLabelColor(style.muted);
        axis->setTickLabelFont(style.font);
        axis->setLabelFont(style.font);
    }
}

}  // namespace ui
