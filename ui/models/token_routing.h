// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model_card.h"
#include "engine/trace.h"

#include <optional>
#include <span>

namespace ui {

/// Index of a decoder layer among the layers with a router; -1 for a dense layer.
int moeIndex(const engine::ModelCard& card, int layer);
/// What is added to the score of an expert in MoE layer `moe` before the choice: e_score_correction_bias where the
/// router has one and the experiment leaves it on, and the experiment's boosts.
float selectionBias(const engine::ModelCard& card, const engine::RouterOverride& router, int moe, int expert);
/// Whether that can be anything but 0.
bool hasSelectionBias(const engine::ModelCard& card, const engine::RouterOverride& router);

/// The row of one MoE layer alone, checked: for who reads one layer of very many tokens. Empty like TokenRouting::of.
struct ChosenRow {
    std::span<const std::uint16_t> experts;  ///< [K]
    std::span<const float> weights;          ///< [K]
    int strongest() const;                   ///< rank of the expert with the largest gate weight
};
ChosenRow chosenRow(const engine::TokenEvent* token, const engine::ModelCard& card, int moe);

/// A token's routing read through a model's shape, with every length and every expert number checked once. How many
/// experts the token went to is its own: a reply may have been made under another top-k than the model's.
class TokenRouting {
public:
    /// Nothing when the token or its routing was not captured, or was captured on a model of another shape.
    static std::optional<TokenRouting> of(const engine::TokenEvent* token, const engine::ModelCard& card);

    std::span<const std::uint16_t> experts(int moe) const { return row(routing_->experts, moe, chosen_); }  ///< [K]
    std::span<const float> weights(int moe) const { return row(routing_->weights, moe, chosen_); }          ///< [K]
    bool hasScores() const { return !routing_->scores.empty(); }
    std::span<const float> scores(int moe) const { return row(routing_->scores, moe, routed_); }  ///< [E]

    int moeLayers() const { return moe_; }
    int chosen() const { return int(chosen_); }
    /// Rank in [0, K) of the chosen expert with the largest gate weight.
    int strongest(int moe) const;

private:
    template <class T>
    static std::span<const T> row(const std::vector<T>& all, int index, size_t width)
    {
        return {all.data() + size_t(index) * width, width};
    }

    const engine::Routing* routing_ = nullptr;
    int moe_ = 0;
    size_t chosen_ = 0, routed_ = 0;
};

}  // namespace ui
