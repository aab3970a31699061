// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace ui {

/// The title bar of a dock, as slim as the gap between two cards, since every view says its title itself. Drag it to
/// move the view, double-click it to let it float.
class DockHandle : public QWidget {
public:
    DockHandle(const QString& title, QWidget* parent);

    QSize sizeHint() const override { return {40, 8}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
};

}  // namespace ui
