// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

/// A tool tip that shows `foreign` as it is: Qt takes a tool tip for rich text when it looks like it.
inline QString plainToolTip(const QString& foreign)
{
    return QStringLiteral("<qt>") + foreign.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")) +
           QStringLiteral("</qt>");
}

}  // namespace ui
