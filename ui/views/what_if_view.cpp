// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/what_if_view.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/theme.h"
#include "ui/views/caption.h"
#include "ui/views/difference_charts.h"
#include "ui/views/reply_box.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int lowestChart = 84;   // pixels: lower, it is all axis; then the page scrolls
constexpr int largestListed = 5;  // tokens with the largest KL

QTextCharFormat formatOf(DifferencePart::In in)
{
    QTextCharFormat format;
    if (in == DifferencePart::In::Both) return format;
    const bool taken = in == DifferencePart::In::First;
    QColor ground = taken ? theme().failure : theme().good;
    ground.setAlpha(56);
    format.setBackground(ground);
    format.setFontStrikeOut(taken);  // colour alone would not tell everybody
    format.setFontUnderline(!taken);
    return format;
}

}  // namespace

WhatIfView::WhatIfView(const Conversation& conversation, Findings& findings, Timeline& timeline, Selection& selection,
                       QWidget* parent)
    : View(timeline, selection, parent),
      conversation_(conversation),
      findings_(findings),
      model_(conversation, timeline, findings),
      original_(new ReplyBox(tr("Original reply"), this)),
      changed_(new ReplyBox(tr("Changed reply"), this))
{
    setupChoices();
    setupText();
    setupKl();
    routing_ = new DifferenceCharts(plotPage());
    static_cast<QVBoxLayout*>(plotPage()->layout())->addWidget(routing_, 2);
    connect(&findings, &Findings::changed, this, &View::markStale);
    connect(&conversation, &Conversation::pathChanged, this, &WhatIfView::refreshChoices);
    connect(&conversation, &Conversation::runningChanged, this, &WhatIfView::refreshChoices);
    refreshChoices();
}

void WhatIfView::setupChoices()
{
    auto* row = new QHBoxLayout;
    static_cast<QVBoxLayout*>(layout())->insertLayout(1, row);  // above the pages: there also when there is nothing
    for (ReplyBox* box : {original_, changed_}) {
        row->addWidget(box, 1);
        connect(box, &QComboBox::currentIndexChanged, this, &WhatIfView::chooseReplies);
    }
}

void WhatIfView::setupText()
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    first_ = new QLabel(plotPage());
    first_->setTextFormat(Qt::PlainText);
    first_->setWordWrap(true);
    text_ = new QPlainTextEdit(plotPage());
    text_->setReadOnly(true);
    text_->setFrameShape(QFrame::NoFrame);
    text_->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setAccessibleName(tr("Difference of the texts"));
    text_->setTabChangesFocus(true);
    text_->setMinimumHeight(4 * fontMetrics().lineSpacing());
    meters_ = new LabelledBars(LabelledBars::Look::Candidates, plotPage());
    meters_->setToolTip(tr("Grey: the original. Bytes are computed from the model's card, not measured."));
    column->addWidget(first_);
    column->addWidget(text_, 1);
    column->addWidget(new Caption(tr("changed reply, the original in grey above")));
    column->addWidget(meters_);
}

void WhatIfView::setupKl()
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    auto* row = new QHBoxLayout;
    klCaption_ = new Caption;
    measure_ = new QPushButton(tr("Measure"), plotPage());
    measure_->setToolTip(
        tr("Read the original reply again under the change, and compare the next-token distributions"));
    row->addWidget(klCaption_, 1);
    row->addWidget(measure_);
    column->addLayout(row);
    kl_ = new LineChart(plotPage());
    kl_->setMinimumHeight(lowestChart);
    largest_ = new QLabel(plotPage());
    largest_->setTextFormat(Qt::PlainText);
    largest_->setWordWrap(true);
    column->addWidget(kl_, 1);
    column->addWidget(largest_);
    connect(measure_, &QPushButton::clicked, this, &WhatIfView::measure);
}

void WhatIfView::refreshChoices()
{
    std::vector<std::pair<engine::ReplyId, QString>> all;
    for (const engine::ReplyId id : conversation_.replies())
        all.push_back({id, RecordedReply::nameOf(conversation_, id)});
    original_->setChoices(tr("Original"), all);
    changed_->setChoices(tr("Changed"), all);
    chooseReplies();
}

void WhatIfView::chooseReplies()
{
    model_.choose({original_->chosen<engine::ReplyId>(), changed_->chosen<engine::ReplyId>()});
    for (ReplyBox* box : {original_, changed_})
        box->setToolTip(box->isChosen() ? QString() : tr("Follows the reply on screen"));
    markStale();
}

QString WhatIfView::shownText() const
{
    return text_->toPlainText();
}

void WhatIfView::draw()
{
    for (ReplyBox* box : {original_, changed_}) box->setVisible(!isPresented());
    first_->setText(model_.firstDifference());
    drawText();
    fitText();
    drawMeters();
    drawKl();
    routing_->setVisible(!model_.routing().layers.empty());
    if (!model_.routing().layers.empty()) routing_->setDifference(*model_.original().card, model_.routing());
}

void WhatIfView::drawText()
{
    if (drawn_ == model_.text() && drawnFor_ == &theme()) return;  // keeps the place it was scrolled to
    drawn_ = model_.text();
    drawnFor_ = &theme();
    text_->clear();
    QTextCursor cursor(text_->document());
    cursor.beginEditBlock();
    for (const DifferencePart& part : drawn_) cursor.insertText(part.text, formatOf(part.in));
    cursor.endEditBlock();
}

/// No higher than what it shows: the plots take the rest.
void WhatIfView::fitText()
{
    const int lines = int(text_->document()->size().height());
    text_->setMaximumHeight((lines + 2) * QFontMetrics(text_->font()).lineSpacing());
}

void WhatIfView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    markStale();  // another number of lines
}

void WhatIfView::drawMeters()
{
    std::vector<LabelledBars::Row> rows;
    for (const auto& meter : model_.meters()) {
        LabelledBars::Row row{meter.label, tr("%1, originally %2").arg(meter.changed, meter.original), {}, {}, false};
        if (meter.ratio > 0) {
            row.amount = float(std::min(1.0, meter.ratio));
            row.before = float(std::min(1.0, 1 / meter.ratio));
        }
        rows.push_back(row);
    }
    meters_->setRows(std::move(rows));
}

void WhatIfView::drawKl()
{
    const engine::Divergence* divergence = model_.divergence();
    klCaption_->setText(divergence ? tr("KL from the original, nats per token: %1 on average, %2 at most")
                                         .arg(model_.meanKl(), 0, 'f', 3).arg(double(model_.maximumKl()), 0, 'f', 3)
                                   : tr("KL from the original. %1").arg(model_.measuring()));
    const auto* asked = findings_.asked();
    measure_->setVisible(!divergence && !isPresented());
    measure_->setEnabled(findings_.isReady() && !asked && model_.isMeasurable());
    for (QWidget* part : {static_cast<QWidget*>(kl_), static_cast<QWidget*>(largest_)}) part->setVisible(divergence);
    if (!divergence) return;
    QVector<double> x, y;
    for (size_t i = 0; i < divergence->kl.size(); ++i) {
        x << double(i);
        y << double(divergence->kl[i]);
    }
    const QVector<double> ends{0, x.back()}, mean{model_.meanKl(), model_.meanKl()};
    kl_->setAxes({tr("token of the original reply"), tr("nats"), {}});
    kl_->setLines({{{}, theme().value, x, y, false, true}, {tr("mean"), theme().reference, ends, mean, true, false}});
    QStringList lines{tr("Largest:")};
    for (const int token : model_.largestKl(largestListed)) lines << model_.klText(token);
    largest_->setText(lines.join(u'\n'));
}

void WhatIfView::measure()
{
    if (const auto question = model_.question()) findings_.ask(*question);
}

void WhatIfView::restyle(const PlotStyle& style)
{
    kl_->setStyle(style);
    routing_->setStyle(style);
    meters_->setStyle(style);
    for (QLabel* label : {first_, largest_}) label->setFont(style.font);
    for (ReplyBox* box : {original_, changed_}) box->setFont(style.font);
    measure_->setFont(style.font);
}

}  // namespace ui
