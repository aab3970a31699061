// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/balance.h"

#include "ui/models/labels.h"

#include <algorithm>

namespace ui {

namespace {

constexpr Segment segments[] = {Segment::Prompt, Segment::Thinking, Segment::Answer};
constexpr BalanceModel::Measure measures[] = {BalanceModel::Measure::MaxOverMean, BalanceModel::Measure::Variation,
                                              BalanceModel::Measure::Gini, BalanceModel::Measure::Entropy,
                                              BalanceModel::Measure::Never};

}  // namespace

BalanceModel::BalanceModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void BalanceModel::update()
{
    balances_.clear();
    loads_.clear();
    tokens_ = 0;
    Fold& shown = folds_[span() == Span::Session];
    shown.source.update(timeline_, span());
    if (!timeline_.card() || experts() < 2) return;
    fold(shown);
    for (const Segment segment : segments)
        if (source().isMeant(selection_.segment(), segment)) tokens_ += shown.tokens[size_t(segment)];
    if (tokens_ == 0) return;

    chance_ = BalanceByChance::of(tokens_, chosen(), experts());
    const auto& moe = timeline_.card()->moe_layers;
    for (size_t m = 0; m < moe.size(); ++m) {
        const std::vector<std::int64_t> times = load(shown, int(m));
        balances_.push_back(Balance::of(times));
        if (moe[m] != shownLayer()) continue;
        for (size_t e = 0; e < times.size(); ++e) loads_.push_back({int(e), times[e]});
    }
    std::stable_sort(loads_.begin(), loads_.end(), [](const Load& a, const Load& b) { return a.times > b.times; });
}

void BalanceModel::fold(Fold& fold)
{
    const engine::ModelCard& card = *timeline_.card();
    if (fold.revision != fold.source.revision()) {
        fold.revision = fold.source.revision();
        fold.folded = 0;
        for (auto& chosen : fold.chosen) chosen.assign(card.moe_layers.size() * size_t(card.n_routed_experts), 0);
        fold.tokens = {};
    }
    const auto& tokens = fold.source.tokens();
    for (; fold.folded < tokens.size(); ++fold.folded) {
        const auto& [event, segment] = tokens[fold.folded];
        std::int64_t* row = fold.chosen[size_t(segment)].data();
        const std::uint16_t* expert = event->routing.experts.data();
        for (size_t m = 0; m < card.moe_layers.size(); ++m, row += card.n_routed_experts)
            for (int k = 0; k < fold.source.chosen(); ++k) ++row[*expert++];
        ++fold.tokens[size_t(segment)];
    }
}

std::vector<std::int64_t> BalanceModel::load(const Fold& fold, int moe) const
{
    const auto columns = size_t(experts());
    std::vector<std::int64_t> sum(columns, 0);
    for (const Segment segment : segments) {
        if (!source().isMeant(selection_.segment(), segment)) continue;
        const std::int64_t* row = fold.chosen[size_t(segment)].data() + size_t(moe) * columns;
        for (size_t e = 0; e < columns; ++e) sum[e] += row[e];
    }
    return sum;
}

double BalanceModel::value(const Balance& balance, Measure measure)
{
    switch (measure) {
    case Measure::MaxOverMean: return balance.maxOverMean;
    case Measure::Variation: return balance.variation;
    case Measure::Gini: return balance.gini;
    case Measure::Entropy: return balance.entropy;
    case Measure::Never: return balance.never;
    }
    return 0;
}

QString BalanceModel::measureName(Measure measure)
{
    switch (measure) {
    case Measure::MaxOverMean: return tr("Busiest ÷ mean");
    case Measure::Variation: return tr("Coefficient of variation");
    case Measure::Gini: return tr("Gini coefficient");
    case Measure::Entropy: return tr("Normalised entropy");
    case Measure::Never: return tr("Never chosen");
    }
    return {};
}

QString measureText(double value, BalanceModel::Measure measure)
{
    const bool whole = measure == BalanceModel::Measure::Never;
    return QString::number(value, 'f', whole ? (value == std::int64_t(value) ? 0 : 1) : value < 10 ? 3 : 1);
}

int BalanceModel::shownLayer() const
{
    if (!timeline_.card() || timeline_.card()->moe_layers.empty()) return -1;
    const bool selected = moeIndex(*timeline_.card(), selection_.layer()) >= 0;
    return selected ? selection_.layer() : timeline_.card()->moe_layers.front();
}

QString BalanceModel::layerText(int moe) const
{
    if (moe < 0 || moe >= rowCount()) return {};
    return tr("%1: %2 %3, by chance %4")
        .arg(layerName(timeline_.card()->moe_layers[size_t(moe)]), measureName(measure_),
             measureText(value(balances_[size_t(moe)], measure_), measure_),
             measureText(value(chance_.balance, measure_), measure_));
}

QString BalanceModel::loadText(int rank) const
{
    if (rank < 0 || rank >= int(loads_.size())) return {};
    const Load& load = loads_[size_t(rank)];
    return tr("%1 · %2: chosen %3 times, %4 of its even share; the expert of rank %5 has %6 by chance")
        .arg(layerName(shownLayer()), expertName(load.expert), groupedText(load.times),
             percentText(double(load.times) * experts() / (double(tokens_) * chosen())))
        .arg(rank + 1).arg(groupedText(std::int64_t(chance_.loads[size_t(rank)])));
}

QString BalanceModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (timeline_.card()->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (tokens_ > 0) return {};
    if (timeline_.size() == 0 && timeline_.recorded().empty())
        return tr("Ask something: how evenly the experts are used is counted as tokens appear.");
    return tr("No routing was captured for these tokens.") + RoutedTokensText::leftOut(source(), selection_.segment());
}

Sentence BalanceModel::title() const
{
    Sentence title{tr("Balance"), {}, {}, {}};
    if (tokens_ == 0) return title;
    title.before = tr("how evenly %1 use %2 experts, top-%3")
                       .arg(RoutedTokensText::amount(tokens_, span(), selection_.segment()))
                       .arg(experts()).arg(chosen());
    return title;
}

QString BalanceModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const int shown = moeIndex(*timeline_.card(), shownLayer());
    const Balance& b = balances_[size_t(shown)];
    const Balance& chance = chance_.balance;
    const auto both = [&](Measure m) {
        return tr("%1 %2 (by chance %3)")
            .arg(measureName(m), measureText(value(b, m), m), measureText(value(chance, m), m));
    };
    QStringList parts;
    for (const Measure measure : measures) parts << both(measure);
    return tr("%1, %2: %3.").arg(RoutedTokensText::amount(tokens_, span(), selection_.segment()),
                                 layerName(shownLayer()), parts.join(QStringLiteral("; ")))
         + RoutedTokensText::leftOut(source(), selection_.segment());
}

QString BalanceModel::explanation() const
{
    return tr("Above, one bar for every layer with a router; below, how often each expert of one layer was chosen, "
              "busiest first. The dashed line and the hollow bars or dots are what chance gives: a router that "
              "sends each of n tokens to K of E experts, all equally likely. Even such a router does not use all "
              "experts alike: its coefficient of variation (standard deviation ÷ mean) is √((E÷K − 1) ÷ n) and E "
              "(1 − K÷E)ⁿ experts are never chosen. The busiest expert, the Gini coefficient (0: all alike, 1: all "
              "to one) and the entropy of the shares ÷ log E (1: all alike) are computed from the binomial "
              "distribution of one expert's load. Neighbouring tokens resemble each other, so that real text is "
              "expected to be less even than that.");
}

QStringList BalanceModel::headers() const
{
    QStringList names{tr("Layer"), tr("Tokens")};
    for (const Measure measure : measures)
        names << measureName(measure) << tr("%1 by chance").arg(measureName(measure));
    return names;
}

QVariant BalanceModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount() || column >= 2 + 2 * measure_count) return {};
    if (column == 0) return layerName(timeline_.card()->moe_layers[size_t(row)]);
    if (column == 1) return tokens_;
    const Measure measure = measures[size_t(column - 2) / 2];
    return float(value(column % 2 == 0 ? balances_[size_t(row)] : chance_.balance, measure));
}

}  // namespace ui
