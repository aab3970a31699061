// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The workspaces of the window: which views stand on which page, and where.
#include "ui/main_window.h"

#include "ui/views/architecture_view.h"
#include "ui/views/cache_view.h"
#include "ui/views/comparison_view.h"
#include "ui/views/device_view.h"
#include "ui/views/rewards_view.h"
#include "ui/views/routing_view.h"
#include "ui/views/status_line.h"
#include "ui/views/timing_view.h"
#include "ui/views/token_strip_view.h"
#include "ui/views/token_view.h"
#include "ui/workspace.h"

#include <QDockWidget>
#include <QSplitter>
#include <QTabWidget>

namespace ui {
namespace {

using Lane = Workspace::Lane;

QStringList names(std::initializer_list<const char*> names)
{
    QStringList list;
    for (const char* name : names) list << QString::fromLatin1(name);
    return list;
}

/// Routing map on top, the token strip below it, then token, cache and machine side by side.
Workspace::Layout overview()
{
    return {Qt::Vertical,
            {{{{names({"routing"}), 1}}, 39},
             {{{names({"tokens"}), 1}}, 20},
             {{{names({"token"}), 34}, {names({"cache"}), 32}, {names({"device", "timing"}), 34}}, 41}}};
}

Workspace::Layout machine()
{
    return {Qt::Horizontal, {{{{names({"architecture"}), 1}}, 1}}};
}

}  // namespace

Workspace* MainWindow::addWorkspace(const QString& name, const QString& title, Workspace::Layout layout)
{
    auto* page = new Workspace(name, workspaces_);
    page->setLayout(std::move(layout));
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
    setupOverview();
    setupMachine();
    connect(workspaces_, &QTabWidget::currentChanged, this, &MainWindow::arrangeShownWorkspace);
}

void MainWindow::setupOverview()
{
    Timeline& timeline = models_.timeline;
    Selection& selection = models_.selection;
    Workspace* page = addWorkspace(QStringLiteral("overview"), tr("Overview"), overview());
    addView(page, new RoutingView(timeline, selection), "routing", tr("Routing map"));
    addView(page, new TokenStripView(timeline, selection), "tokens", tr("Token strip"));
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

void MainWindow::setupMachine()
{
    Workspace* page = addWorkspace(QStringLiteral("machine"), tr("Efficiency"), machine());
    addView(page, new ArchitectureView(models_.timeline, models_.selection), "architecture",
            tr("How this model is built"));
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
