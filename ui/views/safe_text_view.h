// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"
#include "ui/views/markdown_document.h"

#include <QColor>
#include <QTextBrowser>
#include <QTimer>

#include <functional>
#include <vector>

namespace ui {

/// Shows foreign text, as high as the text is. Opens no file and no socket: its document is built from parsed
/// Markdown, never from HTML, holds no images, and whatever asks for a resource gets one grey pixel. A link
/// opens only after a question that shows its whole target.
class SafeTextView : public QTextBrowser {
    Q_OBJECT
public:
    /// A token of the text: source [begin, end), underlined in a colour when it is valid.
    struct Token {
        int begin = 0, end = 0;
        QColor underline;
    };

    explicit SafeTextView(MarkdownDocument::Syntax syntax, QWidget* parent = nullptr);

    void setSourceText(const QString& source);  ///< may be called every frame while the text grows
    const QString& sourceText() const { return content_.source(); }
    bool isComplete() const { return !worker_.isActive(); }
    void setTokens(std::vector<Token> tokens);  ///< ascending
    void setSelectedToken(int index);           ///< -1: none
    /// What a token says when the pointer rests on it; shown as plain text.
    void setTokenText(std::function<QString(int index)> text) { tokenText_ = std::move(text); }
    void setTypeScale(double scale);            ///< times the ordinary size
    void setCaret(bool visible);                ///< a block behind the last character: the text is being written

    QVariant loadResource(int type, const QUrl& name) override;

signals:
    void tokenClicked(int index);
    void linkChosen(const QUrl& target);  ///< a click on a link; nothing was opened

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    using RectVisitor = std::function<void(const QRectF&)>;

    void continueWriting();
    void fitHeight();
    void paintBehind(QPainter& painter, const QRectF& visible) const;
    void paintTokens(QPainter& painter, const QRectF& visible) const;
    void paintCaret(QPainter& painter) const;
    void eachRect(int begin, int end, const RectVisitor& visit) const;  ///< of document characters [begin, end)
    int tokenAt(const QPoint& point) const;

    MarkdownDocument content_;
    QTimer worker_;
    const Theme* styledFor_;
    std::vector<Token> tokens_;
    int selectedToken_ = -1;
    std::function<QString(int)> tokenText_;
    QPoint pressed_;
    bool caret_ = false;
};

/// Asks whether to open `target`, showing all of it with the host as a machine sees it; opens it on Yes.
void confirmLink(const QUrl& target, QWidget* parent);
/// The plain text of that question.
QString linkQuestion(const QUrl& target);

}  // namespace ui
