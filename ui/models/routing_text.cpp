// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the routing map says: sentences and rows.
#include "ui/models/labels.h"
#include "ui/models/routing.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

QVariant known(float value) { return std::isnan(value) ? QVariant() : QVariant(value); }

}  // namespace

QString RoutingModel::layerLabel(int layer) const
{
    return isDense(layer) ? tr("%1 dense").arg(layerName(layer)) : layerName(layer);
}

QString RoutingModel::number(float value) const
{
    switch (quantity_) {
    case Quantity::Share: return percentText(double(value));
    case Quantity::Entropy: return tr("%1 bits").arg(double(value), 0, 'f', 3);
    case Quantity::Difference:
        return QStringLiteral("%1%2 %").arg(QChar(value < 0 ? u'−' : u'+'))
            .arg(100 * std::abs(double(value)), 0, 'f', 1);
    default: return QString::number(double(value), 'f', 3);
    }
}

QString RoutingModel::cellText(int layer, int expert) const
{
    if (isDense(layer)) return tr("%1 has no router: a dense layer").arg(layerName(layer));
    const size_t at = size_t(layer) * size_t(experts()) + size_t(expert);
    const float shown = at < values_.size() ? values_[at] : std::nanf("");
    const QString name = QStringLiteral("%1 · %2").arg(layerName(layer), expertName(expert));
    if (std::isnan(shown)) return tr("%1: not captured").arg(name);
    const QString text = QStringLiteral("%1: %2 %3").arg(name, quantityText(), number(shown));
    return isUnused(layer, expert) ? tr("%1; never chosen").arg(text) : text;
}

QString RoutingModel::barName() const { return oneToken() ? tr("evenness") : tr("max / mean"); }

QString RoutingModel::balanceText(int layer) const
{
    const float even = evenness(layer);
    if (std::isnan(even)) return isDense(layer) ? cellText(layer, 0) : tr("%1: not captured").arg(layerName(layer));
    const auto beside = [](double value, double chance) {
        const QString text = QString::number(value, 'f', 2);
        return std::isnan(chance) ? text : tr("%1 (by chance %2)").arg(text).arg(chance, 0, 'f', 2);
    };
    const double most = std::log2(double(experts()));
    const QString bits = beside(double(even) * most, double(evennessByChance_) * most);
    const QString largest = QString::number(most, 'f', 2);
    if (oneToken()) {
        return tr("%1: entropy of the token's router scores %2 of at most %3 bits")
            .arg(layerName(layer), bits, largest);
    }
    return tr("%1: the busiest expert has %2 times the mean load; entropy of the load %3 of at most %4 bits")
        .arg(layerName(layer), beside(double(busiest(layer)), double(busiestByChance_)), bits, largest);
}

std::optional<RoutingModel::Place> RoutingModel::find(const QString& words) const
{
    static const QRegularExpression form(QStringLiteral("^\\s*(?:L\\s*(\\d{1,4}))?\\s*(?:E?\\s*(\\d{1,5}))?\\s*$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(words);
    const QString layer = match.captured(1), expert = match.captured(2);
    if (!timeline_.card() || timeline_.card()->moe_layers.empty() || (layer.isEmpty() && expert.isEmpty())) return {};
    const bool selected = moeIndex(*timeline_.card(), selection_.layer()) >= 0;
    Place place{selected ? selection_.layer() : timeline_.card()->moe_layers.front(), -1};
    if (!layer.isEmpty()) place.layer = layer.toInt() - 1;
    if (!expert.isEmpty()) place.expert = expert.toInt();
    const bool known = place.layer >= 0 && place.layer < layers() && !isDense(place.layer);
    return known && place.expert < experts() ? std::optional(place) : std::nullopt;
}

QString RoutingModel::findable() const
{
    if (!timeline_.card() || timeline_.card()->moe_layers.empty()) return tr("This model has no routers.");
    const auto& moe = timeline_.card()->moe_layers;
    return tr("Experts are %1 to %2, layers with a router %3 to %4: write %5.")
        .arg(expertName(0), expertName(experts() - 1), layerName(moe.front()), layerName(moe.back()),
             layerName(moe.back()) + u' ' + expertName(experts() - 1));
}

QString RoutingModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (timeline_.card()->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (timeline_.size() == 0) return tr("Ask something: every token shows its experts here as it appears.");
    if (sums_.tokens > 0) {
        const bool missing = needsScores() && !hasScores();
        return missing ? tr("Router scores were not captured for %1.").arg(spanText()) : QString();
    }
    const bool ofToken = selection_.span() == Span::Token || selection_.span() == Span::Window;
    if (ofToken && selection_.token() < 0) return tr("No token is selected.");
    if (selection_.segment() && !oneToken() && sums_.missing == 0)
        return tr("There are no such tokens: %1.").arg(spanText());
    return tr("No routing was captured for %1.").arg(spanText());
}

QString RoutingModel::tokensText() const
{
    if (selection_.segment() == Segment::Prompt) return tr("%n prompt tokens", nullptr, sums_.tokens);
    if (selection_.segment() == Segment::Thinking) return tr("%n thinking tokens", nullptr, sums_.tokens);
    if (selection_.segment() == Segment::Answer) return tr("%n answer tokens", nullptr, sums_.tokens);
    return tr("%n tokens", nullptr, sums_.tokens);
}

QString RoutingModel::spanText() const
{
    switch (selection_.span()) {
    case Span::Token: return tr("token %1").arg(selection_.token());
    case Span::Window:
        return tr("%1 up to token %2, fading by half every %3")
            .arg(tokensText()).arg(selection_.token()).arg(RoutingWindow::half_life);
    case Span::Reply: return tr("the %1 of this reply").arg(tokensText());
    case Span::Session: return tr("the %1 of this conversation").arg(tokensText());
    }
    return {};
}

QString RoutingModel::quantityText() const
{
    const bool one = oneToken();
    switch (quantity_) {
    case Quantity::Weight: return one ? tr("gate weight") : tr("mean gate weight");
    case Quantity::Share: return one ? tr("chosen") : tr("share of tokens");
    case Quantity::Score: return one ? tr("router score") : tr("mean router score");
    case Quantity::Entropy: return tr("part of the scores' entropy");
    case Quantity::Difference: return tr("share less the even share");
    }
    return {};
}

Sentence RoutingModel::title() const
{
    Sentence title{tr("Routing map"), {}, {}, {}};
    if (!timeline_.card()) return title;
    const engine::ModelCard& card = *timeline_.card();
    if (sums_.tokens > 0) title.before = spanText();
    const engine::TokenEvent* token = timeline_.token(selection_.token());
    if (oneToken() && token && sums_.tokens > 0) {
        title.before += u' ';
        title.token = quotedText(token->piece);
    }
    title.after = (title.before.isEmpty() ? tr("%1 layers × %2 experts, top-%3 · %4")
                                          : tr(", %1 layers × %2 experts, top-%3 · %4"))
                      .arg(card.num_hidden_layers).arg(card.n_routed_experts)
                      .arg(QString::number(expertsPerToken(), 'g', 3), quantityText());
    return title;
}

QString RoutingModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const bool marked = selection_.layer() >= 0 && selection_.layer() < layers() && !isDense(selection_.layer());
    const int layer = marked ? selection_.layer() : timeline_.card()->moe_layers.front();
    QStringList sentences{strongestText(layer), balanceText(layer) + u'.'};
    if (!oneToken()) sentences << unusedText(layer);
    if (const QString left = leftOutText(); !left.isEmpty()) sentences << left;
    return sentences.join(u' ');
}

QString RoutingModel::strongestText(int layer) const
{
    const auto row = values_.begin() + std::ptrdiff_t(layer) * experts();
    const int expert = int(std::max_element(row, row + experts()) - row);
    const QString even = quantity_ == Quantity::Share && !oneToken()
        ? tr(" An even share would be %1.").arg(percentText(evenShare()))
        : QString();
    return tr("For %1, layer %2 is strongest at expert %3: %4.")
               .arg(spanText(), layerName(layer), expertName(expert), cellText(layer, expert)) + even;
}

QString RoutingModel::unusedText(int layer) const
{
    return tr("%1 of %2 experts of %3 were never chosen in %4; by chance %5 would be.")
        .arg(unused(layer)).arg(experts()).arg(layerName(layer), tokensText(),
                                               QString::number(unusedByChance(), 'f', 1));
}

QString RoutingModel::leftOutText() const
{
    QStringList left;
    if (!complete_) left << tr("The rest of the conversation is still being added up.");
    if (sums_.missing > 0)
        left << tr("%n tokens have no captured routing and are not counted.", nullptr, sums_.missing);
    const bool someScores = hasScores() && sums_.scored < sums_.mass * (1 - 1e-9);
    if (someScores && needsScores()) {
        left << tr("Router scores are there for %1 of these tokens only.").arg(percentText(sums_.scored / sums_.mass));
    }
    if (selection_.span() == Span::Session && session_.otherModels() > 0)
        left << tr("%n tokens of another model are left out.", nullptr, session_.otherModels());
    if (selection_.span() == Span::Session && session_.experiments() > 0)
        left << tr("%n tokens were made under an experiment.", nullptr, session_.experiments());
    return left.join(u' ');
}

QString RoutingModel::explanation() const
{
    return tr("Each row is a layer, each column one of its routed experts. Before a token enters a layer's experts, "
              "a small router scores all of them and the token is sent to the best few; the brighter the cell, the "
              "more that expert's answer counted. The shared expert, apart on the right, always runs with weight 1. "
              "Dense layers have no router and stay empty. All numbers were captured where the router computed them.")
        + QStringLiteral("\n\n")
        + tr("Whole reply is what was generated, and its prompt when prompt is chosen. In the fading window a token "
             "counts half as much as the one %1 tokens after it, and nothing after %2. Entropy: p is an expert's mean "
             "router score divided by the sum over its layer; a cell is −p log₂ p bits, and a row adds up to the "
             "layer's entropy. Difference: share of the tokens less the even share K/E. A dash marks an expert that no "
             "token was sent to; by chance, E (1 − K/E)ⁿ of E experts would stay without one of n tokens.")
              .arg(RoutingWindow::half_life).arg(RoutingWindow::length)
        + QStringLiteral("\n\n")
        + tr("The bars on the right tell how evenly a layer is used: the load of its busiest expert divided by the "
             "mean load, 1 where all are chosen equally often. Few tokens cannot be even: the line is what choices by "
             "pure chance would give, and so is the number beside every entropy. For a single token, which always goes "
             "to K experts, the bars are the entropy of its router scores divided by log₂ E.");
}

QStringList RoutingModel::headers() const
{
    if (oneToken()) {
        return {tr("Layer"), tr("Expert"), tr("Gate weight"), tr("Router score"), tr("Correction bias"), tr("Rank"),
                tr("Evenness of the scores")};
    }
    return {tr("Layer"), tr("Expert"), tr("Mean gate weight"), tr("Times chosen"), tr("Share of tokens"),
            tr("Mean router score"), tr("Difference from even share"), tr("Entropy, bits"), tr("Evenness of the layer"),
            tr("Evenness by chance"), tr("Busiest / mean of the layer"), tr("Busiest / mean by chance")};
}

int RoutingModel::rowCount() const
{
    if (!timeline_.card() || sums_.tokens == 0) return 0;
    const int width = oneToken() ? int(expertsPerToken()) : experts();
    return int(timeline_.card()->moe_layers.size()) * width;
}

QVariant RoutingModel::cell(int row, int column) const
{
    return oneToken() ? chosenCell(row, column) : totalCell(row, column);
}

QVariant RoutingModel::chosenCell(int row, int column) const
{
    const engine::ModelCard& card = *timeline_.card();
    const auto routing = TokenRouting::of(timeline_.token(selection_.token()), card);
    if (!routing || row >= routing->moeLayers() * routing->chosen()) return {};
    const int m = row / routing->chosen(), rank = row % routing->chosen();
    const int expert = routing->experts(m)[size_t(rank)];
    const int layer = card.moe_layers[size_t(m)];
    switch (column) {
    case 0: return layerName(layer);
    case 1: return expertName(expert);
    case 2: return routing->weights(m)[size_t(rank)];
    case 3: return routing->hasScores() ? QVariant(routing->scores(m)[size_t(expert)]) : QVariant();
    case 4: return selectionBias(card, timeline_.router(), m, expert);
    case 5: return rank + 1;
    default: return known(evenness(layer));
    }
}

QVariant RoutingModel::totalCell(int row, int column) const
{
    const RoutingSums& s = sums_;
    const auto at = size_t(row);
    if (at >= s.weight.size() || row >= rowCount()) return {};
    const int m = row / experts(), layer = timeline_.card()->moe_layers[size_t(m)];
    const bool fades = selection_.span() == Span::Window;
    switch (column) {
    case 0: return layerName(layer);
    case 1: return expertName(row % experts());
    case 2: return float(s.weight[at] / s.mass);
    case 3: return fades ? QVariant(float(std::max(0.0, s.chosen[at]))) : QVariant(int(std::lround(s.chosen[at])));
    case 4: return float(std::max(0.0, s.chosen[at]) / s.mass);
    case 5: return hasScores() ? QVariant(float(std::max(0.0, s.score[at]) / s.scored)) : QVariant();
    case 6: return float(s.chosen[at] / s.mass - evenShare());
    case 7: return hasScores() ? QVariant(float(scoreEntropy(m, row % experts()))) : QVariant();
    case 8: return known(evenness(layer));
    case 9: return known(evennessByChance_);
    case 10: return known(busiest(layer));
    default: return known(busiestByChance_);
    }
}

}  // namespace ui
