// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: plots know nothing of ours
#include "ui/models/timeline.h"
