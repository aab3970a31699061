// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/reply_comparison.h"
#include "ui/views/view.h"

class QToolButton;

namespace ui {

class Caption;
class ColorLegend;
class DifferenceCharts;
class HeatMap;
class ReplyBox;

/// Are two replies routed alike? Of this conversation, or one of another session: aligned token by token, every layer
/// beside what chance gives.
class CompareView : public View {
    Q_OBJECT
public:
    CompareView(const Conversation& conversation, Timeline& timeline, Selection& selection, QWidget* parent = nullptr);

    void setOther(std::shared_ptr<const LoadedReplies> other);
    HeatMap* map() const { return map_; }

signals:
    /// The replies of this session document are wanted: answered by setOther().
    void otherWanted(const QString& file);

protected:
    ViewModel& model() override { return model_; }
    void draw() override;
    void restyle(const PlotStyle& style) override;
    QString experiment() override { return model_.experiments(); }
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupChoices();
    void setupPlots();
    void refreshChoices();
    void chooseReplies();
    void chooseOther();
    void readOut(int row, int column);
    void select(int row, int column);
    bool showsFirst() const;  ///< the first reply is the one on screen, so that its tokens can be selected
    void toggleRows();

    const Conversation& conversation_;
    ReplyComparison model_;
    ReplyBox *first_, *second_;
    QToolButton *other_, *rows_;
    HeatMap* map_ = nullptr;
    ColorLegend* legend_ = nullptr;
    Caption* readout_ = nullptr;
    DifferenceCharts* layers_ = nullptr;
};

}  // namespace ui
