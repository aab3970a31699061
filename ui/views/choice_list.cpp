// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/choice_list.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

ChoiceList::ChoiceList(LessonPlayer& player, QWidget* parent)
    : QWidget(parent), player_(player), column_(new QVBoxLayout(this))
{
    column_->setContentsMargins(0, 0, 0, 0);
}

void ChoiceList::setTypeScale(double scale)
{
    typeScale_ = scale;
    for (const Line& line : lines_) line.row->deleteLater();
    lines_.clear();
    refresh();
}

ChoiceList::Line ChoiceList::makeLine(int choice)
{
    Line line{new QWidget(this), nullptr, nullptr, nullptr, nullptr};
    auto* row = new QHBoxLayout(line.row);
    row->setContentsMargins(0, 0, 0, 0);
    line.choice = new QPushButton(line.row);
    line.choice->setCheckable(true);
    line.choice->setFont(uiFont(typeScale_));
    connect(line.choice, &QPushButton::clicked, this, [this, choice] {
        player_.predict(choice);
        refresh();  // a button that was pressed twice stays pressed
    });
    row->addWidget(line.choice, 1);
    const auto counter = [&](const QString& text, int step) {
        auto* button = new QToolButton(line.row);
        button->setText(text);
        button->setFont(uiFont(typeScale_));
        connect(button, &QToolButton::clicked, this, [this, choice, step] { player_.addHands(choice, step); });
        return button;
    };
    line.fewer = counter(QStringLiteral("−"), -1);
    line.hands = new QLabel(line.row);
    line.hands->setFont(uiFont(typeScale_));
    line.hands->setMinimumWidth(QFontMetrics(line.hands->font()).horizontalAdvance(tr("%n hands", nullptr, 88)));
    line.hands->setAlignment(Qt::AlignCenter);
    line.more = counter(QStringLiteral("+"), 1);
    row->addWidget(line.fewer);
    row->addWidget(line.hands);
    row->addWidget(line.more);
    column_->addWidget(line.row);
    return line;
}

void ChoiceList::refresh()
{
    const int count = player_.step() ? int(player_.step()->choices.size()) : 0;
    while (int(lines_.size()) < count) lines_.push_back(makeLine(int(lines_.size())));
    for (int i = 0; i < int(lines_.size()); ++i) {
        lines_[size_t(i)].row->setVisible(i < count);
        if (i < count) refreshLine(i);
    }
}

/// A right choice is marked by a sign and a colour, a wrong prediction by another sign.
void ChoiceList::refreshLine(int choice)
{
    const Line& line = lines_[size_t(choice)];
    const QString text = player_.choiceText(choice);
    const auto right = player_.rightChoice();
    const bool isRight = right == choice, predicted = player_.prediction() == choice;
    QString sign;
    if (isRight) sign = QStringLiteral("✓ ");
    if (right && !isRight && predicted) sign = QStringLiteral("✗ ");
    line.choice->setText(QStringLiteral("%1  %2").arg(choice + 1).arg(sign + text).replace(u'&', QStringLiteral("&&")));
    QString name = tr("Choice %1: %2").arg(choice + 1).arg(text);
    if (isRight) name = tr("%1 (right)").arg(name);
    line.choice->setAccessibleName(name);
    line.choice->setChecked(predicted);
    line.choice->setEnabled(!player_.isRevealed() || isRight || predicted);
    if (line.choice->property("main").toBool() != isRight) {
        line.choice->setProperty("main", isRight);
        line.choice->setStyleSheet(QStringLiteral("/**/"));  // the property chooses another rule of the sheet
        line.choice->setStyleSheet({});
    }
    const int hands = player_.hands(choice);
    line.hands->setText(tr("%n hands", nullptr, hands));
    line.fewer->setAccessibleName(tr("One hand fewer for choice %1").arg(choice + 1));
    line.more->setAccessibleName(tr("One hand more for choice %1").arg(choice + 1));
    line.fewer->setToolTip(line.fewer->accessibleName());
    line.more->setToolTip(line.more->accessibleName());
    line.fewer->setEnabled(hands > 0);
}

}  // namespace ui
