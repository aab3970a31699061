// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/token_strip.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ui {

namespace {

constexpr int first_layer_column = 8;
constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TokenStripModel::TokenStripModel(const Timeline& timeline, const Selection& selection, const MachineLog& log)
    : timeline_(timeline), selection_(selection), log_(log)
{
}

void TokenStripModel::update()
{
    if (revision_ != timeline_.revision()) {
        revision_ = timeline_.revision();
        runs_.clear();
        tokens_ = searched_ = 0;
        hasLoads_ = false;
        layers_ = timeline_.card() ? int(timeline_.card()->moe_layers.size()) : 0;
    }
    while (timeline_.card() && tokens_ < timeline_.size()) append(tokens_);
    findLoads();
}

/// A sample comes up to a period after the token it is nearest to.
void TokenStripModel::findLoads()
{
    if (searchedSamples_ != log_.size()) {
        searchedSamples_ = log_.size();
        hasLoads_ = false;
        searched_ = 0;
    }
    if (searchedSamples_ == 0) return;
    for (; !hasLoads_ && searched_ < tokens_; ++searched_) hasLoads_ = !std::isnan(load(searched_));
}

float TokenStripModel::load(int token) const
{
    const engine::TokenEvent* event = timeline_.token(token);
    const auto time = event ? MachineLog::timeOf(*event) : std::nullopt;
    const MachineLoad* load = time ? log_.at(*time) : nullptr;
    if (!load) return nothing;
    const auto percent = onGpu() ? load->gpu_percent : load->cpu_percent;
    return percent ? float(*percent) : nothing;
}

QString TokenStripModel::deviceName() const { return onGpu() ? tr("GPU, %") : tr("CPU, % of all cores"); }

void TokenStripModel::append(int position)
{
    const Segment segment = timeline_.segment(position);
    if (runs_.empty() || runs_.back().segment != segment) runs_.push_back({position, position, segment});
    runs_.back().end = ++tokens_;
}

TokenStripModel::Frame TokenStripModel::frame(int token, int moe) const
{
    const ChosenRow row = chosenRow(timeline_.token(token), *timeline_.card(), moe);
    if (row.experts.empty()) return {};
    const auto rank = size_t(row.strongest());
    return {row.experts[rank], row.weights[rank]};
}

TokenStripModel::Moment TokenStripModel::moment(int position) const
{
    Moment moment{nothing, nothing, nothing};
    const engine::TokenEvent* token = timeline_.token(position);
    if (!token) return moment;
    const auto& norms = token->latent_norm;
    if (!norms.empty()) moment.norm = std::accumulate(norms.begin(), norms.end(), 0.0f) / float(norms.size());
    const engine::StageTimes& t = token->times;
    const float compute = t.attention + t.router + t.experts + t.head + t.sampling;
    if (compute > 0) moment.compute = compute;
    const engine::TokenEvent* before = timeline_.token(position - 1);
    if (before && before->reply == token->reply && token->time_us > before->time_us)
        moment.since = float(double(token->time_us - before->time_us) * 1e-3);
    return moment;
}

int TokenStripModel::decoderLayer(int moe) const
{
    return timeline_.card()->moe_layers[size_t(moe)];
}

QString TokenStripModel::tokenName(int token) const
{
    const engine::TokenEvent* event = timeline_.token(token);
    return event ? tr("token %1 %2").arg(token).arg(quotedText(event->piece)) : tr("token %1").arg(token);
}

QString TokenStripModel::frameText(int token, int moe) const
{
    const Frame f = frame(token, moe);
    if (f.expert < 0) return tr("%1: not captured").arg(tokenName(token));
    return tr("%1, %2: strongest expert %3, gate weight %4")
        .arg(tokenName(token), layerName(decoderLayer(moe)), expertName(f.expert),
             QString::number(double(f.weight), 'f', 3));
}

QString TokenStripModel::momentText(int token) const
{
    const Moment m = moment(token);
    const auto number = [](float value, int decimals) {
        return std::isnan(value) ? tr("not captured") : QString::number(double(value), 'f', decimals);
    };
    QString text = tr("%1, %2: latent norm %3, computed in %4 ms")
        .arg(tokenName(token), segmentName(timeline_.segment(token)), number(m.norm, 2), number(m.compute, 2));
    if (!std::isnan(m.since)) text = tr("%1, %2 ms after the token before").arg(text, number(m.since, 2));
    const float busy = load(token);
    return std::isnan(busy) ? text : tr("%1, %2: %3").arg(text, deviceName(), number(busy, 0));
}

QString TokenStripModel::segmentName(Segment segment)
{
    switch (segment) {
    case Segment::Prompt: return tr("prompt");
    case Segment::Thinking: return tr("thinking");
    case Segment::Answer: return tr("answer");
    }
    return {};
}

QString TokenStripModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (layers_ == 0) return tr("This model has no routers: every layer is dense.");
    return tokens_ == 0 ? tr("Ask something: every token becomes one column here.") : QString();
}

Sentence TokenStripModel::title() const
{
    Sentence title{tr("Tokens"), tr("strongest expert of every token and layer"), {}, {}};
    if (tokens_ > 0) title.after = tr(", %n tokens", nullptr, tokens_);
    return title;
}

QString TokenStripModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const int token = selection_.token();
    if (token < 0 || token >= tokens_) return tr("%n tokens; none is selected.", nullptr, tokens_);
    const int moe = std::max(0, moeIndex(*timeline_.card(), selection_.layer()));
    return tr("%1 of %2 tokens is selected: %3.").arg(token + 1).arg(tokens_).arg(frameText(token, moe));
}

QString TokenStripModel::explanation() const
{
    return tr("One column per token of the context, one row per layer with a router. The colour stands for the expert "
              "whose answer weighed most (experts whose numbers differ by 8 share a colour), so stretches of text that "
              "use the same experts look alike. Drag along the columns to read token by token; the bar above shows "
              "the whole context and which part of it is in sight.")
        + QStringLiteral("\n\n")
        + tr("Under it, on the same columns: the L2 norm of the latent that the token left in the cache, as a mean "
             "over the layers, and the milliseconds its stages took together. A token of the prompt has its share of "
             "the chunk it was read in. Bars are as high as their share of the largest in sight; none: not captured.")
        + QStringLiteral("\n\n") + loadsText();
}

QString TokenStripModel::loadsText() const
{
    if (hasLoads_)
        return tr("The last lane is how busy the model's device was, the processor with all its cores and programs or "
                  "the GPU: percent, full height is 100. The machine is sampled twice a second while a reply runs; a "
                  "token has the sample nearest to it, at most half a second away, and a sample speaks of the time "
                  "since the one before. No bar: no such sample.");
    if (log_.size() == 0) return tr("How busy the machine was is not shown: it was not sampled in this conversation.");
    if (!MachineLog::isTime(timeline_.reply()))
        return tr("How busy the machine was is not shown: the number of this reply is not the time at which it was "
                  "asked for, so its tokens and the samples have no time in common.");
    return tr("How busy the machine was is not shown: no sample that tells it was taken within half a second of a "
              "token.");
}

QStringList TokenStripModel::headers() const
{
    QStringList headers{tr("Token"), tr("Text"), tr("Part"), tr("Latent norm"), tr("Cache up to here, bytes"),
                        tr("Computed in, ms"), tr("Since the token before, ms"), deviceName()};
    for (int m = 0; timeline_.card() && m < layers_; ++m) headers << layerName(decoderLayer(m));
    return headers;
}

QVariant TokenStripModel::cell(int row, int column) const
{
    const auto known = [](float value) { return std::isnan(value) ? QVariant() : QVariant(value); };
    const engine::TokenEvent* event = timeline_.token(row);
    if (column == 0) return row;
    if (!event || row >= tokens_ || column - first_layer_column >= layers_) return {};
    switch (column) {
    case 1: return visibleText(event->piece);
    case 2: return segmentName(timeline_.segment(row));
    case 3: return known(moment(row).norm);
    case 4: return qlonglong(row + 1) * qlonglong(timeline_.card()->cache_bytes_per_token);
    case 5: return known(moment(row).compute);
    case 6: return known(moment(row).since);
    case 7: return known(load(row));
    default: break;
    }
    const Frame f = frame(row, column - first_layer_column);
    if (f.expert < 0) return {};
    return QStringLiteral("%1 %2").arg(expertName(f.expert), QString::number(double(f.weight), 'f', 3));
}

}  // namespace ui
