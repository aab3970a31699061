// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: numbers are mixed for orders of labels only
unsigned long long mixed(unsigned long long number)
{
    return number * 0x9e3779b97f4a7c15ull;
}
