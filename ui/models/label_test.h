// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/calculation.h"

#include <cstdint>
#include <vector>

namespace ui {

/// Tokens with the experts they went to and one label each. Neighbouring tokens resemble each other, so that labels are
/// put in another order by the unit: within one the sequence of labels stays. T tokens, M layers, K of E experts.
struct LabelledTokens {
    static constexpr int most_labels = 64;

    int layers = 0, experts = 0, chosen = 0, labels = 0;
    std::vector<const std::uint16_t*> routes;  ///< [T] to a token's [M, K], which must outlive the test
    std::vector<std::uint8_t> label;           ///< [T] below `labels`
    /// First token of every unit, then T. Units are all equally long, or each has one label only.
    std::vector<std::uint32_t> units;
    std::uint64_t seed = 0;  ///< from the data: the same data has the same p-value

    std::size_t unitCount() const { return units.empty() ? 0 : units.size() - 1; }
};

/// The expert that speaks most for a label in every second unit of each label, and what the others, held out, say to
/// that.
struct Specialist {
    int expert = -1;      ///< -1: there is none
    double learned = 0;   ///< share of the label's tokens sent to it minus share of the others, where it was found
    bool tested = false;  ///< the units held out have the label, and others
    double heldOut = 0;   ///< the same in the units held out
    double p = 1;         ///< of that, from other orders of the labels of the units held out
};

struct LayerLabels {
    double nmi = 0;  ///< mutual information of label and one of the token's experts ÷ entropy of the labels
    double chance = 0, chance95 = 0;  ///< mean and 95 % quantile of nmi over the other orders of labels
    double p = 1;
    std::vector<Specialist> specialists;  ///< [labels]
};

struct LabelTest {
    std::vector<LayerLabels> layers;  ///< [M]
    double p = 1;       ///< of the layer that stands out most, all layers taken together
    int strongest = -1; ///< that layer, among the M
};

/// Permutation test with `orders` other orders of labels: p = (1 + orders that give as much) ÷ (1 + orders). The p of
/// all layers together compares the largest standardised nmi of the M layers with the largest under each order.
LabelTest testLabels(const LabelledTokens& tokens, int orders, CalculationProgress& progress);

}  // namespace ui
