// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page of an expert is told with, and its table.
#include "ui/models/expert_page.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

namespace ui {

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
