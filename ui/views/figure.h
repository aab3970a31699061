// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QImage>
#include <QStringList>

class QIODevice;
class QPainter;
class QWidget;

namespace ui {

/// A card on its way out of the window: drawn as it is on screen, and below it, in small type, where its numbers come
/// from. A figure that travels without that line can be neither trusted nor made again.
class Figure {
public:
    Figure(QWidget& card, const QStringList& provenance, const PlotStyle& style);

    QImage image() const;  ///< at twice the pixels of a standard screen
    bool writePng(QIODevice& out) const;
    bool writeSvg(QIODevice& out) const;
    bool writePdf(QIODevice& out) const;

private:
    QSize size() const;
    void paint(QPainter& painter) const;

    QWidget& card_;
    QString provenance_;
    PlotStyle style_;
    int footer_ = 0;  // pixels
};

}  // namespace ui
