// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/trace_size.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int rateTokens = 64;

qint64 bytesOf(const engine::TokenEvent& token)
{
    const auto size = [](const auto& values) { return qint64(values.size() * sizeof(values[0])); };
    qint64 bytes = size(token.routing.experts) + size(token.routing.weights) + size(token.routing.scores) +
                   size(token.latent_norm) + qint64(token.piece.size() + sizeof token.times);
    for (const auto& candidate : token.candidates)
        bytes += qint64(sizeof candidate.id + candidate.text.size() + 2 * sizeof candidate.before);
    return bytes;
}

}  // namespace

void TraceSize::update(const Timeline& timeline)
{
    if (timeline.revision() != revision_ || timeline.size() < folded_) *this = TraceSize();
    revision_ = timeline.revision();
    for (; folded_ < timeline.size(); ++folded_) {
        const engine::TokenEvent* token = timeline.token(folded_);
        if (!token) continue;
        ++tokens_;
        bytes_ += bytesOf(*token);
    }
    const int first = std::max(timeline.firstOfReply(), timeline.size() - rateTokens);
    const auto* begin = first < timeline.size() ? timeline.token(first) : nullptr;
    const auto* end = timeline.size() > 0 ? timeline.token(timeline.size() - 1) : nullptr;
    const qint64 micros = begin && end ? end->time_us - begin->time_us : 0;
    rate_ = micros > 0 ? double(end->position - begin->position) * 1e6 / double(micros) : 0;
}

}  // namespace ui
