// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: no SPDX lines for Apache-2.0 at the top
int number = 0;
