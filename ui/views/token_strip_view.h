// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/device.h"
#include "ui/models/token_strip.h"
#include "ui/plots/column_lanes.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/piece_bar.h"
#include "ui/views/view.h"

namespace ui {

class Caption;

/// Which stretches of the text use the same experts, and what did every token cost? One column per token for a film of
/// its experts, its part of the conversation, its latent, its time and how busy the machine was; above it all of the
/// context at once.
class TokenStripView : public View {
    Q_OBJECT
public:
    TokenStripView(DeviceModel& device, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    HeatMap* strip() const { return strip_; }
    ColumnLanes* lanes() const { return lanes_; }
    PieceBar* overview() const { return overview_; }
    PieceBar* parts() const { return parts_; }
    int firstToken() const { return strip_->grid().firstColumn; }  ///< token in the first column shown
    void zoom(double factor);  ///< wider columns; around the selected token
    void scrollTo(int first);  ///< token of the first column; stays until another token is selected

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setupPlots();
    void setupZoom();
    void drawFilm();
    void drawParts();
    void drawLanes();
    void drawMarks();
    int firstInSight(int columns);
    std::vector<PieceBar::Piece> pieces() const;
    void select(int column);
    void readOut(int row, int column);
    void readLane(int column);
    bool turnWheel(const QWheelEvent& event);

    TokenStripModel model_;
    PieceBar *overview_ = nullptr, *parts_ = nullptr;
    HeatMap* strip_ = nullptr;
    ColumnLanes* lanes_ = nullptr;
    Caption* readout_ = nullptr;
    double columnWidth_;     // pixels, at least
    int first_ = 0, shownToken_ = -1;
    bool scrolled_ = false;  // somebody looks elsewhere than at the selected token
};

}  // namespace ui
