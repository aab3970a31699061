// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/trace_batch.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>

namespace ui {

/// The single reader of the rings, in the GUI thread: one batch, one signal, at most once per frame. Whoever puts
/// something into a ring wakes it; while nobody does, no timer runs and an idle window costs nothing. It outlives the
/// threads that wake it, and therefore learns of their rings only later.
class Feed : public QObject {
    Q_OBJECT
public:
    struct Rings {
        engine::Ring<engine::Event>* events = nullptr;
        engine::Ring<engine::DeviceSample>* device = nullptr;
        engine::Ring<engine::SaveStatus>* saves = nullptr;
    };

    explicit Feed(QObject* parent = nullptr);

    void read(const Rings& rings);
    void wake();  ///< any thread: something was pushed
    bool isAsleep() const { return asleep_ && !frame_.isActive(); }
    double lastBatchMs() const { return lastBatchMs_; }  ///< time all receivers took for the last batch

signals:
    void batchReady(const ui::TraceBatch& batch);

private:
    void schedule();
    void drain();
    bool fillBatch();  ///< false: there was more than a batch takes

    Rings rings_;
    std::atomic<bool> asleep_{true};  ///< the next wake() must reach the event loop
    QTimer frame_;                    ///< runs until the next batch may be taken
    QElapsedTimer sinceLast_;
    TraceBatch batch_;
    TraceBatch spare_;  ///< buffers of earlier batches, given back to the producers
    double lastBatchMs_ = 0;
};

}  // namespace ui
