// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cache.h"

#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

CacheModel::CacheModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void CacheModel::update()
{
    if (revision_ != timeline_.revision()) {
        revision_ = timeline_.revision();
        norms_.clear();
        largestNorm_ = 0;
        tokens_ = 0;
        layers_ = timeline_.card() ? timeline_.card()->num_hidden_layers : 0;
    }
    while (timeline_.card() && tokens_ < timeline_.size()) append(tokens_);
}

void CacheModel::append(int position)
{
    const engine::TokenEvent* token = timeline_.token(position);
    if (token && token->latent_norm.size() == size_t(layers_)) {
        norms_.insert(norms_.end(), token->latent_norm.begin(), token->latent_norm.end());
        for (const float norm : token->latent_norm) largestNorm_ = std::max(largestNorm_, norm);
    } else {
        norms_.insert(norms_.end(), size_t(layers_), std::numeric_limits<float>::quiet_NaN());
    }
    ++tokens_;
}

int CacheModel::numbersPerLayer() const
{
    return timeline_.card() ? timeline_.card()->kv_lora_rank + timeline_.card()->qk_rope_head_dim : 0;
}

QString CacheModel::formula() const
{
    if (!timeline_.card() || layers_ == 0 || numbersPerLayer() == 0) return {};
    const engine::ModelCard& c = *timeline_.card();
    const auto elementBytes = bytesPerToken() / (std::int64_t(layers_) * numbersPerLayer());
    const QString latent =
        tr("MLA: %1 layers × (kv_lora_rank %2 + qk_rope_head_dim %3) × %4 bytes = %5 bytes per token")
        .arg(layers_).arg(c.kv_lora_rank).arg(c.qk_rope_head_dim).arg(elementBytes).arg(groupedText(bytesPerToken()));
    const QString full =
        tr("MHA: %1 layers × %2 heads × (qk_nope %3 + qk_rope %4 + v %5) × %6 bytes = %7 bytes per token")
        .arg(layers_).arg(c.num_attention_heads).arg(c.qk_nope_head_dim).arg(c.qk_rope_head_dim)
        .arg(c.v_head_dim).arg(elementBytes).arg(groupedText(fullBytesPerToken()));
    return latent + u'\n' + full;
}

QString CacheModel::usage() const
{
    return tr("%1 of %2 used · %3 B per token")
        .arg(bytesText(bytesUsed()), bytesText(bytesCapacity()), groupedText(bytesPerToken()));
}

QString CacheModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    return tokens_ == 0 ? tr("The cache is empty: ask something and every token leaves %n numbers in every layer.",
                             nullptr, numbersPerLayer())
                        : QString();
}

Sentence CacheModel::title() const
{
    Sentence title{tr("Latent cache"), {}, {}, {}};
    if (timeline_.card()) title.before = tr("%n numbers per token and layer", nullptr, numbersPerLayer());
    return title;
}

QString CacheModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const double saved = bytesPerToken() ? double(fullBytesPerToken()) / double(bytesPerToken()) : 0;
    return tr("%1 tokens keep %2 of %3; full multi-head attention would need %4, %5 times as much.")
        .arg(tokens_).arg(bytesText(bytesUsed()), bytesText(bytesCapacity()), bytesText(tokens_ * fullBytesPerToken()))
        .arg(saved, 0, 'f', 1);
}

QString CacheModel::explanation() const
{
    return tr("Multi-head latent attention keeps one compressed vector (the latent) and one rotary key per token and "
              "layer; keys and values of all heads are computed from it. The dashed line is what full multi-head "
              "attention would keep in the same number format. Below, how strong (L2 norm) the latent is that each "
              "token left in each layer, as captured.") + u'\n' + formula();
}

QStringList CacheModel::headers() const
{
    QStringList headers{tr("Token"), tr("Text"), tr("MLA bytes"), tr("MHA bytes")};
    for (int layer = 0; layer < layers_; ++layer) headers << tr("Norm %1").arg(layerName(layer));
    return headers;
}

QVariant CacheModel::cell(int row, int column) const
{
    if (row >= tokens_ || column - 4 >= layers_) return {};
    const engine::TokenEvent* token = timeline_.token(row);
    switch (column) {
    case 0: return row;
    case 1: return token ? QVariant(visibleText(token->piece)) : QVariant();
    case 2: return qlonglong((row + 1) * bytesPerToken());
    case 3: return qlonglong((row + 1) * fullBytesPerToken());
    default: break;
    }
    const float norm = norms_[size_t(row) * size_t(layers_) + size_t(column - 4)];
    return std::isnan(norm) ? QVariant() : QVariant(norm);
}

}  // namespace ui
