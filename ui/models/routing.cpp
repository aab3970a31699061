// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ui {

namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
constexpr double never = 1.0 / 512;  // less than the oldest token of a window counts, more than rounding leaves
constexpr double most_terms = 4096;  // of a binomial distribution; what lies beyond is in the mean

double bits(double p) { return p > 0 ? -p * std::log2(p) : 0; }

/// How often one of E experts is chosen when each of n tokens goes to any K of them: P(c) = C(n, c) q^c (1-q)^(n-c)
/// with q = K/E, for the counts that are not all too rare.
struct ChanceCounts {
    ChanceCounts(int experts, double chosen, int tokens) : q(chosen / experts), n(tokens)
    {
        const double reach = 10 * std::sqrt(n * q * (1 - q)) + 10;
        first = std::max(0.0, std::floor(n * q - reach));
        last = std::min(n, std::ceil(n * q + reach));
    }
    bool isShort() const { return q > 0 && q < 1 && last - first <= most_terms; }
    double probability(double c) const
    {
        const double choices = std::lgamma(n + 1) - std::lgamma(c + 1) - std::lgamma(n - c + 1);
        return std::exp(choices + c * std::log(q) + (n - c) * std::log1p(-q));
    }
    double q, n, first, last;
};

/// Mean entropy of the counts of all experts, in bits.
double entropyByChance(int experts, const ChanceCounts& counts)
{
    const double all = counts.n * counts.q * experts;
    if (counts.q >= 1) return std::log2(experts);
    // Where the terms are many, the entropy is its largest value less the bias of a sample (Miller and Madow).
    if (!counts.isShort()) return std::log2(experts) - (experts - 1) / (2 * all * std::log(2));
    double sum = 0;
    for (double c = counts.first; c <= counts.last; ++c) sum += counts.probability(c) * bits(c / all);
    return experts * sum;
}

/// Mean of the largest count over the mean count: P(all counts <= c) is P(one is)^E, nearly, for they hardly depend
/// on each other.
double busiestByChanceOf(int experts, const ChanceCounts& counts)
{
    if (!counts.isShort()) return counts.q >= 1 ? 1 : std::numeric_limits<double>::quiet_NaN();
    double below = 0, mean = counts.first;
    for (double c = counts.first; c < counts.last; ++c) {
        below = std::min(1.0, below + counts.probability(c));
        mean += 1 - std::pow(below, experts);
    }
    return mean / (counts.n * counts.q);
}

}  // namespace

RoutingModel::RoutingModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void RoutingModel::update()
{
    values_.clear();
    sums_ = {};
    maximum_ = 0;
    complete_ = true;
    evennessByChance_ = busiestByChance_ = nothing;
    if (!timeline_.card()) return;
    switch (selection_.span()) {
    case Span::Token: foldToken(); break;
    case Span::Window:
        window_.update(timeline_, selection_.token());
        choose(window_.sums());
        break;
    case Span::Reply: foldReply(); break;
    case Span::Session:
        session_.update(timeline_);
        complete_ = session_.isComplete();
        choose(session_.sums());
        break;
    }
    fillValues();
    fillChance();
    fillBalance();
}

void RoutingModel::foldToken()
{
    sums_.reset(*timeline_.card());
    if (const auto routing = TokenRouting::of(timeline_.token(selection_.token()), *timeline_.card()))
        sums_.add(*routing);
}

void RoutingModel::foldReply()
{
    const engine::ModelCard& card = *timeline_.card();
    if (replyRevision_ != timeline_.revision()) {
        replyRevision_ = timeline_.revision();
        reply_.reset(card);
        folded_ = 0;
    }
    for (qint64 numbers = 0; folded_ < timeline_.size() && numbers <= numbers_per_frame; ++folded_) {
        const engine::TokenEvent* token = timeline_.token(folded_);
        reply_.add(token, card, timeline_.segment(folded_));
        numbers += numbersIn(token);
    }
    complete_ = folded_ == timeline_.size();
    choose(reply_);
}

/// A reply is what was generated; its prompt is shown when it is asked for.
void RoutingModel::choose(const SegmentSums& sums)
{
    if (selection_.segment()) {
        sums_ = sums.of(*selection_.segment());
    } else if (selection_.span() == Span::Reply) {
        sums_ = sums.of(Segment::Thinking);
        sums_.add(sums.of(Segment::Answer));
    } else {
        sums_ = sums.all();
    }
}

double RoutingModel::expertsPerToken() const
{
    if (sums_.tokens > 0) return sums_.places / sums_.mass;
    return timeline_.card() ? timeline_.card()->num_experts_per_tok : 0;
}

void RoutingModel::fillValues()
{
    const engine::ModelCard& card = *timeline_.card();
    const auto columns = size_t(card.n_routed_experts);
    values_.assign(size_t(card.num_hidden_layers) * columns, nothing);
    if (sums_.tokens == 0) return;
    for (size_t m = 0; m < card.moe_layers.size(); ++m) {
        if (hasScores() || !needsScores()) fillRow(int(m), values_.data() + size_t(card.moe_layers[m]) * columns);
    }
}

void RoutingModel::fillRow(int moe, float* row)
{
    const auto columns = size_t(experts());
    const auto first = std::ptrdiff_t(size_t(moe) * columns), last = first + std::ptrdiff_t(columns);
    const auto& of = quantity_ == Quantity::Weight ? sums_.weight : needsScores() ? sums_.score : sums_.chosen;
    const double total = quantity_ == Quantity::Entropy ? std::accumulate(of.begin() + first, of.begin() + last, 0.0)
                         : quantity_ == Quantity::Score ? sums_.scored : sums_.mass;
    const double even = quantity_ == Quantity::Difference ? evenShare() : 0;
    for (size_t e = 0; e < columns; ++e) {
        const double share = total > 0 ? std::max(0.0, of[size_t(first) + e]) / total : 0;
        row[e] = float(quantity_ == Quantity::Entropy ? bits(share) : share - even);
        maximum_ = std::max(maximum_, std::abs(row[e]));
    }
}

double RoutingModel::layerEntropy(int moe, const std::vector<double>& of) const
{
    const auto first = of.begin() + std::ptrdiff_t(moe) * experts(), last = first + experts();
    const double total = std::accumulate(first, last, 0.0);
    return total > 0 ? std::accumulate(first, last, 0.0, [&](double sum, double x) { return sum + bits(x / total); })
                     : 0;
}

double RoutingModel::scoreEntropy(int moe, int expert) const
{
    const auto first = sums_.score.begin() + std::ptrdiff_t(moe) * experts();
    const double total = std::accumulate(first, first + experts(), 0.0);
    return total > 0 ? bits(std::max(0.0, first[expert]) / total) : 0;
}

bool RoutingModel::hasScores() const { return sums_.tokens > 0 && sums_.scored > never; }

void RoutingModel::fillChance()
{
    const bool whole = selection_.span() == Span::Reply || selection_.span() == Span::Session;
    if (!whole || sums_.tokens == 0 || experts() < 2) return;
    const ChanceCounts counts(experts(), expertsPerToken(), sums_.tokens);
    evennessByChance_ = float(entropyByChance(experts(), counts) / std::log2(experts()));
    busiestByChance_ = float(busiestByChanceOf(experts(), counts));
}

void RoutingModel::fillBalance()
{
    const size_t layers = timeline_.card()->moe_layers.size();
    evenness_.assign(layers, nothing);
    busiest_.assign(layers, nothing);
    mostBusy_ = std::fmax(1.0f, busiestByChance_);
    if (sums_.tokens == 0 || experts() < 2) return;
    const double fair = sums_.mass * evenShare();
    for (size_t m = 0; m < layers; ++m) {
        const auto first = sums_.chosen.begin() + std::ptrdiff_t(m) * experts();
        busiest_[m] = float(*std::max_element(first, first + experts()) / fair);
        mostBusy_ = std::max(mostBusy_, busiest_[m]);
        if (oneToken() && !hasScores()) continue;
        evenness_[m] = float(layerEntropy(int(m), oneToken() ? sums_.score : sums_.chosen) / std::log2(experts()));
    }
}

float RoutingModel::ofLayer(const std::vector<float>& values, int layer) const
{
    const int m = timeline_.card() ? moeIndex(*timeline_.card(), layer) : -1;
    return m >= 0 && size_t(m) < values.size() ? values[size_t(m)] : nothing;
}

float RoutingModel::evenness(int layer) const { return ofLayer(evenness_, layer); }
float RoutingModel::busiest(int layer) const { return ofLayer(busiest_, layer); }

float RoutingModel::bar(int layer) const
{
    return oneToken() ? evenness(layer) : busiest(layer) / mostBusy_;
}

float RoutingModel::barByChance() const
{
    return std::isnan(busiestByChance_) ? -1 : busiestByChance_ / mostBusy_;
}

bool RoutingModel::isUnused(int layer, int expert) const
{
    const int m = moeIndex(*timeline_.card(), layer);
    if (m < 0 || oneToken() || sums_.tokens == 0) return false;
    return sums_.chosen[size_t(m) * size_t(experts()) + size_t(expert)] < never;
}

int RoutingModel::unused(int layer) const
{
    int count = 0;
    for (int expert = 0; expert < experts(); ++expert) count += isUnused(layer, expert) ? 1 : 0;
    return count;
}

double RoutingModel::unusedByChance() const
{
    return experts() * std::exp(sums_.missLog);
}

}  // namespace ui
