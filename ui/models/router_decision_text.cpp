// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the router's decision is told with.
#include "ui/models/router_decision.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

QString numberText(double value, int decimals = 3) { return QString::number(value, 'f', decimals); }

QString namesText(const std::vector<int>& experts)
{
    QStringList names;
    for (const int expert : experts) names << expertName(expert);
    return names.join(QStringLiteral(", "));
}

/// Those of `a` that are not in `b`.
std::vector<int> without(const std::vector<int>& a, const std::vector<int>& b)
{
    std::vector<int> rest;
    for (const int one : a)
        if (std::find(b.begin(), b.end(), one) == b.end()) rest.push_back(one);
    return rest;
}

}  // namespace

QString RouterDecisionModel::noScoresReason() const
{
    const auto end = timeline_.recorded().begin() + timeline_.tokensWithoutScores();
    const bool letGo = std::any_of(timeline_.recorded().begin(), end,
                                   [this](const Timeline::Recorded& one) { return one.token.get() == token(); });
    return letGo ? tr("the scores of this token were let go to save memory; they stand in the session's file")
                 : tr("the scores of this token were not captured");
}

QString RouterDecisionModel::scoresNote() const
{
    if (experts_.empty()) return noScoresReason();
    const bool sigmoid = timeline_.card()->scoring_func == "sigmoid";
    return (sigmoid ? tr("sigmoid of the router’s %1 outputs") : tr("softmax of the router’s %1 outputs"))
        .arg(experts_.size());
}

QString RouterDecisionModel::biasNote() const
{
    const engine::ModelCard& card = *timeline_.card();
    const engine::RouterOverride& router = timeline_.router();
    const bool off = !router.bias && !card.e_score_correction_bias.empty();
    if (!hasBias()) return off ? tr("switched off by the experiment") : tr("none: this model’s routers have no bias");
    float largest = 0;
    for (const Expert& expert : experts_)
        if (!expert.muted) largest = std::max(largest, std::abs(expert.selection - expert.score));
    const QString what = off ? tr("bias switched off, only the experiment’s boosts")
        : card.e_score_correction_bias.empty() ? tr("this model has no bias, only the experiment’s boosts")
                                               : tr("only for choosing · keeps the load balanced");
    if (experts_.empty()) return what;
    return tr("%1 · up to ±%2 here · filled: added, hollow: taken away").arg(what, numberText(double(largest), 2));
}

QString RouterDecisionModel::groupsNote() const
{
    const engine::ModelCard& card = *timeline_.card();
    if (!hasGroups(card)) return tr("none: all experts are compared with one another");
    if (!timeline_.router().groups) return tr("switched off by the experiment: all experts are compared");
    const QString which = isNoauxTc(card) ? tr("the %1 of %2 groups whose best two experts add up to most stay")
                                          : tr("the %1 of %2 groups with the best expert stay");
    return which.arg(card.topk_group).arg(card.n_group);
}

QString RouterDecisionModel::choiceNote() const
{
    if (std::isnan(margin_) || std::isnan(cut_)) return {};
    return tr("dashed: the cut · margin to the next %1 (%2)")
        .arg(numberText(double(margin_)), expertName(runnersUp_.front()));
}

QString RouterDecisionModel::weightsNote() const
{
    const engine::ModelCard& card = *timeline_.card();
    if (experts_.empty()) return tr("as captured, strongest choice first");
    QString text = card.norm_topk_prob ? tr("the scores of step 1 again, divided by their sum")
                                       : tr("the scores of step 1 again");
    if ((!card.norm_topk_prob || isNoauxTc(card)) && card.routed_scaling_factor != 1)
        text = tr("%1, times %2").arg(text, QString::number(double(card.routed_scaling_factor), 'g', 4));
    return hasBias() ? tr("%1 — the bias has no say here").arg(text) : text;
}

QString RouterDecisionModel::withoutBias() const
{
    if (!hasBias() || experts_.empty() || !timeline_.router().bias || timeline_.card()->e_score_correction_bias.empty())
        return {};
    const auto lost = without(again_.experts, unbiased_), won = without(unbiased_, again_.experts);
    if (!won.empty())
        return tr("Without the bias %1 would have been chosen instead of %2.").arg(namesText(won), namesText(lost));
    std::vector<int> moved;
    for (size_t k = 0; k < unbiased_.size(); ++k)
        if (unbiased_[k] != again_.experts[k]) moved.push_back(again_.experts[k]);
    if (moved.empty()) return tr("Without the bias the same experts would have been chosen, in the same order.");
    if (moved.size() == 2)
        return tr("Without the bias experts %1 and %2 would have changed places.")
            .arg(expertName(moved[0]), expertName(moved[1]));
    return tr("Without the bias the same experts would have been chosen, in another order.");
}

QString RouterDecisionModel::experimentRemark() const
{
    QStringList parts;
    for (size_t e = 0; e < experts_.size(); ++e) {
        if (experts_[e].muted) parts << tr("%1 is muted: it could not be chosen").arg(expertName(int(e)));
        if (!experts_[e].forced) continue;
        const bool won = !std::isnan(cut_) && experts_[e].kept && experts_[e].selection >= cut_;
        const QString why = won ? tr("%1 is forced, and would have been chosen anyway")
                                : tr("%1 is forced: its value did not win the place");
        parts << why.arg(expertName(int(e)));
    }
    for (const auto& change : timeline_.router().experts) {
        const bool here = change.layer < 0 || change.layer == layer_;
        if (change.kind == engine::RouterOverride::Kind::Boosted && here)
            parts << tr("%1 is boosted by %2").arg(expertName(change.expert)).arg(double(change.boost), 0, 'g', 3);
    }
    QString text = parts.isEmpty() ? QString() : tr("Experiment: %1.").arg(parts.join(QStringLiteral("; ")));
    if (timeline_.router() == engine::RouterOverride()) return text;
    const bool same = without(unchanged_, again_.experts).empty() && unchanged_.size() == again_.experts.size();
    const QString otherwise = same ? tr("Without the experiment these scores would have chosen the same.")
                                   : tr("Without the experiment these scores would have chosen %1.")
                                         .arg(namesText(unchanged_));
    return text.isEmpty() ? otherwise : text + u' ' + otherwise;
}

QStringList RouterDecisionModel::remarks() const
{
    QStringList all;
    const engine::ModelCard& card = *timeline_.card();
    if (card.n_shared_experts > 0)
        all << (timeline_.router().shared_experts ? tr("+ the shared expert, always, with weight 1.")
                                                  : tr("The shared expert is switched off by the experiment."));
    if (experts_.empty()) return all;
    std::vector<int> captured;
    for (const Weight& weight : weights_) captured.push_back(weight.expert);
    const auto lost = without(captured, again_.experts), won = without(again_.experts, captured);
    if (!lost.empty() || !won.empty())
        all << tr("The captured choice is another than these numbers give: %1 was chosen where %2 should have been. "
                  "The record may be damaged, or the rule of its source is another.")
                   .arg(namesText(lost), namesText(won));
    else if (const QString text = withoutBias(); !text.isEmpty())
        all << text;
    if (!exact_) all << tr("The captured weights are not what this arithmetic gives.");
    if (!runnersUp_.empty()) all << tr("Runners-up: %1.").arg(namesText(runnersUp_));
    if (const QString text = experimentRemark(); !text.isEmpty()) all << text;
    return all;
}

QString RouterDecisionModel::expertText(int expert) const
{
    if (expert < 0 || size_t(expert) >= experts_.size()) return {};
    const Expert& e = experts_[size_t(expert)];
    QString text = tr("%1: score %2").arg(expertName(expert), numberText(double(e.score)));
    if (e.muted) return tr("%1, muted by the experiment").arg(text);
    if (hasBias())
        text += tr(", with bias %1 (%2)").arg(numberText(double(e.selection)),
                                              (e.selection < e.score ? QStringLiteral("−") : QStringLiteral("+"))
                                                  + numberText(double(std::abs(e.selection - e.score))));
    if (!groups_.empty()) {
        const int group = expert / again_.groupSize;
        text += e.kept ? tr(", group %1 stays").arg(group) : tr(", group %1 is out").arg(group);
    }
    const int rank = rankOf(expert);
    if (rank < 0) return text;
    return tr("%1, chosen with weight %2").arg(text, numberText(double(weights_[size_t(rank)].weight)));
}

QString RouterDecisionModel::emptyReason() const
{
    const engine::ModelCard* card = timeline_.card();
    if (!card) return tr("No model is loaded and no recording is open.");
    if (card->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (timeline_.size() == 0) return tr("Ask something: every token shows here how a layer chose its experts.");
    if (selection_.token() < 0) return tr("No token is selected.");
    if (moeIndex(*card, layer_) < 0)
        return tr("%1 is dense: it has no router. Down arrow: the next layer.").arg(layerName(layer_));
    if (weights_.empty()) return tr("The routing of token %1 was not captured.").arg(selection_.token());
    return {};
}

Sentence RouterDecisionModel::title() const
{
    if (!token() || layer_ < 0) return {tr("Router"), tr("how a layer chose its experts"), {}, {}};
    return {tr("How %1 chose experts").arg(layerName(layer_)), tr("token %1 ").arg(selection_.token()),
            quotedText(token()->piece), {}};
}

QString RouterDecisionModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList names;
    for (const Weight& weight : weights_)
        names << QStringLiteral("%1 %2").arg(expertName(weight.expert), numberText(double(weight.weight)));
    const QString chosen = tr("%1 chose %2.").arg(layerName(layer_), names.join(QStringLiteral(", ")));
    return chosen + u' ' + remarks().join(u' ');
}

QString RouterDecisionModel::explanation() const
{
    return tr("A router decides in steps. 1: its outputs become scores, each by itself (sigmoid) or as shares of 1 "
              "(softmax). 2: a correction bias, learned to keep the load balanced, is added for the choice alone. 3: "
              "experts stand in groups, and only the best groups are looked into; a group counts as the sum of its "
              "two best (noaux_tc) or as its best (group_limited_greedy). 4: of what is left the best K win; the cut "
              "is the lowest that won. 5: the weights come from the scores of step 1, without bias: score ÷ sum of "
              "the chosen scores when the model normalises, times its routed_scaling_factor. All numbers were "
              "captured where the router computed them; the choice is made again from them and compared with the "
              "captured one.");
}

}  // namespace ui
