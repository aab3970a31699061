// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/reply_box.h"

#include <QAbstractItemView>

namespace ui {

ReplyBox::ReplyBox(const QString& accessibleName, QWidget* parent) : QComboBox(parent)
{
    constexpr int widestName = 280;  // pixels, in the list
    setAccessibleName(accessibleName);
    setMinimumContentsLength(4);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    view()->setMinimumWidth(widestName);  // the box may be narrow
}

}  // namespace ui
