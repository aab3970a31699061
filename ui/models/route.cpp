// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/route.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <algorithm>

namespace ui {

RouteModel::RouteModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void RouteModel::update()
{
    layers_.clear();
    places_.clear();
    largest_ = 0;
    const engine::ModelCard* card = timeline_.card();
    if (!card) return;
    const auto routing = TokenRouting::of(token(), *card);
    if (!routing) return;
    layers_.resize(size_t(card->num_hidden_layers));
    for (int m = 0; m < routing->moeLayers(); ++m) {
        const int number = card->moe_layers[size_t(m)];
        Layer& layer = layers_[size_t(number)];
        layer.strongest = routing->strongest(m);
        for (size_t k = 0; k < routing->experts(m).size(); ++k) {
            layer.experts.push_back({int(routing->experts(m)[k]), routing->weights(m)[k]});
            largest_ = std::max(largest_, layer.experts.back().weight);
            places_.push_back({number, int(k)});
        }
    }
}

QString RouteModel::layerText(int layer) const
{
    if (layer < 0 || size_t(layer) >= layers_.size()) return {};
    const Layer& shown = layers_[size_t(layer)];
    if (shown.experts.empty()) return tr("%1 is dense: every token takes the same way").arg(layerName(layer));
    QStringList names;
    for (const Expert& expert : shown.experts)
        names << QStringLiteral("%1 %2").arg(expertName(expert.number)).arg(double(expert.weight), 0, 'f', 3);
    return QStringLiteral("%1: %2").arg(layerName(layer), names.join(QStringLiteral(", ")));
}

QString RouteModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (timeline_.card()->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (timeline_.size() == 0) return tr("Ask something: every token shows here its way through the layers.");
    if (selection_.token() < 0) return tr("No token is selected.");
    return layers_.empty() ? tr("The routing of token %1 was not captured.").arg(selection_.token()) : QString();
}

Sentence RouteModel::title() const
{
    if (!token()) return {tr("Way through all layers"), tr("which experts each one chose"), {}, {}};
    return {tr("Way through all layers"), tr("token %1 ").arg(selection_.token()), quotedText(token()->piece), {}};
}

QString RouteModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const Place* best = nullptr;
    for (const Place& place : places_) {
        const auto weight = [this](const Place& p) { return layers_[size_t(p.layer)].experts[size_t(p.rank)].weight; };
        if (!best || weight(place) > weight(*best)) best = &place;
    }
    const Expert& expert = layers_[size_t(best->layer)].experts[size_t(best->rank)];
    const QString text = tr("The largest gate weight of this token is %1, of %2 in %3.")
        .arg(double(expert.weight), 0, 'f', 3).arg(expertName(expert.number), layerName(best->layer));
    const QString here = layerText(selection_.layer());
    return here.isEmpty() ? text : QStringLiteral("%1 %2.").arg(text, here);
}

QString RouteModel::explanation() const
{
    return tr("One row for every layer, from the first (top) to the last. A dot is an expert the token was sent to, "
              "placed by its number; the larger, the larger its gate weight, with the largest of this token as the "
              "largest dot. The line joins the strongest expert of each layer. Numbers of experts mean nothing by "
              "themselves: expert 5 of one layer has nothing to do with expert 5 of the next, so the line’s turns "
              "are no measure of anything. Dense layers have no router. Click a dot to select that expert in all "
              "views.");
}

QStringList RouteModel::headers() const
{
    return {tr("Layer"), tr("Expert"), tr("Gate weight"), tr("Rank")};
}

QVariant RouteModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const Place place = places_[size_t(row)];
    const Expert& expert = layers_[size_t(place.layer)].experts[size_t(place.rank)];
    switch (column) {
    case 0: return layerName(place.layer);
    case 1: return expertName(expert.number);
    case 2: return expert.weight;
    default: return place.rank + 1;
    }
}

}  // namespace ui
