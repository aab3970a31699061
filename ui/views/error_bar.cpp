// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/error_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

ErrorBar::ErrorBar(QWidget* parent) : QFrame(parent), label_(new QLabel(this))
{
    setObjectName(QStringLiteral("errorBar"));
    label_->setTextFormat(Qt::PlainText);
    label_->setWordWrap(true);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label_->setAccessibleName(tr("Error"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 4, 4);
    row->addWidget(label_, 1);

    const auto addButton = [&](const QString& text, auto action) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setAccessibleName(text);
        button->setProperty("quiet", true);
        connect(button, &QToolButton::clicked, this, action);
        row->addWidget(button, 0, Qt::AlignTop);
    };
    addButton(tr("Copy"), [this] { QApplication::clipboard()->setText(text()); });
    addButton(tr("Dismiss"), [this] { hide(); });
    hide();
}

void ErrorBar::showError(const engine::ErrorParts& error)
{
    label_->setText(QString::fromStdString(engine::sentence(error)));
    label_->setAccessibleDescription(label_->text());
    show();
}

QString ErrorBar::text() const
{
    return label_->text();
}

}  // namespace ui
