// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace ui {

/// Lines of label, lying bar and value. Everything is drawn as plain text, so labels may be foreign.
class LabelledBars : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString label;
        QString value;                ///< written after the bar
        std::optional<float> amount;  ///< 0 to 1; none: no bar
        std::optional<float> before;  ///< a thin grey bar above, for comparison
        bool marked = false;          ///< in the accent colour
        bool operator==(const Row&) const = default;
    };
    enum class Look { Candidates, Meters };  ///< bars of equal kind, foreign labels | meters with a track

    explicit LabelledBars(Look look, QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style);
    void setRows(std::vector<Row> rows);
    const std::vector<Row>& rows() const { return rows_; }
    void setPicked(int row);  ///< a row that something is to be done with; -1: none
    int rowAt(const QPointF& position) const;  ///< -1: below the rows

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {140, sizeHint().height()}; }

signals:
    void rowClicked(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void measureText();
    double rowHeight() const;
    void paintRow(QPainter& painter, const Row& row, const QRectF& line) const;
    void paintBar(QPainter& painter, const Row& row, const QRectF& bar) const;
    QFont labelFont() const { return look_ == Look::Candidates ? style_.mono : style_.font; }

    Look look_;
    PlotStyle style_;
    std::vector<Row> rows_;
    double labelWidth_ = 0, valueWidth_ = 0;
    int picked_ = -1;
};

}  // namespace ui
