// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/chance.h"
#include "ui/models/routed_tokens.h"
#include "ui/models/view_model.h"

#include <array>
#include <vector>

namespace ui {

/// How evenly does every layer use its experts, and how evenly would chance? Tokens of the selection's span (a single
/// token or a window says nothing about balance: they count as the reply) and segment.
class BalanceModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::BalanceModel)
public:
    enum class Measure { MaxOverMean, Variation, Gini, Entropy, Never };
    static constexpr int measure_count = 5;

    BalanceModel(const Timeline& timeline, const Selection& selection);

    void setMeasure(Measure measure) { measure_ = measure; }
    Measure measure() const { return measure_; }
    static QString measureName(Measure measure);

    void update() override;
    bool isWaiting() const override { return source().isBehind(); }

    int tokens() const { return tokens_; }
    int chosen() const { return source().chosen(); }
    int experts() const { return timeline_.card() ? timeline_.card()->n_routed_experts : 0; }
    const std::vector<Balance>& balances() const { return balances_; }  ///< [M]
    const BalanceByChance& chance() const { return chance_; }           ///< the same for every layer
    static double value(const Balance& balance, Measure measure);

    int shownLayer() const;  ///< the selected layer when it has a router, otherwise the first that has; -1: none
    struct Load {
        int expert = 0;
        std::int64_t times = 0;
    };
    const std::vector<Load>& loads() const { return loads_; }  ///< [E] of the shown layer, busiest first
    QString layerText(int moe) const;                          ///< one line: the measure beside chance
    QString loadText(int rank) const;

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(balances_.size()); }
    QVariant cell(int row, int column) const override;

private:
    /// How often every expert was chosen, by segment: another filter adds nothing up again.
    struct Fold {
        RoutedTokens source;
        int revision = -1;
        size_t folded = 0;
        std::array<std::vector<std::int64_t>, 3> chosen;  // [segment][M, E]
        std::array<int, 3> tokens{};
    };
    Span span() const { return selection_.span() == Span::Session ? Span::Session : Span::Reply; }
    const RoutedTokens& source() const { return folds_[span() == Span::Session].source; }
    void fold(Fold& fold);
    std::vector<std::int64_t> load(const Fold& fold, int moe) const;

    const Timeline& timeline_;
    const Selection& selection_;
    Measure measure_ = Measure::MaxOverMean;
    std::array<Fold, 2> folds_;  // the reply, the session
    int tokens_ = 0;
    std::vector<Balance> balances_;
    BalanceByChance chance_;
    std::vector<Load> loads_;
};

QString measureText(double value, BalanceModel::Measure measure);  ///< with the digits that mean something

}  // namespace ui
