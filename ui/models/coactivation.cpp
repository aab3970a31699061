// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/coactivation.h"

#include "ui/models/chance.h"
#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ui {

CoactivationModel::CoactivationModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void CoactivationModel::update()
{
    source_.update(timeline_, span());
    ranked_.clear();
    if (!timeline_.card() || timeline_.card()->moe_layers.empty()) {
        layer_ = -1;
        tokens_ = 0;
        return;
    }
    const engine::ModelCard& card = *timeline_.card();
    const int layer = moeIndex(card, selection_.layer()) >= 0 ? selection_.layer() : card.moe_layers.front();
    if (layer != layer_ || revision_ != source_.revision() || segment_ != selection_.segment()) {
        layer_ = layer;
        revision_ = source_.revision();
        segment_ = selection_.segment();
        folded_ = 0;
        tokens_ = 0;
        pairs_.assign(size_t(experts()) * size_t(experts()), 0);
    }
    fold();
    fitIndependence();
    rank();
}

void CoactivationModel::fold()
{
    const auto chosen = size_t(source_.chosen());
    const size_t first = size_t(moeIndex(*timeline_.card(), layer_)) * chosen;
    for (; folded_ < source_.tokens().size(); ++folded_) {
        const auto& [event, segment] = source_.tokens()[folded_];
        if (!source_.isMeant(segment_, segment)) continue;
        const std::uint16_t* row = event->routing.experts.data() + first;
        for (size_t i = 0; i < chosen; ++i)
            for (size_t j = 0; j < chosen; ++j) ++pairs_[at(row[i], row[j])];
        ++tokens_;
    }
}

/// Quasi-independence (an expert is no partner of itself): solves a_i (S - a_i) = n_i (K-1), S = sum of a, by turns.
void CoactivationModel::fitIndependence()
{
    constexpr int most_turns = 200;
    const double partners = source_.chosen() - 1;
    const auto count = size_t(experts());
    std::vector<double> target(count);
    for (size_t i = 0; i < count; ++i) target[i] = double(pairs_[i * count + i]) * partners;
    const double total = std::accumulate(target.begin(), target.end(), 0.0);
    strength_.assign(count, 0);
    if (total <= 0) return;
    for (size_t i = 0; i < count; ++i) strength_[i] = target[i] / std::sqrt(total);
    for (int turn = 0; turn < most_turns; ++turn) {
        const double sum = std::accumulate(strength_.begin(), strength_.end(), 0.0);
        double moved = 0;
        for (size_t i = 0; i < count; ++i) {
            // The mean of the old and the new value: an expert that nearly every token uses would swing for ever.
            const double rest = std::max(sum - strength_[i], 1e-9);
            const double next = (strength_[i] + target[i] / rest) / 2;
            moved = std::max(moved, std::abs(next - strength_[i]));
            strength_[i] = next;
        }
        if (moved < 1e-9 * sum) break;
    }
}

float CoactivationModel::lift(int a, int b) const
{
    const double seen = double(together(a, b)), mean = expected(a, b);
    if (a == b || std::max(seen, mean) < least_count) return std::numeric_limits<float>::quiet_NaN();
    return float(std::log2((seen + 0.5) / (mean + 0.5)));
}

double CoactivationModel::z(int a, int b) const
{
    const double seen = double(together(a, b)), mean = expected(a, b);
    if (mean <= 0) return 0;
    const double spread = std::sqrt(std::max(1 - mean / std::max(tokens_, 1), 1e-6));
    const double distance = seen > mean ? 2 * (std::sqrt(seen + 0.375) - std::sqrt(mean + 0.375))
                                        : (seen - mean) / std::sqrt(mean);
    return distance / spread;
}

void CoactivationModel::rank()
{
    for (int a = 0; a < experts(); ++a)
        for (int b = a + 1; b < experts(); ++b)
            if (std::max(double(together(a, b)), expected(a, b)) >= least_count) ranked_.push_back({a, b, z(a, b)});
    const auto shown = ranked_.begin() + std::min<std::ptrdiff_t>(std::ptrdiff_t(ranked_.size()), most_rows);
    std::partial_sort(ranked_.begin(), shown, ranked_.end(), [](const Pair& a, const Pair& b) {
        return std::abs(a.z) != std::abs(b.z) ? std::abs(a.z) > std::abs(b.z)
                                               : std::pair(a.a, a.b) < std::pair(b.a, b.b);
    });
    threshold_ = normalThreshold(0.05, experts() * (experts() - 1) / 2.0);  // of all: the counts chose the ranked ones
}

QString CoactivationModel::pairText(int a, int b) const
{
    if (a < 0 || b < 0 || a >= experts() || b >= experts() || pairs_.empty()) return {};
    const QString name = QStringLiteral("%1 · %2").arg(layerName(layer_), expertName(a));
    if (a == b)
        return tr("%1: chosen for %2 of the %3 tokens").arg(name, groupedText(together(a, a)), groupedText(tokens_));
    const QString counts = tr("%1 with %2: together %3 times, expected %4")
        .arg(name, expertName(b), groupedText(together(a, b))).arg(expected(a, b), 0, 'f', 1);
    if (std::isnan(lift(a, b))) return counts + tr(", too few to tell");
    return counts + tr(", × %1, z %2").arg(std::exp2(double(lift(a, b))), 0, 'f', 2).arg(z(a, b), 0, 'f', 1);
}

QString CoactivationModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (layer_ < 0) return tr("This model has no routers: every layer is dense.");
    if (timeline_.size() == 0 && timeline_.recorded().empty())
        return tr("Ask something: which experts are chosen together is counted as tokens appear.");
    if (tokens_ == 0)
        return tr("No routing was captured for these tokens.") + RoutedTokensText::leftOut(source_, segment_);
    return source_.chosen() < 2 ? tr("Every token went to one expert of each layer: there are no pairs.") : QString();
}

Sentence CoactivationModel::title() const
{
    Sentence title{tr("Co-activation"), {}, {}, {}};
    if (tokens_ == 0) return title;
    title.before = tr("experts of layer %1 chosen together, against independent choices, %2")
                       .arg(layerName(layer_), RoutedTokensText::amount(tokens_, span(), segment_));
    return title;
}

QString CoactivationModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const QString left = RoutedTokensText::leftOut(source_, segment_);
    if (ranked_.empty())
        return tr("Layer %1: no pair was seen or expected %2 times yet, too few tokens to tell.")
                   .arg(layerName(layer_)).arg(least_count) + left;
    const auto beyond = std::count_if(ranked_.begin(), ranked_.end(),
                                      [this](const Pair& pair) { return std::abs(pair.z) > threshold_; });
    const Pair& first = ranked_.front();
    const QString verdict =
        (beyond == 0 ? tr("None of the %1 pairs of layer %2 is distinguishable from chance: the largest |z| is %3, and "
                          "chance alone goes beyond %4 in one of 20 recordings.")
                     : tr("Some of the %1 pairs of layer %2 are together more or less often than by chance: the "
                          "largest |z| is %3, and chance alone goes beyond %4 in one of 20 recordings."))
            .arg(groupedText(std::int64_t(experts()) * (experts() - 1) / 2), layerName(layer_))
            .arg(std::abs(first.z), 0, 'f', 1).arg(threshold_, 0, 'f', 1);
    const QString many = beyond == 0 ? QString() : u' ' + tr("Beyond it: %1 pairs.").arg(groupedText(beyond));
    return verdict + many + u' ' + pairText(first.a, first.b) + u'.' + left;
}

QString CoactivationModel::explanation() const
{
    QString text = tr(
        "Every cell is a pair of experts of one layer. Colour is the lift: log₂ of how often both were chosen for "
        "the same token ÷ how often independent choices would do it, half a token added to both. Expected is aᵢ "
        "aⱼ, where the a are such that every expert keeps its number of tokens nᵢ and each of these gives it K − 1 "
        "partners: aᵢ (Σa − aᵢ) = nᵢ (K − 1). Grey pairs were neither seen nor expected %1 times. z is how many "
        "standard deviations a pair is from what is expected: 2 (√(o + ⅜) − √(e + ⅜)) above and (o − e) ÷ √e below "
        "it, both ÷ √(1 − e ÷ n); with small counts each errs towards chance. Among thousands of pairs some always "
        "have a large z; the threshold (Bonferroni) allows for that. It takes tokens as independent, which "
        "neighbours in a text are not: a z little above the threshold is no proof.").arg(least_count);
    if (timeline_.card() && timeline_.card()->n_group > 1)
        text += u' ' + tr("This router first keeps the best groups of experts, so that experts of one group are chosen "
                          "together by construction.");
    return text;
}

QStringList CoactivationModel::headers() const
{
    return {tr("Layer"), tr("Expert"), tr("Partner"), tr("Together"), tr("Expected"), tr("Observed ÷ expected"),
            tr("Lift (log₂)"), tr("z"), tr("Beyond chance")};
}

QVariant CoactivationModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const auto& [a, b, score] = ranked_[size_t(row)];
    switch (column) {
    case 0: return layerName(layer_);
    case 1: return expertName(a);
    case 2: return expertName(b);
    case 3: return qlonglong(together(a, b));
    case 4: return float(expected(a, b));
    case 5: return float(double(together(a, b)) / expected(a, b));
    case 6: return lift(a, b);
    case 7: return float(score);
    default: return std::abs(score) > threshold_ ? tr("yes") : tr("no");
    }
}

}  // namespace ui
