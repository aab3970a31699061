// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/experiment_panel.h"

#include "ui/models/recorded_reply.h"
#include "ui/theme.h"
#include "ui/views/expert_changes.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int mostListed = 4;  // lines of changes before the list scrolls

}  // namespace

ExperimentPanel::ExperimentPanel(Experiment& experiment, Timeline& timeline, Selection& selection, QWidget* parent)
    : QWidget(parent), experiment_(experiment), timeline_(timeline), selection_(selection)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setupTopK(column);
    setupSwitches(column);
    setupTemperature(column);
    experts_ = new ExpertChanges(timeline, selection, this);
    column->addWidget(experts_);
    setupChanges(column);
    column->addStretch(1);
    connect(experts_, &ExpertChanges::wanted, this, [this](const std::vector<Experiment::Expert>& wanted) {
        propose(withExperts(experiment_.router(), wanted));
        if (refused_.isEmpty()) experts_->clear();
    });
    connect(experts_, &ExpertChanges::misunderstood, this, [this](const QString& problem) {
        refused_ = problem;
        refreshState();
    });
    const auto forgive = [this] {
        refused_.clear();
        refresh();
    };
    connect(&experiment_, &Experiment::changed, this, forgive);
    connect(&timeline_, &Timeline::cardChanged, this, forgive);
    connect(&timeline_, &Timeline::changed, this, [this] {
        if (isVisible()) refreshState();
    });
    refresh();
}

void ExperimentPanel::setupTopK(QVBoxLayout* column)
{
    auto* label = new QLabel(tr("Experts per token"), this);
    topK_ = new QSpinBox(this);
    topKSlider_ = new QSlider(Qt::Horizontal, this);
    all_ = new QLabel(this);
    for (QWidget* input : {static_cast<QWidget*>(topK_), static_cast<QWidget*>(topKSlider_)}) {
        input->setAccessibleName(tr("Experts per token"));
        input->setToolTip(tr("How many experts every token is sent to"));
    }
    topK_->setButtonSymbols(QAbstractSpinBox::PlusMinus);
    topK_->setKeyboardTracking(false);  // the 1 of a 12 is not meant
    topKSlider_->setTracking(false);    // every step would be a change of its own
    label->setBuddy(topK_);
    auto* first = new QHBoxLayout;
    first->addWidget(label, 1);
    first->addWidget(topK_);
    auto* second = new QHBoxLayout;
    second->addWidget(new QLabel(QStringLiteral("1"), this));
    second->addWidget(topKSlider_, 1);
    second->addWidget(all_);
    column->addLayout(first);
    column->addLayout(second);
    connect(topK_, &QSpinBox::valueChanged, this, &ExperimentPanel::proposeTopK);
    connect(topKSlider_, &QSlider::valueChanged, this, &ExperimentPanel::proposeTopK);
}

void ExperimentPanel::setupSwitches(QVBoxLayout* column)
{
    bias_ = new QCheckBox(tr("Correction bias takes part in the choice"), this);
    groups_ = new QCheckBox(tr("Only the best groups are looked into"), this);
    shared_ = new QCheckBox(tr("Shared experts answer too"), this);
    const auto connectTo = [this](QCheckBox* box, bool engine::RouterOverride::*member) {
        connect(box, &QCheckBox::toggled, this, [this, member](bool on) {
            engine::RouterOverride router = experiment_.router();
            router.*member = on;
            propose(router);
        });
    };
    connectTo(bias_, &engine::RouterOverride::bias);
    connectTo(groups_, &engine::RouterOverride::groups);
    connectTo(shared_, &engine::RouterOverride::shared_experts);
    for (QCheckBox* box : {bias_, groups_, shared_}) column->addWidget(box);
}

void ExperimentPanel::setupTemperature(QVBoxLayout* column)
{
    heated_ = new QCheckBox(tr("Another temperature"), this);
    heated_->setToolTip(tr("In place of the temperature that the reply would be sampled at"));
    temperature_ = new QDoubleSpinBox(this);
    temperature_->setAccessibleName(tr("Temperature"));
    temperature_->setRange(0, 2);
    temperature_->setSingleStep(0.1);
    temperature_->setKeyboardTracking(false);
    auto* row = new QHBoxLayout;
    row->addWidget(heated_, 1);
    row->addWidget(temperature_);
    column->addLayout(row);
    for (QWidget* part : {static_cast<QWidget*>(heated_), static_cast<QWidget*>(temperature_)}) part->hide();
    const auto follow = [this] {
        experiment_.setTemperature(heated_->isChecked() ? std::optional(float(temperature_->value())) : std::nullopt);
    };
    connect(heated_, &QCheckBox::toggled, this, follow);
    connect(temperature_, &QDoubleSpinBox::valueChanged, this, follow);
}

void ExperimentPanel::setupChanges(QVBoxLayout* column)
{
    changes_ = new QTreeWidget(this);
    changes_->setAccessibleName(tr("What is changed"));
    changes_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    changes_->setColumnCount(2);  // what it is, a cross that undoes it
    changes_->setHeaderHidden(true);
    changes_->setRootIsDecorated(false);
    changes_->setUniformRowHeights(true);
    changes_->header()->setStretchLastSection(false);
    changes_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    changes_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    remove_ = new QPushButton(tr("Remove"), this);
    remove_->setToolTip(tr("Undo the selected changes (Delete)"));
    reset_ = new QPushButton(tr("As the model is"), this);
    reset_->setToolTip(tr("Undo every change to the router"));
    state_ = new QLabel(this);
    state_->setWordWrap(true);
    state_->setTextFormat(Qt::PlainText);
    again_ = new QPushButton(tr("Ask again with this"), this);
    again_->hide();
    column->addWidget(changes_);
    auto* row = new QHBoxLayout;
    row->addWidget(remove_);
    row->addWidget(reset_);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(state_);
    column->addWidget(again_, 0, Qt::AlignLeft);
    auto* del = new QShortcut(QKeySequence::Delete, changes_);
    del->setContext(Qt::WidgetShortcut);
    connect(del, &QShortcut::activated, this, &ExperimentPanel::removeSelected);
    connect(remove_, &QPushButton::clicked, this, &ExperimentPanel::removeSelected);
    connect(changes_, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item, int clicked) {
        if (clicked == 1) remove({changes_->indexOfTopLevelItem(item)});
    });
    connect(changes_, &QTreeWidget::itemSelectionChanged, this,
            [this] { remove_->setEnabled(!changes_->selectedItems().isEmpty()); });
    connect(reset_, &QPushButton::clicked, &experiment_, &Experiment::reset);
    connect(again_, &QPushButton::clicked, this, &ExperimentPanel::askAgain);
}

void ExperimentPanel::offerAgain(const Conversation& conversation)
{
    conversation_ = &conversation;
    for (QWidget* part : {static_cast<QWidget*>(heated_), static_cast<QWidget*>(temperature_)}) part->show();
    again_->show();
    connect(&conversation, &Conversation::pathChanged, this, &ExperimentPanel::refreshState);
    connect(&conversation, &Conversation::runningChanged, this, &ExperimentPanel::refreshState);
    refreshState();
}

void ExperimentPanel::setReady(bool ready)
{
    ready_ = ready;
    refreshState();
}

const engine::ModelCard* ExperimentPanel::routedCard() const
{
    const auto* card = timeline_.card();
    return card && !card->moe_layers.empty() ? card : nullptr;
}

/// A router that could not choose stays as it was.
void ExperimentPanel::propose(const engine::RouterOverride& router)
{
    const auto* card = routedCard();
    refused_ = card ? obstacleTo(router, *card) : QString();
    if (refused_.isEmpty()) experiment_.setRouter(router);
    refresh();
}

void ExperimentPanel::proposeTopK(int experts)
{
    const auto* card = routedCard();
    engine::RouterOverride router = experiment_.router();
    router.top_k = card && experts == card->num_experts_per_tok ? 0 : experts;
    propose(router);
}

void ExperimentPanel::removeSelected()
{
    std::vector<int> rows;
    for (const QModelIndex& index : changes_->selectionModel()->selectedRows()) rows.push_back(index.row());
    remove(rows);
}

void ExperimentPanel::remove(const std::vector<int>& rows)
{
    const auto all = experiment_.changes();
    std::vector<Experiment::Change> gone;
    for (const int row : rows)
        if (size_t(row) < all.size()) gone.push_back(all[size_t(row)]);
    experiment_.undo(gone);
}

engine::ReplyId ExperimentPanel::original() const
{
    if (!conversation_) return 0;
    const bool shown = timeline_.reply() && conversation_->contains(timeline_.reply());
    const engine::ReplyId reply = shown ? timeline_.reply() : conversation_->lastReply();
    const ReplyPair pair = pairOf(*conversation_, reply);
    return pair.original ? pair.original : reply;
}

void ExperimentPanel::askAgain()
{
    if (const engine::ReplyId reply = original())
        emit tryWanted(experiment_.again(conversation_->message(reply).stored.started), reply);
}

void ExperimentPanel::refresh()
{
    const auto* card = routedCard();
    setEnabled(card);
    refreshTopK();
    const engine::RouterOverride& router = experiment_.router();
    const QSignalBlocker quiet[] = {QSignalBlocker(bias_), QSignalBlocker(groups_), QSignalBlocker(shared_),
                                    QSignalBlocker(heated_), QSignalBlocker(temperature_)};
    bias_->setChecked(router.bias);
    bias_->setVisible(card && (!card->e_score_correction_bias.empty() || !router.bias));
    groups_->setChecked(router.groups);
    groups_->setVisible(card && (card->n_group > 1 || !router.groups));
    shared_->setChecked(router.shared_experts);
    shared_->setVisible(card && (card->n_shared_experts > 0 || !router.shared_experts));
    heated_->setChecked(experiment_.temperature().has_value());
    temperature_->setEnabled(heated_->isChecked());
    if (experiment_.temperature()) temperature_->setValue(double(*experiment_.temperature()));
    refreshChanges();
    refreshState();
}

void ExperimentPanel::refreshTopK()
{
    const auto* card = routedCard();
    const QSignalBlocker quietNumber(topK_), quietSlider(topKSlider_);
    const int most = card ? card->n_routed_experts : 1;
    const int now = experiment_.router().top_k > 0 ? experiment_.router().top_k : card ? card->num_experts_per_tok : 1;
    topK_->setRange(1, most);
    topK_->setValue(now);
    topKSlider_->setRange(1, most);
    topKSlider_->setPageStep(std::max(1, most / 8));
    topKSlider_->setValue(now);
    all_->setText(tr("all %1").arg(most));
}

void ExperimentPanel::refreshChanges()
{
    const auto all = experiment_.changes();
    changes_->clear();
    for (const auto& change : all) {
        auto* item = new QTreeWidgetItem(changes_, {change.text, QStringLiteral("✕")});
        item->setToolTip(0, change.text);
        item->setToolTip(1, tr("Undo this change"));
    }
    const int line = std::max(fontMetrics().height(), changes_->sizeHintForRow(0));
    changes_->setFixedHeight(line * std::clamp(int(all.size()), 1, mostListed) + 6);
    changes_->setVisible(!all.empty());
    remove_->setVisible(!all.empty());
    remove_->setEnabled(false);
    reset_->setEnabled(experiment_.isActive());
}

void ExperimentPanel::refreshState()
{
    const auto* card = routedCard();
    const QString standing = card ? obstacleTo(experiment_.router(), *card) : QString();
    QString text = !card                      ? tr("A model with routers is needed.")
                   : !refused_.isEmpty()      ? tr("Not changed: %1").arg(refused_)
                   : !standing.isEmpty()      ? tr("This model cannot do it: %1").arg(standing)
                   : !experiment_.isActive()  ? tr("Nothing is changed.")
                                              : tr("Replies from now on are made so, and marked.");
    const bool idle = conversation_ && !conversation_->isRunning() && !conversation_->isReadOnly();
    again_->setEnabled(ready_ && idle && experiment_.isActive() && standing.isEmpty() && original() != 0);
    again_->setToolTip(!ready_                   ? tr("The model that answers must be loaded and idle")
                       : !idle                   ? tr("Nothing can be asked now")
                       : !experiment_.isActive() ? tr("Change something first")
                                                 : tr("The reply on screen again: same seed and sampling, changed"));
    QPalette colors = palette();
    if (!refused_.isEmpty() || !standing.isEmpty()) colors.setColor(QPalette::WindowText, theme().failure);
    state_->setPalette(colors);
    state_->setText(text);
}

}  // namespace ui
