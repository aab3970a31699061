// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/token_routing.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// What the routers of some tokens add up to. M MoE layers, E routed experts, row-major [M, E].
struct RoutingSums {
    std::vector<double> weight, score;
    std::vector<int> chosen;
    int tokens = 0;  ///< tokens whose routing was captured
    int places = 0;  ///< experts per token, added up over them
    int scored = 0;  ///< of these, tokens whose router scores were captured too

    void reset(const engine::ModelCard& card);
    void add(const TokenRouting& routing) { count(routing, 1); }
    void remove(const TokenRouting& routing) { count(routing, -1); }  ///< one that was added

private:
    void count(const TokenRouting& routing, int sign);
};

/// Which experts every layer sent tokens to: a matrix of decoder layers × routed experts.
class RoutingModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::RoutingModel)
public:
    enum class Span { Token, Window, Reply };
    enum class Quantity {
        Weight,  ///< gate weight, mean per token; an expert that was not chosen counts as 0
        Share,   ///< share of the tokens that were sent to the expert
        Score,   ///< router score before any bias, mean per token
    };
    static constexpr int window_tokens = 32;  ///< Span::Window: the selected token and the ones before it

    RoutingModel(const Timeline& timeline, const Selection& selection);

    void setSpan(Span span) { span_ = span; }
    void setQuantity(Quantity quantity) { quantity_ = quantity; }
    Span span() const { return span_; }
    Quantity quantity() const { return quantity_; }

    void update() override;  ///< the whole reply is folded token by token, once

    int layers() const { return timeline_.card() ? timeline_.card()->num_hidden_layers : 0; }
    int experts() const { return timeline_.card() ? timeline_.card()->n_routed_experts : 0; }
    /// [layers, experts]; NaN where the layer is dense or nothing was captured.
    const std::vector<float>& values() const { return values_; }
    float maximum() const { return maximum_; }  ///< of values(), 0 when there are none
    bool isDense(int layer) const { return moeIndex(*timeline_.card(), layer) < 0; }
    bool hasSharedExperts() const { return timeline_.card() && timeline_.card()->n_shared_experts > 0; }
    QString layerLabel(int layer) const;               ///< "L1 dense", "L2"
    QString cellText(int layer, int expert) const;     ///< what a cell says when asked, one line
    int tokens() const { return sums().tokens; }
    /// Of the tokens shown, which all were made under one override; the model's own while there are none.
    int expertsPerToken() const;

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override;
    QVariant cell(int row, int column) const override;

private:
    const RoutingSums& sums() const { return span_ == Span::Reply ? reply_ : recent_; }
    double value(size_t at) const;
    void foldReply();
    void foldRecent();
    void foldRecent(int position, bool in);
    void fillValues();
    QVariant chosenCell(int row, int column) const;
    QVariant totalCell(int row, int column) const;
    QString spanText() const;
    QString quantityText() const;

    const Timeline& timeline_;
    const Selection& selection_;
    Span span_ = Span::Token;
    Quantity quantity_ = Quantity::Weight;

    RoutingSums reply_, recent_;
    int replyRevision_ = -1, folded_ = 0;  // reply_ holds the tokens before position folded_ of that revision
    int recentRevision_ = -1, recentFirst_ = 0, recentEnd_ = 0;  // recent_ holds [first, end) of that revision
    std::vector<float> values_;
    float maximum_ = 0;
};

}  // namespace ui
