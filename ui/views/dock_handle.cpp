// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/dock_handle.h"

#include "ui/theme.h"

#include <QCoreApplication>
#include <QPainter>

namespace ui {

DockHandle::DockHandle(const QString& title, QWidget* parent) : QWidget(parent)
{
    setAccessibleName(title);
    setToolTip(QCoreApplication::translate("ui::DockHandle", "Drag to move \u201c%1\u201d, double-click to detach it")
                   .arg(title));
    setCursor(Qt::SizeAllCursor);
}

void DockHandle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().background);
    const QColor dots = underMouse() ? theme().accent : theme().border;
    const int middle = width() / 2;
    for (const int x : {middle - 8, middle, middle + 8})
        painter.fillRect(x - 1, height() / 2 - 1, 3, 3, dots);
}

void DockHandle::enterEvent(QEnterEvent*)
{
    update();
}

void DockHandle::leaveEvent(QEvent*)
{
    update();
}

}  // namespace ui
