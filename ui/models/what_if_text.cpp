// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the comparison of a reply with its changed version says: sentences and table.
#include "ui/models/what_if.h"

#include "ui/models/experiment.h"
#include "ui/models/labels.h"

#include <cmath>

namespace ui {

QString WhatIfModel::changes() const
{
    QStringList parts;
    const engine::ReplyStarted &a = original_.started, &b = changed_.started;
    if (const QString text = experimentText(b.router); !text.isEmpty()) parts << text;
    if (const QString text = experimentText(a.router); !text.isEmpty()) parts << tr("in place of %1").arg(text);
    if (a.sampling.temperature != b.sampling.temperature)
        parts << tr("temperature %1 in place of %2")
                     .arg(double(b.sampling.temperature), 0, 'g', 3).arg(double(a.sampling.temperature), 0, 'g', 3);
    if (a.sampling.seed != b.sampling.seed) parts << tr("another seed");
    return parts.join(QStringLiteral(", "));
}

QString WhatIfModel::firstDifference() const
{
    if (rows_.empty()) return tr("Tokens were not captured: only the texts are compared.");
    const int at = alignment_.commonStart;
    const auto pieceAt = [at](const RecordedReply& reply) {
        if (at >= int(reply.context.size())) return QString();
        const Timeline::Token& token = reply.context[size_t(at)];
        return token ? quotedText(token->piece) : tr("not captured");
    };
    const QString a = pieceAt(original_), b = pieceAt(changed_);
    if (a.isEmpty() && b.isEmpty()) return tr("Both replies are the same, token for token.");
    if (at < original_.first || at < changed_.first) return tr("The prompts differ from token %1 on.").arg(at);
    const int token = at - original_.first;
    if (a.isEmpty()) return tr("The original ends at token %1 of the reply; the changed one: %2").arg(token).arg(b);
    if (b.isEmpty()) return tr("The changed one ends at token %1 of the reply; the original: %2").arg(token).arg(a);
    return tr("They part at token %1 of the reply: %2 becomes %3").arg(token).arg(a, b);
}

Sentence WhatIfModel::title() const
{
    Sentence title{tr("What if"), {}, {}, {}};
    if (!emptyReason().isEmpty()) return title;
    title.before = changes().isEmpty() ? tr("nothing was changed") : changes();
    title.after = tr(" · %1 tokens, originally %2").arg(changed_.tokens()).arg(original_.tokens());
    return title;
}

QString WhatIfModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList sentences{firstDifference()};
    if (!routing_.layers.empty() && routing_.layers.front().pairs > 0) {
        double share = 0, chance = 0;
        for (const auto& layer : routing_.layers) {
            share += layer.share / double(routing_.layers.size());
            chance += layer.shareByChance / double(routing_.layers.size());
        }
        sentences << tr("Over %n aligned tokens, prompt included, %1 of the experts are the same (by chance: %2).",
                        nullptr, routing_.layers.front().pairs)
                         .arg(percentText(share), percentText(chance));
    }
    if (divergence_)
        sentences << tr("KL per token: %1 nats on average, %2 at most.")
                         .arg(meanKl_, 0, 'f', 3).arg(double(maximumKl_), 0, 'f', 3);
    else
        sentences << measuring();
    for (const Meter& meter : meters())
        sentences << tr("%1: %2, originally %3.").arg(meter.label, meter.changed, meter.original);
    return sentences.join(u' ');
}

QString WhatIfModel::explanation() const
{
    return tr("The same question was answered again with the same seed and sampling; the title says what was "
              "changed. Struck out: words of the original alone; underlined: words of the changed reply alone. KL is "
              "the Kullback–Leibler divergence in nats, Σ p(x) · ln(p(x) ÷ q(x)) over the vocabulary, of the "
              "next-token distributions p without and q with the change, before temperature and filters; the "
              "original reply is read again, so both see the same words. Experts in common: of the experts a token "
              "is sent to, those that the same token was sent to in the other reply; by chance it would be K ÷ E, "
              "with the larger K. The divergence of the routing is Jensen–Shannon's, in bits, of how often each "
              "expert was chosen; by chance is what two samples as large of one distribution differ by on average, "
              "to first order ((S − K₁) ÷ n₁ + (S − K₂) ÷ n₂) ÷ (8 · ln 2), S experts used, n choices. Tokens are "
              "aligned by the longest common sequence of ids; where that would take more than %1 comparisons, place "
              "by place. Bytes are computed, not measured: 3 · hidden_size · moe_intermediate_size numbers an "
              "expert, at the model's mean bytes per parameter.")
        .arg(groupedText(std::int64_t(largest_alignment)));
}

QString WhatIfModel::emptyReason() const
{
    if (!conversation_.lastReply()) return tr("Ask something, then ask again with a change: both replies stand here.");
    if (!pair_.changed)
        return tr("This reply has no changed version yet: change something under Experiment, "
                  "then “Ask again with this”.");
    if (!pair_.original)
        return tr("This reply was made under an experiment, and there is none without: ask again as the model is.");
    if (pair_.original == pair_.changed) return tr("Both are the same reply: choose another one.");
    if (!original_.id || !changed_.id) return tr("One of the two replies is not part of this conversation.");
    const auto running = conversation_.runningReply();
    if (running && (running == pair_.changed || running == pair_.original))
        return tr("The reply is being written; it is compared when it is complete.");
    return {};
}

QStringList WhatIfModel::headers() const
{
    return {tr("Position"), tr("Original"), tr("Changed position"), tr("Changed"), tr("Experts in common"),
            tr("KL in nats"), tr("Probability"), tr("Probability, changed"), tr("Most probable, changed")};
}

QVariant WhatIfModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const Row& at = rows_[size_t(row)];
    const auto pieceAt = [](const RecordedReply& reply, int position) {
        if (position < 0) return QVariant(QString());
        const Timeline::Token& token = reply.context[size_t(position)];
        return token ? QVariant(quotedText(token->piece)) : QVariant();
    };
    switch (column) {
    case 0: return at.original < 0 ? QVariant(QString()) : QVariant(at.original);
    case 1: return pieceAt(original_, at.original);
    case 2: return at.changed < 0 ? QVariant(QString()) : QVariant(at.changed);
    case 3: return pieceAt(changed_, at.changed);
    case 4: return at.pair < 0 ? QVariant(QString()) : overlapCell(at.pair);
    default: return at.original < 0 ? QVariant(QString()) : klCell(at.original - original_.first, column);
    }
}

/// Mean over the layers; not captured when it was in none.
QVariant WhatIfModel::overlapCell(int pair) const
{
    float sum = 0;
    for (size_t m = 0; m < routing_.layers.size(); ++m)
        sum += routing_.overlap[m * size_t(routing_.pairs) + size_t(pair)];
    return routing_.layers.empty() || std::isnan(sum) ? QVariant() : QVariant(sum / float(routing_.layers.size()));
}

QVariant WhatIfModel::klCell(int token, int column) const
{
    const auto at = size_t(token);
    if (!divergence_ || at >= divergence_->kl.size()) return {};
    switch (column) {
    case 5: return divergence_->kl[at];
    case 6: return divergence_->before[at];
    case 7: return divergence_->after[at];
    default: return pieceOf(divergence_->best[at], token);
    }
}

}  // namespace ui
