// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace ui {

struct Interval {
    double low = 0, high = 1;
};

/// Wilson score interval, 95 %, of a share seen as `hits` of `trials` independent ones.
inline Interval wilsonInterval(int hits, int trials)
{
    if (trials <= 0) return {};
    constexpr double z = 1.959963984540054;
    const double n = trials, p = hits / n, spread = z * z / n;
    const double middle = (p + spread / 2) / (1 + spread);
    const double half = z / (1 + spread) * std::sqrt(p * (1 - p) / n + spread / (4 * n));
    return {middle - half, middle + half};
}

}  // namespace ui
