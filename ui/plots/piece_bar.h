// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <vector>

namespace ui {

/// A row of items in coloured pieces: what the columns of a heat map are part of, or all of them at once with a frame
/// around those in sight.
class PieceBar : public QWidget {
    Q_OBJECT
public:
    struct Piece {
        int begin = 0, end = 0;  ///< items
        QColor color;
        QString name;            ///< written where it fits, when the bar is high enough
        bool operator==(const Piece&) const = default;
    };
    struct Range {
        int begin = 0, end = 0;
        bool operator==(const Range&) const = default;
    };

    explicit PieceBar(int height, QWidget* parent = nullptr);  ///< pixels; as high as its names for 0

    void setStyle(const PlotStyle& style);
    void setPieces(std::vector<Piece> pieces);
    const std::vector<Piece>& pieces() const { return pieces_; }
    /// Item `first` begins at pixel `left`; every item is `width` pixels wide.
    void setItems(int first, double left, double width);
    void setFrame(const Range& frame);  ///< items in sight; empty: no frame
    Range frame() const { return frame_; }
    void setMark(int item);             ///< -1: none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

signals:
    void itemClicked(int item);  ///< and every item the pressed pointer comes to

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    double xOf(int item) const { return left_ + (item - first_) * width_; }
    void click(double x);
    void paintName(QPainter& painter, const Piece& piece, const QRectF& rect) const;

    const int height_;
    PlotStyle style_;
    std::vector<Piece> pieces_;
    Range frame_;
    int first_ = 0, mark_ = -1;
    double left_ = 0, width_ = 1;
};

}  // namespace ui
