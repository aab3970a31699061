// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPlainTextEdit>

class QLabel;
class QPushButton;

namespace ui {

/// The text field of the composer: plain text only, grows with its lines. Enter sends, Shift+Enter is a new line.
class PromptEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PromptEdit(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void submitted();
    void escaped();
    void pasteCut(int characters);  ///< a paste was too long; so many were taken

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
};

/// Where the user writes. Emits wishes; clears itself when one was taken.
class Composer : public QFrame {
    Q_OBJECT
public:
    explicit Composer(QWidget* parent = nullptr);

    void setRunning(bool running);                     ///< the button says Stop
    void setReady(bool ready, const QString& reason);  ///< without a model nothing can be sent; `reason` is shown
    void beginEdit(const QString& text);               ///< the next submission replaces an earlier question
    void endEdit();
    bool isEditing() const { return editing_; }
    void setText(const QString& text);
    QString text() const;
    void focusText();

signals:
    void submitted(const QString& text);
    void stopWanted();
    void editCancelled();

private:
    void submit();
    void escape();
    void refresh();

    PromptEdit* edit_;
    QPushButton* button_;
    QLabel* hint_;
    QString reason_;
    bool running_ = false, ready_ = false, editing_ = false;
};

}  // namespace ui
