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

QString ExpertPageModel::segmentName(int segment)
{
    const QString names[segments] = {tr("prompt"), tr("thinking"), tr("answer")};
    return names[segment];
}

QString ExpertPageModel::spanText() const
{
    const QString span = key_.session ? tr("all %n recorded tokens", nullptr, calls_.tokens)
                                      : tr("%n tokens of this reply", nullptr, calls_.tokens);
    return key_.segment ? tr("%1 (%2 only)").arg(span, segmentName(int(*key_.segment))) : span;
}

QString ExpertPageModel::shareText() const
{
    if (calls_.tokens == 0) return {};
    const Interval range = interval();
    const QString numbers = tr("%1 of %2 call it: %3 (95 %: %4 to %5), its fair share is %6")
        .arg(calls_.called).arg(spanText(), percentText(share()), percentText(range.low), percentText(range.high),
             percentText(fairShare()));
    const QString verdict = range.low > fairShare()    ? tr("more often than its fair share")
                            : range.high < fairShare() ? tr("less often than its fair share")
                                                       : tr("not distinguishable from its fair share");
    return tr("%1 — %2.").arg(numbers, verdict);
}

QString ExpertPageModel::cautionText() const
{
    QStringList parts{
        tr("The tokens of one text are not independent draws: the interval is narrower than it should be.")};
    if (experiments_ > 0) parts << tr("%n tokens are of replies made under an experiment.", nullptr, experiments_);
    if (missing_ > 0) parts << tr("%n tokens without captured routing are not counted.", nullptr, missing_);
    return parts.join(u' ');
}

QString ExpertPageModel::cannotAsk() const
{
    if (findings_.isAsking()) return tr("A question is being answered.");
    return findings_.isReady() ? QString() : tr("The model that made this is not loaded, or a reply is being written.");
}

std::optional<engine::NeighboursProbe> ExpertPageModel::question() const
{
    if (!emptyReason().isEmpty() || !cannotAsk().isEmpty() || !neighbours_.empty()) return {};
    return engine::NeighboursProbe{key_.layer};
}

QString ExpertPageModel::neighboursNote() const
{
    if (!neighbours_.empty()) return tr("cosine of router weights: 1 is the same direction");
    if (findings_.failure() && !findings_.isAsking())
        return tr("The last question failed: %1").arg(lineText(findings_.failure()->what));
    const QString why = cannotAsk();
    return why.isEmpty() ? tr("not captured: computed from the router’s weights when asked")
                         : tr("not captured. %1").arg(why);
}

QString ExpertPageModel::emptyReason() const
{
    const engine::ModelCard* card = timeline_.card();
    if (!card) return tr("No model is loaded and no recording is open.");
    if (card->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (selection_.expert() < 0 || selection_.layer() < 0)
        return tr("No expert is selected: click one in the routing map, or on the page of a token.");
    if (moeIndex(*card, selection_.layer()) < 0)
        return tr("%1 is dense: it has no experts.").arg(layerName(selection_.layer()));
    if (selection_.expert() >= card->n_routed_experts) return tr("This model has no such expert.");
    if (calls_.tokens > 0) return {};
    return timeline_.recorded().empty() ? tr("Ask something: the tokens that call this expert gather here.")
                                        : tr("No routing was captured for the tokens chosen.");
}

Sentence ExpertPageModel::title() const
{
    if (!emptyReason().isEmpty()) return {tr("Expert"), tr("who calls it, and how often"), {}, {}};
    return {tr("Expert %1 in %2").arg(expertName(key_.expert), layerName(key_.layer)),
            tr("called by %1 of %2").arg(calls_.called).arg(spanText()), {}, {}};
}

QString ExpertPageModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QString text = shareText();
    if (!pieces_.empty())
        text += u' ' + tr("Most weight came from %1 (%2×).").arg(pieces_[0].text, QString::number(pieces_[0].count));
    return text + u' ' + cautionText();
}

QString ExpertPageModel::explanation() const
{
    return tr("Everything recorded about one expert, of the tokens chosen with the window’s span. Share: tokens "
              "sent to it, of all. Fair share: experts per token ÷ number of experts, what each would get if all "
              "were called equally often. The interval is Wilson’s for 95 %, as if tokens were independent draws, "
              "which those of one text are not. Tokens are ordered by mean gate weight × count. Partners: how often "
              "another expert was called for the same token, in grey how often if the choices were independent of "
              "each other: its own share × (K − 1) ÷ (K − the share of this expert). By position: share within "
              "stretches of the replies, dashed the fair share. Neighbours: experts whose row of the router’s "
              "matrix points the same way, which is computed when asked. All this describes the text that was "
              "recorded; it is no meaning of the expert.");
}

QStringList ExpertPageModel::headers() const
{
    return {tr("Kind"), tr("Name"), tr("Times"), tr("Of tokens"), tr("Value"), tr("By chance")};
}

void ExpertPageModel::fillTable()
{
    const auto row = [this](const QString& kind, const QString& name, QVariant times, QVariant of, QVariant value,
                            QVariant chance) { table_.push_back({kind, name, times, of, value, chance}); };
    row(tr("share"), expertName(key_.expert), calls_.called, calls_.tokens, float(share()), float(fairShare()));
    row(tr("95 % from"), expertName(key_.expert), {}, {}, float(interval().low), {});
    row(tr("95 % to"), expertName(key_.expert), {}, {}, float(interval().high), {});
    for (const Piece& piece : pieces_)
        row(tr("token: mean gate weight"), piece.text, piece.count, {}, float(piece.weight / piece.count), {});
    for (const Occurrence& one : occurrences_)
        row(tr("in its text: gate weight"), one.before + u'[' + one.piece + u']' + one.after, {}, {}, one.weight, {});
    for (const Partner& partner : partners_)
        row(tr("partner: share"), expertName(partner.expert), partner.count, calls_.called, float(partner.share),
            float(partner.chance));
    const auto shareOf = [](const Calls& calls) {
        return calls.tokens ? QVariant(float(double(calls.called) / calls.tokens)) : QVariant();
    };
    for (int s = 0; s < segments; ++s) {
        const Calls& calls = bySegment_[size_t(s)];
        row(tr("segment: share"), segmentName(s), calls.called, calls.tokens, shareOf(calls), float(fairShare()));
    }
    for (int bin = 0; bin < position_bins; ++bin) {
        const Calls& calls = byPosition_[size_t(bin)];
        if (calls.tokens == 0) continue;
        const QString name = tr("tokens %1 to %2 of a reply").arg(bin * perBin_).arg((bin + 1) * perBin_ - 1);
        row(tr("position: share"), name, calls.called, calls.tokens, shareOf(calls), float(fairShare()));
    }
    for (const Neighbour& one : neighbours_)
        row(tr("neighbour: cosine"), expertName(one.expert), {}, {}, one.cosine, {});
}

}  // namespace ui
