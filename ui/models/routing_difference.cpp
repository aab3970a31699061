// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routing_difference.h"

#include "ui/models/token_routing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace ui {
namespace {

/// How often every expert was chosen in a context. [M, E]
struct Usage {
    Usage(const engine::ModelCard& card, RoutingDifference::Context context)
        : counts(card.moe_layers.size() * size_t(card.n_routed_experts)), experts(size_t(card.n_routed_experts))
    {
        for (const Timeline::Token& token : context) {
            const auto routing = TokenRouting::of(token.get(), card);
            if (!routing) continue;
            ++tokens;
            chosen = routing->chosen();
            for (int m = 0; m < routing->moeLayers(); ++m)
                for (const std::uint16_t expert : routing->experts(m)) ++counts[size_t(m) * experts + expert];
        }
    }

    std::span<const int> of(size_t moe) const { return std::span(counts).subspan(moe * experts, experts); }

    std::vector<int> counts;
    size_t experts;
    int tokens = 0, chosen = 0;
};

/// Counts common experts with a mark for each expert that the first token was sent to.
class Marks {
public:
    explicit Marks(int experts) : marks_(size_t(experts)) {}

    int common(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b)
    {
        ++round_;
        for (const std::uint16_t expert : a) marks_[expert] = round_;
        return int(std::count_if(b.begin(), b.end(), [&](std::uint16_t expert) { return marks_[expert] == round_; }));
    }

private:
    std::vector<std::uint64_t> marks_;
    std::uint64_t round_ = 0;
};

void addPairs(RoutingDifference& result, const engine::ModelCard& card, RoutingDifference::Context first,
              RoutingDifference::Context second, std::span<const std::pair<int, int>> pairs)
{
    Marks marks(card.n_routed_experts);
    for (size_t column = 0; column < pairs.size(); ++column) {
        const auto a = TokenRouting::of(first[size_t(pairs[column].first)].get(), card);
        const auto b = TokenRouting::of(second[size_t(pairs[column].second)].get(), card);
        if (!a || !b) continue;
        const double most = std::min(a->chosen(), b->chosen());
        const double chance = double(a->chosen()) * b->chosen() / card.n_routed_experts;
        for (size_t m = 0; m < result.layers.size(); ++m) {
            const int common = marks.common(a->experts(int(m)), b->experts(int(m)));
            RoutingDifference::Layer& layer = result.layers[m];
            ++layer.pairs;
            layer.common += common;
            layer.commonByChance += chance;
            layer.share += common / most;
            layer.shareByChance += chance / most;
            result.overlap[m * pairs.size() + column] = float(common / most);
        }
    }
}

double informationOf(double p, double q)  // p * log2(p / m) with m between p and q
{
    return p > 0 ? p * std::log2(2 * p / (p + q)) : 0;
}

}  // namespace

RoutingDifference RoutingDifference::of(const engine::ModelCard& card, Context first, Context second,
                                        std::span<const std::pair<int, int>> pairs)
{
    RoutingDifference result;
    result.pairs = int(pairs.size());
    result.layers.resize(card.moe_layers.size());
    result.overlap.assign(card.moe_layers.size() * pairs.size(), std::numeric_limits<float>::quiet_NaN());
    addPairs(result, card, first, second, pairs);
    const Usage a(card, first), b(card, second);
    for (size_t m = 0; m < result.layers.size(); ++m) {
        Layer& layer = result.layers[m];
        for (double* sum : {&layer.common, &layer.commonByChance, &layer.share, &layer.shareByChance})
            *sum /= std::max(layer.pairs, 1);
        layer.tokens[0] = a.tokens;
        layer.tokens[1] = b.tokens;
        layer.divergence = jensenShannon(a.of(m), b.of(m));
        int support = 0;
        for (size_t e = 0; e < a.experts; ++e) support += a.of(m)[e] > 0 || b.of(m)[e] > 0;
        layer.divergenceByChance = expectedDivergence(support, a.chosen, a.tokens, b.chosen, b.tokens);
    }
    return result;
}

double jensenShannon(std::span<const int> first, std::span<const int> second)
{
    const double a = std::accumulate(first.begin(), first.end(), 0.0);
    const double b = std::accumulate(second.begin(), second.end(), 0.0);
    if (a == 0 || b == 0) return std::numeric_limits<double>::quiet_NaN();
    double bits = 0;
    for (size_t e = 0; e < first.size(); ++e) {
        const double p = first[e] / a, q = second[e] / b;
        bits += (informationOf(p, q) + informationOf(q, p)) / 2;
    }
    return std::clamp(bits, 0.0, 1.0);
}

double expectedDivergence(int support, int chosenFirst, int tokensFirst, int chosenSecond, int tokensSecond)
{
    const auto part = [support](int chosen, int tokens) {
        return double(std::max(support - chosen, 0)) / (double(tokens) * chosen);
    };
    if (tokensFirst == 0 || tokensSecond == 0) return std::numeric_limits<double>::quiet_NaN();
    const double sum = part(chosenFirst, tokensFirst) + part(chosenSecond, tokensSecond);
    return std::min(1.0, sum / (8 * std::numbers::ln2));
}

}  // namespace ui
