// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace ui {

/// One line of muted plain text that may change every frame: unlike a QLabel it asks for a new layout only when its
/// text needs more room, or much less. What does not fit is cut and said in the tool tip: a line that wrapped would
/// move the plot under the pointer that reads it.
class Caption : public QWidget {
    Q_OBJECT
public:
    explicit Caption(const QString& text = {}, QWidget* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return text_; }

    QSize sizeHint() const override { return {room_, fontMetrics().height() + 2}; }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int widthOf(const QString& text) const;
    QString fittingText() const;

    QString text_;
    int room_ = 0;  // pixels
};

}  // namespace ui
