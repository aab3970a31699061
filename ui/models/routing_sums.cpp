// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routing_sums.h"

#include <cmath>

namespace ui {

void RoutingSums::reset(const engine::ModelCard& card)
{
    const size_t cells = card.moe_layers.size() * size_t(card.n_routed_experts);
    *this = {};
    for (auto* sums : {&weight, &chosen, &score}) sums->assign(cells, 0);
}

void RoutingSums::add(const TokenRouting& routing, double share) { count(routing, share, 1); }
void RoutingSums::remove(const TokenRouting& routing, double share) { count(routing, share, -1); }

void RoutingSums::count(const TokenRouting& routing, double share, int sign)
{
    const size_t experts = chosen.size() / size_t(routing.moeLayers());
    const double change = sign * share;
    for (int m = 0; m < routing.moeLayers(); ++m) {
        const size_t row = size_t(m) * experts;
        const auto ids = routing.experts(m);
        const auto weights = routing.weights(m);
        for (size_t k = 0; k < ids.size(); ++k) {
            weight[row + ids[k]] += change * double(weights[k]);
            chosen[row + ids[k]] += change;
        }
        if (!routing.hasScores()) continue;
        const auto scores = routing.scores(m);
        for (size_t e = 0; e < experts; ++e) score[row + e] += change * double(scores[e]);
    }
    tokens += sign;
    mass += change;
    places += change * routing.chosen();
    if (routing.hasScores()) scored += change;
    missLog += sign * std::log1p(-std::min(1 - 1e-9, double(routing.chosen()) / double(experts)));
}

void RoutingSums::add(const RoutingSums& other)
{
    const auto join = [](std::vector<double>& to, const std::vector<double>& from) {
        for (size_t i = 0; i < to.size(); ++i) to[i] += from[i];
    };
    join(weight, other.weight);
    join(chosen, other.chosen);
    join(score, other.score);
    tokens += other.tokens;
    missing += other.missing;
    mass += other.mass;
    places += other.places;
    scored += other.scored;
    missLog += other.missLog;
}

void RoutingSums::fade(double factor)
{
    for (auto* sums : {&weight, &chosen, &score})
        for (double& sum : *sums) sum *= factor;
    mass *= factor;
    places *= factor;
    scored *= factor;
}

void SegmentSums::reset(const engine::ModelCard& card)
{
    for (RoutingSums& part : parts_) part.reset(card);
}

void SegmentSums::add(const engine::TokenEvent* token, const engine::ModelCard& card, Segment segment, double share)
{
    RoutingSums& part = of(segment);
    if (const auto routing = TokenRouting::of(token, card)) part.add(*routing, share);
    else ++part.missing;
}

void SegmentSums::remove(const engine::TokenEvent* token, const engine::ModelCard& card, Segment segment, double share)
{
    RoutingSums& part = of(segment);
    if (const auto routing = TokenRouting::of(token, card)) part.remove(*routing, share);
    else --part.missing;
}

void SegmentSums::fade(double factor)
{
    for (RoutingSums& part : parts_) part.fade(factor);
}

RoutingSums SegmentSums::all() const
{
    RoutingSums sum = parts_[0];
    sum.add(parts_[1]);
    sum.add(parts_[2]);
    return sum;
}

/// A token whose scores were let go has been added with them: only another order of tokens starts over.
void SessionSums::update(const Timeline& timeline)
{
    const auto& recorded = timeline.recorded();
    const bool continues = card_ == timeline.sharedCard() && folded_ <= recorded.size()
        && (folded_ == 0 || recorded[folded_ - 1].token == last_);
    if (!continues || folded_ == 0) {
        card_ = timeline.sharedCard();
        folded_ = 0;
        others_ = experiments_ = 0;
        if (card_) sums_.reset(*card_);
    }
    complete_ = true;
    if (!card_) return;
    for (qint64 numbers = 0; folded_ < recorded.size(); ++folded_) {
        if (numbers > numbers_per_frame) {
            complete_ = false;
            break;
        }
        const auto& [token, segment] = recorded[folded_];
        const auto made = timeline.cardOf(token->reply);
        const bool other = made && made->hash != card_->hash;
        others_ += other ? 1 : 0;
        experiments_ += !other && timeline.routerOf(token->reply) != engine::RouterOverride() ? 1 : 0;
        if (!other) sums_.add(token.get(), *card_, segment);
        numbers += numbersIn(token.get());
    }
    last_ = folded_ ? recorded[folded_ - 1].token : nullptr;
}

qint64 numbersIn(const engine::TokenEvent* token)
{
    return token ? qint64(2 * token->routing.experts.size() + token->routing.scores.size()) : 1;
}

}  // namespace ui
