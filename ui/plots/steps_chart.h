// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <limits>
#include <optional>
#include <vector>

namespace ui {

/// Numbered steps below one another, each a row of upright bars for the same items, so that an item is followed down
/// the page. Items wrap into lines, at the borders of groups, before their bars get too narrow to be read and hit.
class StepsChart : public QWidget {
    Q_OBJECT
public:
    enum class Look : quint8 { Plain, Measured, Chosen, Faint, Absent };  ///< Absent: a cross in place of a bar
    struct Bar {
        float value = 0;
        std::optional<float> from = {};  ///< before something was added (filled) or taken away (hollow)
        Look look = Look::Plain;
    };
    struct Group {
        QString label;
        bool outlined = false;
    };
    struct Step {
        QString name, note;
        std::vector<Bar> bars;  ///< [items]; empty: the headline alone
        std::vector<Group> groups = {};
        float cut = std::numeric_limits<float>::quiet_NaN();  ///< NaN: no line
    };

    explicit StepsChart(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style, const QColor& added, const QColor& taken);
    /// `groupSize`: items of a group, which stay in one line where they fit; 0: no groups.
    void setSteps(std::vector<Step> steps, int groupSize);
    const std::vector<Step>& steps() const { return steps_; }
    void setMark(int item);  ///< -1: none

    int itemAt(const QPointF& position) const;  ///< -1: beside the bars
    QRectF itemRect(int step, int item) const;  ///< its column from base to top
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {420, heightForWidth(420)}; }
    QSize minimumSizeHint() const override { return {160, 60}; }

signals:
    void itemHovered(int item);
    void itemClicked(int item);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Range {
        double base = 0, top = 1;
    };
    /// Where everything stands, in pixels: found once for a size, since bars are many.
    struct Layout {
        QSize size;
        int perLine = 1, lines = 1;
        double pitch = 1, bars = 0;    ///< of a bar's column; height of a line of bars
        std::vector<double> tops;      ///< [steps] of their headlines
        std::vector<Range> ranges;     ///< [steps] that their bars span
    };
    int items() const;
    int perLine(double width) const;
    int lines(double width) const;
    double under(const Step& step) const;  ///< below a line, for names of groups
    double stepHeight(const Step& step, double width, double bars) const;
    const Layout& laidOut() const;
    void forgetLayout();
    static Range rangeOf(const Step& step);
    void paintHeadline(QPainter& painter, int step, double top) const;
    void paintBar(QPainter& painter, const Range& range, const Bar& bar, const QRectF& column) const;
    void paintLine(QPainter& painter, int step, int line) const;
    void paintGroups(QPainter& painter, int step) const;
    QColor colorOf(const Bar& bar) const;

    PlotStyle style_;
    QColor added_, taken_;
    std::vector<Step> steps_;
    int groupSize_ = 0, mark_ = -1, hovered_ = -1;
    double headline_ = 20, label_ = 14;  // pixels of the style's lines
    mutable Layout layout_;
};

}  // namespace ui
