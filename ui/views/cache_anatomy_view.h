// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/cache_anatomy.h"
#include "ui/views/view.h"

namespace ui {

class Caption;
class LabelledBars;
class StackedBar;

/// What is one entry of the latent cache, and what do latents save against other kinds of attention?
class CacheAnatomyView : public View {
    Q_OBJECT
public:
    CacheAnatomyView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    const StackedBar* entry() const { return entry_; }
    const LabelledBars* schemes() const { return schemes_; }

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;

private:
    void drawSchemes();

    CacheAnatomyModel model_;
    Caption* entryCaption_ = nullptr;
    StackedBar* entry_ = nullptr;
    Caption* schemesCaption_ = nullptr;
    LabelledBars* schemes_ = nullptr;
    Caption* formulas_ = nullptr;
    Caption* facts_ = nullptr;
};

}  // namespace ui
