// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/expert_cache.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>

namespace ui {

ExpertCacheModel::ExpertCacheModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

int ExpertCacheModel::slotCount() const
{
    return std::clamp(slots_.value_or(experts() / 4), 0, experts());
}

void ExpertCacheModel::setBandwidth(double gigabytesPerSecond, BandwidthIs from)
{
    if (!(gigabytesPerSecond > 0) || (from != BandwidthIs::Given && bandwidthIs_ == BandwidthIs::Given)) return;
    bandwidth_ = gigabytesPerSecond;
    bandwidthIs_ = from;
}

bool ExpertCacheModel::isMeant(Segment segment) const
{
    return segment != Segment::Prompt && source_.isMeant(selection_.segment(), segment);
}

void ExpertCacheModel::update()
{
    source_.update(timeline_, Span::Session);
    if (revision_ != source_.revision() || segment_ != selection_.segment()) ++question_;
    revision_ = source_.revision();
    segment_ = selection_.segment();
    if (!timeline_.card() || source_.tokens().empty()) simulation_.forget();
    else if (!source_.isBehind()) simulation_.want(question_, source_.tokens().size(), [this] { return work(); });
}

/// The thread reads what does not change any more: the experts and the times of recorded tokens.
Calculation<ExpertCacheModel::Answer>::Work ExpertCacheModel::work() const
{
    std::vector<Timeline::Token> kept;
    for (const Timeline::Recorded& one : timeline_.recorded()) kept.push_back(one.token);
    std::vector<const engine::TokenEvent*> tokens;
    for (const RoutedTokens::One& one : source_.tokens())
        if (isMeant(one.segment)) tokens.push_back(one.event);
    return [kept = std::move(kept), tokens = std::move(tokens), layers = size_t(this->layers()),
            experts = this->experts(), chosen = size_t(source_.chosen())](CalculationProgress& progress) {
        Answer answer;
        const size_t warm = tokens.size() / 2, judged = warm * chosen;
        answer.tokens = int(tokens.size() - warm);
        answer.accesses = std::int64_t(tokens.size() - warm) * std::int64_t(chosen * layers);
        for (HitsBySlots& hits : answer.hits) hits.assign(size_t(experts) + 1, 0);
        for (size_t i = warm; i < tokens.size(); ++i) {
            const engine::StageTimes& t = tokens[i]->times;
            const double ms = double(t.attention + t.router + t.experts + t.head + t.sampling);
            if (!(ms > 0)) continue;
            answer.milliseconds += ms;
            ++answer.timed;
        }
        std::vector<std::uint16_t> accesses;
        for (size_t m = 0; m < layers && !progress.stop; ++m) {
            accesses.clear();
            for (const engine::TokenEvent* token : tokens) {
                const std::uint16_t* row = token->routing.experts.data() + m * chosen;
                accesses.insert(accesses.end(), row, row + chosen);
            }
            const auto add = [&](Policy policy, const HitsBySlots& hits) {
                HitsBySlots& sum = answer.hits[size_t(policy)];
                for (size_t s = 0; s < sum.size(); ++s) sum[s] += hits[s];
                progress.share = progress.share + 1 / double(layers * policy_count);
            };
            add(Policy::Static, staticHits(accesses, experts, judged));
            add(Policy::Lru, lruHits(accesses, experts, judged, &progress.stop));
            add(Policy::Lfu, lfuHits(accesses, experts, judged, &progress.stop));
            add(Policy::Belady, beladyHits(accesses, experts, judged, &progress.stop));
        }
        return answer;
    };
}

QString ExpertCacheModel::policyName(Policy policy)
{
    switch (policy) {
    case Policy::Belady: return tr("Belady (optimal)");
    case Policy::Static: return tr("Static top-N");
    case Policy::Lfu: return tr("LFU");
    case Policy::Lru: return tr("LRU");
    }
    return {};
}

double ExpertCacheModel::hitRate(Policy policy, int held) const
{
    if (!hasAnswer() || held < 0 || held > experts()) return 0;
    return double(simulation_.answer()->hits[size_t(policy)][size_t(held)]) / double(simulation_.answer()->accesses);
}

/// Three matrices of hidden_size × moe_intermediate_size, at the mean bytes per parameter of the whole file.
std::int64_t ExpertCacheModel::bytesPerExpert() const
{
    const engine::ModelCard* card = timeline_.card();
    if (!card || card->total_parameters <= 0) return 0;
    const double parameters = 3.0 * card->hidden_size * card->moe_intermediate_size;
    return std::int64_t(parameters * double(card->weight_bytes) / double(card->total_parameters));
}

double ExpertCacheModel::missedBytes(Policy policy, int held) const
{
    if (!hasAnswer()) return 0;
    const double needed = double(simulation_.answer()->accesses) / simulation_.answer()->tokens;
    return (1 - hitRate(policy, held)) * needed * double(bytesPerExpert());
}

std::optional<double> ExpertCacheModel::computeMs() const
{
    if (!hasAnswer() || simulation_.answer()->timed == 0) return {};
    return simulation_.answer()->milliseconds / simulation_.answer()->timed;
}

std::optional<double> ExpertCacheModel::tokensPerSecond(Policy policy, int held) const
{
    if (!computeMs() || bytesPerExpert() == 0) return {};
    return 1000 / (*computeMs() + missedBytes(policy, held) / (bandwidth_ * 1e6));
}

QString ExpertCacheModel::policyText(Policy policy) const
{
    const QString rate = tr("%1 hits").arg(percentText(hitRate(policy, slotCount())));
    const auto speed = tokensPerSecond(policy, slotCount());
    return speed ? tr("%1, %2 tokens/s").arg(rate, QString::number(*speed, 'f', *speed < 10 ? 2 : 1)) : rate;
}

QString ExpertCacheModel::slotsText() const
{
    const QString amount = tr("%1 of %2 experts of each layer, %3 in all").arg(slotCount()).arg(experts())
                               .arg(groupedText(std::int64_t(slotCount()) * layers()));
    const std::int64_t bytes = bytesPerExpert() * slotCount() * layers();
    return bytes > 0 ? tr("%1, about %2").arg(amount, bytesText(bytes)) : amount;
}

QString ExpertCacheModel::bandwidthText() const
{
    const QString number = QString::number(bandwidth_, 'g', 4);
    switch (bandwidthIs_) {
    case BandwidthIs::Assumed: return tr("%1 GB/s, an assumption: give the bandwidth of your slow memory").arg(number);
    case BandwidthIs::Measured: return tr("%1 GB/s, measured on this machine").arg(number);
    case BandwidthIs::Given: return tr("%1 GB/s, as given").arg(number);
    }
    return {};
}

QString ExpertCacheModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (layers() == 0) return tr("This model has no routers: every layer is dense.");
    if (timeline_.recorded().empty()) return tr("Ask something: the experts of its tokens are sent through a cache.");
    if (selection_.segment() == Segment::Prompt)
        return tr("Prompt tokens are computed in chunks, where one fetched expert serves many tokens: choose the "
                  "thinking, the answer or both.");
    if (source_.tokens().empty())
        return tr("No routing was captured in this conversation.") + RoutedTokensText::leftOut(source_, {});
    if (hasAnswer()) return {};
    if (isStopped()) return tr("The simulation was stopped.");
    return simulation_.answer() ? tr("No token has been generated yet.")
                                : tr("Sending the recorded tokens through the caches: %1").arg(percentText(progress()));
}

Sentence ExpertCacheModel::title() const
{
    Sentence title{tr("Expert cache"), {}, {}, {}};
    if (!hasAnswer()) return title;
    const auto rate = [&](Policy policy) { return percentText(hitRate(policy, slotCount())); };
    title.before = tr("with %1 of %2 experts of each layer at hand, LRU finds %3, the best possible cache %4")
                       .arg(slotCount()).arg(experts()).arg(rate(Policy::Lru), rate(Policy::Belady));
    return title;
}

QString ExpertCacheModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList parts;
    for (const Policy policy : policies) parts << tr("%1: %2").arg(policyName(policy), policyText(policy));
    QString text = tr("%1. %2. Judged on the last %3 generated tokens of the conversation.")
                       .arg(slotsText(), parts.join(QStringLiteral("; ")), groupedText(judgedTokens()));
    if (computeMs())
        text += u' ' + tr("%1 ms per token were recorded for computing; a missing expert is read at %2.")
                           .arg(QString::number(*computeMs(), 'f', 2), bandwidthText());
    else text += u' ' + tr("No stage times were captured: there is no speed to expect.");
    return text + RoutedTokensText::leftOut(source_, selection_.segment());
}

QString ExpertCacheModel::explanation() const
{
    return tr("Suppose only so many experts of every layer fit into fast memory. The lines say how many of the "
              "experts that the generated tokens needed would have been there, for each number of slots. LRU "
              "throws out what was used longest ago, LFU what was used least often; static top-N always keeps the "
              "experts used most in the first half of the tokens; Belady knows the future, and no cache of one "
              "layer can do better. All are judged on the second half, after the first has filled them: a static "
              "choice judged on the tokens it was made from would look better than it is. Expected tokens/s = 1 ÷ "
              "(recorded time of computing + bytes of missed experts ÷ bandwidth), without fetching ahead and "
              "computing at the same time. An expert has 3 × hidden_size × moe_intermediate_size parameters, here "
              "%1, at the file's mean bytes per parameter. Whether few hot experts are enough depends on the text: "
              "this is the answer for this conversation, not for the model.")
        .arg(bytesPerExpert() > 0 ? bytesText(bytesPerExpert()) : tr("of unknown size"));
}

QStringList ExpertCacheModel::headers() const
{
    QStringList names{tr("Slots per layer")};
    for (const Policy policy : policies)
        names << tr("%1, hit rate").arg(policyName(policy)) << tr("%1, tokens/s").arg(policyName(policy));
    return names;
}

QVariant ExpertCacheModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount() || column > 2 * int(policy_count)) return {};
    if (column == 0) return row;
    const Policy policy = policies[size_t(column - 1) / 2];
    if (column % 2 == 1) return float(hitRate(policy, row));
    const auto speed = tokensPerSecond(policy, row);
    return speed ? QVariant(float(*speed)) : QVariant();
}

}  // namespace ui
