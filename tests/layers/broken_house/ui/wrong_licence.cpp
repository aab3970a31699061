// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// breaks: no SPDX lines for GPL-3.0-or-later at the top
int number = 0;
