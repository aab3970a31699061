// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routing.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

void RoutingSums::reset(const engine::ModelCard& card)
{
    const size_t cells = card.moe_layers.size() * size_t(card.n_routed_experts);
    weight.assign(cells, 0);
    score.assign(cells, 0);
    chosen.assign(cells, 0);
    tokens = scored = places = 0;
}

void RoutingSums::count(const TokenRouting& routing, int sign)
{
    const size_t experts = routing.moeLayers() ? chosen.size() / size_t(routing.moeLayers()) : 0;
    for (int m = 0; m < routing.moeLayers(); ++m) {
        const size_t row = size_t(m) * experts;
        const auto ids = routing.experts(m);
        const auto weights = routing.weights(m);
        for (size_t k = 0; k < ids.size(); ++k) {
            weight[row + ids[k]] += sign * double(weights[k]);
            chosen[row + ids[k]] += sign;
        }
        if (!routing.hasScores()) continue;
        const auto scores = routing.scores(m);
        for (size_t e = 0; e < experts; ++e) score[row + e] += sign * double(scores[e]);
    }
    tokens += sign;
    places += sign * routing.chosen();
    if (routing.hasScores()) scored += sign;
}

RoutingModel::RoutingModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void RoutingModel::update()
{
    values_.clear();
    maximum_ = 0;
    if (!timeline_.card()) return;
    if (span_ == Span::Reply) foldReply();
    else foldRecent();
    fillValues();
}

void RoutingModel::foldReply()
{
    const engine::ModelCard& card = *timeline_.card();
    if (replyRevision_ != timeline_.revision()) {
        replyRevision_ = timeline_.revision();
        reply_.reset(card);
        folded_ = timeline_.firstOfReply();
    }
    for (folded_ = std::max(folded_, timeline_.firstOfReply()); folded_ < timeline_.size(); ++folded_) {
        if (const auto routing = TokenRouting::of(timeline_.token(folded_), card)) reply_.add(*routing);
    }
}

/// The window slides: what stays in it is not added up again. Sums of single-precision numbers lose nothing that is
/// seen in double precision, however often they are added and taken away.
void RoutingModel::foldRecent()
{
    const int end = std::clamp(selection_.token() + 1, 0, timeline_.size());
    const int first = std::max(0, end - (span_ == Span::Token ? 1 : window_tokens));
    const bool slides = recentRevision_ == timeline_.revision() && first < recentEnd_ && recentFirst_ < end;
    if (!slides) {
        recent_.reset(*timeline_.card());
        recentFirst_ = recentEnd_ = first;
    }
    for (int position = recentFirst_; position < recentEnd_; ++position)
        if (position < first || position >= end) foldRecent(position, false);
    for (int position = first; position < end; ++position)
        if (position < recentFirst_ || position >= recentEnd_) foldRecent(position, true);
    recentRevision_ = timeline_.revision();
    recentFirst_ = first;
    recentEnd_ = end;
}

void RoutingModel::foldRecent(int position, bool in)
{
    const auto routing = TokenRouting::of(timeline_.token(position), *timeline_.card());
    if (routing) in ? recent_.add(*routing) : recent_.remove(*routing);
}

double RoutingModel::value(size_t at) const
{
    const RoutingSums& s = sums();
    if (quantity_ == Quantity::Score) return std::max(0.0, s.score[at]) / s.scored;
    return (quantity_ == Quantity::Weight ? s.weight[at] : double(s.chosen[at])) / s.tokens;
}

int RoutingModel::expertsPerToken() const
{
    if (sums().tokens > 0) return sums().places / sums().tokens;
    return timeline_.card() ? timeline_.card()->num_experts_per_tok : 0;
}

void RoutingModel::fillValues()
{
    const engine::ModelCard& card = *timeline_.card();
    const auto columns = size_t(card.n_routed_experts);
    values_.assign(size_t(card.num_hidden_layers) * columns, std::numeric_limits<float>::quiet_NaN());
    if ((quantity_ == Quantity::Score ? sums().scored : sums().tokens) == 0) return;
    for (size_t m = 0; m < card.moe_layers.size(); ++m) {
        float* row = values_.data() + size_t(card.moe_layers[m]) * columns;
        for (size_t e = 0; e < columns; ++e) {
            row[e] = float(value(m * columns + e));
            maximum_ = std::max(maximum_, row[e]);
        }
    }
}

QString RoutingModel::layerLabel(int layer) const
{
    return isDense(layer) ? tr("%1 dense").arg(layerName(layer)) : layerName(layer);
}

QString RoutingModel::cellText(int layer, int expert) const
{
    if (isDense(layer)) return tr("%1 has no router: a dense layer").arg(layerName(layer));
    const size_t at = size_t(layer) * size_t(experts()) + size_t(expert);
    const float shown = at < values_.size() ? values_[at] : std::numeric_limits<float>::quiet_NaN();
    const QString name = QStringLiteral("%1 · %2").arg(layerName(layer), expertName(expert));
    if (std::isnan(shown)) return tr("%1: not captured").arg(name);
    const QString number = quantity_ == Quantity::Share ? percentText(double(shown))
                                                        : QString::number(double(shown), 'f', 3);
    return QStringLiteral("%1: %2 %3").arg(name, quantityText(), number);
}

QString RoutingModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (timeline_.card()->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (timeline_.size() == 0) return tr("Ask something: every token shows its experts here as it appears.");
    if (sums().tokens > 0) {
        const bool missing = quantity_ == Quantity::Score && sums().scored == 0;
        return missing ? tr("Router scores were not captured for %1.").arg(spanText()) : QString();
    }
    if (span_ != Span::Reply && selection_.token() < 0) return tr("No token is selected.");
    return tr("No routing was captured for %1.").arg(spanText());
}

QString RoutingModel::spanText() const
{
    if (span_ == Span::Token) return tr("token %1").arg(selection_.token());
    if (span_ == Span::Window)
        return tr("the %n tokens up to token %1", nullptr, recent_.tokens).arg(selection_.token());
    return tr("the %n tokens of this reply", nullptr, reply_.tokens);
}

QString RoutingModel::quantityText() const
{
    const bool one = span_ == Span::Token;
    switch (quantity_) {
    case Quantity::Weight: return one ? tr("gate weight") : tr("mean gate weight");
    case Quantity::Share: return one ? tr("chosen") : tr("share of tokens");
    case Quantity::Score: return one ? tr("router score") : tr("mean router score");
    }
    return {};
}

Sentence RoutingModel::title() const
{
    Sentence title{tr("Routing map"), {}, {}, {}};
    if (!timeline_.card()) return title;
    const engine::ModelCard& card = *timeline_.card();
    if (sums().tokens > 0) title.before = spanText();
    const engine::TokenEvent* token = timeline_.token(selection_.token());
    if (span_ == Span::Token && token && sums().tokens > 0) {
        title.before += u' ';
        title.token = quotedText(token->piece);
    }
    title.after = (title.before.isEmpty() ? tr("%1 layers × %2 experts, top-%3 · %4")
                                          : tr(", %1 layers × %2 experts, top-%3 · %4"))
                      .arg(card.num_hidden_layers).arg(card.n_routed_experts).arg(expertsPerToken())
                      .arg(quantityText());
    return title;
}

QString RoutingModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const auto columns = size_t(experts());
    const bool marked = selection_.layer() >= 0 && selection_.layer() < layers() && !isDense(selection_.layer());
    const int layer = marked ? selection_.layer() : timeline_.card()->moe_layers.front();
    const auto row = values_.begin() + std::ptrdiff_t(size_t(layer) * columns);
    const int expert = int(std::max_element(row, row + std::ptrdiff_t(columns)) - row);
    const QString even = quantity_ == Quantity::Share && span_ != Span::Token
        ? tr(" An even share would be %1.").arg(percentText(double(expertsPerToken()) / experts()))
        : QString();
    return tr("For %1, layer %2 is strongest at expert %3: %4.")
               .arg(spanText(), layerName(layer), expertName(expert), cellText(layer, expert)) + even;
}

QString RoutingModel::explanation() const
{
    return tr("Each row is a layer, each column one of its routed experts. Before a token enters a layer's experts, "
              "a small router scores all of them and the token is sent to the best few; the brighter the cell, the "
              "more that expert's answer counted. The shared expert, apart on the right, always runs with weight 1. "
              "Dense layers have no router and stay empty. All numbers were captured where the router computed them.");
}

QStringList RoutingModel::headers() const
{
    if (span_ == Span::Token) {
        return {tr("Layer"), tr("Expert"), tr("Gate weight"), tr("Router score"), tr("Correction bias"), tr("Rank")};
    }
    return {tr("Layer"), tr("Expert"), tr("Mean gate weight"), tr("Times chosen"), tr("Share of tokens"),
            tr("Mean router score")};
}

int RoutingModel::rowCount() const
{
    if (!timeline_.card() || sums().tokens == 0) return 0;
    const int width = span_ == Span::Token ? expertsPerToken() : experts();
    return int(timeline_.card()->moe_layers.size()) * width;
}

QVariant RoutingModel::cell(int row, int column) const
{
    return span_ == Span::Token ? chosenCell(row, column) : totalCell(row, column);
}

QVariant RoutingModel::chosenCell(int row, int column) const
{
    const engine::ModelCard& card = *timeline_.card();
    const auto routing = TokenRouting::of(timeline_.token(selection_.token()), card);
    if (!routing || row >= routing->moeLayers() * routing->chosen()) return {};
    const int m = row / routing->chosen(), rank = row % routing->chosen();
    const int expert = routing->experts(m)[size_t(rank)];
    switch (column) {
    case 0: return layerName(card.moe_layers[size_t(m)]);
    case 1: return expertName(expert);
    case 2: return routing->weights(m)[size_t(rank)];
    case 3: return routing->hasScores() ? QVariant(routing->scores(m)[size_t(expert)]) : QVariant();
    case 4: return selectionBias(card, timeline_.router(), m, expert);
    default: return rank + 1;
    }
}

QVariant RoutingModel::totalCell(int row, int column) const
{
    const RoutingSums& s = sums();
    const auto at = size_t(row);
    if (at >= s.weight.size() || row >= rowCount()) return {};
    switch (column) {
    case 0: return layerName(timeline_.card()->moe_layers[at / size_t(experts())]);
    case 1: return expertName(row % experts());
    case 2: return float(s.weight[at] / s.tokens);
    case 3: return s.chosen[at];
    case 4: return float(double(s.chosen[at]) / s.tokens);
    default: return s.scored ? QVariant(float(std::max(0.0, s.score[at]) / s.scored)) : QVariant();
    }
}

}  // namespace ui
