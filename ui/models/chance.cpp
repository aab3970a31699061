// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/chance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui {

namespace {

/// P(c) and F(c) of Binomial(n, p) for c = first, first + 1, ...; what is left out has less than 1e-20.
struct Binomial {
    int first = 0;
    std::vector<double> p, below;

    Binomial(int n, double share)
    {
        const double mean = n * share, reach = 10 * std::sqrt(mean * (1 - share)) + 30;
        first = int(std::max(0.0, std::floor(mean - reach)));
        const int last = int(std::min(double(n), std::ceil(mean + reach)));
        double sum = 0;
        for (int c = first; c <= last; ++c) {
            const double ways = std::lgamma(n + 1.0) - std::lgamma(c + 1.0) - std::lgamma(n - c + 1.0);
            p.push_back(std::exp(ways + c * std::log(share) + (n - c) * std::log1p(-share)));
            below.push_back(sum += p.back());
        }
    }
};

/// E|X-Y| = 2 sum F(1-F), E max = first + sum (1-F^E): sums over whole numbers of what lies beyond them.
void fillFrom(const Binomial& load, int tokens, int chosen, int experts, BalanceByChance& chance)
{
    const double total = double(tokens) * chosen, mean = total / experts;
    double apart = 0, largest = load.first, entropy = 0;
    for (size_t i = 0; i < load.p.size(); ++i) {
        const double f = std::min(load.below[i], 1.0), c = double(load.first) + double(i);
        apart += 2 * f * (1 - f);
        largest += 1 - std::pow(f, experts);
        if (c > 0) entropy -= experts * load.p[i] * (c / total) * std::log(c / total);
    }
    chance.balance.maxOverMean = largest / mean;
    chance.balance.gini = apart / (2 * mean) * std::sqrt((experts - 1.0) / experts);
    chance.balance.entropy = entropy / std::log(double(experts));
    for (int i = 0; i < experts; ++i) {
        const double quantile = 1 - (i + 0.5) / experts;
        const auto at = std::lower_bound(load.below.begin(), load.below.end(), quantile);
        chance.loads.push_back(load.first + double(at - load.below.begin()));
    }
}

}  // namespace

Balance Balance::of(const std::vector<std::int64_t>& load)
{
    Balance balance;
    const auto experts = double(load.size());
    const auto total = double(std::accumulate(load.begin(), load.end(), std::int64_t(0)));
    if (load.size() < 2 || total <= 0) return balance;
    const double mean = total / experts;
    std::vector<std::int64_t> sorted = load;
    std::sort(sorted.begin(), sorted.end());
    double squares = 0, ranked = 0, entropy = 0;
    for (size_t i = 0; i < sorted.size(); ++i) {
        const auto c = double(sorted[i]);
        squares += (c - mean) * (c - mean);
        ranked += (2.0 * double(i + 1) - experts - 1) * c;
        if (c > 0) entropy -= c / total * std::log(c / total);
    }
    balance.maxOverMean = double(sorted.back()) / mean;
    balance.variation = std::sqrt(squares / experts) / mean;
    balance.gini = ranked / (experts * total);
    balance.entropy = entropy / std::log(experts);
    balance.never = double(std::count(sorted.begin(), sorted.end(), 0));
    return balance;
}

BalanceByChance BalanceByChance::of(int tokens, int chosen, int experts)
{
    BalanceByChance chance;
    if (tokens <= 0 || chosen <= 0 || experts < 2) return chance;
    if (chosen >= experts) {
        chance.loads.assign(size_t(experts), tokens);
        return chance;
    }
    const double share = double(chosen) / experts;
    chance.balance.variation = std::sqrt((1 - share) / (share * tokens));
    chance.balance.never = experts * std::exp(tokens * std::log1p(-share));
    fillFrom(Binomial(tokens, share), tokens, chosen, experts, chance);
    return chance;
}

double normalThreshold(double level, double count)
{
    const double tail = level / std::max(count, 1.0);  // of both sides
    double low = 0, high = 40;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (std::erfc(middle / std::sqrt(2.0)) > tail ? low : high) = middle;
    }
    return low;
}

}  // namespace ui
