// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/routing_sums.h"
#include "ui/models/routing_window.h"
#include "ui/models/selection.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// Which experts every layer sent tokens to: a matrix of decoder layers × routed experts, of the span and the segment
/// that are selected.
class RoutingModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::RoutingModel)
public:
    enum class Quantity {
        Weight,      ///< gate weight, mean per token; an expert that was not chosen counts as 0
        Share,       ///< share of the tokens that were sent to the expert
        Score,       ///< router score before any bias, mean per token
        Entropy,     ///< -p log2 p in bits, p the mean router score as a share of the layer's
        Difference,  ///< Share minus what every expert would have if all were chosen equally often
    };
    /// What a search names; expert -1: the layer only.
    struct Place {
        int layer = -1, expert = -1;
    };

    RoutingModel(const Timeline& timeline, const Selection& selection);

    void setQuantity(Quantity quantity) { quantity_ = quantity; }
    Quantity quantity() const { return quantity_; }

    void update() override;  ///< every token is added up once
    bool isComplete() const override { return complete_; }

    int layers() const { return timeline_.card() ? timeline_.card()->num_hidden_layers : 0; }
    int experts() const { return timeline_.card() ? timeline_.card()->n_routed_experts : 0; }
    int groups() const { return timeline_.card() ? timeline_.card()->n_group : 1; }
    /// [layers, experts]; NaN where the layer is dense or nothing was captured.
    const std::vector<float>& values() const { return values_; }
    float maximum() const { return maximum_; }  ///< of values() without their signs, 0 when there are none
    bool isDense(int layer) const { return moeIndex(*timeline_.card(), layer) < 0; }
    bool hasSharedExperts() const { return timeline_.card() && timeline_.card()->n_shared_experts > 0; }
    int tokens() const { return sums_.tokens; }
    /// Of the tokens shown; the model's own while there are none. A mean where replies were made under another top-k.
    double expertsPerToken() const;
    double evenShare() const { return experts() ? expertsPerToken() / experts() : 0; }  ///< K / E

    /// How evenly a layer is used, 0 to 1: entropy of how often each expert was chosen, of log2 E. Of a single token,
    /// which always goes to K experts: entropy of its router scores. NaN where the layer is dense or nothing is known.
    float evenness(int layer) const;
    float busiest(int layer) const;  ///< largest load of an expert over the mean load: 1 is even; NaN like evenness()
    /// What both are on average when every token goes to any K experts by pure chance; NaN for a single token and for
    /// a window that fades.
    float evennessByChance() const { return evennessByChance_; }
    float busiestByChance() const { return busiestByChance_; }
    /// The balance strip: busiest() of the largest in sight, for a single token evenness(); 0 to 1.
    float bar(int layer) const;
    float barByChance() const;  ///< -1: unknown
    QString barName() const;
    bool isUnused(int layer, int expert) const;  ///< chosen by no token of more than one
    int unused(int layer) const;
    double unusedByChance() const;  ///< experts per layer that no token would have been sent to: E (1 - K/E)^n

    QString layerLabel(int layer) const;             ///< "L1 dense", "L2"
    QString cellText(int layer, int expert) const;   ///< what a cell says when asked, one line
    QString balanceText(int layer) const;            ///< the same of a layer's balance
    /// "E117", "L12 E117" or "L12"; without a layer the selected one. Nothing where no router sends tokens there.
    std::optional<Place> find(const QString& words) const;
    QString findable() const;  ///< what can be searched for

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override;
    QVariant cell(int row, int column) const override;

private:
    bool oneToken() const { return selection_.span() == Span::Token; }
    bool needsScores() const { return quantity_ == Quantity::Score || quantity_ == Quantity::Entropy; }
    void foldToken();
    void foldReply();
    void choose(const SegmentSums& sums);
    void fillValues();
    void fillRow(int moe, float* row);
    double layerEntropy(int moe, const std::vector<double>& of) const;  // bits
    double scoreEntropy(int moe, int expert) const;                     // of them, an expert's
    bool hasScores() const;
    void fillBalance();
    void fillChance();
    float ofLayer(const std::vector<float>& values, int layer) const;  // [M] values
    QString number(float value) const;
    QVariant chosenCell(int row, int column) const;
    QVariant totalCell(int row, int column) const;
    QString tokensText() const;
    QString spanText() const;
    QString quantityText() const;
    QString strongestText(int layer) const;
    QString unusedText(int layer) const;
    QString leftOutText() const;

    const Timeline& timeline_;
    const Selection& selection_;
    Quantity quantity_ = Quantity::Weight;

    RoutingWindow window_;
    SessionSums session_;
    SegmentSums reply_;
    int replyRevision_ = -1, folded_ = 0;  // reply_ holds the tokens before position folded_ of that revision
    RoutingSums sums_;                     // of the span and segment shown
    bool complete_ = true;
    std::vector<float> values_;
    std::vector<float> evenness_, busiest_;  // [M]
    float maximum_ = 0, evennessByChance_ = 0, busiestByChance_ = 0;
    float mostBusy_ = 0;  // of busiest_ and by chance
};

}  // namespace ui
