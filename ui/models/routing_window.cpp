// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routing_window.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

double shareAfter(int tokens)
{
    return std::exp2(-double(tokens) / RoutingWindow::half_life);
}

}  // namespace

void RoutingWindow::update(const Timeline& timeline, int newest)
{
    newest = std::min(newest, timeline.size() - 1);
    const bool same = revision_ == timeline.revision() && withoutScores_ == timeline.tokensWithoutScores();
    const bool goesOn = same && newest >= newest_ && newest - newest_ < length;
    if (!goesOn) startOver(timeline, newest);
    while (newest_ < newest) step(timeline, newest_ + 1);
}

void RoutingWindow::startOver(const Timeline& timeline, int newest)
{
    revision_ = timeline.revision();
    withoutScores_ = timeline.tokensWithoutScores();
    sums_.reset(*timeline.card());
    for (int position = std::max(0, newest - length + 1); position <= newest; ++position) {
        sums_.add(timeline.token(position), *timeline.card(), timeline.segment(position),
                  shareAfter(newest - position));
    }
    newest_ = newest;
}

void RoutingWindow::step(const Timeline& timeline, int position)
{
    const engine::ModelCard& card = *timeline.card();
    sums_.fade(shareAfter(1));
    sums_.add(timeline.token(position), card, timeline.segment(position));
    const int gone = position - length;
    if (gone >= 0) sums_.remove(timeline.token(gone), card, timeline.segment(gone), shareAfter(length));
    newest_ = position;
}

}  // namespace ui
