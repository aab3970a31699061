// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/experiment_panel.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui {

ExperimentPanel::ExperimentPanel(Experiment& experiment, Timeline& timeline, Selection& selection, QWidget* parent)
    : QWidget(parent), experiment_(experiment), timeline_(timeline), selection_(selection)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* first = new QHBoxLayout;
    auto* label = new QLabel(tr("Experts per token"), this);
    topK_ = new QSpinBox(this);
    topK_->setAccessibleName(tr("Experts per token"));
    topK_->setToolTip(tr("How many experts every token is sent to"));
    topK_->setButtonSymbols(QAbstractSpinBox::PlusMinus);
    label->setBuddy(topK_);
    first->addWidget(label);
    first->addWidget(topK_, 1);
    column->addLayout(first);
    bias_ = new QCheckBox(tr("Correction bias takes part in the choice"), this);
    column->addWidget(bias_);
    mute_ = new QPushButton(this);
    reset_ = new QPushButton(tr("As the model is"), this);
    reset_->setToolTip(tr("Undo every change to the router"));
    for (QPushButton* button : {mute_, reset_}) column->addWidget(button, 0, Qt::AlignLeft);
    state_ = new QLabel(this);
    state_->setWordWrap(true);
    state_->setTextFormat(Qt::PlainText);
    column->addWidget(state_);
    column->addStretch(1);
    connect(topK_, &QSpinBox::valueChanged, this, [this](int value) {
        const auto* card = timeline_.card();
        experiment_.setTopK(card && value == card->num_experts_per_tok ? 0 : value);
    });
    connect(bias_, &QCheckBox::toggled, &experiment_, &Experiment::setBias);
    connect(mute_, &QPushButton::clicked, this, &ExperimentPanel::toggleMute);
    connect(reset_, &QPushButton::clicked, &experiment_, &Experiment::reset);
    connect(&experiment_, &Experiment::changed, this, &ExperimentPanel::refresh);
    connect(&timeline_, &Timeline::cardChanged, this, &ExperimentPanel::refresh);
    connect(&selection_, &Selection::changed, this, &ExperimentPanel::refresh);
    refresh();
}

void ExperimentPanel::toggleMute()
{
    const int layer = selection_.layer(), expert = selection_.expert();
    experiment_.setMuted(layer, expert, !experiment_.isMuted(layer, expert));
}

void ExperimentPanel::refresh()
{
    const auto* card = timeline_.card();
    const bool routed = card && !card->moe_layers.empty();
    setEnabled(routed);
    const QSignalBlocker quietNumber(topK_), quietBias(bias_);
    topK_->setRange(1, routed ? card->n_routed_experts : 1);
    const int asModel = routed ? card->num_experts_per_tok : 1;
    topK_->setValue(experiment_.router().top_k > 0 ? experiment_.router().top_k : asModel);
    bias_->setChecked(experiment_.router().bias);
    bias_->setVisible(routed && !card->e_score_correction_bias.empty());
    const int layer = selection_.layer(), expert = selection_.expert();
    const bool can = routed && expert >= 0 && moeIndex(*card, layer) >= 0;
    const bool muted = can && experiment_.isMuted(layer, expert);
    mute_->setEnabled(can);
    mute_->setText(!can    ? tr("Mute the selected expert")
                   : muted ? tr("Unmute %1 in %2").arg(expertName(expert), layerName(layer))
                           : tr("Mute %1 in %2").arg(expertName(expert), layerName(layer)));
    mute_->setToolTip(tr("A muted expert is never chosen. Select one in the routing map."));
    reset_->setEnabled(experiment_.isActive());
    const QString text = experimentText(experiment_.router());
    state_->setText(text.isEmpty() ? tr("Nothing is changed.") : tr("Replies from now on: %1").arg(text));
}

}  // namespace ui
