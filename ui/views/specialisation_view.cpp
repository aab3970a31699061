// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/specialisation_view.h"

#include "ui/models/labels.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/labelled_bars.h"
#include "ui/views/caption.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace ui {

SpecialisationView::SpecialisationView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setupControls();
    setupQuestions();
    setupPlots();
}

void SpecialisationView::setupControls()
{
    kind_ = new QComboBox(this);
    kind_->setAccessibleName(tr("Labels compared"));
    kind_->addItem(tr("Characters"), int(Labelling::Kind::Script));
    kind_->addItem(tr("Prompt, thinking, answer"), int(Labelling::Kind::Segment));
    kind_->addItem(tr("My labels"), int(Labelling::Kind::Question));
    addControl(kind_);
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
        model_.setKind(Labelling::Kind(kind_->currentData().toInt()));
        markStale();
    });
    stop_ = new QToolButton(this);
    stop_->setProperty("quiet", true);
    stop_->setText(tr("Stop"));
    stop_->setToolTip(tr("Stop or resume the test"));
    stop_->setAccessibleName(stop_->toolTip());
    addControl(stop_);
    connect(stop_, &QToolButton::clicked, this, [this] {
        model_.isStopped() ? model_.again() : model_.stop();
        stop_->setText(model_.isStopped() ? tr("Test") : tr("Stop"));
        markStale();
    });
}

void SpecialisationView::setupQuestions()
{
    questionRow_ = new QWidget(plotPage());
    auto* row = new QHBoxLayout(questionRow_);
    row->setContentsMargins(0, 0, 0, 0);
    question_ = new QComboBox(questionRow_);
    question_->setAccessibleName(tr("Question"));
    question_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    question_->setMinimumContentsLength(8);
    label_ = new QLineEdit(questionRow_);
    label_->setAccessibleName(tr("Label of the question"));
    label_->setPlaceholderText(tr("your label"));
    label_->setMaxLength(40);
    row->addWidget(question_, 2);
    row->addWidget(label_, 1);
    plotPage()->layout()->addWidget(questionRow_);
    connect(question_, &QComboBox::currentIndexChanged, this, [this] {
        if (const auto* asked = askedQuestion()) label_->setText(asked->label);
    });
    connect(label_, &QLineEdit::editingFinished, this, [this] {
        if (const auto* asked = askedQuestion()) setLabel(asked->reply, label_->text());
    });
}

const SpecialisationModel::Question* SpecialisationView::askedQuestion() const
{
    const int index = question_->currentIndex();
    return index >= 0 && index < int(model_.questions().size()) ? &model_.questions()[size_t(index)] : nullptr;
}

void SpecialisationView::setupPlots()
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    verdict_ = new Caption;
    readout_ = new Caption;
    layers_ = new BarChart(plotPage());
    specialists_ = new LabelledBars(LabelledBars::Look::Candidates, plotPage());
    column->addWidget(verdict_);
    column->addWidget(layers_, 1);
    column->addWidget(readout_);
    column->addWidget(specialists_);
    layers_->setBarText([this](int bar) { return model_.layerText(moeAt(bar)); });
    connect(layers_, &BarChart::barHovered, this, &SpecialisationView::readLayer);
    connect(layers_, &BarChart::barClicked, this, [this](int bar) {
        if (moeAt(bar) >= 0) selection().selectLayer(layers_->bars().first - 1 + bar);
    });
}

void SpecialisationView::setKind(Labelling::Kind kind)
{
    kind_->setCurrentIndex(kind_->findData(int(kind)));
}

void SpecialisationView::setLabel(engine::ReplyId reply, const QString& label)
{
    model_.setLabel(reply, label);
    markStale();
}

void SpecialisationView::draw()
{
    stop_->setVisible((model_.isWaiting() || model_.isStopped()) && !isPresented());
    const bool asks = model_.kind() == Labelling::Kind::Question;
    questionRow_->setVisible(asks && !isPresented());
    if (asks) drawQuestions();
    verdict_->setText(model_.verdict());
    for (QWidget* part : {static_cast<QWidget*>(layers_), static_cast<QWidget*>(readout_),
                          static_cast<QWidget*>(specialists_)}) part->setVisible(model_.hasTest());
    if (!model_.hasTest()) return;
    drawLayers();
    drawSpecialists();
    readLayer(-1);
}

void SpecialisationView::drawLayers()
{
    const auto& moe = timeline().card()->moe_layers;
    BarChart::Bars bars;
    bars.first = moe.front() + 1;  // layers are counted from 1
    bars.values.assign(size_t(moe.back() - moe.front() + 1), 0);
    bars.hollow = bars.values;
    bars.chosen.assign(bars.values.size(), false);
    for (size_t m = 0; m < moe.size(); ++m) {
        const auto bar = size_t(moe[m] - moe.front());
        bars.values[bar] = float(model_.answer()->test.layers[m].nmi);
        bars.hollow[bar] = float(model_.answer()->test.layers[m].chance95);
        bars.chosen[bar] = int(m) == model_.shownLayer();
    }
    layers_->setBars(std::move(bars));
}

void SpecialisationView::drawSpecialists()
{
    const auto& layer = model_.answer()->test.layers[size_t(model_.shownLayer())];
    double largest = 0.05;  // a smaller difference does not fill the bar
    for (const Specialist& one : layer.specialists) largest = std::max({largest, one.learned, one.heldOut});
    std::vector<LabelledBars::Row> rows;
    for (int label = 0; label < model_.answer()->labels.size(); ++label) {
        const Specialist& one = layer.specialists[size_t(label)];
        const auto share = [&](double difference) { return float(std::clamp(difference / largest, 0.0, 1.0)); };
        rows.push_back({lineText(model_.answer()->labels[label].toStdString()), model_.specialistText(label),
                        share(one.heldOut), share(one.learned), false});
    }
    specialists_->setRows(std::move(rows));
}

void SpecialisationView::drawQuestions()
{
    const auto& questions = model_.questions();
    const QSignalBlocker quiet(question_);
    const int chosen = question_->currentIndex();
    for (int i = 0; i < int(questions.size()); ++i) {
        const auto& [reply, text, label] = questions[size_t(i)];
        const QString line = label.isEmpty() ? text : QStringLiteral("%1 — %2").arg(label, text);
        if (i >= question_->count()) question_->addItem(line);
        else if (question_->itemText(i) != line) question_->setItemText(i, line);
    }
    while (question_->count() > int(questions.size())) question_->removeItem(question_->count() - 1);
    question_->setCurrentIndex(std::clamp(chosen, questions.empty() ? -1 : 0, int(questions.size()) - 1));
    if (question_->currentIndex() >= 0 && !label_->hasFocus())
        label_->setText(questions[size_t(question_->currentIndex())].label);
}

int SpecialisationView::moeAt(int bar) const
{
    return timeline().card() && bar >= 0 ? moeIndex(*timeline().card(), layers_->bars().first - 1 + bar) : -1;
}

void SpecialisationView::readLayer(int bar)
{
    const int moe = moeAt(bar);
    readout_->setText(model_.layerText(moe >= 0 ? moe : model_.shownLayer()));
}

void SpecialisationView::restyle(const PlotStyle& style)
{
    layers_->setStyle(style);
    specialists_->setStyle(style);
    for (QWidget* control : {static_cast<QWidget*>(kind_), static_cast<QWidget*>(question_),
                             static_cast<QWidget*>(label_)}) control->setFont(style.font);
}

}  // namespace ui
