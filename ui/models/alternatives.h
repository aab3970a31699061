// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/models/findings.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// What else could have come in place of the selected token, and what it takes to go on from there with another one.
class AlternativesModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::AlternativesModel)
public:
    struct Row {
        engine::TokenId id = 0;
        QString text, quoted;         ///< foreign, made visible
        float before = 0, after = 0;  ///< probability of the plain softmax, and after the sampler's settings
        bool chosen = false;
    };

    /// `findings` knows whether the model that made the reply is there and idle.
    AlternativesModel(const Timeline& timeline, const Selection& selection, const Conversation& conversation,
                      const Findings& findings);

    void update() override;
    void pick(int row);  ///< the row to take instead; kept while the same token is shown

    const std::vector<Row>& rows() const { return rows_; }  ///< most probable first
    /// Probability of all tokens that were not captured: before and after.
    float restBefore() const { return restBefore_; }
    float restAfter() const { return restAfter_; }
    int picked() const { return picked_; }  ///< -1: nothing can be taken
    QString settingsText() const;           ///< how the reply was sampled; empty when that is not known
    QString cannotTake() const;             ///< why the picked row cannot be taken; empty: it can
    engine::ReplyId reply() const;          ///< that the token was made in
    /// The reply's own tokens before the selected one, and then the picked one. Empty when they were not captured.
    std::vector<engine::TokenId> start() const;

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(rows_.size()) + (rows_.empty() ? 0 : 1); }
    QVariant cell(int row, int column) const override;

private:
    const engine::TokenEvent* token() const { return timeline_.token(selection_.token()); }

    const Timeline& timeline_;
    const Selection& selection_;
    const Conversation& conversation_;
    const Findings& findings_;
    std::vector<Row> rows_;
    float restBefore_ = 0, restAfter_ = 0;
    int picked_ = -1;
    std::pair<engine::ReplyId, int> pickedFor_{0, -1};  // reply and position of the token that picked_ is about
};

}  // namespace ui
