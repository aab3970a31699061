// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timing.h"

#include <QStringList>

#include <array>
#include <optional>

namespace ui {

/// What is known about the speed of one reply. All is measured, but bytes and flops, which follow from the model.
struct SpeedMeasured {
    std::array<double, TimingModel::stage_count> stages{};  ///< milliseconds per decoded token
    int decoded = 0;      ///< tokens the stages were measured of
    double wallMs = 0;    ///< from one decoded token to the next; 0: not known
    int prompt = 0;       ///< prompt tokens that were read for this reply and timed
    double promptMs = 0;  ///< of all of them together
    double bytes = 0, flops = 0;   ///< of one decoded token
    double promptBytes = 0;        ///< read for the prompt at most: every weight once for each of its chunks
    double promptFlops = 0;        ///< of the prompt
    bool onGpu = false;
    std::optional<double> bandwidth;            ///< of the memory that the weights lie in, bytes per second
    std::optional<double> processPercent;       ///< this program's share of all cores
    std::optional<double> gpuPercent, gpuMemoryPercent;

    double computeMs() const;  ///< of all stages of one decoded token
    /// Of `bandwidth`, how much reading `bytes` in computeMs takes; nothing where either is not known. More than 1: the
    /// weights stay in caches.
    std::optional<double> bandwidthShare() const;
    /// So few that they may not come from memory at all, however fast they are read.
    bool mayStayInCaches() const { return bytes < usual_caches; }
    static constexpr double usual_caches = 64.0 * 1024 * 1024;  ///< bytes, about the most of a processor and of a GPU
};

/// What limits the speed of a reply: a sentence and what it rests on.
struct Bottleneck {
    Q_DECLARE_TR_FUNCTIONS(ui::Bottleneck)
public:
    enum class Kind { TooLittle, Waiting, Prompt, GpuIdle, Memory, Stage };
    static constexpr int least_tokens = 4;

    Kind kind = Kind::TooLittle;
    size_t stage = 0;      ///< of Kind::Stage: the largest
    QString sentence;
    QStringList evidence;  ///< a number with its meaning in each line
};

Bottleneck findBottleneck(const SpeedMeasured& measured);

}  // namespace ui
