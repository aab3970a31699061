// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/comparison_view.h"

#include "ui/models/labels.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

ComparisonView::ComparisonView(Timeline& timeline, Selection& selection, LessonPlayer& player, QWidget* parent)
    : View(timeline, selection, parent), model_(player)
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    grid_ = new ExpertGrid(plotPage());
    column->addWidget(grid_);
    overlap_ = new QLabel(plotPage());
    legend_ = new QLabel(plotPage());
    for (QLabel* label : {overlap_, legend_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    legend_->setForegroundRole(QPalette::PlaceholderText);
    column->addStretch(1);
    connect(&player, &LessonPlayer::changed, this, &View::markStale);
}

void ComparisonView::draw()
{
    std::vector<ExpertGrid::Panel> panels;
    float largest = 0;
    for (const auto& row : model_.rows())
        for (const auto& one : row.chosen) largest = std::max(largest, one.weight);
    for (const auto& row : model_.rows()) {
        const bool answered = !row.chosen.empty();
        ExpertGrid::Panel panel{row.before, row.word, row.after, row.remark, {}, row.reply.simplified(), answered};
        for (const auto& one : row.chosen) {
            // From the middle of the map: an expert that was chosen must not look like one that was not.
            const QRgb color = theme().strengthOf(0.4f + 0.6f * one.weight / std::max(largest, 1e-6f));
            const QString weight = QString::number(double(one.weight), 'f', 2);
            panel.chosen.push_back({one.expert, color, one.common, expertName(one.expert) + u' ' + weight});
        }
        panels.push_back(std::move(panel));
    }
    grid_->setPanels(std::move(panels), model_.pointsAtWord() ? model_.experts() : 0);
    const QString overlap = model_.overlap();
    overlap_->setText(overlap.isEmpty() ? QString() : tr("%1 (%2)").arg(overlap, model_.chance()));
    overlap_->setVisible(!overlap.isEmpty());
    legend_->setText(model_.legend());
    legend_->setVisible(!model_.legend().isEmpty() && !isPresented());  // in front of a class less is more
}

void ComparisonView::restyle(const PlotStyle& style)
{
    grid_->setStyle(style);
    legend_->setFont(style.font);
    QFont strong = style.font;
    strong.setWeight(QFont::Bold);
    overlap_->setFont(strong);
}

QRect ComparisonView::pointedAt() const
{
    const int last = int(grid_->panels().size()) - 1;
    const QRect boxes = model_.pointsAtWord() ? grid_->boxesOf(0).united(grid_->boxesOf(last)) : grid_->rect();
    return {grid_->mapTo(this, boxes.topLeft()), boxes.size()};
}

}  // namespace ui
