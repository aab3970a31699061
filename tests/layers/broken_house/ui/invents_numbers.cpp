// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: the window invents no numbers
double number()
{
    return QRandomGenerator::global()->generateDouble();
}
