// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: a line is longer than 120 columns
int number = 0;  // much much much much much much much much much much much much much much much much much much much much much much
