// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRgb>

#include <array>

class QApplication;

namespace ui {

/// Every colour of the window. Constant; there are two, dark and light. Widgets ask theme() when they paint,
/// and repaint on QEvent::PaletteChange, which Qt sends to every widget when the theme changes.
struct Theme {
    bool dark = true;

    QColor background;  ///< chat and workspace
    QColor panel;       ///< bars, sidebar
    QColor card;        ///< a view, the composer
    QColor border;      ///< one pixel around cards; the track of a bar
    QColor text, muted;
    QColor accent;     ///< selection, the one main button
    QColor onAccent;   ///< text on accent
    QColor bubble;     ///< the user's message
    QColor value;      ///< bars and lines of the one measured quantity of a plot
    QColor reference;  ///< what it is compared with: dashed lines, inactive bars
    QColor good, warning, failure;

    /// Stages of a token's time, series of a chart: attention, router, experts, head, sampling, then more.
    std::array<QColor, 8> series;
    /// Many kinds side by side (expert number modulo 8), told apart by colour-blind people as well.
    std::array<QColor, 8> categories;
    /// Strength from nothing (the card) to the strongest; lightness only rises (dark) or falls (light).
    std::array<QRgb, 256> strength;
    /// From much less (blue) over no difference (almost the card) to much more (orange); both ends are equally far.
    std::array<QRgb, 256> difference;

    QColor category(int index) const { return categories[size_t(index) % categories.size()]; }
    /// `value` in [0, 1], clamped; NaN is the colour of nothing.
    QRgb strengthOf(float value) const;
    QRgb differenceOf(float value) const;  ///< in [-1, 1], clamped
};

const Theme& darkTheme();
const Theme& lightTheme();
const Theme& theme();  ///< the one in use; GUI thread

/// Fusion style, palette, style sheet and font of the whole program. `points`: size of ordinary text.
void applyTheme(QApplication& app, const Theme& theme, double points);

QFont uiFont(double scale = 1);    ///< of the ordinary size
QFont monoFont(double scale = 1);  ///< numbers, tokens, code
QFont titleFont();                 ///< heading of a card

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

}  // namespace ui
