// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the comparison of two replies says: sentences and table.
#include "ui/models/reply_comparison.h"

#include "ui/models/experiment.h"
#include "ui/models/labels.h"

#include <cmath>

namespace ui {
namespace {

QString gridText(const engine::ModelCard& card)
{
    return ReplyComparison::tr("%1 layers × %2 experts, %3 with a router")
        .arg(card.num_hidden_layers).arg(card.n_routed_experts).arg(card.moe_layers.size());
}

QString bitsText(double bits)
{
    return std::isnan(bits) ? ReplyComparison::tr("not captured") : QString::number(bits, 'f', 3);
}

}  // namespace

QString ReplyComparison::gridProblem() const
{
    if (!first().card || !second().card) return tr("The model of one of the replies was not recorded.");
    const engine::ModelCard &a = *first().card, &b = *second().card;
    if (a.moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    const bool same = a.num_hidden_layers == b.num_hidden_layers && a.moe_layers == b.moe_layers
        && a.n_routed_experts == b.n_routed_experts;
    if (same) return {};
    return tr("These replies cannot be laid on each other: the first model has %1, the second %2.")
        .arg(gridText(a), gridText(b));
}

QString ReplyComparison::emptyReason() const
{
    if (!first_.id) return tr("Ask something, or open a session: two replies are compared here.");
    if (!second_.id) return tr("There is only one reply: regenerate it, ask again, or choose another session.");
    if (first_ == second_) return tr("Both are the same reply: choose another one.");
    if (!first().id || !second().id) return tr("One of the two replies is gone.");
    const auto running = conversation_.runningReply();
    if (running && (first_ == Choice{running} || second_ == Choice{running}))
        return tr("The reply is being written; it is compared when it is complete.");
    if (const QString problem = gridProblem(); !problem.isEmpty()) return problem;
    if (alignment_.pairs.empty()) return tr("The two replies have no token in common, or none was captured.");
    if (routing_.layers.front().pairs == 0) return tr("No routing was captured of the tokens they have in common.");
    return {};
}

Sentence ReplyComparison::title() const
{
    Sentence title{tr("Compare"), {}, {}, {}};
    if (!emptyReason().isEmpty()) return title;
    title.before = tr("%n aligned tokens", nullptr, int(alignment_.pairs.size()));
    title.after = tr(", %1 of the experts in common, by chance %2")
                      .arg(percentText(mean(&RoutingDifference::Layer::share)),
                           percentText(mean(&RoutingDifference::Layer::shareByChance)));
    return title;
}

QString ReplyComparison::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    int most = 0, least = 0;
    for (int m = 1; m < layers(); ++m) {
        if (routing_.layers[size_t(m)].share > routing_.layers[size_t(most)].share) most = m;
        if (routing_.layers[size_t(m)].share < routing_.layers[size_t(least)].share) least = m;
    }
    QString text = tr("%1 and %2: the routers agree most in layer %3 and least in layer %4. Jensen–Shannon divergence "
                      "of the usage: %5 bits on average, by chance %6.")
                       .arg(first().name, second().name, layerText(most), layerText(least),
                            bitsText(mean(&RoutingDifference::Layer::divergence)),
                            bitsText(mean(&RoutingDifference::Layer::divergenceByChance)));
    if (!alignment_.exact)
        text += u' ' + tr("They are too long and too different to be aligned by id between their common start and end: "
                          "there tokens are paired place by place.");
    return text;
}

QString ReplyComparison::explanation() const
{
    return tr("Prompt and reply of both are aligned by the longest common sequence of tokens: by id when one model "
              "made both, otherwise by the tokens' bytes; where that would take more than %1 comparisons, place by "
              "place. Each cell of the map is one aligned token in one layer: the share of the experts it was sent "
              "to that are the same in both replies, of the smaller choice. By chance K₁ · K₂ ÷ E experts are the "
              "same. The divergence is Jensen–Shannon's, 0 to 1 bit, of how often each expert of a layer was chosen "
              "over all captured tokens of prompt and reply, aligned or not. No two finite samples are alike: two of "
              "one distribution differ on average by ((S − K₁) ÷ n₁ + (S − K₂) ÷ n₂) ÷ (8 · ln 2) bits, to first "
              "order, for S experts that occur, K per token and n choices in all; tokens are taken to be "
              "independent, which neighbours in a text are not quite. Below that line there is nothing to explain.")
        .arg(groupedText(std::int64_t(largest_alignment)));
}

QString ReplyComparison::experiments() const
{
    if (!emptyReason().isEmpty()) return {};
    QString texts[] = {experimentText(first().started.router), experimentText(second().started.router)};
    if (texts[0] == texts[1]) return texts[0];
    for (QString& text : texts)
        if (text.isEmpty()) text = tr("as the model is");
    return QStringLiteral("%1; %2").arg(texts[0], texts[1]);
}

QString ReplyComparison::layerText(int moe) const
{
    const auto& layer = routing_.layers[size_t(moe)];
    return tr("%1: %2 (by chance %3), %4 bits (by chance %5)")
        .arg(layerName(decoderLayer(moe)), percentText(layer.share), percentText(layer.shareByChance),
             bitsText(layer.divergence), bitsText(layer.divergenceByChance));
}

QString ReplyComparison::pieceAt(int reply, int pair) const
{
    const auto& [a, b] = alignment_.pairs[size_t(pair)];
    const Timeline::Token& token = replies_[reply].context[size_t(reply == 0 ? a : b)];
    return token ? quotedText(token->piece) : tr("not captured");
}

QString ReplyComparison::cellText(int moe, int pair) const
{
    if (moe < 0 || moe >= layers() || pair < 0 || pair >= routing_.pairs) return {};
    const auto& [a, b] = alignment_.pairs[size_t(pair)];
    const float share = routing_.overlap[size_t(moe) * size_t(routing_.pairs) + size_t(pair)];
    const QString place = tr("%1, token %2 %3 and token %4 %5")
                              .arg(layerName(decoderLayer(moe)), QString::number(a), pieceAt(0, pair),
                                   QString::number(b), pieceAt(1, pair));
    if (std::isnan(share)) return tr("%1: not captured").arg(place);
    return tr("%1: %2 of the experts in common").arg(place, percentText(double(share)));
}

QStringList ReplyComparison::headers() const
{
    if (tableRows_ == Rows::Layers)
        return {tr("Layer"), tr("Aligned tokens"), tr("Experts in common"), tr("By chance"), tr("Share in common"),
                tr("Share by chance"), tr("Divergence in bits"), tr("Divergence by chance"), tr("Tokens, first"),
                tr("Tokens, second")};
    QStringList headers{tr("Position"), tr("First reply"), tr("Position, second"), tr("Second reply"),
                        tr("Share in common")};
    for (int m = 0; m < layers(); ++m) headers << layerName(decoderLayer(m));
    return headers;
}

int ReplyComparison::rowCount() const
{
    return tableRows_ == Rows::Layers ? layers() : routing_.pairs;
}

QVariant ReplyComparison::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    return tableRows_ == Rows::Layers ? layerCell(row, column) : tokenCell(row, column);
}

QVariant ReplyComparison::tokenCell(int row, int column) const
{
    const auto& [a, b] = alignment_.pairs[size_t(row)];
    const auto shareIn = [&](int moe) { return routing_.overlap[size_t(moe) * size_t(routing_.pairs) + size_t(row)]; };
    const auto captured = [](float share) { return std::isnan(share) ? QVariant() : QVariant(share); };
    if (column == 0) return a;
    if (column == 1) return pieceAt(0, row);
    if (column == 2) return b;
    if (column == 3) return pieceAt(1, row);
    if (column > 4) return captured(shareIn(column - 5));
    float sum = 0;
    for (int m = 0; m < layers(); ++m) sum += shareIn(m);
    return captured(sum / float(layers()));
}

QVariant ReplyComparison::layerCell(int row, int column) const
{
    const auto& layer = routing_.layers[size_t(row)];
    const auto number = [](double x) { return std::isnan(x) ? QVariant() : QVariant(float(x)); };
    switch (column) {
    case 0: return layerName(decoderLayer(row));
    case 1: return layer.pairs;
    case 2: return number(layer.common);
    case 3: return number(layer.commonByChance);
    case 4: return number(layer.share);
    case 5: return number(layer.shareByChance);
    case 6: return number(layer.divergence);
    case 7: return number(layer.divergenceByChance);
    case 8: return layer.tokens[0];
    default: return layer.tokens[1];
    }
}

}  // namespace ui
