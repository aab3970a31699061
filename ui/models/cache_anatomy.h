// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <optional>
#include <vector>

namespace ui {

/// What one token leaves in the latent cache, beside what other kinds of attention with the same heads would keep;
/// what reusing a prefix saved, and what the context still holds.
class CacheAnatomyModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::CacheAnatomyModel)
public:
    explicit CacheAnatomyModel(const Timeline& timeline);

    void update() override;

    /// A part of one entry: what one token leaves in one layer.
    struct Part {
        QString name;
        int numbers = 0;
        double share = 0;
    };
    const std::vector<Part>& entry() const { return entry_; }
    QString entryText() const;

    struct Scheme {
        QString name;     ///< MLA, MQA, GQA-4, MHA
        QString formula;  ///< of the bytes per token, with its numbers
        std::int64_t bytesPerToken = 0;
    };
    /// MLA first, then by what they keep. All in the number format of this cache.
    const std::vector<Scheme>& schemes() const { return schemes_; }
    /// Of grouped-query attention: the most, up to 8, that share out the heads evenly; 1: there is none in between.
    static int groupsFor(int heads);

    int tokens() const { return tokens_; }  ///< positions of the context on screen
    int left() const;                       ///< positions the cache has room for behind them

    int reusedTokens() const;  ///< by the shown reply
    /// Milliseconds: at the speed at which this reply read the rest of its prompt. Nothing when it read none.
    std::optional<double> savedMs() const;
    std::optional<double> meanReplyTokens() const;  ///< of the finished replies of this conversation

    QString reuseText() const;
    QString roomText() const;
    QString thousandText() const;  ///< what 1000 more tokens would take

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(rows_.size()); }
    QVariant cell(int row, int column) const override;

private:
    struct Row {
        QString what;
        QVariant value;
        QString unit, how;
    };
    void collectEntry(const engine::ModelCard& card);
    void collectSchemes(const engine::ModelCard& card);
    void addScheme(const QString& name, int keyHeads);
    void collectRows();
    std::int64_t elementBytes() const;
    std::int64_t bytesPerToken() const { return timeline_.card() ? timeline_.card()->cache_bytes_per_token : 0; }

    const Timeline& timeline_;
    std::vector<Part> entry_;
    std::vector<Scheme> schemes_;
    std::vector<Row> rows_;
    int tokens_ = 0;
};

}  // namespace ui
