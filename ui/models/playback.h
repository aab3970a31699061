// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/timeline.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace ui {

/// Plays the tokens on screen once more, at the pace at which they were recorded or at a chosen one: moves the
/// selection along, and every view shows each token as it came. Needs no model. GUI thread only.
class Playback : public QObject {
    Q_OBJECT
public:
    Playback(const Timeline& timeline, Selection& selection, QObject* parent = nullptr);

    /// From the selected token on; from the reply's first when the end or none is selected. Nothing without tokens.
    void play();
    void pause();
    bool isPlaying() const { return timer_.isActive(); }
    void setPace(double tokensPerSecond);  ///< 0: as recorded

    /// Microseconds from position i to the next: as recorded within a reply, but no wait longer than longest_gap_us.
    qint64 gapBehind(int i) const;
    static constexpr qint64 longest_gap_us = 2'000'000, gap_between_replies_us = 500'000;

signals:
    void changed();

private:
    void advance();

    const Timeline& timeline_;
    Selection& selection_;
    QTimer timer_;
    QElapsedTimer clock_;
    qint64 due_ = 0;  // microseconds of clock_ at which the next token comes
    double pace_ = 0;
};

}  // namespace ui
