// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing.h"

#include "ui/models/labels.h"

#include <numeric>

namespace ui {

TimingModel::TimingModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void TimingModel::update()
{
    Sum shown;
    if (span_ == Span::Token) {
        shown.add(timeline_.token(selection_.token()));
    } else {
        foldReply();
        shown = reply_;
    }
    ms_ = shown.ms;
    tokens_ = shown.tokens;
    for (double& ms : ms_) ms /= std::max(tokens_, 1);
}

void TimingModel::foldReply()
{
    if (revision_ != timeline_.revision()) {
        revision_ = timeline_.revision();
        reply_ = {};
        folded_ = 0;
    }
    folded_ = std::max(folded_, timeline_.firstOfReply());
    for (; folded_ < timeline_.size(); ++folded_) reply_.add(timeline_.token(folded_));
}

void TimingModel::Sum::add(const engine::TokenEvent* token)
{
    if (!token) return;
    const engine::StageTimes& t = token->times;
    const std::array<double, stage_count> stages{t.attention, t.router, t.experts, t.head, t.sampling};
    if (std::accumulate(stages.begin(), stages.end(), 0.0) <= 0) return;  // was not measured
    for (size_t stage = 0; stage < stage_count; ++stage) ms[stage] += stages[stage];
    ++tokens;
}

double TimingModel::total() const
{
    return std::accumulate(ms_.begin(), ms_.end(), 0.0);
}

QString TimingModel::stageName(size_t stage)
{
    const QString names[stage_count] = {tr("attention"), tr("router"), tr("experts"), tr("head"), tr("sampling")};
    return names[stage];
}

QString TimingModel::emptyReason() const
{
    if (tokens_ > 0) return {};
    if (timeline_.size() == 0) return tr("Ask something: every token is timed stage by stage.");
    if (span_ == Span::Reply) return tr("No stage times were captured for this reply.");
    if (selection_.token() < 0) return tr("No token is selected.");
    return tr("Stage times were not captured for token %1.").arg(selection_.token());
}

Sentence TimingModel::title() const
{
    Sentence title{tr("Time"), {}, {}, {}};
    if (tokens_ == 0) return title;
    const QString ms = QString::number(total(), 'f', 2);
    const engine::TokenEvent* token = timeline_.token(selection_.token());
    if (span_ == Span::Reply || !token) {
        title.before = tr("mean of the %n tokens of this reply, %1 ms", nullptr, tokens_).arg(ms);
        return title;
    }
    title.before = tr("token %1 ").arg(selection_.token());
    title.token = quotedText(token->piece);
    title.after = token->phase == engine::Phase::Prefill ? tr(", %1 ms, its share of a prompt chunk").arg(ms)
                                                         : tr(", %1 ms").arg(ms);
    return title;
}

QString TimingModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList parts;
    for (size_t stage = 0; stage < stage_count; ++stage) {
        parts << QStringLiteral("%1 %2").arg(stageName(stage), percentText(share(stage)));
    }
    return tr("%1 ms per token: %2.").arg(QString::number(total(), 'f', 2), parts.join(QStringLiteral(", ")));
}

QString TimingModel::explanation() const
{
    return tr("Wall time of the stages of one token, measured while it was computed: attention with the latent cache, "
              "the routers, all experts and dense layers, the output head over the vocabulary, and sampling. A prompt "
              "token carries its share of the chunk it was computed in. On a GPU the first four tokens of a reply are "
              "measured and then one in sixteen: the marks between its stages cost time.");
}

QStringList TimingModel::headers() const
{
    return {tr("Stage"), tr("Milliseconds"), tr("Share")};
}

QVariant TimingModel::cell(int row, int column) const
{
    if (row > int(stage_count)) return {};
    const auto stage = size_t(row);
    const bool sum = stage == stage_count;
    switch (column) {
    case 0: return sum ? tr("all") : stageName(stage);
    case 1: return float(sum ? total() : ms_[stage]);
    default: return float(sum ? 1 : share(stage));
    }
}

}  // namespace ui
