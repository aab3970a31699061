// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// What multi-head latent attention keeps of the past, beside what full multi-head attention would have to keep.
class CacheModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::CacheModel)
public:
    CacheModel(const Timeline& timeline, const Selection& selection);

    void update() override;

    int tokens() const { return tokens_; }
    int capacity() const { return timeline_.card() ? timeline_.card()->context : 0; }  ///< tokens
    std::int64_t bytesPerToken() const { return timeline_.card() ? timeline_.card()->cache_bytes_per_token : 0; }
    std::int64_t fullBytesPerToken() const
    {
        return timeline_.card() ? timeline_.card()->mha_cache_bytes_per_token : 0;
    }
    std::int64_t bytesUsed() const { return tokens_ * bytesPerToken(); }
    std::int64_t bytesCapacity() const { return capacity() * bytesPerToken(); }
    int numbersPerLayer() const;  ///< kv_lora_rank + qk_rope_head_dim
    QString formula() const;      ///< both, with the numbers of the loaded model put in
    QString usage() const;        ///< used, capacity and bytes per token

    int layers() const { return layers_; }
    /// [tokens, layers] L2 norm of the latent each token left in each layer; NaN where it was not captured.
    const std::vector<float>& norms() const { return norms_; }
    float largestNorm() const { return largestNorm_; }

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return tokens_; }
    QVariant cell(int row, int column) const override;

private:
    void append(int position);

    const Timeline& timeline_;
    const Selection& selection_;
    std::vector<float> norms_;
    float largestNorm_ = 0;
    int tokens_ = 0, layers_ = 0, revision_ = -1;
};

}  // namespace ui
