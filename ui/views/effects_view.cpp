// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/effects_view.h"

#include "ui/plots/effect_bars.h"
#include "ui/theme.h"
#include "ui/views/caption.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

EffectsView::EffectsView(Timeline& timeline, Selection& selection, Findings& findings, QWidget* parent)
    : View(timeline, selection, parent), findings_(findings), model_(timeline, selection, findings)
{
    setNavigatesExperts();
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    bars_ = new EffectBars(plotPage());
    run_ = new QPushButton(tr("Run this token again"), plotPage());
    run_->setToolTip(tr("Computes the text up to this token again, without each expert in turn"));
    state_ = new Caption;
    note_ = new Caption;
    column->addWidget(bars_);
    column->addWidget(run_, 0, Qt::AlignLeft);
    column->addWidget(state_);
    column->addWidget(note_);
    column->addStretch(1);
    connect(&findings, &Findings::changed, this, &View::markStale);
    connect(run_, &QPushButton::clicked, this, [this] {
        model_.update();
        if (const auto question = model_.question()) findings_.ask(*question);
    });
    connect(bars_, &EffectBars::rowClicked, this, [this](int row) {
        const auto* effects = model_.effects();
        if (!effects || size_t(row) >= effects->experts.size()) return;
        const int expert = effects->experts[size_t(row)].expert;
        if (expert >= 0) this->selection().selectExpert(model_.layer(), expert);
    });
}

void EffectsView::draw()
{
    drawBars();
    const bool asking = model_.isAsking(), known = model_.effects() != nullptr;
    const QString why = model_.cannotAsk();
    run_->setVisible(!known);
    run_->setEnabled(why.isEmpty());
    run_->setText(asking ? tr("Running…") : tr("Run this token again"));
    const QString state = model_.stateText().isEmpty() && !known ? why : model_.stateText();
    state_->setText(state);
    state_->setVisible(!state.isEmpty());
    note_->setText(known ? tr("later layers were computed again and chose anew: effects do not add up")
                         : tr("not captured while the reply was made: computed only when asked"));
}

void EffectsView::drawBars()
{
    std::vector<EffectBars::Row> rows;
    const engine::ExpertEffects* effects = model_.effects();
    bars_->setVisible(effects != nullptr);
    if (!effects) return;
    const float norm = model_.largestNorm(), change = model_.largestChange();
    const auto share = [](float value, float of) { return of > 0 ? value / of : 0; };
    const auto normText = [](float value) { return QString::number(double(value), 'f', 2); };
    const bool here = selection().layer() == model_.layer();
    for (const auto& one : effects->experts) {
        const bool marked = one.expert >= 0 && here && selection().expert() == one.expert;
        rows.push_back({model_.nameOf(one), share(one.norm, norm), normText(one.norm), share(one.logit, change),
                        EffectsModel::changeText(one.logit), marked});
    }
    rows.push_back({tr("stream"), {}, normText(effects->stream_norm), {}, {}, false});
    bars_->setHeadings(tr("norm of what was added"), tr("effect on the logit of %1").arg(model_.nextText()));
    bars_->setRows(std::move(rows));
}

void EffectsView::restyle(const PlotStyle& style)
{
    bars_->setStyle(style, theme().value, theme().accent);
    run_->setFont(style.font);
}

}  // namespace ui
