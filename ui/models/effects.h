// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/findings.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

namespace ui {

/// What each expert of the selected layer added for the selected token, and what that did to the token that came next:
/// found by running the token again, when asked.
class EffectsModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::EffectsModel)
public:
    EffectsModel(const Timeline& timeline, const Selection& selection, const Findings& findings);

    void update() override;

    /// The answer about the selected token and layer; null before it was asked for.
    const engine::ExpertEffects* effects() const { return effects_; }
    int layer() const { return layer_; }
    float largestNorm() const;    ///< of the experts; 0 without an answer
    float largestChange() const;  ///< of a logit, either way
    QString nameOf(const engine::ExpertEffects::One& one) const;  ///< "E11", "shared"
    static QString changeText(float logit);  ///< "+0.125"
    QString nextText() const;     ///< the token that came next, quoted; empty: nothing came

    std::optional<engine::EffectsProbe> question() const;  ///< nothing: cannotAsk() says why
    QString cannotAsk() const;
    bool isAsking() const;        ///< about just this
    QString stateText() const;    ///< what is being computed, or what failed; empty: neither

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return effects_ ? int(effects_->experts.size()) + 1 : 0; }
    QVariant cell(int row, int column) const override;

private:
    const engine::TokenEvent* token() const { return timeline_.token(selection_.token()); }
    const engine::TokenEvent* next() const { return timeline_.token(selection_.token() + 1); }

    const Timeline& timeline_;
    const Selection& selection_;
    const Findings& findings_;
    const engine::ExpertEffects* effects_ = nullptr;  // in findings_, until the next update
    int layer_ = -1;
};

}  // namespace ui
