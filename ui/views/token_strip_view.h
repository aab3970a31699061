// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/token_strip.h"
#include "ui/plots/heat_map.h"
#include "ui/views/view.h"

namespace ui {

class Caption;

/// Which stretches of the text use the same experts? One column per token, one row per MoE layer.
class TokenStripView : public View {
    Q_OBJECT
public:
    TokenStripView(Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    HeatMap* strip() const { return strip_; }
    int firstToken() const { return strip_->grid().firstColumn; }  ///< token in the first column shown

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override { strip_->setStyle(style); }
    void resizeEvent(QResizeEvent* event) override;

private:
    void readOut(int row, int column);

    TokenStripModel model_;
    HeatMap* strip_ = nullptr;
    Caption* readout_ = nullptr;
};

}  // namespace ui
