// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/what_if.h"
#include "ui/views/view.h"

class QPlainTextEdit;
class QPushButton;

namespace ui {

class Caption;
class DifferenceCharts;
class LabelledBars;
class LineChart;
class ReplyBox;
struct Theme;

/// What did a change to the router do to the reply? The original and the changed one: words, next-token distributions,
/// routing, speed and bytes.
class WhatIfView : public View {
    Q_OBJECT
public:
    WhatIfView(const Conversation& conversation, Findings& findings, Timeline& timeline, Selection& selection,
               QWidget* parent = nullptr);

    QString shownText() const;  ///< of the difference
    LineChart* klChart() const { return kl_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;
    QString experiment() override { return model_.emptyReason().isEmpty() ? model_.changes() : QString(); }
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupChoices();
    void setupText();
    void setupKl();
    void refreshChoices();
    void chooseReplies();
    void drawText();
    void fitText();
    void drawMeters();
    void drawKl();
    void measure();

    const Conversation& conversation_;
    Findings& findings_;
    WhatIfModel model_;
    ReplyBox *original_, *changed_;
    QLabel *first_ = nullptr, *largest_ = nullptr;
    QPlainTextEdit* text_ = nullptr;
    LabelledBars* meters_ = nullptr;
    Caption* klCaption_ = nullptr;
    QPushButton* measure_ = nullptr;
    LineChart* kl_ = nullptr;
    DifferenceCharts* routing_ = nullptr;
    std::vector<DifferencePart> drawn_;  // what text_ shows
    const Theme* drawnFor_ = nullptr;
};

}  // namespace ui
