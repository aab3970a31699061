// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/alternatives.h"
#include "ui/views/view.h"

class QAction;
class QPushButton;

namespace ui {

class Caption;
class LabelledBars;

/// What else could have come in place of this token? And what would follow then: another one can be taken.
class CandidatesView : public View {
    Q_OBJECT
public:
    CandidatesView(Timeline& timeline, Selection& selection, Conversation& conversation, Findings& findings,
                   QWidget* parent = nullptr);

    LabelledBars* rows() const { return rows_; }
    QPushButton* takeButton() const { return take_; }

signals:
    /// A sibling of `reply` is wanted that begins with these tokens: see Conversation::takeInstead.
    void takeWanted(engine::ReplyId reply, const std::vector<engine::TokenId>& start);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void pick(int row);
    void showTake();
    void take();

    AlternativesModel model_;
    Caption* settings_ = nullptr;
    LabelledBars* rows_ = nullptr;
    QPushButton* take_ = nullptr;
    QAction* takeAction_ = nullptr;
    Caption* why_ = nullptr;
};

}  // namespace ui
