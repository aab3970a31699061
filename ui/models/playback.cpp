// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/playback.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int frameMs = 16;  // several tokens may come within one

}  // namespace

Playback::Playback(const Timeline& timeline, Selection& selection, QObject* parent)
    : QObject(parent), timeline_(timeline), selection_(selection)
{
    timer_.setInterval(frameMs);
    connect(&timer_, &QTimer::timeout, this, &Playback::advance);
}

void Playback::play()
{
    if (timeline_.size() == 0 || isPlaying()) return;
    const bool atEnd = selection_.token() < 0 || selection_.token() + 1 >= timeline_.size();
    selection_.selectToken(atEnd ? std::min(timeline_.firstOfReply(), timeline_.size() - 1) : selection_.token());
    due_ = gapBehind(selection_.token());
    clock_.start();
    timer_.start();
    emit changed();
}

void Playback::pause()
{
    if (!isPlaying()) return;
    timer_.stop();
    emit changed();
}

void Playback::setPace(double tokensPerSecond)
{
    pace_ = std::max(0.0, tokensPerSecond);
    if (!isPlaying()) return;
    clock_.start();
    due_ = gapBehind(selection_.token());
}

qint64 Playback::gapBehind(int i) const
{
    if (pace_ > 0) return qint64(1e6 / pace_);
    const engine::TokenEvent* now = timeline_.token(i);
    const engine::TokenEvent* next = timeline_.token(i + 1);
    if (!now || !next || now->reply != next->reply) return gap_between_replies_us;
    return std::clamp<qint64>(next->time_us - now->time_us, 0, longest_gap_us);
}

/// Every token that is due by now; somebody may have selected another place meanwhile, and it goes on from there.
void Playback::advance()
{
    const qint64 now = clock_.nsecsElapsed() / 1000;
    int position = std::max(0, selection_.token());
    while (position + 1 < timeline_.size() && due_ <= now) due_ += gapBehind(++position);
    if (position != selection_.token()) selection_.selectToken(position);
    if (position + 1 >= timeline_.size()) pause();
}

}  // namespace ui
