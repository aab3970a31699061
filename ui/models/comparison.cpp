// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparison.h"

#include "ui/models/experiment.h"
#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <algorithm>

namespace ui {

void ComparisonModel::update()
{
    const LessonEvidence& evidence = player_.evidence();
    experts_ = evidence.card && moeIndex(*evidence.card, evidence.layer) >= 0 ? evidence.card->n_routed_experts : 0;
    rows_.clear();
    cells_.clear();
    for (int i = 0; i < player_.promptCount(); ++i) {
        Row row;
        splitPrompt(player_.promptText(i), row);
        if (const LessonRecord* record = evidence.record(i + 1)) {
            row.reply = record->reply.trimmed();
            QStringList remarks;
            const auto &first = evidence.records.front().card, &last = evidence.records.back().card;
            if (record->card && first && last && first->name != last->name) remarks << lineText(record->card->name);
            if (const QString changed = experimentText(record->router); !changed.isEmpty()) remarks << changed;
            row.remark = remarks.join(QStringLiteral(" · "));
        }
        const auto experts = expertsOfWord(evidence, i + 1);
        const auto weights = weightsOfWord(evidence, i + 1);
        for (size_t rank = 0; rank < experts.size(); ++rank) {
            row.chosen.push_back({experts[rank], weights[rank], false});
            cells_.emplace_back(i, int(rank));
        }
        rows_.push_back(std::move(row));
    }
    markCommon();
}

void ComparisonModel::splitPrompt(const QString& prompt, Row& row) const
{
    const QString& word = player_.evidence().word;
    const auto at = word.isEmpty() ? -1 : prompt.lastIndexOf(word);
    row.before = at < 0 ? prompt : prompt.left(at);
    if (at < 0) return;
    row.word = word;
    row.after = prompt.mid(at + word.size());
}

void ComparisonModel::markCommon()
{
    common_ = 0;
    if (rows_.size() < 2) return;
    for (Chosen& a : rows_[0].chosen) {
        for (Chosen& b : rows_[1].chosen) {
            if (a.expert != b.expert) continue;
            a.common = b.common = true;
            ++common_;
        }
    }
}

QString ComparisonModel::legend() const
{
    if (!pointsAtWord()) return {};
    return tr("Layer %1 · %2 experts · coloured: chosen for “%3”")
        .arg(layerName(layer())).arg(experts_).arg(lineText(player_.evidence().word.toStdString()));
}

QString ComparisonModel::overlap() const
{
    if (rows_.size() < 2 || rows_[0].chosen.empty() || rows_[1].chosen.empty()) return {};
    const size_t most = std::min(rows_[0].chosen.size(), rows_[1].chosen.size());
    return tr("%1 of %2 in common").arg(common_).arg(most);
}

QString ComparisonModel::chance() const
{
    if (overlap().isEmpty() || experts_ == 0) return {};
    const double mean = double(rows_[0].chosen.size()) * double(rows_[1].chosen.size()) / experts_;
    return tr("by chance: %1").arg(mean, 0, 'f', mean < 10 ? 1 : 0);
}

Sentence ComparisonModel::title() const
{
    Sentence title{tr("Comparison"), {}, {}, {}};
    if (!pointsAtWord()) return title;
    title.before = tr("experts of ");
    title.token = quotedText(player_.evidence().word.toStdString());
    title.after = tr(" in layer %1").arg(layerName(layer()));
    return title;
}

QString ComparisonModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList sentences;
    for (size_t i = 0; i < rows_.size(); ++i) {
        QStringList parts;
        for (const Chosen& one : rows_[i].chosen)
            parts << QStringLiteral("%1 %2").arg(expertName(one.expert)).arg(double(one.weight), 0, 'f', 2);
        sentences << (parts.isEmpty() ? tr("Prompt %1: not asked yet.").arg(i + 1)
                                      : tr("Prompt %1: %2.").arg(i + 1).arg(parts.join(QStringLiteral(", "))));
    }
    if (!overlap().isEmpty()) sentences << tr("%1 (%2).").arg(overlap(), chance());
    return sentences.join(u' ');
}

QString ComparisonModel::explanation() const
{
    return tr("Every box is one routed expert of the layer. The coloured ones were chosen by the router for this word; "
              "the stronger the colour, the larger the gate weight its output is multiplied with. An outline marks "
              "what both prompts have in common. By chance two choices of k among E experts have k × k ÷ E in common "
              "on average.");
}

QString ComparisonModel::emptyReason() const
{
    if (!player_.step()) return tr("No lesson is open.");
    return rows_.empty() ? tr("This step asks the model nothing.") : QString();
}

QStringList ComparisonModel::headers() const
{
    return {tr("Prompt"), tr("Text"), tr("Rank"), tr("Expert"), tr("Gate weight"), tr("In common")};
}

QVariant ComparisonModel::cell(int row, int column) const
{
    if (row < 0 || row >= int(cells_.size())) return {};
    const auto [prompt, rank] = cells_[size_t(row)];
    const Row& line = rows_[size_t(prompt)];
    const Chosen& one = line.chosen[size_t(rank)];
    switch (column) {
    case 0: return prompt + 1;
    case 1: return line.before + line.word + line.after;
    case 2: return rank + 1;
    case 3: return expertName(one.expert);
    case 4: return one.weight;
    default: return one.common ? tr("yes") : tr("no");
    }
}

}  // namespace ui
