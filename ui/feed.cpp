// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed.h"

#include <iterator>

namespace ui {

namespace {

constexpr int frame_ms = 33;  // as fast as an eye reads numbers; painting must leave the cores to the engine
constexpr int idle_ms = 200;
constexpr int quiet_before_idle_ms = 1000;
constexpr size_t largest_batch = 1024;  // entries per ring and frame: a replay is spread over frames

template <class T>
void refill(engine::Ring<T>* ring, std::vector<T>& batch, std::vector<T>& spare)
{
    std::move(batch.begin(), batch.end(), std::back_inserter(spare));
    batch.clear();
    while (ring && batch.size() < largest_batch) {
        if (spare.empty()) spare.emplace_back();
        if (!ring->pop(spare.back())) break;
        batch.push_back(std::move(spare.back()));
        spare.pop_back();
    }
}

}  // namespace

Feed::Feed(const Rings& rings, QObject* parent) : QObject(parent), rings_(rings)
{
    connect(&timer_, &QTimer::timeout, this, &Feed::drain);
    wake();
}

void Feed::wake()
{
    quiet_.start();
    if (timer_.isActive() && timer_.interval() == frame_ms) return;
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.start(frame_ms);
}

void Feed::drain()
{
    refill(rings_.events, batch_.events, spare_.events);
    refill(rings_.device, batch_.device, spare_.device);
    refill(rings_.saves, batch_.saves, spare_.saves);

    if (!batch_.events.empty() || !batch_.saves.empty()) {
        wake();
    } else if (timer_.interval() != idle_ms && quiet_.hasExpired(quiet_before_idle_ms)) {
        timer_.setTimerType(Qt::CoarseTimer);
        timer_.start(idle_ms);
    }
    if (batch_.events.empty() && batch_.device.empty() && batch_.saves.empty()) return;

    QElapsedTimer receivers;
    receivers.start();
    emit batchReady(batch_);
    lastBatchMs_ = double(receivers.nsecsElapsed()) * 1e-6;
}

}  // namespace ui
