// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: only the engine sees the engine's folders
#include "engine/model/model.h"
