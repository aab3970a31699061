// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"

namespace ui {

/// How much was captured of the context on screen, and how fast its newest tokens came. Reads only what is new.
class TraceSize {
public:
    void update(const Timeline& timeline);

    int tokens() const { return tokens_; }
    qint64 bytes() const { return bytes_; }  ///< of the captured values, not of the file
    /// Over the newest decoded tokens of the reply, at most 64; 0 before there are two.
    double tokensPerSecond() const { return rate_; }

private:
    int folded_ = 0, revision_ = -1;
    int tokens_ = 0;
    qint64 bytes_ = 0;
    double rate_ = 0;
};

}  // namespace ui
