// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/error_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

ErrorBar::ErrorBar(QWidget* parent) : QFrame(parent), label_(new QLabel(this))
{
    setObjectName(QStringLiteral("errorBar"));
    label_->setTextFormat(Qt::PlainText);
    label_->setWordWrap(true);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label_->setAccessibleName(tr("Error"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 6);
    column->addWidget(label_);
    buttons_ = new QHBoxLayout;
    buttons_->addStretch(1);
    column->addLayout(buttons_);
    prompt_ = addButton(tr("Show prompt\u2026"));
    connect(prompt_, &QToolButton::clicked, this, &ErrorBar::promptWanted);
    connect(addButton(tr("Copy")), &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    connect(addButton(tr("Dismiss")), &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

QToolButton* ErrorBar::addButton(const QString& text)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(text);
    button->setProperty("quiet", true);
    buttons_->addWidget(button);
    return button;
}

void ErrorBar::showError(const engine::ErrorParts& error)
{
    say(QString::fromStdString(engine::sentence(error)), false);
}

void ErrorBar::showTemplateFailure(const engine::ErrorParts& error)
{
    say(tr("The chat template in the model's file does not work; the built-in prompt of its family is used instead.") +
            u'\n' + QString::fromStdString(engine::sentence(error)),
        true);
}

void ErrorBar::say(const QString& text, bool offersPrompt)
{
    label_->setText(text);
    label_->setAccessibleDescription(text);
    prompt_->setVisible(offersPrompt);
    show();
}

QString ErrorBar::text() const
{
    return label_->text();
}

}  // namespace ui
