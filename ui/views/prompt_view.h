// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/prompt.h"
#include "ui/views/view.h"

class QComboBox;
class QPlainTextEdit;

namespace ui {

/// What exactly is the model given to read? The prompt of the chat as plain text, and what another template would
/// write, line by line.
class PromptView : public View {
    Q_OBJECT
public:
    /// The model outlives the view.
    PromptView(PromptModel& model, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    enum class Shown { Difference, ByModel, BuiltIn };
    void setShown(Shown shown);
    QString text() const;  ///< as it stands on screen, signs included

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    std::vector<PromptModel::Line> lines() const;
    void copyPrompt();

    PromptModel& model_;
    QComboBox* shown_;
    QPlainTextEdit* text_;
};

}  // namespace ui
