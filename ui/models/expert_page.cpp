// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/expert_page.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <algorithm>

namespace ui {

ExpertPageModel::ExpertPageModel(const Timeline& timeline, const Selection& selection, const Findings& findings)
    : timeline_(timeline), selection_(selection), findings_(findings)
{
}

ExpertPageModel::Key ExpertPageModel::keyNow() const
{
    Key key;
    key.layer = selection_.layer();
    key.expert = selection_.expert();
    key.session = selection_.span() != Span::Reply;
    key.revision = key.session ? timeline_.recordedRevision() : timeline_.revision();
    key.segment = selection_.segment();
    key.card = timeline_.sharedCard();
    return key;
}

int ExpertPageModel::moe() const
{
    return key_.card ? moeIndex(*key_.card, key_.layer) : -1;
}

void ExpertPageModel::startOver(const Key& key)
{
    key_ = key;
    folded_ = experiments_ = missing_ = 0;
    calls_ = {};
    places_ = 0;
    sums_.clear();
    hits_.clear();
    replyBegins_.clear();
    lastReply_ = 0;
    lastChanged_ = false;
    bySegment_ = {};
    byPosition_ = {};
    perBin_ = 1;
    const size_t experts = key.card ? size_t(std::max(0, key.card->n_routed_experts)) : 0;
    together_.assign(experts, 0);
    all_.assign(experts, 0);
}

void ExpertPageModel::update()
{
    if (const Key now = keyNow(); !(now == key_)) startOver(now);
    const bool known = moe() >= 0 && key_.expert >= 0 && size_t(key_.expert) < all_.size();
    if (known) fold();
    pieces_.clear();
    occurrences_.clear();
    partners_.clear();
    neighbours_.clear();
    table_.clear();
    if (!known) return;
    fillPieces();
    fillOccurrences();
    fillPartners();
    fillNeighbours();
    fillTable();
}

int ExpertPageModel::tokensInSpan() const
{
    return key_.session ? int(timeline_.recorded().size()) : timeline_.size();
}

const engine::TokenEvent* ExpertPageModel::tokenAt(int index) const
{
    if (index < 0 || index >= tokensInSpan()) return nullptr;
    return key_.session ? timeline_.recorded()[size_t(index)].token.get() : timeline_.token(index);
}

/// A reply is what it generated; its prompt belongs to it only when prompts are asked for.
void ExpertPageModel::fold()
{
    const bool ownOnly = !key_.session && key_.segment != Segment::Prompt;
    if (ownOnly) folded_ = std::max(folded_, timeline_.firstOfReply());
    for (const int end = tokensInSpan(); folded_ < end; ++folded_) {
        const Segment segment =
            key_.session ? timeline_.recorded()[size_t(folded_)].segment : timeline_.segment(folded_);
        fold(tokenAt(folded_), segment, folded_);
    }
}

void ExpertPageModel::fold(const engine::TokenEvent* token, Segment segment, int index)
{
    const ChosenRow row = chosenRow(token, *key_.card, moe());
    if (row.experts.empty()) {
        if (!key_.segment || key_.segment == segment) ++missing_;
        return;
    }
    float weight = 0;
    bool hit = false;
    for (size_t k = 0; k < row.experts.size(); ++k) {
        if (row.experts[k] != key_.expert) continue;
        hit = true;
        weight = row.weights[k];
    }
    Calls& inSegment = bySegment_[size_t(segment)];
    ++inSegment.tokens;
    inSegment.called += hit;
    if (key_.segment && key_.segment != segment) return;

    ++calls_.tokens;
    calls_.called += hit;
    places_ += int(row.experts.size());
    for (const auto expert : row.experts) {
        ++all_[expert];
        together_[expert] += hit;
    }
    if (token->reply != lastReply_) {
        lastReply_ = token->reply;
        lastChanged_ = timeline_.routerOf(token->reply) != engine::RouterOverride();
    }
    experiments_ += lastChanged_;
    if (token->phase == engine::Phase::Decode) countPosition(*token, hit);
    if (hit) called(*token, weight, index);
}

void ExpertPageModel::called(const engine::TokenEvent& token, float weight, int index)
{
    PieceSums& sums = sums_[token.id];
    ++sums.count;
    sums.weight += double(weight);
    sums.sample = &token;
    if (hits_.size() == size_t(shown_places) && weight <= hits_.back().weight) return;
    const auto at = std::find_if(hits_.begin(), hits_.end(), [&](const Hit& hit) { return hit.weight < weight; });
    hits_.insert(at, {weight, index});
    if (hits_.size() > size_t(shown_places)) hits_.pop_back();
}

/// Bins grow as replies do: two become one.
void ExpertPageModel::countPosition(const engine::TokenEvent& token, bool hit)
{
    const int begin = replyBegins_.try_emplace(token.reply, token.position).first->second;
    const int place = std::max(0, token.position - begin);
    while (place >= perBin_ * position_bins) {
        for (size_t bin = 0; bin < position_bins; ++bin) {
            const size_t from = 2 * bin;
            Calls merged;
            for (size_t i = from; i < std::min(from + 2, size_t(position_bins)); ++i) {
                merged.tokens += byPosition_[i].tokens;
                merged.called += byPosition_[i].called;
            }
            byPosition_[bin] = merged;
        }
        perBin_ *= 2;
    }
    Calls& bin = byPosition_[size_t(place / perBin_)];
    ++bin.tokens;
    bin.called += hit;
}

double ExpertPageModel::fairShare() const
{
    return calls_.tokens && !all_.empty() ? double(places_) / calls_.tokens / double(all_.size()) : 0;
}

void ExpertPageModel::fillPieces()
{
    std::vector<const PieceSums*> order;
    for (const auto& [id, sums] : sums_) order.push_back(&sums);
    const auto shown = std::min(order.size(), size_t(shown_pieces));
    std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(shown), order.end(),
                      [](const PieceSums* a, const PieceSums* b) {
                          return a->weight != b->weight ? a->weight > b->weight : a->sample->id < b->sample->id;
                      });
    for (size_t i = 0; i < shown; ++i)
        pieces_.push_back({visibleText(order[i]->sample->piece), order[i]->count, order[i]->weight});
}

void ExpertPageModel::fillOccurrences()
{
    constexpr int around = 6;  // tokens before and after
    for (const Hit& hit : hits_) {
        const engine::TokenEvent* token = tokenAt(hit.index);
        if (!token) continue;
        std::string before, after;
        for (int i = hit.index - around; i <= hit.index + around; ++i) {
            const engine::TokenEvent* other = tokenAt(i);
            const bool beside = other && other->position - token->position == i - hit.index;
            if (!beside || i == hit.index) continue;
            (i < hit.index ? before : after) += other->piece;
        }
        const bool shown = timeline_.token(token->position) == token;
        occurrences_.push_back({lineText(before), lineText(token->piece), lineText(after), hit.weight,
                                shown ? token->position : -1});
    }
}

/// Independence: every other place of the token is drawn with the experts' own shares, and there are K - 1 of them.
void ExpertPageModel::fillPartners()
{
    if (calls_.called == 0) return;
    const double own = share(), places = double(places_) / calls_.tokens;
    const double scale = places > own ? (places - 1) / (places - own) : 0;
    for (size_t e = 0; e < together_.size(); ++e) {
        if (int(e) == key_.expert || together_[e] == 0) continue;
        const double chance = std::min(1.0, scale * all_[e] / calls_.tokens);
        partners_.push_back({int(e), together_[e], double(together_[e]) / calls_.called, chance});
    }
    const auto more = [](const Partner& a, const Partner& b) { return a.count > b.count; };
    std::stable_sort(partners_.begin(), partners_.end(), more);
    if (partners_.size() > size_t(shown_partners)) partners_.resize(size_t(shown_partners));
}

void ExpertPageModel::fillNeighbours()
{
    const auto* found = findings_.neighbours(key_.card->hash, key_.layer);
    if (!found || found->width <= 0 || key_.expert >= found->experts) return;
    const size_t width = size_t(found->width), end = (size_t(key_.expert) + 1) * width;
    if (found->nearest.size() < end || found->cosine.size() < end) return;
    for (size_t at = end - width; at < end; ++at)
        neighbours_.push_back({int(found->nearest[at]), found->cosine[at]});
}

std::optional<engine::NeighboursProbe> ExpertPageModel::question() const
{
    if (!emptyReason().isEmpty() || !cannotAsk().isEmpty() || !neighbours_.empty()) return {};
    return engine::NeighboursProbe{key_.layer};
}

}  // namespace ui
