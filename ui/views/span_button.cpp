// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/span_button.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace ui {

SpanButton::SpanButton(Selection& selection, QWidget* parent) : QToolButton(parent), selection_(selection)
{
    setObjectName(QStringLiteral("spanButton"));
    setProperty("quiet", true);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(this);
    spans_ = addChoices(menu, tr("Tokens"),
                        {tr("This token"), tr("Fading window"), tr("Whole reply"), tr("Whole conversation")});
    segments_ = addChoices(menu, tr("Of them"), {tr("All"), tr("Prompt"), tr("Thinking"), tr("Answer")});
    setMenu(menu);
    connect(&selection_, &Selection::changed, this, &SpanButton::refresh);
    refresh();
}

QActionGroup* SpanButton::addChoices(QMenu* menu, const QString& title, const QStringList& names)
{
    auto* group = new QActionGroup(menu);
    menu->addSection(title);
    for (const QString& name : names) {
        QAction* entry = menu->addAction(name);
        entry->setCheckable(true);
        group->addAction(entry);
    }
    connect(group, &QActionGroup::triggered, this, &SpanButton::choose);
    return group;
}

void SpanButton::choose()
{
    const auto segment = segments_->actions().indexOf(segments_->checkedAction());
    selection_.selectSegment(segment > 0 ? std::optional(Segment(segment - 1)) : std::nullopt);
    selection_.selectSpan(Span(spans_->actions().indexOf(spans_->checkedAction())));
}

/// While a reply streams the selection moves with every token: that alone changes nothing here.
void SpanButton::refresh()
{
    QAction* span = spans_->actions()[int(selection_.span())];
    QAction* segment = segments_->actions()[selection_.segment() ? int(*selection_.segment()) + 1 : 0];
    if (span->isChecked() && segment->isChecked()) return;
    span->setChecked(true);
    segment->setChecked(true);
    const bool part = selection_.segment() && selection_.span() != Span::Token;
    const QString chosen = part ? QStringLiteral("%1 · %2").arg(span->text(), segment->text()) : span->text();
    setText(chosen + QStringLiteral(" ▾"));
    setToolTip(tr("Which tokens the views add up: %1").arg(chosen));
    setAccessibleName(toolTip());
}

}  // namespace ui
