// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed.h"

#include <algorithm>
#include <iterator>

namespace ui {

namespace {

constexpr qint64 frame_ms = 33;         // as fast as an eye reads numbers; painting must leave the cores to the engine
constexpr size_t largest_batch = 1024;  // entries per ring and frame: a replay is spread over frames

template <class T>
bool refill(engine::Ring<T>* ring, std::vector<T>& batch, std::vector<T>& spare)
{
    std::move(batch.begin(), batch.end(), std::back_inserter(spare));
    batch.clear();
    while (ring && batch.size() < largest_batch) {
        if (spare.empty()) spare.emplace_back();
        if (!ring->pop(spare.back())) return true;
        batch.push_back(std::move(spare.back()));
        spare.pop_back();
    }
    return !ring;
}

}  // namespace

Feed::Feed(QObject* parent) : QObject(parent)
{
    frame_.setSingleShot(true);
    frame_.setTimerType(Qt::PreciseTimer);
    connect(&frame_, &QTimer::timeout, this, &Feed::drain);
    sinceLast_.start();
}

void Feed::read(const Rings& rings)
{
    rings_ = rings;
    schedule();
}

/// The exchanges here and in drain() order a push and the look into the ring: either the look finds the entry, or the
/// push finds the feed asleep.
void Feed::wake()
{
    if (asleep_.exchange(false)) QMetaObject::invokeMethod(this, &Feed::schedule, Qt::QueuedConnection);
}

void Feed::schedule()
{
    if (!frame_.isActive()) frame_.start(int(std::max<qint64>(0, frame_ms - sinceLast_.elapsed())));
}

void Feed::drain()
{
    sinceLast_.start();
    asleep_.exchange(true);
    if (!fillBatch()) schedule();
    if (batch_.events.empty() && batch_.device.empty() && batch_.saves.empty()) return;

    QElapsedTimer receivers;
    receivers.start();
    emit batchReady(batch_);
    lastBatchMs_ = double(receivers.nsecsElapsed()) * 1e-6;
}

bool Feed::fillBatch()
{
    const bool events = refill(rings_.events, batch_.events, spare_.events);
    const bool device = refill(rings_.device, batch_.device, spare_.device);
    const bool saves = refill(rings_.saves, batch_.saves, spare_.saves);
    return events && device && saves;
}

}  // namespace ui
