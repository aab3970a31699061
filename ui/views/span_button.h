// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"

#include <QToolButton>

class QActionGroup;
class QMenu;

namespace ui {

/// Which tokens all views add up: a menu of spans and of the segments in them. Says what is chosen.
class SpanButton : public QToolButton {
    Q_OBJECT
public:
    explicit SpanButton(Selection& selection, QWidget* parent = nullptr);

private:
    QActionGroup* addChoices(QMenu* menu, const QString& title, const QStringList& names);
    void choose();
    void refresh();

    Selection& selection_;
    QActionGroup *spans_ = nullptr, *segments_ = nullptr;
};

}  // namespace ui
