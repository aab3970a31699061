// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bottleneck.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <numeric>

namespace ui {
namespace {

using Kind = Bottleneck::Kind;

constexpr double mostly = 0.5;           // of a token's time
constexpr double nearBandwidth = 0.6;    // of what a test that does nothing but read reaches
constexpr double overBandwidth = 1.05;   // more than the memory gives: it was not the memory
constexpr double idleGpuPercent = 50, busyGpuMemoryPercent = 60;

QString gigabytes(double bytes)
{
    return QString::number(bytes * 1e-9, 'f', bytes < 10e9 ? 2 : 1);
}

double waitingShare(const SpeedMeasured& m)
{
    return m.wallMs > 0 ? std::max(0.0, 1 - m.computeMs() / m.wallMs) : 0;
}

double promptShare(const SpeedMeasured& m)
{
    const double decode = m.computeMs() * m.decoded;
    return m.promptMs > 0 ? m.promptMs / (m.promptMs + decode) : 0;
}

size_t largestStage(const SpeedMeasured& m)
{
    return size_t(std::max_element(m.stages.begin(), m.stages.end()) - m.stages.begin());
}

bool memoryIsFull(const SpeedMeasured& m)
{
    if (const auto share = m.bandwidthShare())
        return !m.mayStayInCaches() && *share >= nearBandwidth && *share <= overBandwidth;
    return m.onGpu && m.gpuMemoryPercent.value_or(0) >= busyGpuMemoryPercent;
}

Kind kindOf(const SpeedMeasured& m)
{
    if (m.decoded < Bottleneck::least_tokens || m.computeMs() <= 0) return Kind::TooLittle;
    if (waitingShare(m) > mostly) return Kind::Waiting;
    if (promptShare(m) > mostly) return Kind::Prompt;
    if (m.onGpu && m.gpuPercent && *m.gpuPercent < idleGpuPercent) return Kind::GpuIdle;
    return memoryIsFull(m) ? Kind::Memory : Kind::Stage;
}

QString stageSentence(const SpeedMeasured& m)
{
    const size_t stage = largestStage(m);
    const double share = m.stages[stage] / m.computeMs();
    const QString sentence =
        share > mostly ? Bottleneck::tr("The stage “%1” takes most of a token's computing: %2.")
                       : Bottleneck::tr("No stage takes half of a token's computing; the largest is “%1”: %2.");
    return sentence.arg(TimingModel::stageName(stage), percentText(share));
}

/// Every chunk of a prompt reads a weight once at most. Where even that is little, memory was not what took the time.
QString promptSentence(const SpeedMeasured& m)
{
    const QString share = percentText(promptShare(m));
    const double read = m.bandwidth ? m.promptBytes / (m.promptMs * 1e-3) / *m.bandwidth : 1;
    if (read >= nearBandwidth)
        return Bottleneck::tr("Reading the prompt takes most of the computing of this reply: %1.").arg(share);
    return Bottleneck::tr("Reading the prompt takes most of the computing of this reply: %1. Arithmetic limits it: its "
                          "tokens share the weights, which need %2 of the memory's bandwidth at most.")
        .arg(share, percentText(read));
}

QString memorySentence(const SpeedMeasured& m)
{
    const auto share = m.bandwidthShare();
    if (!share)
        return Bottleneck::tr("Reading weights limits the speed: the GPU's memory is busy %1 of the time.")
            .arg(percentText(*m.gpuMemoryPercent / 100));
    return (m.onGpu ? Bottleneck::tr("Reading weights limits the speed: at %1 of the bandwidth of the GPU's memory.")
                    : Bottleneck::tr("Reading weights limits the speed: at %1 of this machine's memory bandwidth."))
        .arg(percentText(*share));
}

QString sentenceOf(Kind kind, const SpeedMeasured& m)
{
    switch (kind) {
    case Kind::TooLittle:
        return Bottleneck::tr("Too little was captured to say what limits the speed: %1 decoded tokens were timed, %2 "
                         "are needed.").arg(m.decoded).arg(Bottleneck::least_tokens);
    case Kind::Waiting:
        return Bottleneck::tr("The model waits: %1 of the time between two tokens nothing is computed (a pace limit, "
                         "or a pause).").arg(percentText(waitingShare(m)));
    case Kind::Prompt: return promptSentence(m);
    case Kind::GpuIdle:
        return Bottleneck::tr("The GPU waits for the processor: it works only %1 of the time.")
            .arg(percentText(*m.gpuPercent / 100));
    case Kind::Memory:
        return memorySentence(m);
    case Kind::Stage: break;
    }
    return stageSentence(m);
}

void addTime(const SpeedMeasured& m, QStringList& lines)
{
    if (m.decoded == 0) return;
    lines << Bottleneck::tr("%1 ms of computing per token (mean of %2)").arg(m.computeMs(), 0, 'f', 2).arg(m.decoded);
    if (m.wallMs > 0) lines << Bottleneck::tr("%1 ms from one token to the next").arg(m.wallMs, 0, 'f', 2);
    const size_t stage = largestStage(m);
    if (m.computeMs() > 0)
        lines << Bottleneck::tr("largest stage: %1, %2 ms").arg(TimingModel::stageName(stage))
                     .arg(m.stages[stage], 0, 'f', 2);
}

void addRates(const SpeedMeasured& m, QStringList& lines)
{
    if (m.computeMs() <= 0) return;
    const double perSecond = 1000 / m.computeMs();
    if (m.flops > 0) lines << Bottleneck::tr("%1 GFLOP/s of arithmetic").arg(m.flops * perSecond * 1e-9, 0, 'f', 1);
    if (m.bytes <= 0) return;
    QString read = Bottleneck::tr("%1 GB/s of weights and cache read").arg(gigabytes(m.bytes * perSecond));
    if (const auto share = m.bandwidthShare()) {
        read += Bottleneck::tr(", %1 of the %2 GB/s measured").arg(percentText(*share), gigabytes(*m.bandwidth));
        if (*share > overBandwidth)
            read += Bottleneck::tr(": they stay in caches");
        else if (m.mayStayInCaches())
            read += Bottleneck::tr("; so few may stay in caches");
    } else {
        read += m.onGpu ? Bottleneck::tr("; the bandwidth of the GPU's memory was not measured")
                        : Bottleneck::tr("; this machine's bandwidth was not measured");
    }
    lines << read;
}

void addPrompt(const SpeedMeasured& m, QStringList& lines)
{
    if (m.prompt == 0 || m.promptMs <= 0) return;
    lines << Bottleneck::tr("%1 prompt tokens in %2 ms").arg(m.prompt).arg(m.promptMs, 0, 'f', 0);
    if (m.promptFlops <= 0) return;
    lines << Bottleneck::tr("prompt: %1 GFLOP/s of arithmetic, at most %2 GB/s of weights read")
                 .arg(m.promptFlops / m.promptMs * 1e-6, 0, 'f', 1).arg(gigabytes(m.promptBytes / m.promptMs * 1e3));
}

void addDevices(const SpeedMeasured& m, QStringList& lines)
{
    const auto add = [&lines](const QString& text, const std::optional<double>& percent) {
        if (percent) lines << text.arg(percentText(*percent / 100));
    };
    add(Bottleneck::tr("this program used %1 of all cores"), m.processPercent);
    add(Bottleneck::tr("the GPU worked %1 of the time"), m.gpuPercent);
    add(Bottleneck::tr("the GPU's memory was busy %1 of the time"), m.gpuMemoryPercent);
}

}  // namespace

double SpeedMeasured::computeMs() const
{
    return std::accumulate(stages.begin(), stages.end(), 0.0);
}

std::optional<double> SpeedMeasured::bandwidthShare() const
{
    if (!bandwidth || *bandwidth <= 0 || computeMs() <= 0 || bytes <= 0) return {};
    return bytes / (computeMs() * 1e-3) / *bandwidth;
}

Bottleneck findBottleneck(const SpeedMeasured& measured)
{
    Bottleneck found;
    found.kind = kindOf(measured);
    found.stage = largestStage(measured);
    found.sentence = sentenceOf(found.kind, measured);
    addTime(measured, found.evidence);
    addRates(measured, found.evidence);
    addPrompt(measured, found.evidence);
    addDevices(measured, found.evidence);
    return found;
}

}  // namespace ui
