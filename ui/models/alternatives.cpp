// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/alternatives.h"

#include "ui/models/labels.h"

#include <algorithm>

namespace ui {

AlternativesModel::AlternativesModel(const Timeline& timeline, const Selection& selection,
                                     const Conversation& conversation, const Findings& findings)
    : timeline_(timeline), selection_(selection), conversation_(conversation), findings_(findings)
{
}

void AlternativesModel::update()
{
    rows_.clear();
    restBefore_ = restAfter_ = 1;
    if (const engine::TokenEvent* shown = token()) {
        for (const engine::Candidate& c : shown->candidates) {
            rows_.push_back({c.id, visibleText(c.text), quotedText(c.text), c.before, c.after, c.id == shown->id});
            restBefore_ -= c.before;
            restAfter_ -= c.after;
        }
    }
    restBefore_ = std::max(0.0f, restBefore_);
    restAfter_ = std::max(0.0f, restAfter_);
    const std::pair<engine::ReplyId, int> now{timeline_.reply(), selection_.token()};
    if (now == pickedFor_ && picked_ >= 0 && picked_ < int(rows_.size())) return;
    pickedFor_ = now;
    const auto other = std::find_if(rows_.begin(), rows_.end(), [](const Row& row) { return !row.chosen; });
    picked_ = other == rows_.end() ? -1 : int(other - rows_.begin());
}

void AlternativesModel::pick(int row)
{
    if (rows_.empty()) return;
    picked_ = std::clamp(row, 0, int(rows_.size()) - 1);
    pickedFor_ = {timeline_.reply(), selection_.token()};
}

engine::ReplyId AlternativesModel::reply() const
{
    return token() ? token()->reply : 0;
}

QString AlternativesModel::settingsText() const
{
    if (!conversation_.contains(reply())) return {};
    const engine::Sampling& sampling = conversation_.message(reply()).stored.started.sampling;
    if (sampling.temperature <= 0) return tr("greedy: always the most probable token");
    QStringList parts{tr("temperature %1").arg(double(sampling.temperature), 0, 'g', 3)};
    if (sampling.top_k > 0) parts << tr("top-k %1").arg(sampling.top_k);
    if (sampling.top_p < 1) parts << tr("top-p %1").arg(double(sampling.top_p), 0, 'g', 3);
    if (sampling.min_p > 0) parts << tr("min-p %1").arg(double(sampling.min_p), 0, 'g', 3);
    if (sampling.repetition_penalty != 1)
        parts << tr("repetition penalty %1").arg(double(sampling.repetition_penalty), 0, 'g', 3);
    return parts.join(QStringLiteral(", "));
}

/// A reply's own tokens stand in a row at the end of its context.
std::vector<engine::TokenId> AlternativesModel::start() const
{
    if (picked_ < 0 || !token() || token()->phase != engine::Phase::Decode) return {};
    std::vector<engine::TokenId> ids{rows_[size_t(picked_)].id};
    for (int position = selection_.token() - 1; position >= 0; --position) {
        const engine::TokenEvent* before = timeline_.token(position);
        if (!before) return {};
        if (before->reply != reply() || before->phase != engine::Phase::Decode) break;
        ids.push_back(before->id);
    }
    std::reverse(ids.begin(), ids.end());
    return ids;
}

QString AlternativesModel::cannotTake() const
{
    if (picked_ < 0) return tr("No other token was captured.");
    if (rows_[size_t(picked_)].chosen) return tr("This one was taken.");
    if (conversation_.isRunning()) return tr("A reply is being written.");
    if (conversation_.isReadOnly()) return tr("This session can only be read.");
    if (!conversation_.contains(reply())) return tr("This reply is not part of the conversation.");
    if (!findings_.isReady()) return tr("The model that made this reply is not loaded, or it is busy.");
    const bool whole = timeline_.isCaptured(timeline_.firstOf(reply()), selection_.token());
    return whole ? QString() : tr("Some tokens before it were not captured.");
}

QString AlternativesModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (timeline_.size() == 0)
        return tr("Ask something: every token of the reply shows here what else could have come.");
    if (selection_.token() < 0) return tr("No token is selected.");
    if (!token()) return tr("Token %1 was not captured.").arg(selection_.token());
    if (!rows_.empty()) return {};
    return token()->phase == engine::Phase::Prefill ? tr("A token of the prompt: nothing was chosen here.")
                                                    : tr("The candidates of this token were not captured.");
}

Sentence AlternativesModel::title() const
{
    if (!token()) return {tr("What else could have come"), {}, {}, {}};
    return {tr("What else could have come"), tr("token %1 ").arg(selection_.token()),
            quotedText(token()->piece), {}};
}

QString AlternativesModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList parts;
    for (const Row& row : rows_) {
        const QString change = tr("%1 %2 → %3").arg(row.quoted, percentText(double(row.before)),
                                                    percentText(double(row.after)));
        parts << (row.chosen ? tr("%1 (it came)").arg(change) : change);
    }
    return parts.join(QStringLiteral(", ")) + u'.';
}

QString AlternativesModel::explanation() const
{
    return tr("The most probable tokens at this place. Grey: as the model gave them (softmax of its logits). "
              "Coloured: after temperature, penalty and filters, which is what was drawn from; 0 % was filtered out. "
              "“rest” is everything else together. Taking another token starts a new branch: the reply is made "
              "again with the same settings, seed and experiment, its first tokens are given as they were, then the "
              "one you took, and from there on the model goes on by itself. Up and down arrows choose a row, Enter "
              "takes it.");
}

QStringList AlternativesModel::headers() const
{
    return {tr("Token"), tr("Number"), tr("Before"), tr("After"), tr("Came")};
}

QVariant AlternativesModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const bool rest = row == int(rows_.size());
    const Row shown = rest ? Row{0, tr("rest"), {}, restBefore_, restAfter_, false} : rows_[size_t(row)];
    switch (column) {
    case 0: return shown.text;
    case 1: return rest ? QVariant() : QVariant(shown.id);
    case 2: return shown.before;
    case 3: return shown.after;
    default: return shown.chosen ? tr("came") : QString();
    }
}

}  // namespace ui
