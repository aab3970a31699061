// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/expert_changes.h"

#include "ui/models/expert_list.h"
#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using Kind = engine::RouterOverride::Kind;

ExpertChanges::ExpertChanges(Timeline& timeline, Selection& selection, QWidget* parent)
    : QWidget(parent),
      timeline_(timeline),
      selection_(selection),
      kind_(new QComboBox(this)),
      boost_(new QDoubleSpinBox(this)),
      list_(new QLineEdit(this)),
      add_(new QPushButton(tr("Add"), this)),
      here_(new QPushButton(this)),
      everywhere_(new QPushButton(this))
{
    kind_->setAccessibleName(tr("What happens to an expert"));
    kind_->addItems({tr("Mute: never chosen"), tr("Boost: added to its score"), tr("Force: always chosen")});
    kind_->setMinimumContentsLength(10);
    kind_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    boost_->setAccessibleName(tr("Added to the score"));
    boost_->setToolTip(tr("Added to the selection score of the expert, which without a bias is between 0 and 1"));
    boost_->setRange(-100, 100);
    boost_->setSingleStep(0.05);
    boost_->setValue(0.5);
    list_->setAccessibleName(tr("Experts, like L5 E3, E7 everywhere"));
    list_->setPlaceholderText(tr("L5 E3, E7 everywhere"));
    list_->setToolTip(tr("Layers L, experts E, several with commas, ranges like E0-E7; without a layer: everywhere"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    for (const auto& [first, second] : {std::pair<QWidget*, QWidget*>{kind_, boost_}, {list_, add_}}) {
        auto* row = new QHBoxLayout;
        row->addWidget(first, 1);
        row->addWidget(second);
        column->addLayout(row);
    }
    for (QPushButton* button : {here_, everywhere_}) column->addWidget(button, 0, Qt::AlignLeft);
    connect(kind_, &QComboBox::currentIndexChanged, this, &ExpertChanges::refresh);
    connect(list_, &QLineEdit::textChanged, this, &ExpertChanges::refresh);
    connect(list_, &QLineEdit::returnPressed, this, &ExpertChanges::readList);
    connect(add_, &QPushButton::clicked, this, &ExpertChanges::readList);
    connect(here_, &QPushButton::clicked, this, [this] { wantSelected(selection_.layer()); });
    connect(everywhere_, &QPushButton::clicked, this, [this] { wantSelected(-1); });
    connect(&selection_, &Selection::changed, this, &ExpertChanges::refresh);
    connect(&timeline_, &Timeline::cardChanged, this, &ExpertChanges::refresh);
    refresh();
}

void ExpertChanges::clear()
{
    list_->clear();
}

void ExpertChanges::refresh()
{
    const auto* card = timeline_.card();
    const int layer = selection_.layer(), expert = selection_.expert();
    const bool selected = card && expert >= 0 && moeIndex(*card, layer) >= 0;
    const auto kind = Kind(kind_->currentIndex());
    boost_->setVisible(kind == Kind::Boosted);
    add_->setEnabled(!list_->text().trimmed().isEmpty());
    for (QPushButton* button : {here_, everywhere_}) button->setEnabled(selected);
    everywhere_->setVisible(selected);
    if (!selected) {
        for (QPushButton* button : {here_, everywhere_}) button->setText(tr("Select an expert in the routing map"));
        return;
    }
    const QString verbs[] = {tr("Mute %1"), tr("Boost %1"), tr("Force %1")};
    here_->setText(verbs[int(kind)].arg(tr("%1 in %2").arg(expertName(expert), layerName(layer))));
    everywhere_->setText(verbs[int(kind)].arg(tr("%1 in every layer").arg(expertName(expert))));
}

Experiment::Expert ExpertChanges::change(int layer, int expert) const
{
    const auto kind = Kind(kind_->currentIndex());
    return {std::int16_t(layer), std::uint16_t(expert), kind, kind == Kind::Boosted ? float(boost_->value()) : 0};
}

void ExpertChanges::wantSelected(int layer)
{
    emit wanted({change(layer, selection_.expert())});
}

void ExpertChanges::readList()
{
    if (!timeline_.card()) return;
    const ExpertList list = ExpertList::read(list_->text(), *timeline_.card());
    if (!list.problem.isEmpty()) return emit misunderstood(list.problem);
    std::vector<Experiment::Expert> experts;
    for (const auto& place : list.places) experts.push_back(change(place.layer, place.expert));
    emit wanted(experts);
}

}  // namespace ui
