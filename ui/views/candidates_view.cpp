// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/candidates_view.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/views/caption.h"

#include <QAction>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr qsizetype longest_name = 24;  // characters of a token on the button

QString changeText(float before, float after)
{
    return QStringLiteral("%1 → %2").arg(percentText(double(before)), percentText(double(after)));
}

/// Foreign text where & would underline a letter.
QString onButton(const QString& quoted)
{
    QString text = quoted.size() > longest_name ? quoted.left(longest_name - 2) + QStringLiteral("…”") : quoted;
    return text.replace(u'&', QStringLiteral("&&"));
}

}  // namespace

CandidatesView::CandidatesView(Timeline& timeline, Selection& selection, Conversation& conversation, Findings& findings,
                               QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection, conversation, findings)
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    settings_ = new Caption;
    rows_ = new LabelledBars(LabelledBars::Look::Candidates, plotPage());
    take_ = new QPushButton(tr("Take another one"), plotPage());
    take_->setProperty("main", true);
    take_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    why_ = new Caption;
    column->addWidget(settings_);
    column->addWidget(rows_);
    column->addWidget(take_, 0, Qt::AlignLeft);
    column->addWidget(why_);
    column->addStretch(1);
    takeAction_ = new QAction(this);
    takeAction_->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    takeAction_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(takeAction_);
    connect(takeAction_, &QAction::triggered, this, &CandidatesView::take);
    connect(take_, &QPushButton::clicked, this, &CandidatesView::take);
    connect(rows_, &LabelledBars::rowClicked, this, &CandidatesView::pick);
    connect(&conversation, &Conversation::runningChanged, this, &View::markStale);
    connect(&conversation, &Conversation::pathChanged, this, &View::markStale);
    connect(&findings, &Findings::changed, this, &View::markStale);
}

void CandidatesView::draw()
{
    const QString settings = model_.settingsText();
    settings_->setText(settings.isEmpty() ? tr("probability before → after the sampler’s settings")
                                          : tr("probability before → after %1").arg(settings));
    std::vector<LabelledBars::Row> rows;
    for (const AlternativesModel::Row& row : model_.rows())
        rows.push_back({row.text, changeText(row.before, row.after), row.after, row.before, row.chosen});
    rows.push_back({tr("rest"), changeText(model_.restBefore(), model_.restAfter()), model_.restAfter(),
                    model_.restBefore(), false});
    rows_->setRows(std::move(rows));
    showTake();
}

void CandidatesView::showTake()
{
    const int row = model_.picked();
    rows_->setPicked(row);
    const QString why = model_.cannotTake();
    const QString text = row < 0 ? tr("Take another one — new branch")
        : tr("Take %1 instead — new branch").arg(onButton(model_.rows()[size_t(row)].quoted));
    take_->setText(text);
    take_->setEnabled(why.isEmpty());
    take_->setToolTip(tr("The reply is made again up to here, then goes on with this token (Enter)"));
    takeAction_->setText(text);
    takeAction_->setEnabled(why.isEmpty());
    why_->setText(why);
    why_->setVisible(!why.isEmpty());
}

void CandidatesView::pick(int row)
{
    model_.pick(row);
    showTake();
}

void CandidatesView::take()
{
    model_.update();
    if (model_.cannotTake().isEmpty()) emit takeWanted(model_.reply(), model_.start());
}

/// Candidates do not depend on a layer: here up and down move among them.
void CandidatesView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        pick(model_.picked() + (event->key() == Qt::Key_Up ? -1 : 1));
    else
        View::keyPressEvent(event);
}

void CandidatesView::restyle(const PlotStyle& style)
{
    rows_->setStyle(style);
}

}  // namespace ui
