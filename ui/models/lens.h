// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"
#include "ui/models/token_routing.h"

#include <QCoreApplication>

#include <vector>

namespace ui {

/// What the underline of a token tells. All but Surprise are of one layer's router.
enum class Lens : quint8 {
    Expert,    ///< number of the expert with the largest gate weight: a kind, not an amount
    Margin,    ///< selection score (correction bias included) of the last chosen expert less the best not chosen
    Entropy,   ///< of the router scores divided by their sum, in bits
    Surprise,  ///< -log2 of the token's probability before temperature and filters, in bits
    Overlap,   ///< share of the token's experts that the token before it went to as well
};
constexpr int lens_count = 5;

/// The context on screen read through one lens: a number for every token. Tokens are read once, as they arrive.
class LensModel {
    Q_DECLARE_TR_FUNCTIONS(ui::LensModel)
public:
    explicit LensModel(const Timeline& timeline) : timeline_(timeline) {}

    void look(Lens lens, int layer);  ///< decoder layer with a router; -1: there is none
    void update();
    /// False: there were more tokens than fit into a frame; update() again goes on.
    bool isComplete() const { return int(values_.size()) >= timeline_.size(); }

    Lens lens() const { return lens_; }
    int layer() const { return layer_; }
    bool ofLayer() const { return lens_ != Lens::Surprise; }
    /// Of a position; NaN where it was not captured and outside the context. Lens::Expert: the expert's number.
    float value(int position) const;
    float low() const;   ///< ends of the scale; unused for Lens::Expert
    float high() const;
    float strength(int position) const;  ///< of value() between them, 0 to 1; NaN like it

    static QString name(Lens lens);
    QString legend() const;           ///< what the colour stands for
    QString lowText() const;
    QString highText() const;
    QString text(int position) const; ///< what a token says when asked, one line
    static QString explanation(Lens lens);

private:
    float valueOf(int position) const;
    float margin(const TokenRouting& routing, int moe) const;
    float overlap(const ChosenRow& row, int position, int moe) const;
    QString number(float value) const;

    const Timeline& timeline_;
    Lens lens_ = Lens::Expert;
    int layer_ = -1, revision_ = -1;
    std::vector<float> values_;  // [context so far]
    float least_ = 0, most_ = 0;  // of values_
};

}  // namespace ui
