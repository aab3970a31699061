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
    void setWraps();  ///< in front of a class there is no pointer to read a tool tip with

    QSize sizeHint() const override { return {room_, fontMetrics().height() + 2}; }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return wraps_; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int widthOf(const QString& text) const;
    QString fittingText() const;

    QString text_;
    int room_ = 0;  // pixels
    bool wraps_ = false;
};

}  // namespace ui
