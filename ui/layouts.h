// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace.h"

/// Where the views of each page stand at first, on a page of that size in pixels. A user may arrange them anew.
namespace ui::layouts {

Workspace::Layout overview(QSize page);
Workspace::Layout token(QSize page);
Workspace::Layout timeline(QSize page);
Workspace::Layout experts(QSize page);
Workspace::Layout trials(QSize page);
Workspace::Layout efficiency(QSize page);

}  // namespace ui::layouts
