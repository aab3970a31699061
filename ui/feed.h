// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/trace_batch.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace ui {

/// The single reader of the rings, in the GUI thread: one timer, one batch, one signal. An empty batch emits
/// nothing; after a second without events the timer slows down, so an idle window costs nothing.
class Feed : public QObject {
    Q_OBJECT
public:
    struct Rings {
        engine::Ring<engine::Event>* events = nullptr;
        engine::Ring<engine::DeviceSample>* device = nullptr;
        engine::Ring<engine::SaveStatus>* saves = nullptr;
    };

    explicit Feed(const Rings& rings, QObject* parent = nullptr);

    void wake();  ///< something was asked for: go back to full pace
    int intervalMs() const { return timer_.interval(); }
    double lastBatchMs() const { return lastBatchMs_; }  ///< time all receivers took for the last batch

signals:
    void batchReady(const ui::TraceBatch& batch);

private:
    void drain();

    Rings rings_;
    QTimer timer_;
    QElapsedTimer quiet_;  ///< since the last event
    TraceBatch batch_;
    TraceBatch spare_;     ///< buffers of earlier batches, given back to the producers
    double lastBatchMs_ = 0;
};

}  // namespace ui
