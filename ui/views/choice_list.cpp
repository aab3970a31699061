// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/choice_list.h"

#include "ui/theme.h"
#include "ui/views/view_style.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

/// A button whose text may take several lines: a choice is a sentence, and a dock is narrow.
class ChoiceButton : public QPushButton {
public:
    explicit ChoiceButton(QWidget* parent) : QPushButton(parent)
    {
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        const QRect room(0, 0, std::max(1, width - 2 * inset()), 10000);
        return fontMetrics().boundingRect(room, flags, text()).height() + inset();
    }
    QSize sizeHint() const override { return {220, heightForWidth(220)}; }
    QSize minimumSizeHint() const override { return {80, fontMetrics().height() + inset()}; }

    void setRight(bool right)
    {
        right_ = right;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& t = theme();
        const bool marked = hasFocus() || isChecked();
        const QColor& fill = right_ ? t.accent : t.card;
        paintCard(painter, rect(), fill, marked ? t.accent : underMouse() ? t.muted : t.border);
        if (hasFocus()) paintCard(painter, rect().adjusted(2, 2, -2, -2), fill, right_ ? t.onAccent : t.accent);
        QFont strong = font();
        if (right_ || isChecked()) strong.setWeight(QFont::DemiBold);
        painter.setFont(strong);
        painter.setPen(right_ ? t.onAccent : isChecked() ? t.accent : isEnabled() ? t.text : t.muted);
        painter.drawText(rect().adjusted(inset(), 0, -inset(), 0), flags, text());
    }

private:
    static constexpr int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap;
    bool right_ = false;
    int inset() const { return fontMetrics().height() * 3 / 4; }
};

}  // namespace

ChoiceList::ChoiceList(LessonPlayer& player, QWidget* parent)
    : QWidget(parent), player_(player), column_(new QVBoxLayout(this))
{
    column_->setContentsMargins(0, 0, 0, 0);
}

void ChoiceList::setPresented(double typeScale)
{
    typeScale_ = typeScale;
    presented_ = true;
    for (QPushButton* choice : choices_) choice->setFont(uiFont(typeScale_));
    refresh();
}

QPushButton* ChoiceList::makeChoice(int choice)
{
    auto* button = new ChoiceButton(this);
    button->setCheckable(true);
    button->setFont(uiFont(typeScale_));
    connect(button, &QPushButton::clicked, this, [this, choice] {
        player_.predict(choice);
        if (presented_) player_.addHands(choice, 1);
        refresh();  // a button that was pressed twice stays pressed
    });
    column_->addWidget(button);
    return button;
}

void ChoiceList::refresh()
{
    const int count = player_.step() ? int(player_.step()->choices.size()) : 0;
    while (int(choices_.size()) < count) choices_.push_back(makeChoice(int(choices_.size())));
    for (int i = 0; i < int(choices_.size()); ++i) {
        choices_[size_t(i)]->setVisible(i < count);
        if (i < count) refreshChoice(i);
    }
}

/// A right choice is marked by a sign and a colour, a wrong prediction by another sign.
void ChoiceList::refreshChoice(int choice)
{
    QPushButton& button = *choices_[size_t(choice)];
    const auto right = player_.rightChoice();
    const bool isRight = right == choice, predicted = player_.prediction() == choice;
    const QString text = player_.choiceText(choice);
    const QString sign = isRight ? QStringLiteral("✓ ") : right && predicted ? QStringLiteral("✗ ") : QString();
    QString shown = QStringLiteral("%1  %2").arg(choice + 1).arg(sign + text);
    QString name = tr("Choice %1: %2").arg(choice + 1).arg(text);
    if (isRight) name = tr("%1 (right)").arg(name);
    if (const QString hands = tr("%n hands", nullptr, player_.hands(choice)); presented_ && player_.countsHands()) {
        shown += u'\n' + hands;
        name += QStringLiteral(", ") + hands;
    }
    button.setText(shown);
    button.setShortcut({});  // an ampersand in the text would be one
    button.setAccessibleName(name);
    button.setToolTip(presented_ ? tr("Click: one hand more") : tr("Predict this"));
    button.setChecked(predicted);
    button.setEnabled(!player_.isRevealed() || isRight || predicted);
    button.updateGeometry();
    static_cast<ChoiceButton&>(button).setRight(isRight);
}

}  // namespace ui
