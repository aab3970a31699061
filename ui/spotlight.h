// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace ui {

/// Darkens everything but one place, so that a room looks there. Takes no clicks and no keys.
class Spotlight : public QWidget {
    Q_OBJECT
public:
    explicit Spotlight(QWidget* parent);

    void shineOn(const QRect& place);  ///< empty: off
    QRect place() const { return place_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRect place_;
};

}  // namespace ui
