// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>

namespace ui {

/// Colours and type faces a plot is drawn with; given to it, because plots know nothing of the program around them.
struct PlotStyle {
    QColor surface;    ///< what the plot lies on
    QColor text, muted;
    QColor border;     ///< outlines of empty cells, tracks of bars
    QColor accent;     ///< what is selected or chosen
    QColor value;      ///< the measured quantity
    QColor reference;  ///< what it is compared with
    QFont font;        ///< labels
    QFont mono;        ///< numbers and foreign text
};

/// The same, for what stands out.
inline QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

}  // namespace ui
