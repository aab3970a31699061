// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The workspaces of the window: which views stand on which page.
#include "ui/main_window.h"

#include "ui/layouts.h"
#include "ui/models/token_routing.h"
#include "ui/views/architecture_view.h"
#include "ui/views/balance_view.h"
#include "ui/views/cache_anatomy_view.h"
#include "ui/views/cache_view.h"
#include "ui/views/candidates_view.h"
#include "ui/views/coactivation_view.h"
#include "ui/views/compare_view.h"
#include "ui/views/comparison_view.h"
#include "ui/views/device_view.h"
#include "ui/views/effects_view.h"
#include "ui/views/efficiency_view.h"
#include "ui/views/experiment_panel.h"
#include "ui/views/expert_cache_view.h"
#include "ui/views/expert_view.h"
#include "ui/views/rewards_view.h"
#include "ui/views/route_view.h"
#include "ui/views/router_decision_view.h"
#include "ui/views/routing_view.h"
#include "ui/views/span_button.h"
#include "ui/views/specialisation_view.h"
#include "ui/views/speed_view.h"
#include "ui/views/status_line.h"
#include "ui/views/timing_view.h"
#include "ui/views/token_strip_view.h"
#include "ui/views/token_view.h"
#include "ui/views/what_if_view.h"

#include <QDockWidget>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>

namespace ui {
namespace {

/// A dock may be lower than this panel, never narrower.
class TallPanel : public QScrollArea {
public:
    explicit TallPanel(QWidget* panel)
    {
        setWidget(panel);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setAccessibleName(MainWindow::tr("Experiment"));
        panel->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* panel, QEvent* event) override
    {
        if (event->type() == QEvent::LayoutRequest) setMinimumWidth(widget()->minimumSizeHint().width());
        return QScrollArea::eventFilter(panel, event);
    }
};

}  // namespace

Workspace* MainWindow::addWorkspace(const QString& name, const QString& title,
                                    Workspace::Layout (*layoutFor)(QSize))
{
    auto* page = new Workspace(name, workspaces_);
    page->setLayout(layoutFor);
    workspaces_->addTab(page, title);
    return page;
}

void MainWindow::addView(Workspace* page, View* view, const char* name, const QString& title)
{
    page->add(view, QString::fromLatin1(name), title);
    connect(view, &View::notice, this, [this](const QString& text) { status_->showMessage(text, 5000); });
    views_ << view;
}

void MainWindow::setupWorkspaces()
{
    workspaces_ = new QTabWidget;
    workspaces_->setDocumentMode(true);
    columns_->addWidget(workspaces_);
    columns_->setStretchFactor(2, 1);
    workspaces_->setAccessibleName(tr("Workspaces"));
    workspaces_->setCornerWidget(new SpanButton(models_.selection));
    setupOverview();
    setupToken();
    setupTimeline();
    setupExperts();
    setupTrials();
    setupEfficiency();
    connect(workspaces_, &QTabWidget::currentChanged, this, &MainWindow::arrangeShownWorkspace);
    connect(workspaces_, &QTabWidget::currentChanged, this, &MainWindow::selectSomeExpert);
    connect(&models_.timeline, &Timeline::changed, this, &MainWindow::selectSomeExpert);
}

void MainWindow::setupOverview()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    Workspace* page = addWorkspace(QStringLiteral("overview"), tr("Overview"), layouts::overview);
    addView(page, new RoutingView(timeline, selection), "routing", tr("Routing map"));
    addView(page, new TokenStripView(models_.device, timeline, selection), "tokens", tr("Tokens"));
    addView(page, new TokenView(timeline, selection), "token", tr("Token"));
    addView(page, new CacheView(timeline, selection), "cache", tr("Latent cache"));
    auto* device = new DeviceView(models_.device, timeline, selection);
    connect(device, &DeviceView::watched, this, [this](bool shown) {
        deviceShown_ = shown;
        emit deviceWatched();
    });
    addView(page, device, "device", tr("Device"));
    addView(page, new TimingView(timeline, selection), "timing", tr("Where a token's time goes"));
    // What only lessons need waits behind the routing map.
    addView(page, new ComparisonView(timeline, selection, models_.player), "comparison", tr("Comparison"));
    addView(page, new RewardsView(timeline, selection, models_.player), "rewards", tr("Learning by trial"));
}

void MainWindow::setupToken()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    Workspace* page = addWorkspace(QStringLiteral("tokenPage"), tr("Token"), layouts::token);
    addView(page, new RouterDecisionView(timeline, selection), "decision", tr("The router's decision"));
    auto* candidates = new CandidatesView(timeline, selection, models_.conversation, models_.findings);
    connect(candidates, &CandidatesView::takeWanted, &models_.conversation, &Conversation::takeInstead);
    addView(page, candidates, "candidates", tr("What else could have come"));
    addView(page, new RouteView(timeline, selection), "route", tr("Its way through all layers"));
    addView(page, new EffectsView(timeline, selection, models_.findings), "effects", tr("What each expert added"));
}

void MainWindow::setupTimeline()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    Workspace* page = addWorkspace(QStringLiteral("timelinePage"), tr("Timeline"), layouts::timeline);
    addView(page, new TokenStripView(models_.device, timeline, selection), "timeline", tr("Token timeline"));
    addView(page, new RoutingView(timeline, selection), "timelineRouting", tr("Routing map"));
    addView(page, new TokenView(timeline, selection), "timelineToken", tr("Token"));
}

void MainWindow::setupExperts()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    Workspace* page = addWorkspace(QStringLiteral("expertsPage"), tr("Experts"), layouts::experts);
    addView(page, new ExpertView(timeline, selection, models_.findings, models_.experiment), "expert", tr("Expert"));
    addView(page, new BalanceView(timeline, selection), "balance", tr("Balance"));
    addView(page, new CoactivationView(timeline, selection), "coactivation", tr("Experts that fire together"));
    addView(page, new SpecialisationView(timeline, selection), "specialisation", tr("Specialisation"));
    auto* cache = new ExpertCacheView(timeline, selection);
    connect(&models_.findings, &Findings::changed, cache, [this, cache] {
        const auto* measured = models_.findings.bandwidth();
        if (measured && !measured->of_gpu())  // experts come from the machine's memory
            cache->setMeasuredBandwidth(measured->bytes_per_second * 1e-9);
    });
    addView(page, cache, "expertCache", tr("Expert cache"));
}

void MainWindow::setupTrials()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    Workspace* page = addWorkspace(QStringLiteral("trialsPage"), tr("What if"), layouts::trials);
    experiment_ = new ExperimentPanel(models_.experiment, timeline, selection, this);
    experiment_->setContentsMargins(12, 8, 12, 8);
    experiment_->offerAgain(models_.conversation);
    connect(experiment_, &ExperimentPanel::tryWanted, &models_.conversation,
            [this](const ReplyOptions& options, qint64 reply) { models_.conversation.regenerate(reply, options); });
    page->add(new TallPanel(experiment_), QStringLiteral("experiment"), tr("Experiment"));
    addView(page, new WhatIfView(models_.conversation, models_.findings, timeline, selection), "whatIf",
            tr("What if"));
    compare_ = new CompareView(models_.conversation, timeline, selection);
    connect(compare_, &CompareView::otherWanted, this, &MainWindow::comparisonWanted);
    addView(page, compare_, "compare", tr("Compare replies"));
}

void MainWindow::setupEfficiency()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    Workspace* page = addWorkspace(QStringLiteral("efficiencyPage"), tr("Efficiency"), layouts::efficiency);
    addView(page, new EfficiencyView(models_.device, timeline, selection), "efficiency", tr("Efficiency"));
    auto* speed = new SpeedView(models_.device, timeline, selection);
    connect(speed, &SpeedView::bandwidthWanted, this, [this] { models_.findings.ask(engine::BandwidthProbe{}); });
    connect(&models_.findings, &Findings::changed, speed, &View::markStale);
    addView(page, speed, "speed", tr("What limits the speed"));
    addView(page, new CacheAnatomyView(timeline, selection), "cacheAnatomy", tr("One entry of the latent cache"));
    addView(page, new ArchitectureView(timeline, selection), "architecture", tr("How this model is built"));
}

void MainWindow::showForComparison(std::shared_ptr<const LoadedReplies> replies)
{
    compare_->setOther(std::move(replies));
}

QList<Workspace*> MainWindow::workspaces() const
{
    QList<Workspace*> pages;
    for (int i = 0; i < workspaces_->count(); ++i) pages << static_cast<Workspace*>(workspaces_->widget(i));
    return pages;
}

/// Sizes are known only once a page is shown.
void MainWindow::arrangeShownWorkspace()
{
    auto* page = static_cast<Workspace*>(workspaces_->currentWidget());
    if (!page || page->isArranged() || !isVisible()) return;
    page->arrange();
}

/// The page of experts shows one from the start: the strongest of the selected token.
void MainWindow::selectSomeExpert()
{
    Selection& selection = models_.selection;
    const engine::ModelCard* card = models_.timeline.card();
    if (selection.expert() >= 0 || !card || !workspaces_->currentWidget()->findChild<ExpertView*>()) return;
    const int moe = moeIndex(*card, selection.layer());
    const auto routing = TokenRouting::of(models_.timeline.token(selection.token()), *card);
    if (moe < 0 || !routing) return;
    selection.selectExpert(selection.layer(), routing->experts(moe)[size_t(routing->strongest(moe))]);
}

/// The page with that dock, and the dock in front; null when there is none.
QDockWidget* MainWindow::reveal(const QString& name)
{
    for (Workspace* page : workspaces()) {
        QDockWidget* dock = page->dock(name);
        if (!dock) continue;
        workspaces_->setCurrentWidget(page);
        arrangeShownWorkspace();
        dock->show();
        dock->raise();
        return dock;
    }
    return nullptr;
}

}  // namespace ui
