// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// How the model on screen is built: its parts with their sizes, in the words of its configuration.
class ArchitectureModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::ArchitectureModel)
public:
    explicit ArchitectureModel(const Timeline& timeline) : timeline_(timeline) {}

    /// What a token uses of what there is.
    struct Share {
        QString name;
        double used = 0, all = 0;
        QString text;  ///< both numbers
    };
    struct Fact {
        QString part, value, keys;  ///< keys: names in config.json
    };

    const engine::ModelCard* card() const { return timeline_.card(); }
    const std::vector<Share>& shares() const { return shares_; }
    const std::vector<Fact>& facts() const { return facts_; }
    int denseLayers() const;

    void update() override;
    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(facts_.size()); }
    QVariant cell(int row, int column) const override;

private:
    void collectShares(const engine::ModelCard& card);
    void collectFacts(const engine::ModelCard& card);
    void addAttention(const engine::ModelCard& card);
    void addExperts(const engine::ModelCard& card);

    const Timeline& timeline_;
    std::vector<Share> shares_;
    std::vector<Fact> facts_;
};

}  // namespace ui
