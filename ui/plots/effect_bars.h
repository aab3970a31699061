// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_style.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace ui {

/// Lines of label, a bar for an amount and a bar that goes left or right from a middle for a change. The sign is told
/// by direction and by the number; the colours repeat it.
class EffectBars : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString label;
        std::optional<float> amount;  ///< 0 to 1; none: the number alone
        QString amountText;
        std::optional<float> change;  ///< -1 to 1
        QString changeText;
        bool marked = false;
    };

    explicit EffectBars(QWidget* parent = nullptr);

    void setStyle(const PlotStyle& style, const QColor& more, const QColor& less);
    void setHeadings(const QString& amount, const QString& change);
    void setRows(std::vector<Row> rows);
    const std::vector<Row>& rows() const { return rows_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {180, sizeHint().height()}; }

signals:
    void rowClicked(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    double rowHeight() const;
    void paintRow(QPainter& painter, const Row& row, double top, double labels, double numbers) const;

    PlotStyle style_;
    QColor more_, less_;
    QString amountHeading_, changeHeading_;
    std::vector<Row> rows_;
};

}  // namespace ui
