// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/effects.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <algorithm>
#include <cmath>

namespace ui {

EffectsModel::EffectsModel(const Timeline& timeline, const Selection& selection, const Findings& findings)
    : timeline_(timeline), selection_(selection), findings_(findings)
{
}

void EffectsModel::update()
{
    effects_ = nullptr;
    const engine::ModelCard* card = timeline_.card();
    if (!card) return;
    layer_ = selection_.layer();
    if (layer_ < 0 && !card->moe_layers.empty()) layer_ = card->moe_layers.front();
    effects_ = findings_.effects(timeline_.reply(), selection_.token(), layer_);
    // A context that goes on differently than it did when that was computed.
    if (effects_ && next() && next()->id != effects_->target) effects_ = nullptr;
}

float EffectsModel::largestNorm() const
{
    float largest = 0;
    for (int i = 0; effects_ && i < int(effects_->experts.size()); ++i)
        largest = std::max(largest, effects_->experts[size_t(i)].norm);
    return largest;
}

float EffectsModel::largestChange() const
{
    float largest = 0;
    for (int i = 0; effects_ && i < int(effects_->experts.size()); ++i)
        largest = std::max(largest, std::abs(effects_->experts[size_t(i)].logit));
    return largest;
}

QString EffectsModel::nameOf(const engine::ExpertEffects::One& one) const
{
    return one.expert < 0 ? tr("shared") : expertName(one.expert);
}

QString EffectsModel::changeText(float logit)
{
    const QString digits = QString::number(std::abs(double(logit)), 'f', 3);
    return (logit < 0 ? QStringLiteral("−") : QStringLiteral("+")) + digits;
}

QString EffectsModel::nextText() const
{
    return next() ? quotedText(next()->piece) : QString();
}

QString EffectsModel::cannotAsk() const
{
    if (!next()) {
        const bool last = selection_.token() + 1 >= timeline_.size();
        return last ? tr("Nothing came after this token: there is no effect to look at.")
                    : tr("The token after this one was not captured.");
    }
    if (!timeline_.isCaptured(0, selection_.token() + 1)) return tr("Some tokens before this one were not captured.");
    if (findings_.isAsking()) return tr("Another question is being answered.");
    if (!findings_.isReady()) return tr("The model that made this is not loaded, or a reply is being written.");
    return {};
}

std::optional<engine::EffectsProbe> EffectsModel::question() const
{
    if (!emptyReason().isEmpty() || !cannotAsk().isEmpty()) return {};
    return engine::EffectsProbe{timeline_.reply(), timeline_.ids(selection_.token() + 1), layer_, next()->id,
                                timeline_.router()};
}

bool EffectsModel::isAsking() const
{
    const auto* asked = findings_.asked() ? std::get_if<engine::EffectsProbe>(findings_.asked()) : nullptr;
    return asked && asked->reply == timeline_.reply() && asked->layer == layer_ &&
           int(asked->ids.size()) == selection_.token() + 1;
}

QString EffectsModel::stateText() const
{
    if (isAsking()) return tr("Running this token again, once whole and once without each expert…");
    if (findings_.failure() && !effects_)
        return tr("The last question failed: %1").arg(lineText(findings_.failure()->what));
    return {};
}

QString EffectsModel::emptyReason() const
{
    const engine::ModelCard* card = timeline_.card();
    if (!card) return tr("No model is loaded and no recording is open.");
    if (card->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (timeline_.size() == 0) return tr("Ask something: a token can then be run again without each of its experts.");
    if (selection_.token() < 0) return tr("No token is selected.");
    if (!token()) return tr("Token %1 was not captured.").arg(selection_.token());
    if (moeIndex(*card, layer_) < 0)
        return tr("%1 is dense: it has no experts. Down arrow: the next layer.").arg(layerName(layer_));
    return {};
}

Sentence EffectsModel::title() const
{
    if (!token() || layer_ < 0) return {tr("What each expert added"), {}, {}, {}};
    const QString layer = layerName(layer_);
    if (!next()) return {tr("What each expert added"), layer, {}, {}};
    return {tr("What each expert added"), tr("%1, and the effect on the token that followed, ").arg(layer), nextText(),
            {}};
}

QString EffectsModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    if (!effects_) return cannotAsk().isEmpty() ? tr("Not computed yet: run this token again.") : cannotAsk();
    QStringList parts;
    for (const auto& one : effects_->experts)
        parts << tr("%1: norm %2, logit %3")
                     .arg(nameOf(one), QString::number(double(one.norm), 'f', 2), changeText(one.logit));
    return tr("On the logit of %1, which was %2: %3.")
        .arg(nextText(), QString::number(double(effects_->target_logit), 'f', 3), parts.join(QStringLiteral("; ")));
}

QString EffectsModel::explanation() const
{
    return tr("The model is run again on the text up to this token: once as it was, and once for each chosen expert "
              "with that expert’s answer left out of this layer. Norm: the length (L2) of gate weight × the "
              "expert’s output, as it is added to the residual stream, whose own length stands below. Effect: the "
              "logit of the token that came next, with the expert minus without it; to the right, the expert raised "
              "it. Each time all layers behind were computed anew and chose their experts anew, so effects do not "
              "add up, and an effect includes what later layers made of the difference. One token in one context "
              "says nothing about what an expert is for.");
}

QStringList EffectsModel::headers() const
{
    return {tr("Expert"), tr("Gate weight"), tr("Norm"), tr("Effect on the next token’s logit")};
}

QVariant EffectsModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    if (row == int(effects_->experts.size())) {
        if (column == 0) return tr("residual stream");
        return column == 2 ? QVariant(effects_->stream_norm) : QVariant();
    }
    const auto& one = effects_->experts[size_t(row)];
    switch (column) {
    case 0: return nameOf(one);
    case 1: return one.weight;
    case 2: return one.norm;
    default: return one.logit;
    }
}

}  // namespace ui
