// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/architecture.h"
#include "ui/plots/layer_diagram.h"
#include "ui/views/view.h"

namespace ui {

class LabelledBars;

/// What is this model made of, and how little of it does one token use?
class ArchitectureView : public View {
    Q_OBJECT
public:
    ArchitectureView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    LayerDiagram::Stack stack() const;

    ArchitectureModel model_;
    LayerDiagram* diagram_ = nullptr;
    LabelledBars* shares_ = nullptr;
};

}  // namespace ui
