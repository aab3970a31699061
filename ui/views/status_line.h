// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"

#include <QStatusBar>

namespace ui {

class Caption;

/// The line at the bottom: what is going on, what was recorded and how, what it costs.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    enum class Activity { NoModel, Loading, Ready, Reading, Generating, Paused };

    void showActivity(Activity activity);
    void showTrace(int tokens, qint64 bytes);
    /// And what is changed about the router, empty: nothing.
    void showSampling(const engine::Sampling& sampling, const QString& experiment);
    void showCost(double frameMs, quint64 droppedEvents);
    void showSaving(const engine::SaveStatus& status);

private:
    Caption* newPart(const QString& name);

    Caption *activity_, *trace_, *sampling_, *cost_, *saving_;
};

}  // namespace ui
