// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/speed.h"

#include "engine/session.h"
#include "ui/models/labels.h"
#include "ui/models/token_cost.h"

#include <algorithm>
#include <numeric>

namespace ui {
namespace {

std::array<double, TimingModel::stage_count> stagesOf(const engine::TokenEvent& token)
{
    const engine::StageTimes& t = token.times;
    return {t.attention, t.router, t.experts, t.head, t.sampling};
}

}  // namespace

SpeedModel::SpeedModel(const Timeline& timeline, const DeviceModel& device) : timeline_(timeline), device_(device) {}

void SpeedModel::restart()
{
    revision_ = timeline_.revision();
    measured_ = {};
    stageSums_.fill(0);
    spanMs_ = 0;
    seenSum_ = 0;
    folded_ = pairs_ = 0;
}

void SpeedModel::update()
{
    if (revision_ != timeline_.revision()) restart();
    for (; folded_ < timeline_.size(); ++folded_) fold(folded_);
    for (size_t stage = 0; stage < stageSums_.size(); ++stage)
        measured_.stages[stage] = stageSums_[stage] / std::max(measured_.decoded, 1);
    measured_.wallMs = pairs_ > 0 && measured_.decoded > 0 ? spanMs_ / pairs_ : 0;  // beside stages only
    measured_.bandwidth = device_.bandwidth();
    const auto load = device_.loadOf(timeline_.reply());
    measured_.processPercent = load ? load->process_cpu_percent : std::nullopt;
    measured_.gpuPercent = load ? load->gpu_percent : std::nullopt;
    measured_.gpuMemoryPercent = load ? load->gpu_memory_percent : std::nullopt;
    if (const engine::ModelCard* card = timeline_.card()) {
        measured_.onGpu = card->backend == "cuda";
        const int seen = int(seenSum_ / std::max(measured_.decoded, 1));
        const PartCost cost = total(tokenCost(*card, timeline_.router(), seen));
        measured_.bytes = cost.bytes;
        measured_.flops = cost.flops;
        addPromptCost(*card);
    }
    bottleneck_ = findBottleneck(measured_);
    collectRows();
}

/// Tokens of earlier replies that were reused cost this one nothing.
void SpeedModel::fold(int position)
{
    const engine::TokenEvent* token = timeline_.token(position);
    if (!token || token->reply != timeline_.reply()) return;
    if (token->phase == engine::Phase::Decode) foldWall(position, *token);
    const auto stages = stagesOf(*token);
    const double ms = std::accumulate(stages.begin(), stages.end(), 0.0);
    if (ms <= 0) return;  // was not measured
    if (token->phase == engine::Phase::Prefill) {
        ++measured_.prompt;
        measured_.promptMs += ms;
        return;
    }
    ++measured_.decoded;
    seenSum_ += position + 1;
    for (size_t stage = 0; stage < stages.size(); ++stage) stageSums_[stage] += stages[stage];
}

/// Stages may be measured in some tokens only; when they came is known of all.
void SpeedModel::foldWall(int position, const engine::TokenEvent& token)
{
    const engine::TokenEvent* before = timeline_.token(position - 1);
    if (!before || before->reply != token.reply || before->phase != token.phase) return;
    if (token.time_us <= before->time_us) return;
    spanMs_ += double(token.time_us - before->time_us) * 1e-3;
    ++pairs_;
}

void SpeedModel::addPromptCost(const engine::ModelCard& card)
{
    const int chunks = (measured_.prompt + engine::Session::kPrefillChunk - 1) / engine::Session::kPrefillChunk;
    measured_.promptBytes = double(chunks) * double(card.weight_bytes);
    const auto parts = tokenCost(card, timeline_.router(), measured_.prompt / 2);
    const double head = parts[size_t(PartCost::Part::Head)].flops;  // only the last prompt token needs it
    measured_.promptFlops = (total(parts).flops - head) * measured_.prompt + (measured_.prompt > 0 ? head : 0);
}

std::vector<SpeedModel::Part> SpeedModel::parts() const
{
    const double compute = measured_.computeMs(), whole = std::max(compute, measured_.wallMs);
    std::vector<Part> parts;
    if (whole <= 0) return parts;
    for (size_t stage = 0; stage < TimingModel::stage_count; ++stage)
        parts.push_back({TimingModel::stageName(stage), measured_.stages[stage], measured_.stages[stage] / whole});
    if (whole > compute) parts.push_back({tr("waiting and other"), whole - compute, 1 - compute / whole});
    return parts;
}

QString SpeedModel::rateText(double perSecond)
{
    return QString::number(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

double SpeedModel::tokensPerSecond() const
{
    return measured_.computeMs() > 0 ? 1000 / measured_.computeMs() : 0;
}

std::optional<double> SpeedModel::bound() const
{
    if (!measured_.bandwidth || measured_.bytes <= 0) return {};
    return *measured_.bandwidth / measured_.bytes;
}

QString SpeedModel::boundText() const
{
    const QString now = tr("%1 tokens/s of computing").arg(rateText(tokensPerSecond()));
    if (const auto most = bound()) {
        const QString ratio = percentText(tokensPerSecond() / *most);
        return tr("%1; %2 of the %3 tokens/s that memory allows (%4 GB/s ÷ %5 per token)")
            .arg(now, ratio, rateText(*most)).arg(*measured_.bandwidth * 1e-9, 0, 'f', 1)
            .arg(bytesText(std::int64_t(measured_.bytes)));
    }
    return measured_.onGpu ? tr("%1; the bandwidth of the GPU's memory was not measured").arg(now)
                           : tr("%1; this machine's bandwidth was not measured").arg(now);
}

QString SpeedModel::observingText() const
{
    const auto whole = observingMs(), perToken = observingMsPerToken(), share = observingShare();
    if (!whole) return tr("What observing costs was not measured for this reply.");
    if (!perToken || !share) return tr("Capturing all this took %1 ms.").arg(*whole, 0, 'f', 1);
    return tr("Capturing all this took %1 ms: %2 ms per token, %3 of the computing of this reply.")
        .arg(*whole, 0, 'f', 1).arg(*perToken, 0, 'f', 3).arg(percentText(*share));
}

std::optional<double> SpeedModel::observingMs() const
{
    const engine::ReplyFinished* finished = timeline_.finished(timeline_.reply());
    return finished && finished->observing_ms > 0 ? std::optional(double(finished->observing_ms)) : std::nullopt;
}

/// Of the prompt as well, as far as it was forwarded.
std::optional<double> SpeedModel::observingMsPerToken() const
{
    const auto whole = observingMs();
    const engine::ReplyStarted* started = timeline_.started(timeline_.reply());
    if (!whole || !started) return {};
    const double forwarded = double(started->prompt_tokens) - started->reused_tokens
        + timeline_.finished(timeline_.reply())->tokens;
    return forwarded > 0 ? std::optional(*whole / forwarded) : std::nullopt;
}

std::optional<double> SpeedModel::observingShare() const
{
    const auto whole = observingMs();
    return whole && replyMs() > 0 ? std::optional(*whole / replyMs()) : std::nullopt;
}

double SpeedModel::replyMs() const
{
    return measured_.promptMs + measured_.computeMs() * measured_.decoded;
}

void SpeedModel::collectRows()
{
    const auto known = [](double value) { return value > 0 ? QVariant(value) : QVariant(); };
    const auto optional = [](const std::optional<double>& value) { return value ? QVariant(*value) : QVariant(); };
    rows_.clear();
    for (const Part& part : parts()) rows_.push_back({part.name, tr("ms per token"), part.ms});
    rows_.push_back({tr("computing"), tr("ms per token"), known(measured_.computeMs())});
    rows_.push_back({tr("from one token to the next"), tr("ms"), known(measured_.wallMs)});
    rows_.push_back({tr("decoded tokens timed"), {}, measured_.decoded});
    rows_.push_back({tr("prompt tokens timed"), {}, measured_.prompt});
    rows_.push_back({tr("reading the prompt"), tr("ms"), known(measured_.promptMs)});
    rows_.push_back({tr("computing alone"), tr("tokens/s"), known(tokensPerSecond())});
    rows_.push_back({tr("bound by memory"), tr("tokens/s"), optional(bound())});
    rows_.push_back({tr("weights and cache read"), tr("bytes per token"), known(measured_.bytes)});
    rows_.push_back({tr("arithmetic"), tr("FLOP per token"), known(measured_.flops)});
    rows_.push_back({tr("memory bandwidth, measured"), tr("bytes/s"), optional(measured_.bandwidth)});
    rows_.push_back({tr("this program, of all cores"), QStringLiteral("%"), optional(measured_.processPercent)});
    rows_.push_back({tr("GPU"), QStringLiteral("%"), optional(measured_.gpuPercent)});
    const auto share = observingShare();
    rows_.push_back({tr("observing"), tr("ms"), optional(observingMs())});
    rows_.push_back({tr("observing"), tr("ms per token"), optional(observingMsPerToken())});
    rows_.push_back({tr("observing"), tr("% of computing"), share ? QVariant(*share * 100) : QVariant()});
}

Sentence SpeedModel::title() const
{
    Sentence title{tr("What limits the speed"), {}, {}, {}};
    if (tokensPerSecond() > 0) title.before = tr("%1 tokens/s of computing").arg(rateText(tokensPerSecond()));
    return title;
}

QString SpeedModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    return bottleneck_.sentence + u' ' + bottleneck_.evidence.join(QStringLiteral("; ")) + u'.';
}

QString SpeedModel::explanation() const
{
    return tr("The sentence follows from what was measured for this reply, in this order: too few tokens; waiting "
              "takes more than half of the time between two tokens; the prompt took more computing than the "
              "answer; the GPU works less than half of the time; the weights, too many for caches, are read at 60 % or "
              "more of the memory's bandwidth; else the largest stage of a token. Bytes of a token are the active "
              "weights, under the experts per token of this reply, and the latent cache up to the mean position of its "
              "tokens; bandwidth is what a test that only reads reaches on this machine, in the memory where the "
              "weights lie. Dividing them gives the tokens per second that memory allows.")
        + u' '
        + tr("Utilisation is the mean of the samples taken while the reply was decoded; in a reopened session, of the "
             "machine it was recorded on.")
        + u' '
        + tr("Observing is the time in which the computing thread copied each token's routing and norms, looked up the "
             "texts of the candidates and handed it all over; that routers write their scores down is part of "
             "computing. Replies without captures, and those of older documents, do not tell it.");
}

QString SpeedModel::emptyReason() const
{
    if (measured_.decoded + measured_.prompt > 0) return {};
    return timeline_.size() == 0 ? tr("Ask something: every token is timed stage by stage.")
                                 : tr("No stage times were captured for this reply.");
}

QStringList SpeedModel::headers() const
{
    return {tr("What"), tr("Value"), tr("Unit")};
}

QVariant SpeedModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const Row& one = rows_[size_t(row)];
    return column == 0 ? QVariant(one.what) : column == 1 ? one.value : QVariant(one.unit);
}

}  // namespace ui
