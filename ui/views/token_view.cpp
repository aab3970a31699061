// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/token_view.h"

#include "ui/models/labels.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/labelled_bars.h"
#include "ui/views/caption.h"

#include <QVBoxLayout>

namespace ui {

TokenView::TokenView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setNavigatesExperts();
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    candidates_ = new LabelledBars(LabelledBars::Look::Candidates, plotPage());
    column->addWidget(candidates_);
    candidatesNote_ = new Caption;
    column->addWidget(candidatesNote_);
    column->addStretch(1);
    scoresNote_ = new Caption;
    column->addWidget(scoresNote_);
    scores_ = new BarChart(plotPage());
    scores_->setBarText([this](int expert) { return scoreText(expert); });
    column->addWidget(scores_, 8);
    connect(scores_, &BarChart::barClicked, this,
            [this](int expert) { this->selection().selectExpert(model_.layer(), expert); });
    connect(scores_, &BarChart::barHovered, this,
            [this](int expert) { scoresNote_->setText(expert < 0 ? model_.expertsNote() : scoreText(expert)); });
}

void TokenView::draw()
{
    drawCandidates();
    drawScores();
}

void TokenView::drawCandidates()
{
    std::vector<LabelledBars::Row> rows;
    for (const CandidatesModel::Candidate& c : model_.candidates()) {
        const QString before = percentText(double(c.before)), after = percentText(double(c.after));
        const QString value = before == after ? after : QStringLiteral("%1 → %2").arg(before, after);
        rows.push_back({c.text, value, c.after, c.before, c.chosen});
        if (int(rows.size()) == shown_candidates) break;
    }
    candidates_->setRows(std::move(rows));
    candidatesNote_->setText(model_.candidatesNote());
    candidatesNote_->setVisible(!model_.candidatesNote().isEmpty());
}

void TokenView::drawScores()
{
    BarChart::Bars bars;
    bars.cut = model_.cut();
    for (const CandidatesModel::Expert& expert : model_.experts()) {
        bars.values.push_back(expert.score);
        if (model_.hasBias()) bars.hollow.push_back(expert.selection);
        bars.chosen.push_back(expert.chosen);
    }
    scores_->setVisible(!bars.values.empty());
    scores_->setBars(std::move(bars));
    scores_->setMark(selection().layer() == model_.layer() ? selection().expert() : -1);
    scoresNote_->setText(model_.expertsNote());
}

QString TokenView::scoreText(int expert) const
{
    if (size_t(expert) >= model_.experts().size()) return {};
    const CandidatesModel::Expert& e = model_.experts()[size_t(expert)];
    QString text = tr("%1 · %2: score %3").arg(layerName(model_.layer()), expertName(expert))
                       .arg(double(e.score), 0, 'f', 3);
    if (model_.hasBias()) text += tr(", with bias %1").arg(double(e.selection), 0, 'f', 3);
    return e.chosen ? tr("%1, chosen").arg(text) : text;
}

void TokenView::restyle(const PlotStyle& style)
{
    candidates_->setStyle(style);
    scores_->setStyle(style);
}

}  // namespace ui
