// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Columns are characters, not bytes: ああああああああああああああああああああああああああああああああああああああああ
#include "engine/session.h"
