// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: views know neither the feed nor the main window
#include "ui/feed.h"
