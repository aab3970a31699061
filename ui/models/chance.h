// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

/// What chance gives, computed and never drawn: nothing here is random.
namespace ui {

/// How unevenly tokens are spread over E experts. `load` is how often each was chosen.
struct Balance {
    double maxOverMean = 1;  ///< busiest expert ÷ mean; E at worst
    double variation = 0;    ///< standard deviation ÷ mean
    double gini = 0;         ///< 0 all alike, near 1 all to one
    double entropy = 1;      ///< of the shares, ÷ log E: 1 all alike
    double never = 0;        ///< experts that were never chosen

    static Balance of(const std::vector<std::int64_t>& load);
};

/// What to expect of a router that sends each of n tokens to K different experts of E, all equally likely.
struct BalanceByChance {
    Balance balance;
    std::vector<double> loads;  ///< [E] of the busiest, the second, ...

    /// Each load is Binomial(n, p), p = K/E: the coefficient of variation sqrt((1-p)/(np)) = sqrt((E/K-1)/n), the
    /// experts never chosen E(1-p)^n and the entropy -E/(nK) * sum P(c) c log(c/(nK)) follow exactly. The largest load
    /// (sum of 1-F(c)^E), the Gini coefficient (E|X-Y| / 2np, times sqrt((E-1)/E)) and the sorted loads (quantiles)
    /// take the loads of different experts as independent, which they are but for their fixed sum.
    static BalanceByChance of(int tokens, int chosen, int experts);
};

/// |z| that one of `count` independent standard normal numbers exceeds with probability `level` (Bonferroni).
double normalThreshold(double level, double count);

}  // namespace ui
