// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/candidates.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <algorithm>
#include <cmath>

namespace ui {

CandidatesModel::CandidatesModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void CandidatesModel::update()
{
    candidates_.clear();
    experts_.clear();
    cut_ = std::numeric_limits<float>::quiet_NaN();
    const engine::ModelCard* card = timeline_.card();
    const engine::TokenEvent* token = timeline_.token(selection_.token());
    if (!card || !token) return;
    layer_ = selection_.layer();
    if (layer_ < 0 && !card->moe_layers.empty()) layer_ = card->moe_layers.front();
    readCandidates(*token);
    readExperts(*token);
}

void CandidatesModel::readCandidates(const engine::TokenEvent& token)
{
    for (const engine::Candidate& c : token.candidates) {
        candidates_.push_back({visibleText(c.text), c.before, c.after, c.id == token.id});
    }
}

void CandidatesModel::readExperts(const engine::TokenEvent& token)
{
    const engine::ModelCard& card = *timeline_.card();
    const int m = moeIndex(card, layer_);
    const auto routing = TokenRouting::of(&token, card);
    if (m < 0 || !routing || !routing->hasScores()) return;
    const engine::RouterOverride router = timeline_.router();
    for (const float score : routing->scores(m)) {
        experts_.push_back({score, score + selectionBias(card, router, m, int(experts_.size())), false});
    }
    for (const auto expert : routing->experts(m)) {
        experts_[expert].chosen = true;
        cut_ = std::fmin(cut_, experts_[expert].selection);
    }
}

bool CandidatesModel::hasBias() const
{
    return timeline_.card() && hasSelectionBias(*timeline_.card(), timeline_.router());
}

QString CandidatesModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (timeline_.size() == 0)
        return tr("Ask something: every token of the reply shows here what else could have come.");
    if (selection_.token() < 0) return tr("No token is selected.");
    if (!timeline_.token(selection_.token())) return tr("Token %1 was not captured.").arg(selection_.token());
    return {};
}

QString CandidatesModel::candidatesNote() const
{
    if (!candidates_.empty()) return {};
    const engine::TokenEvent* token = timeline_.token(selection_.token());
    if (token && token->phase == engine::Phase::Prefill) return tr("A token of the prompt: nothing was chosen here.");
    return tr("The candidates of this token were not captured.");
}

QString CandidatesModel::expertsNote() const
{
    if (!timeline_.card() || layer_ < 0) return {};
    const QString layer = layerName(layer_);
    if (moeIndex(*timeline_.card(), layer_) < 0) return tr("%1 is dense: it has no router").arg(layer);
    if (experts_.empty()) return tr("router scores in %1 were not captured").arg(layer);
    const auto chosen = std::count_if(experts_.begin(), experts_.end(), [](const auto& e) { return e.chosen; });
    const QString note = tr("router scores in %1 · dashed: top-%2 cut").arg(layer).arg(chosen);
    return hasBias() ? tr("%1 · outline or dot: with bias").arg(note) : note;
}

Sentence CandidatesModel::title() const
{
    const engine::TokenEvent* token = timeline_.token(selection_.token());
    if (!token) return {tr("Token"), tr("what else could have come"), {}, {}};
    return {tr("Token %1").arg(selection_.token()), {}, quotedText(token->piece), tr(", what else could have come")};
}

QString CandidatesModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const auto chosen = std::find_if(candidates_.begin(), candidates_.end(), [](const auto& c) { return c.chosen; });
    QString text = candidatesNote();
    if (chosen != candidates_.end()) {
        text = tr("%1 was chosen with %2 (%3 before the sampler's settings).")
                   .arg(chosen->text, percentText(double(chosen->after)), percentText(double(chosen->before)));
    }
    QStringList names;
    for (size_t e = 0; e < experts_.size(); ++e) {
        if (experts_[e].chosen) names << expertName(int(e));
    }
    if (names.isEmpty()) return text;
    return tr("%1 %2 chose %3.").arg(text, layerName(layer_), names.join(QStringLiteral(", ")));
}

QString CandidatesModel::explanation() const
{
    return tr("Above: the most probable tokens at this position, the grey bar as the model gave them, the coloured bar "
              "after temperature and filters; the one that came is marked. Below: the router's score for every expert "
              "of the selected layer. The outline (a dot when there are many) adds the correction bias, which only "
              "helps to choose. The experts that were chosen are marked; the dashed line is the lowest value among "
              "them.");
}

QStringList CandidatesModel::headers() const
{
    return {tr("Kind"), tr("Name"), tr("Before"), tr("After"), tr("Chosen")};
}

QVariant CandidatesModel::cell(int row, int column) const
{
    const auto at = size_t(row);
    const bool isCandidate = at < candidates_.size();
    if (!isCandidate && at - candidates_.size() >= experts_.size()) return {};
    const size_t e = at - candidates_.size();
    const bool chosen = isCandidate ? candidates_[at].chosen : experts_[e].chosen;
    switch (column) {
    case 0: return isCandidate ? tr("token: probability before and after sampling settings")
                               : tr("expert of %1: score before and after bias").arg(layerName(layer_));
    case 1: return isCandidate ? candidates_[at].text : expertName(int(e));
    case 2: return isCandidate ? candidates_[at].before : experts_[e].score;
    case 3: return isCandidate ? candidates_[at].after : experts_[e].selection;
    default: return chosen ? tr("chosen") : QString();
    }
}

}  // namespace ui
