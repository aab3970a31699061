// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/routing_sums.h"

namespace ui {

/// The selected token and its past, which fades: every token counts half as much as the one half_life tokens after
/// it, and nothing once it is `length` tokens old. A step forward fades the sums and exchanges two tokens; rounding
/// errors fade along, so they do not pile up.
class RoutingWindow {
public:
    static constexpr int half_life = 16, length = 128;

    void update(const Timeline& timeline, int newest);  ///< position of the selected token
    const SegmentSums& sums() const { return sums_; }

private:
    void step(const Timeline& timeline, int position);
    void startOver(const Timeline& timeline, int newest);

    SegmentSums sums_;
    int newest_ = -1, revision_ = -1, withoutScores_ = 0;
};

}  // namespace ui
