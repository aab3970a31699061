// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/router_choice.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/token_routing.h"
#include "ui/models/view_model.h"

#include <limits>
#include <optional>
#include <vector>

namespace ui {

/// How the selected layer chose the experts of the selected token, step by step: scores, plus bias, groups, the best K,
/// weights. The choice is made again from the captured scores and compared with the captured one.
class RouterDecisionModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::RouterDecisionModel)
public:
    struct Expert {
        float score = 0;      ///< softmax or sigmoid of the router's output
        float selection = 0;  ///< with bias and boosts: what is compared
        bool kept = true;     ///< its group is looked into
        bool chosen = false;  ///< as captured
        bool muted = false, forced = false;
    };
    struct Group {
        float score = 0;  ///< sum of its two best selection values (noaux_tc) or its best
        bool kept = false;
    };
    struct Weight {
        int expert = 0;
        float weight = 0;    ///< as captured
        QString arithmetic;  ///< "0.920 ÷ 6.52 × 2.5"; empty without scores
    };

    RouterDecisionModel(const Timeline& timeline, const Selection& selection);

    void update() override;

    int layer() const { return layer_; }  ///< decoder layer shown: the selected one, else the first with a router
    const std::vector<Expert>& experts() const { return experts_; }  ///< [E]; empty without scores
    const std::vector<Group>& groups() const { return groups_; }     ///< [G]; empty when none are compared
    const std::vector<Weight>& weights() const { return weights_; }  ///< [K], strongest selection value first
    bool hasBias() const;                     ///< something was added to the scores before the choice
    float cut() const { return cut_; }        ///< lowest selection value that won a place; NaN without scores
    float margin() const { return margin_; }  ///< cut minus the best that did not; NaN when nobody was left
    const std::vector<int>& runnersUp() const { return runnersUp_; }  ///< best first, at most four

    QString scoresNote() const;
    QString biasNote() const;
    QString groupsNote() const;
    QString choiceNote() const;
    QString weightsNote() const;
    /// What else there is to say: the shared expert, what the bias changed, runners-up, what an experiment changed, and
    /// whether the choice made again is the captured one.
    QStringList remarks() const;
    QString expertText(int expert) const;  ///< one line about one expert

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(experts_.empty() ? weights_.size() : experts_.size()); }
    QVariant cell(int row, int column) const override;

private:
    void readScores(const TokenRouting& routing, int moe);
    void readWeights(const TokenRouting& routing, int moe);
    void findRunnersUp();
    QString withoutBias() const;
    QString experimentRemark() const;
    QString noScoresReason() const;
    const engine::TokenEvent* token() const { return timeline_.token(selection_.token()); }
    int rankOf(int expert) const;  ///< in weights(), -1: not chosen

    const Timeline& timeline_;
    const Selection& selection_;
    int layer_ = -1;
    RouterChoice again_;
    std::vector<int> unbiased_;   // [K] what would have been chosen without the model's bias
    std::vector<int> unchanged_;  // and without the experiment
    std::vector<Expert> experts_;
    std::vector<Group> groups_;
    std::vector<Weight> weights_;
    std::vector<int> runnersUp_;
    float cut_ = 0, margin_ = 0;
    bool exact_ = true;  // the arithmetic gives the captured weights
};

}  // namespace ui
