// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lens.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ui {

namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
constexpr int tokens_per_frame = 4000;  // of the largest models some ten milliseconds

float entropyOf(std::span<const float> scores)
{
    const double total = std::accumulate(scores.begin(), scores.end(), 0.0);
    double bits = 0;
    for (const float score : scores)
        if (score > 0 && total > 0) bits -= double(score) / total * std::log2(double(score) / total);
    return float(bits);
}

float surpriseOf(const engine::TokenEvent& token)
{
    for (const engine::Candidate& candidate : token.candidates)
        if (candidate.id == token.id && candidate.before > 0) return -std::log2(candidate.before);
    return nothing;
}

}  // namespace

void LensModel::look(Lens lens, int layer)
{
    if (lens == lens_ && layer == layer_) return;
    lens_ = lens;
    layer_ = layer;
    revision_ = -1;
}

void LensModel::update()
{
    if (revision_ != timeline_.revision()) {
        revision_ = timeline_.revision();
        values_.clear();
        least_ = std::numeric_limits<float>::infinity();
        most_ = -least_;
    }
    for (int read = 0; read < tokens_per_frame && !isComplete(); ++read) {
        const float value = valueOf(int(values_.size()));
        values_.push_back(value);
        least_ = std::fmin(least_, value);
        most_ = std::fmax(most_, value);
    }
}

float LensModel::valueOf(int position) const
{
    const engine::TokenEvent* token = timeline_.token(position);
    if (!token || !timeline_.card()) return nothing;
    if (lens_ == Lens::Surprise) return surpriseOf(*token);
    const int moe = moeIndex(*timeline_.card(), layer_);
    const ChosenRow row = moe < 0 ? ChosenRow() : chosenRow(token, *timeline_.card(), moe);
    if (row.experts.empty()) return nothing;
    if (lens_ == Lens::Expert) return row.experts[size_t(row.strongest())];
    if (lens_ == Lens::Overlap) return overlap(row, position, moe);
    if (token->routing.scores.empty()) return nothing;
    const auto routing = TokenRouting::of(token, *timeline_.card());
    if (!routing) return nothing;
    switch (lens_) {
    case Lens::Margin: return margin(*routing, moe);
    default: return entropyOf(routing->scores(moe));
    }
}

float LensModel::margin(const TokenRouting& routing, int moe) const
{
    const auto chosen = routing.experts(moe);
    if (!routing.hasScores() || chosen.size() >= routing.scores(moe).size()) return nothing;
    float last = std::numeric_limits<float>::infinity(), best = -last;
    const auto scores = routing.scores(moe);
    for (size_t e = 0; e < scores.size(); ++e) {
        const float selection = scores[e] + selectionBias(*timeline_.card(), timeline_.router(), moe, int(e));
        const bool taken = std::find(chosen.begin(), chosen.end(), e) != chosen.end();
        (taken ? last : best) = taken ? std::min(last, selection) : std::max(best, selection);
    }
    return last - best;
}

float LensModel::overlap(const ChosenRow& row, int position, int moe) const
{
    const ChosenRow before = chosenRow(timeline_.token(position - 1), *timeline_.card(), moe);
    if (before.experts.empty()) return nothing;
    const auto now = row.experts, then = before.experts;
    const auto shared = std::count_if(now.begin(), now.end(), [&](std::uint16_t expert) {
        return std::find(then.begin(), then.end(), expert) != then.end();
    });
    return float(shared) / float(now.size());
}

float LensModel::value(int position) const
{
    return position >= 0 && position < int(values_.size()) ? values_[size_t(position)] : nothing;
}

float LensModel::low() const
{
    return lens_ == Lens::Entropy && std::isfinite(least_) ? least_ : 0;
}

float LensModel::high() const
{
    if (lens_ == Lens::Overlap) return 1;
    return std::isfinite(most_) ? std::max(most_, low()) : low();
}

float LensModel::strength(int position) const
{
    const float v = value(position);
    if (std::isnan(v)) return v;
    return high() > low() ? std::clamp((v - low()) / (high() - low()), 0.0f, 1.0f) : 1;
}

QString LensModel::name(Lens lens)
{
    switch (lens) {
    case Lens::Expert: return tr("Strongest expert");
    case Lens::Margin: return tr("Router margin");
    case Lens::Entropy: return tr("Router entropy");
    case Lens::Surprise: return tr("Surprise");
    case Lens::Overlap: return tr("Same experts as before");
    }
    return {};
}

QString LensModel::explanation(Lens lens)
{
    switch (lens) {
    case Lens::Expert: return tr("The expert with the largest gate weight; numbers that differ by 8 share a colour.");
    case Lens::Margin:
        return tr("Selection score, correction bias included, of the last expert that was chosen less that of the best "
                  "one that was not. Near 0: a close decision. Below 0: groups or an experiment held the better back.");
    case Lens::Entropy:
        return tr("Entropy of the router scores divided by their sum, in bits: 0 is one expert only, log₂ of the "
                  "number of experts is no preference.");
    case Lens::Surprise:
        return tr("−log₂ of the probability the model gave to the token, before temperature and filters, in bits. "
                  "Tokens of the prompt have none.");
    case Lens::Overlap:
        return tr("Share of the token's experts in this layer that the token before it was sent to as well.");
    }
    return {};
}

QString LensModel::legend() const
{
    return lens_ == Lens::Surprise ? tr("every layer") : layerName(layer_);
}

QString LensModel::number(float value) const
{
    switch (lens_) {
    case Lens::Margin: return QString::number(double(value), 'f', 3);
    case Lens::Overlap: return percentText(double(value));
    default: return tr("%1 bits").arg(double(value), 0, 'f', 2);
    }
}

/// Without the unit: it stands at the other end.
QString LensModel::lowText() const { return low() > 0 ? QString::number(double(low()), 'f', 2) : QStringLiteral("0"); }
QString LensModel::highText() const { return number(high()); }

QString LensModel::text(int position) const
{
    const engine::TokenEvent* token = timeline_.token(position);
    const QString name = token ? tr("token %1 %2").arg(position).arg(quotedText(token->piece))
                               : tr("token %1").arg(position);
    const float v = value(position);
    if (std::isnan(v)) {
        const bool given = lens_ == Lens::Surprise && token && token->phase == engine::Phase::Prefill;
        return given ? tr("%1: given, not predicted").arg(name) : tr("%1: not captured").arg(name);
    }
    const QString layer = layerName(layer_);
    switch (lens_) {
    case Lens::Expert: return tr("%1, %2: strongest expert %3").arg(name, layer, expertName(int(v)));
    case Lens::Margin: return tr("%1, %2: router margin %3").arg(name, layer, number(v));
    case Lens::Entropy:
        return tr("%1, %2: router entropy %3 of at most %4")
            .arg(name, layer, number(v), number(std::log2(float(timeline_.card()->n_routed_experts))));
    case Lens::Surprise:
        return tr("%1: surprise %2, probability %3").arg(name, number(v), percentText(std::exp2(-double(v))));
    case Lens::Overlap: break;
    }
    const auto before = TokenRouting::of(timeline_.token(position - 1), *timeline_.card());
    const double chance = before ? double(before->chosen()) / timeline_.card()->n_routed_experts : 0;
    return tr("%1, %2: %3 of its experts as for the token before; by chance %4")
        .arg(name, layer, number(v), percentText(chance));
}

}  // namespace ui
