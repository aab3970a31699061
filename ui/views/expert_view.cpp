// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/expert_view.h"

#include "ui/models/labels.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/context_lines.h"
#include "ui/plots/labelled_bars.h"
#include "ui/views/caption.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int side_by_side = 620;  // pixels
constexpr int section_gap = 8;

}  // namespace

ExpertView::ExpertView(Timeline& timeline, Selection& selection, Findings& findings, Experiment& experiment,
                       QWidget* parent)
    : View(timeline, selection, parent),
      findings_(findings),
      experiment_(experiment),
      model_(timeline, selection, findings)
{
    setNavigatesExperts();
    setupPage();
    connectClicks();
    connect(&findings, &Findings::changed, this, &View::markStale);
    connect(&experiment, &Experiment::changed, this, &View::markStale);
}

Caption* ExpertView::addCaption(QBoxLayout* column, const QString& text, bool wraps)
{
    auto* caption = new Caption(text, plotPage());
    if (wraps) caption->setWraps();
    column->addWidget(caption);
    return caption;
}

void ExpertView::setupPage()
{
    auto* page = static_cast<QVBoxLayout*>(plotPage()->layout());
    share_ = addCaption(page, {}, true);
    setupExperiment();
    columns_ = new QHBoxLayout;
    columns_->setSpacing(16);
    page->addLayout(columns_);
    caution_ = addCaption(page, {}, true);
    page->addStretch(1);
    auto *left = new QVBoxLayout, *right = new QVBoxLayout;
    columns_->addLayout(left, 1);
    columns_->addLayout(right, 1);
    for (QVBoxLayout* column : {left, right}) column->setSpacing(2);
    const auto bars = [this] { return new LabelledBars(LabelledBars::Look::Candidates, plotPage()); };

    addCaption(left, tr("tokens that call it most, by mean gate weight × count"));
    left->addWidget(pieces_ = bars());
    left->addSpacing(section_gap);
    addCaption(left, tr("where it weighed most · click: go there"));
    left->addWidget(occurrences_ = new ContextLines(plotPage()));
    left->addStretch(1);

    addCaption(right, tr("fires together with · grey: if independent"));
    right->addWidget(partners_ = bars());
    right->addSpacing(section_gap);
    addCaption(right, tr("share by segment · grey: fair share"));
    right->addWidget(bySegment_ = bars());
    right->addSpacing(section_gap);
    positions_ = addCaption(right, {});
    byPosition_ = new BarChart(plotPage());
    byPosition_->setFixedHeight(64);
    byPosition_->setBarText([this](int bin) {
        const auto& calls = model_.byPosition()[size_t(bin)];
        return tr("tokens %1 to %2 of a reply: %3 of %4").arg(bin * model_.positionsPerBin())
            .arg((bin + 1) * model_.positionsPerBin() - 1).arg(calls.called).arg(calls.tokens);
    });
    right->addWidget(byPosition_);
    right->addSpacing(section_gap);
    addCaption(right, tr("neighbours by router weights"));
    right->addWidget(neighbours_ = bars());
    neighboursNote_ = addCaption(right, {});
    ask_ = new QPushButton(tr("Compare the router’s weights"), plotPage());
    right->addWidget(ask_, 0, Qt::AlignLeft);
    right->addStretch(1);
}

void ExpertView::setupExperiment()
{
    auto* row = new QHBoxLayout;
    mute_ = new QPushButton(tr("Mute"), plotPage());
    boost_ = new QPushButton(tr("Boost"), plotPage());
    changed_ = new Caption(tr("holds for the next replies"), plotPage());
    row->addWidget(mute_);
    row->addWidget(boost_);
    row->addWidget(changed_, 1);
    static_cast<QVBoxLayout*>(plotPage()->layout())->addLayout(row);
    mute_->setToolTip(tr("A muted expert is never chosen, in the replies that are asked for from now on"));
    boost_->setToolTip(
        tr("A boost is added to the expert’s score for the choice, in the replies that are asked for from now on"));
    connect(mute_, &QPushButton::clicked, this, [this] {
        const int layer = model_.layer(), expert = model_.expert();
        experiment_.setBoosted(layer, expert, 0);
        experiment_.setMuted(layer, expert, !experiment_.isMuted(layer, expert));
    });
    connect(boost_, &QPushButton::clicked, this, [this] {
        const int layer = model_.layer(), expert = model_.expert();
        experiment_.setMuted(layer, expert, false);
        experiment_.setBoosted(layer, expert, experiment_.boostOf(layer, expert) != 0 ? 0 : boost);
    });
}

void ExpertView::connectClicks()
{
    connect(occurrences_, &ContextLines::lineClicked, this, [this](int line) {
        const int token = model_.occurrences()[size_t(line)].token;
        if (token >= 0) selection().selectToken(token);
    });
    connect(partners_, &LabelledBars::rowClicked, this, [this](int row) {
        if (size_t(row) < model_.partners().size())
            selection().selectExpert(model_.layer(), model_.partners()[size_t(row)].expert);
    });
    connect(neighbours_, &LabelledBars::rowClicked, this, [this](int row) {
        if (size_t(row) < model_.neighbours().size())
            selection().selectExpert(model_.layer(), model_.neighbours()[size_t(row)].expert);
    });
    connect(ask_, &QPushButton::clicked, this, [this] {
        if (const auto question = model_.question()) findings_.ask(*question);
    });
}

void ExpertView::draw()
{
    share_->setText(model_.shareText());
    caution_->setText(model_.cautionText());
    drawTokens();
    drawPartners();
    drawPlaces();
    drawExperiment();
}

void ExpertView::drawTokens()
{
    std::vector<LabelledBars::Row> rows;
    const double largest = model_.pieces().empty() ? 1 : std::max(1e-9, model_.pieces().front().weight);
    for (const auto& piece : model_.pieces()) {
        const QString mean = QString::number(piece.weight / piece.count, 'f', 3);
        rows.push_back({piece.text, QStringLiteral("%1 × %2").arg(mean).arg(piece.count), float(piece.weight / largest),
                        {}, false});
    }
    if (rows.empty()) rows.push_back({tr("none"), {}, {}, {}, false});
    pieces_->setRows(std::move(rows));
    std::vector<ContextLines::Line> lines;
    for (const auto& one : model_.occurrences())
        lines.push_back(
            {one.before, one.piece, one.after, QString::number(double(one.weight), 'f', 3), one.token >= 0});
    occurrences_->setLines(std::move(lines));
}

void ExpertView::drawPartners()
{
    std::vector<LabelledBars::Row> rows;
    for (const auto& partner : model_.partners())
        rows.push_back({expertName(partner.expert), tr("%1, by chance %2").arg(percentText(partner.share),
                        percentText(partner.chance)), float(partner.share), float(partner.chance), false});
    if (rows.empty()) rows.push_back({tr("none"), {}, {}, {}, false});
    partners_->setRows(std::move(rows));
    rows.clear();
    for (const auto& one : model_.neighbours())
        rows.push_back({expertName(one.expert), QString::number(double(one.cosine), 'f', 3), std::max(0.0f, one.cosine),
                        {}, false});
    neighbours_->setVisible(!rows.empty());
    neighbours_->setRows(std::move(rows));
    neighboursNote_->setText(model_.neighboursNote());
    ask_->setVisible(model_.neighbours().empty());
    ask_->setEnabled(model_.question().has_value());
}

void ExpertView::drawPlaces()
{
    std::vector<LabelledBars::Row> rows;
    for (int s = 0; s < ExpertPageModel::segments; ++s) {
        const auto& calls = model_.bySegment()[size_t(s)];
        const QString name = ExpertPageModel::segmentName(s);
        if (calls.tokens == 0) {
            rows.push_back({name, tr("no tokens"), {}, {}, false});
            continue;
        }
        const double share = double(calls.called) / calls.tokens;
        rows.push_back({name, tr("%1 (%2 of %3)").arg(percentText(share)).arg(calls.called).arg(calls.tokens),
                        float(share), float(model_.fairShare()), false});
    }
    bySegment_->setRows(std::move(rows));
    BarChart::Bars bars;
    for (const auto& calls : model_.byPosition()) {
        if (calls.tokens == 0) break;
        bars.values.push_back(float(calls.called) / float(calls.tokens));
        bars.chosen.push_back(false);
    }
    bars.cut = float(model_.fairShare());
    bars.itemsPerBar = model_.positionsPerBin();
    positions_->setText(bars.values.empty() ? tr("share by position: no token of a reply is among them")
                                            : tr("share by position in the reply, %n tokens a bar · dashed: fair share",
                                                 nullptr, model_.positionsPerBin()));
    byPosition_->setVisible(!bars.values.empty());
    byPosition_->setBars(std::move(bars));
}

void ExpertView::drawExperiment()
{
    const int layer = model_.layer(), expert = model_.expert();
    const bool muted = experiment_.isMuted(layer, expert);
    const float by = experiment_.boostOf(layer, expert);
    mute_->setText(muted ? tr("Unmute") : tr("Mute"));
    boost_->setText(by != 0 ? tr("No boost") : tr("Boost by %1").arg(double(boost)));
    changed_->setText(muted     ? tr("muted in the next replies")
                      : by != 0 ? tr("boosted by %1 in the next replies").arg(double(by), 0, 'g', 3)
                                : tr("holds for the next replies"));
}

void ExpertView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    columns_->setDirection(width() >= side_by_side ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void ExpertView::restyle(const PlotStyle& style)
{
    for (LabelledBars* bars : {pieces_, partners_, bySegment_, neighbours_}) bars->setStyle(style);
    occurrences_->setStyle(style);
    byPosition_->setStyle(style);
    for (QPushButton* button : {mute_, boost_, ask_}) button->setFont(style.font);
}

}  // namespace ui
