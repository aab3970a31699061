// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/router_decision.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

using Kind = engine::RouterOverride::Kind;

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
constexpr size_t shown_runners_up = 4;

QString numberText(double value, int decimals = 3) { return QString::number(value, 'f', decimals); }

}  // namespace

RouterDecisionModel::RouterDecisionModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void RouterDecisionModel::update()
{
    again_ = {};
    unbiased_.clear();
    unchanged_.clear();
    experts_.clear();
    groups_.clear();
    weights_.clear();
    runnersUp_.clear();
    cut_ = margin_ = unknown;
    exact_ = true;
    const engine::ModelCard* card = timeline_.card();
    if (!card) return;
    layer_ = selection_.layer();
    if (layer_ < 0 && !card->moe_layers.empty()) layer_ = card->moe_layers.front();
    const int moe = moeIndex(*card, layer_);
    const auto routing = TokenRouting::of(token(), *card);
    if (moe < 0 || !routing) return;
    if (routing->hasScores()) readScores(*routing, moe);
    readWeights(*routing, moe);
}

void RouterDecisionModel::readScores(const TokenRouting& routing, int moe)
{
    const engine::ModelCard& card = *timeline_.card();
    const engine::RouterOverride& router = timeline_.router();
    const auto scores = routing.scores(moe);
    again_ = chooseExperts(scores, card, router, moe);
    engine::RouterOverride unbiased = router;
    unbiased.bias = false;
    unbiased_ = chooseExperts(scores, card, unbiased, moe).experts;
    unchanged_ = chooseExperts(scores, card, {}, moe).experts;
    for (size_t e = 0; e < scores.size(); ++e) {
        Expert expert{scores[e], again_.selection[e], again_.inKeptGroup(int(e))};
        expert.muted = isChanged(router, layer_, int(e), Kind::Muted);
        expert.forced = isChanged(router, layer_, int(e), Kind::Forced);
        experts_.push_back(expert);
    }
    for (const auto expert : routing.experts(moe)) experts_[expert].chosen = true;
    for (size_t g = 0; g < again_.groups.size(); ++g) groups_.push_back({again_.groups[g], again_.kept[g]});
    findRunnersUp();
}

/// A forced expert takes its place whatever it scores: the cut is among those that had to win theirs.
void RouterDecisionModel::findRunnersUp()
{
    for (size_t e = 0; e < experts_.size(); ++e) {
        const Expert& expert = experts_[e];
        if (expert.chosen && !expert.forced) cut_ = std::fmin(cut_, expert.selection);
        if (!expert.chosen && !expert.muted && expert.kept) runnersUp_.push_back(int(e));
    }
    std::stable_sort(runnersUp_.begin(), runnersUp_.end(), [this](int a, int b) {
        return experts_[size_t(a)].selection > experts_[size_t(b)].selection;
    });
    runnersUp_.resize(std::min(runnersUp_.size(), shown_runners_up));
    if (!runnersUp_.empty()) margin_ = cut_ - experts_[size_t(runnersUp_.front())].selection;
}

/// w = s / sum(s) when norm_topk_prob, times routed_scaling_factor: after a division only where noaux_tc says so.
void RouterDecisionModel::readWeights(const TokenRouting& routing, int moe)
{
    const engine::ModelCard& card = *timeline_.card();
    const auto chosen = routing.experts(moe);
    const auto weights = routing.weights(moe);
    const auto score = [&](size_t k) { return routing.scores(moe)[chosen[k]]; };
    double sum = 0;
    for (size_t k = 0; k < chosen.size() && routing.hasScores(); ++k) sum += double(score(k));
    const bool scaled = (!card.norm_topk_prob || isNoauxTc(card)) && card.routed_scaling_factor != 1;
    for (size_t k = 0; k < chosen.size(); ++k) {
        Weight weight{int(chosen[k]), weights[k], {}};
        if (routing.hasScores()) {
            double result = double(score(k));
            weight.arithmetic = numberText(result);
            if (card.norm_topk_prob) {
                weight.arithmetic += QStringLiteral(" ÷ %1").arg(numberText(sum, sum < 1 ? 3 : 2));
                result /= sum + 1e-20;
            }
            if (scaled) {
                weight.arithmetic += QStringLiteral(" × %1").arg(double(card.routed_scaling_factor), 0, 'g', 4);
                result *= double(card.routed_scaling_factor);
            }
            exact_ = exact_ && std::abs(result - double(weights[k])) <= 1e-3 * std::max(1e-3, std::abs(result));
        }
        weights_.push_back(weight);
    }
}

bool RouterDecisionModel::hasBias() const
{
    return timeline_.card() && hasSelectionBias(*timeline_.card(), timeline_.router());
}

int RouterDecisionModel::rankOf(int expert) const
{
    const auto is = [expert](const Weight& weight) { return weight.expert == expert; };
    const auto found = std::find_if(weights_.begin(), weights_.end(), is);
    return found == weights_.end() ? -1 : int(found - weights_.begin());
}

QStringList RouterDecisionModel::headers() const
{
    return {tr("Expert"), tr("Score"), tr("With bias"), tr("Group"), tr("Group stays"), tr("Rank"), tr("Weight"),
            tr("Arithmetic")};
}

QVariant RouterDecisionModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const bool scored = !experts_.empty();
    const int expert = scored ? row : weights_[size_t(row)].expert, rank = rankOf(expert);
    const Expert e = scored ? experts_[size_t(expert)] : Expert{};
    switch (column) {
    case 0: return expertName(expert);
    case 1: return scored ? QVariant(e.score) : QVariant();
    case 2: return scored && !e.muted ? QVariant(e.selection) : QVariant();
    case 3: return groups_.empty() ? QVariant() : QVariant(expert / again_.groupSize);
    case 4: return groups_.empty() ? QString() : e.kept ? tr("stays") : tr("out");
    case 5: return rank < 0 ? QVariant() : QVariant(rank + 1);
    case 6: return rank < 0 ? QVariant() : QVariant(weights_[size_t(rank)].weight);
    default: return rank < 0 ? QString() : weights_[size_t(rank)].arithmetic;
    }
}

}  // namespace ui
