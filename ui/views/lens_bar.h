// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lens.h"

#include <QWidget>

class QComboBox;

namespace ui {

class Caption;
class ColorLegend;

/// What the underlines of the chat tell: the lens, what its colours mean and the ends of its scale.
class LensBar : public QWidget {
    Q_OBJECT
public:
    explicit LensBar(QWidget* parent = nullptr);

    void showLens(const LensModel& lens);  ///< with the theme's colours

    static QColor color(const LensModel& lens, int position);  ///< invalid where nothing is known

signals:
    void lensChosen(ui::Lens lens);

private:
    QComboBox* choice_;
    Caption* meaning_;
    ColorLegend* scale_;
};

}  // namespace ui
