// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <limits>
#include <vector>

namespace ui {

/// The two choices made at one token: which token came (and what else could have), and which experts the
/// selected layer sent it to (and how close the others were).
class CandidatesModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::CandidatesModel)
public:
    struct Candidate {
        QString text;  ///< foreign, made visible
        float before = 0, after = 0;
        bool chosen = false;
    };
    struct Expert {
        float score = 0;      ///< softmax or sigmoid of the router's output
        float selection = 0;  ///< with the correction bias and boosts: what the top-k looks at
        bool chosen = false;
    };

    CandidatesModel(const Timeline& timeline, const Selection& selection);

    void update() override;

    const std::vector<Candidate>& candidates() const { return candidates_; }  ///< strongest first
    const std::vector<Expert>& experts() const { return experts_; }           ///< [E], empty when not captured
    int layer() const { return layer_; }  ///< decoder layer shown: the selected one, else the first with a router
    bool hasBias() const;  ///< something was added to the scores before the choice
    float cut() const { return cut_; }  ///< lowest selection value among the chosen; NaN without experts
    QString candidatesNote() const;     ///< why candidates() is empty; empty otherwise
    QString expertsNote() const;        ///< caption of the router scores, or why there are none

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(candidates_.size() + experts_.size()); }
    QVariant cell(int row, int column) const override;

private:
    void readCandidates(const engine::TokenEvent& token);
    void readExperts(const engine::TokenEvent& token);

    const Timeline& timeline_;
    const Selection& selection_;
    std::vector<Candidate> candidates_;
    std::vector<Expert> experts_;
    int layer_ = -1;
    float cut_ = std::numeric_limits<float>::quiet_NaN();
};

}  // namespace ui
