// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/candidates.h"
#include "ui/views/view.h"

namespace ui {

class BarChart;
class Caption;
class LabelledBars;

/// What else could have come at this token, and how close was the router's choice in the selected layer?
class TokenView : public View {
    Q_OBJECT
public:
    static constexpr int shown_candidates = 8;

    TokenView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const LabelledBars* candidates() const { return candidates_; }
    const BarChart* scores() const { return scores_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void drawCandidates();
    void drawScores();
    QString scoreText(int expert) const;

    CandidatesModel model_;
    LabelledBars* candidates_ = nullptr;
    BarChart* scores_ = nullptr;
    Caption* candidatesNote_ = nullptr;
    Caption* scoresNote_ = nullptr;
};

}  // namespace ui
