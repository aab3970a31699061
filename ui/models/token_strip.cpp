// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/token_strip.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <algorithm>

namespace ui {

TokenStripModel::TokenStripModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void TokenStripModel::update()
{
    if (revision_ != timeline_.revision()) {
        revision_ = timeline_.revision();
        frames_.clear();
        tokens_ = 0;
        layers_ = timeline_.card() ? int(timeline_.card()->moe_layers.size()) : 0;
    }
    while (timeline_.card() && tokens_ < timeline_.size()) append(tokens_);
}

void TokenStripModel::append(int position)
{
    const auto routing = TokenRouting::of(timeline_.token(position), *timeline_.card());
    for (int m = 0; m < layers_; ++m) {
        Frame frame;
        if (routing) {
            const auto rank = size_t(routing->strongest(m));
            frame = {routing->experts(m)[rank], routing->weights(m)[rank]};
        }
        frames_.push_back(frame);
    }
    ++tokens_;
}

int TokenStripModel::decoderLayer(int moe) const
{
    return timeline_.card()->moe_layers[size_t(moe)];
}

QString TokenStripModel::frameText(int token, int moe) const
{
    const engine::TokenEvent* event = timeline_.token(token);
    const QString name = event ? tr("token %1 %2").arg(token).arg(quotedText(event->piece)) : tr("token %1").arg(token);
    const Frame& f = frame(token, moe);
    if (f.expert < 0) return tr("%1: not captured").arg(name);
    return tr("%1, %2: strongest expert %3, gate weight %4")
        .arg(name, layerName(decoderLayer(moe)), expertName(f.expert), QString::number(double(f.weight), 'f', 3));
}

QString TokenStripModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (layers_ == 0) return tr("This model has no routers: every layer is dense.");
    return tokens_ == 0 ? tr("Ask something: every token becomes one column here.") : QString();
}

Sentence TokenStripModel::title() const
{
    Sentence title{tr("Tokens"), tr("strongest expert of every token and layer"), {}, {}};
    if (tokens_ > 0) title.after = tr(", %n tokens", nullptr, tokens_);
    return title;
}

QString TokenStripModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const int token = selection_.token();
    if (token < 0 || token >= tokens_) return tr("%n tokens; none is selected.", nullptr, tokens_);
    const int moe = std::max(0, moeIndex(*timeline_.card(), selection_.layer()));
    return tr("%1 of %2 tokens is selected: %3.").arg(token + 1).arg(tokens_).arg(frameText(token, moe));
}

QString TokenStripModel::explanation() const
{
    return tr("One column per token of the context, one row per layer with a router. The colour stands for the expert "
              "whose answer weighed most (experts whose numbers differ by 8 share a colour), so stretches of text that "
              "use the same experts look alike. Click a column to see that token everywhere.");
}

QStringList TokenStripModel::headers() const
{
    QStringList headers{tr("Token"), tr("Text"), tr("Phase")};
    for (int m = 0; timeline_.card() && m < layers_; ++m) headers << layerName(decoderLayer(m));
    return headers;
}

QVariant TokenStripModel::cell(int row, int column) const
{
    const engine::TokenEvent* event = timeline_.token(row);
    if (column == 0) return row;
    if (!event || row >= tokens_ || column - 3 >= layers_) return {};
    if (column == 1) return visibleText(event->piece);
    if (column == 2) return event->phase == engine::Phase::Prefill ? tr("prompt") : tr("reply");
    const Frame& f = frame(row, column - 3);
    if (f.expert < 0) return {};
    return QStringLiteral("%1 %2").arg(expertName(f.expert), QString::number(double(f.weight), 'f', 3));
}

}  // namespace ui
