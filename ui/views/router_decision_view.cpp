// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/router_decision_view.h"

#include "ui/models/labels.h"
#include "ui/plots/number_cards.h"
#include "ui/plots/steps_chart.h"
#include "ui/theme.h"
#include "ui/views/caption.h"

#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

using Expert = RouterDecisionModel::Expert;
using Look = StepsChart::Look;

Look lookOf(const Expert& expert)
{
    return expert.muted ? Look::Absent : expert.chosen ? Look::Chosen : Look::Plain;
}

template <class BarOf>
std::vector<StepsChart::Bar> barsOf(const RouterDecisionModel& model, BarOf barOf)
{
    std::vector<StepsChart::Bar> bars;
    for (const Expert& expert : model.experts()) bars.push_back(barOf(expert));
    return bars;
}

}  // namespace

RouterDecisionView::RouterDecisionView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setNavigatesExperts();
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    readout_ = new Caption;
    steps_ = new StepsChart(plotPage());
    weights_ = new NumberCards(plotPage());
    remarks_ = new Caption;
    remarks_->setWraps();
    column->addWidget(readout_);
    column->addWidget(steps_, 1);
    column->addWidget(weights_);
    column->addWidget(remarks_);
    connect(steps_, &StepsChart::itemHovered, this, &RouterDecisionView::readOut);
    connect(steps_, &StepsChart::itemClicked, this,
            [this](int expert) { this->selection().selectExpert(model_.layer(), expert); });
    connect(weights_, &NumberCards::cardClicked, this, [this](int card) {
        this->selection().selectExpert(model_.layer(), model_.weights()[size_t(card)].expert);
    });
}

void RouterDecisionView::draw()
{
    drawSteps();
    drawWeights();
    remarks_->setText(model_.remarks().join(u' '));
    readOut(-1);
}

void RouterDecisionView::drawSteps()
{
    std::vector<StepsChart::Step> steps(5);
    steps[0] = {tr("Scores"), model_.scoresNote(),
                barsOf(model_, [](const Expert& e) {
                    return StepsChart::Bar{e.score, {}, e.chosen ? Look::Chosen : Look::Plain};
                })};
    steps[1] = {tr("Plus correction bias"), model_.biasNote(), {}};
    if (model_.hasBias())
        steps[1].bars =
            barsOf(model_, [](const Expert& e) { return StepsChart::Bar{e.selection, e.score, lookOf(e)}; });
    steps[2] = {tr("Groups"), model_.groupsNote(), {}};
    for (size_t g = 0; g < model_.groups().size(); ++g) {
        const auto& group = model_.groups()[g];
        steps[2].groups.push_back({tr("group %1 · %2").arg(g).arg(double(group.score), 0, 'f', 2), group.kept});
    }
    if (!model_.groups().empty()) {
        steps[2].bars = barsOf(model_, [](const Expert& e) {
            return StepsChart::Bar{e.selection, {}, e.muted ? Look::Absent : e.kept ? Look::Measured : Look::Plain};
        });
    }
    steps[3] = {tr("The best %1").arg(model_.weights().size()), model_.choiceNote(),
                barsOf(model_, [](const Expert& e) {
                    return StepsChart::Bar{e.selection, {}, e.kept || e.chosen ? lookOf(e) : Look::Faint};
                })};
    steps[3].cut = model_.cut();
    steps[4] = {tr("Weights"), model_.weightsNote(), {}};
    const auto groups = model_.groups().size();
    steps_->setSteps(std::move(steps), groups ? int(model_.experts().size() / groups) : 0);
    steps_->setMark(selection().layer() == model_.layer() ? selection().expert() : -1);
}

void RouterDecisionView::drawWeights()
{
    float largest = 0;
    for (const auto& weight : model_.weights()) largest = std::max(largest, weight.weight);
    std::vector<NumberCards::Card> cards;
    for (const auto& weight : model_.weights()) {
        const bool marked = selection().layer() == model_.layer() && selection().expert() == weight.expert;
        cards.push_back({expertName(weight.expert), weight.arithmetic,
                         QString::number(double(weight.weight), 'f', 3), largest > 0 ? weight.weight / largest : 0,
                         marked});
    }
    weights_->setCards(std::move(cards));
}

void RouterDecisionView::readOut(int expert)
{
    if (expert < 0 && selection().layer() == model_.layer()) expert = selection().expert();
    const QString text = model_.expertText(expert);
    readout_->setText(text.isEmpty() ? tr("↑ ↓ layer · ← → token · every number was captured while this token was "
                                          "computed") : text);
}

void RouterDecisionView::restyle(const PlotStyle& style)
{
    steps_->setStyle(style, theme().good, theme().failure);
    weights_->setStyle(style);
}

}  // namespace ui
