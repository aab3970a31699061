// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/label_test.h"

#include "ui/models/shuffle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace ui {

namespace {

using Units = std::vector<std::uint32_t>;  // some of the units, by number
using Order = std::vector<std::uint32_t>;  // the i-th of them gets the labels of the order[i]-th

Order identity(size_t count)
{
    Order order(count);
    std::iota(order.begin(), order.end(), 0u);
    return order;
}

/// Every second unit of each label, by the label a unit begins with, and the others: both halves know all labels.
std::array<Units, 2> halvesOf(const LabelledTokens& t)
{
    std::array<Units, 2> halves;
    std::vector<size_t> seen(size_t(t.labels), 0);
    for (std::uint32_t unit = 0; unit < t.unitCount(); ++unit)
        halves[seen[t.label[t.units[unit]]]++ % 2].push_back(unit);
    return halves;
}

/// The experts of one layer, side by side for speed.
std::vector<std::uint16_t> layerOf(const LabelledTokens& tokens, int layer)
{
    const auto chosen = size_t(tokens.chosen);
    std::vector<std::uint16_t> experts;
    experts.reserve(tokens.routes.size() * chosen);
    for (const std::uint16_t* route : tokens.routes) {
        const std::uint16_t* row = route + size_t(layer) * chosen;
        experts.insert(experts.end(), row, row + chosen);
    }
    return experts;
}

/// Calls see(token, label) for all tokens of some units, labels in another order.
template <class See>
void walk(const LabelledTokens& t, const Units& units, const Order& order, const See& see)
{
    for (size_t nth = 0; nth < units.size(); ++nth) {
        const std::uint32_t unit = units[nth], from = units[order[nth]];
        const std::uint32_t first = t.units[unit], size = t.units[unit + 1] - first;
        const std::uint8_t* label = t.label.data() + t.units[from];
        const std::uint32_t last = t.units[from + 1] - t.units[from] - 1;
        for (std::uint32_t i = 0; i < size; ++i) see(first + i, label[std::min(i, last)]);
    }
}

double entropyTerm(double count) { return count > 0 ? count * std::log(count) : 0; }

/// I(label; expert) / H(label), from counts: H = log N - sum n log n / N.
double nmiOf(const std::vector<std::uint32_t>& table, int labels, int experts)
{
    double cells = 0, rows = 0, columns = 0, total = 0;
    std::vector<double> column(size_t(experts), 0);
    for (int label = 0; label < labels; ++label) {
        double row = 0;
        for (int e = 0; e < experts; ++e) {
            const double count = table[size_t(label) * size_t(experts) + size_t(e)];
            cells += entropyTerm(count);
            column[size_t(e)] += count;
            row += count;
        }
        rows += entropyTerm(row);
        total += row;
    }
    for (const double count : column) columns += entropyTerm(count);
    const double labelEntropy = entropyTerm(total) - rows;  // times N
    return labelEntropy > 1e-9 ? std::max(0.0, (cells - rows - columns + entropyTerm(total)) / labelEntropy) : 0;
}

double nmiUnder(const LabelledTokens& t, const std::vector<std::uint16_t>& experts, const Units& units,
                const Order& order, std::vector<std::uint32_t>& table)
{
    table.assign(size_t(t.labels) * size_t(t.experts), 0);
    const auto chosen = size_t(t.chosen), width = size_t(t.experts);
    walk(t, units, order, [&](std::uint32_t token, std::uint8_t label) {
        std::uint32_t* row = table.data() + size_t(label) * width;
        const std::uint16_t* expert = experts.data() + size_t(token) * chosen;
        for (size_t k = 0; k < chosen; ++k) ++row[expert[k]];
    });
    return nmiOf(table, t.labels, t.experts);
}

/// Share of the tokens with the label minus share of those without; nothing when there are only such or only such.
struct Shares {
    double labelled = 0, others = 0, hits = 0, otherHits = 0;
    bool known() const { return labelled > 0 && others > 0; }
    double difference() const { return hits / labelled - otherHits / others; }
    double z() const
    {
        const double share = (hits + otherHits) / (labelled + others);
        return difference() / std::sqrt(std::max(share * (1 - share), 1e-12) * (1 / labelled + 1 / others));
    }
};

/// What one layer's experts say about the labels: found in the first half of the units, judged in the second.
class HeldOut {
public:
    HeldOut(const LabelledTokens& tokens, const std::array<Units, 2>& halves, const std::vector<Order>& orders)
        : t_(tokens), halves_(halves), orders_(orders)
    {
        for (const Order& order : orders_) {
            std::vector<double> count(size_t(t_.labels), 0);
            walk(t_, halves_[1], order, [&](std::uint32_t, std::uint8_t label) { ++count[label]; });
            counts_.push_back(std::move(count));
        }
        for (const double count : counts_.front()) judged_ += count;
    }

    std::vector<Specialist> specialists(const std::vector<std::uint16_t>& experts, const std::atomic<bool>& stop) const
    {
        std::vector<Specialist> found = learn(experts);
        const std::vector<std::uint64_t> sent = sentTo(found, experts);
        std::vector<int> asMuch(found.size(), 0);
        for (size_t i = 0; i < orders_.size() && !stop; ++i) {
            const std::vector<Shares> shares = sharesUnder(i, sent);
            for (size_t label = 0; label < found.size(); ++label) {
                if (i == 0) {  // as recorded
                    found[label].tested = found[label].expert >= 0 && shares[label].known();
                    if (found[label].tested) found[label].heldOut = shares[label].difference();
                } else if (found[label].tested && shares[label].known()) {
                    asMuch[label] += shares[label].difference() >= found[label].heldOut - 1e-12;
                }
            }
        }
        for (size_t label = 0; label < found.size(); ++label)
            if (found[label].tested) found[label].p = double(1 + asMuch[label]) / double(orders_.size());
        return found;
    }

private:
    std::vector<Specialist> learn(const std::vector<std::uint16_t>& experts) const
    {
        const auto width = size_t(t_.experts), chosen = size_t(t_.chosen);
        std::vector<double> table(size_t(t_.labels) * width, 0), count(size_t(t_.labels), 0), all(width, 0);
        double total = 0;
        walk(t_, halves_[0], identity(halves_[0].size()), [&](std::uint32_t token, std::uint8_t label) {
            ++count[label];
            ++total;
            for (size_t k = 0; k < chosen; ++k) {
                const std::uint16_t expert = experts[token * chosen + k];
                ++table[label * width + expert];
                ++all[expert];
            }
        });
        std::vector<Specialist> best(size_t(t_.labels));
        for (size_t label = 0; label < best.size(); ++label) {
            double furthest = 0;
            for (size_t e = 0; e < width; ++e) {
                const double hits = table[label * width + e];
                const Shares shares{count[label], total - count[label], hits, all[e] - hits};
                if (!shares.known() || shares.z() <= furthest) continue;
                furthest = shares.z();
                best[label].expert = int(e);
                best[label].learned = shares.difference();
            }
        }
        return best;
    }

    /// [T] bit l: the token went to the expert found for label l.
    std::vector<std::uint64_t> sentTo(const std::vector<Specialist>& found,
                                      const std::vector<std::uint16_t>& experts) const
    {
        std::vector<std::uint64_t> of(size_t(t_.experts), 0), sent(t_.routes.size(), 0);
        for (size_t label = 0; label < found.size(); ++label)
            if (found[label].expert >= 0) of[size_t(found[label].expert)] |= std::uint64_t(1) << label;
        for (size_t i = 0; i < experts.size(); ++i) sent[i / size_t(t_.chosen)] |= of[experts[i]];
        return sent;
    }

    std::vector<Shares> sharesUnder(size_t order, const std::vector<std::uint64_t>& sent) const
    {
        std::vector<Shares> shares(size_t(t_.labels));
        for (size_t label = 0; label < shares.size(); ++label)
            shares[label] = {counts_[order][label], judged_ - counts_[order][label]};
        walk(t_, halves_[1], orders_[order], [&](std::uint32_t token, std::uint8_t label) {
            for (std::uint64_t rest = sent[token]; rest != 0; rest &= rest - 1) {
                const auto of = size_t(std::countr_zero(rest));
                ++(of == label ? shares[of].hits : shares[of].otherHits);
            }
        });
        return shares;
    }

    const LabelledTokens& t_;
    const std::array<Units, 2>& halves_;
    const std::vector<Order>& orders_;         // of the second half; the first is as recorded
    std::vector<std::vector<double>> counts_;  // [orders][labels] tokens of the second half
    double judged_ = 0;                        // tokens of the second half
};

/// The recorded order first, then `orders` others.
std::vector<Order> ordersOf(size_t units, int orders, std::uint64_t seed)
{
    Shuffle shuffle(seed);
    std::vector<Order> all{identity(units)};
    for (int i = 0; i < orders; ++i) all.push_back(shuffle.order(std::uint32_t(units)));
    return all;
}

void fillChance(const std::vector<double>& nmi, LayerLabels& layer)
{
    std::vector<double> others(nmi.begin() + 1, nmi.end());
    std::sort(others.begin(), others.end());
    layer.nmi = nmi.front();
    for (const double value : others) layer.chance += value / double(others.size());
    layer.chance95 = others[size_t(std::ceil(0.95 * double(others.size()))) - 1];
    const auto less = std::lower_bound(others.begin(), others.end(), nmi.front() - 1e-12) - others.begin();
    layer.p = (1 + double(others.size()) - double(less)) / double(nmi.size());
}

/// Standardised by mean and deviation over all orders, the recorded one included: then all orders are alike by chance.
void standardise(std::vector<double>& nmi)
{
    double mean = 0, square = 0;
    for (const double value : nmi) mean += value / double(nmi.size());
    for (const double value : nmi) square += (value - mean) * (value - mean) / double(nmi.size());
    for (double& value : nmi) value = square > 1e-24 ? (value - mean) / std::sqrt(square) : 0;
}

}  // namespace

LabelTest testLabels(const LabelledTokens& tokens, int orders, CalculationProgress& progress)
{
    LabelTest test;
    if (tokens.unitCount() < 2 || tokens.labels < 2) return test;
    const auto all = ordersOf(tokens.unitCount(), orders, tokens.seed);
    const auto halves = halvesOf(tokens);
    const auto inHalf = ordersOf(halves[1].size(), orders, tokens.seed + 1);
    const HeldOut heldOut(tokens, halves, inHalf);
    const Units units = identity(tokens.unitCount());
    std::vector<double> largest(all.size(), -1e9);
    std::vector<std::uint32_t> table;
    double furthest = -1e9;
    for (int m = 0; m < tokens.layers && !progress.stop; ++m) {
        const auto experts = layerOf(tokens, m);
        std::vector<double> nmi;
        for (const Order& order : all) {
            if (progress.stop) return test;
            nmi.push_back(nmiUnder(tokens, experts, units, order, table));
            progress.share = (m + double(nmi.size()) / double(all.size())) / tokens.layers;
        }
        test.layers.emplace_back();
        fillChance(nmi, test.layers.back());
        test.layers.back().specialists = heldOut.specialists(experts, progress.stop);
        standardise(nmi);
        for (size_t i = 0; i < nmi.size(); ++i) largest[i] = std::max(largest[i], nmi[i]);
        if (nmi.front() <= furthest) continue;
        furthest = nmi.front();
        test.strongest = m;
    }
    const auto asMuch = std::count_if(largest.begin() + 1, largest.end(),
                                      [&](double value) { return value >= largest.front() - 1e-9; });
    test.p = double(1 + asMuch) / double(largest.size());
    return test;
}

}  // namespace ui
