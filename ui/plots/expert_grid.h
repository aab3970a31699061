// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <algorithm>
#include <vector>

class QTextLayout;

namespace ui {

/// Sentences, one below the other, each over a grid of numbered boxes of which some are chosen: the same word in two
/// sentences and the experts it is sent to. All text is drawn as plain text, so it may be foreign.
class ExpertGrid : public QWidget {
    Q_OBJECT
public:
    struct Chosen {
        int number = 0;
        QRgb color = 0;
        bool common = false;  ///< outlined
        QString label;        ///< written below the grid
    };
    struct Panel {
        QString before, word, after;  ///< the sentence; the word stands out
        QString remark;               ///< a muted line below it
        std::vector<Chosen> chosen;
        QString reply;                ///< a line below the grid, cut when too long
        bool answered = false;        ///< otherwise the boxes are empty
    };

    explicit ExpertGrid(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setPanels(std::vector<Panel> panels, int boxes);  ///< boxes 0: sentences and replies only
    const std::vector<Panel>& panels() const { return panels_; }
    QRect boxesOf(int panel) const { return area(panel, Part::Boxes).toAlignedRect(); }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {560, heightForWidth(560)}; }
    QSize minimumSizeHint() const override { return {220, heightForWidth(std::max(220, width()))}; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Part { Sentence, Remark, Boxes, Labels, Reply };
    QRectF area(int panel, Part part) const { return area(panel, part, width()); }
    QRectF area(int panel, Part part, double width) const;
    double panelHeight(const Panel& panel, double width) const;
    double partHeight(const Panel& panel, Part part, double width) const;
    double replyHeight(const Panel& panel, double width) const;
    int columns() const;
    QSizeF boxSize(double width) const;
    QFont sentenceFont() const;
    void layoutSentence(const Panel& panel, double width, QTextLayout& layout) const;
    void paintSentence(QPainter& painter, const Panel& panel, const QRectF& at) const;
    void paintBoxes(QPainter& painter, const Panel& panel, const QRectF& at) const;
    void paintLabels(QPainter& painter, const Panel& panel, const QRectF& at) const;
    double labelStep(const Panel& panel) const;

    PlotStyle style_;
    std::vector<Panel> panels_;
    int boxes_ = 0;
};

}  // namespace ui
