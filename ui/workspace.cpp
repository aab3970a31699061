// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace.h"

#include "ui/views/dock_handle.h"

#include <QDockWidget>
#include <QVBoxLayout>

#include <numeric>

namespace ui {
namespace {

constexpr int stateVersion = 3;          // of the docks; another number forgets saved arrangements
constexpr QSize smallestView(120, 130);  // so that all of them fit a small screen

Qt::Orientation across(Qt::Orientation orientation)
{
    return orientation == Qt::Vertical ? Qt::Horizontal : Qt::Vertical;
}

}  // namespace

Workspace::Workspace(const QString& name, QWidget* parent) : QMainWindow(parent)
{
    setWindowFlags(Qt::Widget);  // a page, not a window of its own
    setObjectName(name);
    setDockNestingEnabled(true);
    setAnimated(false);  // every new layout would make animations of all docks, even of none that moves
    setContextMenuPolicy(Qt::NoContextMenu);
}

QDockWidget* Workspace::makeDock(QWidget* content, const QString& name, const QString& title, QMainWindow* window)
{
    auto* dock = new QDockWidget(title, window);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    dock->setTitleBarWidget(new DockHandle(title, dock));
    auto* frame = new QWidget(dock);  // the gap to the next card
    frame->setObjectName(QStringLiteral("workspace"));
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 6, 4);
    inside->addWidget(content);
    dock->setWidget(frame);
    return dock;
}

void Workspace::add(QWidget* content, const QString& name, const QString& title)
{
    content->setMinimumSize(content->sizeHint().boundedTo(smallestView));
    docks_ << makeDock(content, name, title, this);
    // Until the page is arranged all share one place: side by side they would make the window wider.
    if (docks_.size() == 1)
        addDockWidget(Qt::TopDockWidgetArea, docks_.back());
    else
        tabifyDockWidget(docks_.front(), docks_.back());
}

QDockWidget* Workspace::dock(const QString& name) const
{
    const auto named = [&](const QDockWidget* dock) { return dock->objectName() == name; };
    const auto found = std::find_if(docks_.begin(), docks_.end(), named);
    return found == docks_.end() ? nullptr : *found;
}

QList<QDockWidget*> Workspace::existing(const Cell& cell) const
{
    QList<QDockWidget*> docks;
    for (const QString& name : cell.docks)
        if (QDockWidget* found = dock(name)) docks << found;
    return docks;
}

void Workspace::arrange()
{
    arranged_ = true;
    layout_ = layoutFor_(size());
    for (QDockWidget* dock : docks_) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    // All lanes first: a dock that is split afterwards shares only its own lane.
    QList<QDockWidget*> heads;
    for (const Lane& lane : layout_.parts) {
        QDockWidget* head = existing(lane.cells.front()).value(0);
        if (!head) continue;
        if (heads.isEmpty())
            addDockWidget(Qt::TopDockWidgetArea, head);
        else
            splitDockWidget(heads.back(), head, layout_.lanes);
        heads << head;
    }
    for (const Lane& lane : layout_.parts) {
        QDockWidget* before = nullptr;
        for (const Cell& cell : lane.cells) {
            QDockWidget* head = existing(cell).value(0);
            if (before && head) splitDockWidget(before, head, across(layout_.lanes));
            if (head) before = head;
        }
    }
    // Tabs last: what is split behind a dock with tabs becomes another tab of it.
    QList<QDockWidget*> placed;
    for (const Lane& lane : layout_.parts) {
        for (const Cell& cell : lane.cells) {
            const auto docks = existing(cell);
            for (int i = 1; i < docks.size(); ++i) tabifyDockWidget(docks[i - 1], docks[i]);
            placed << docks;
        }
    }
    for (QDockWidget* dock : docks_) {
        if (!placed.contains(dock) && !placed.isEmpty()) tabifyDockWidget(placed.front(), dock);
        dock->setVisible(placed.contains(dock));
    }
    for (const Lane& lane : layout_.parts)
        for (const Cell& cell : lane.cells)
            if (const auto docks = existing(cell); docks.size() > 1) docks.front()->raise();
    shareOut();
}

/// Sizes in pixels of what the page has now.
void Workspace::shareOut()
{
    const auto total = [](const auto& parts) {
        return std::accumulate(parts.begin(), parts.end(), 0, [](int sum, const auto& p) { return sum + p.share; });
    };
    const int lanesPixels = layout_.lanes == Qt::Vertical ? height() : width();
    const int cellsPixels = layout_.lanes == Qt::Vertical ? width() : height();
    QList<QDockWidget*> heads;
    QList<int> sizes;
    for (const Lane& lane : layout_.parts) {
        QList<QDockWidget*> cells;
        QList<int> shares;
        for (const Cell& cell : lane.cells) {
            const auto docks = existing(cell);
            if (docks.isEmpty()) continue;
            cells << docks.front();
            shares << std::max(1, cellsPixels * cell.share / total(lane.cells));
        }
        if (cells.isEmpty()) continue;
        heads << cells.front();
        sizes << std::max(1, lanesPixels * lane.share / total(layout_.parts));
        resizeDocks(cells, shares, across(layout_.lanes));
    }
    resizeDocks(heads, sizes, layout_.lanes);
}

bool Workspace::restore(const QByteArray& state)
{
    arranged_ = restoreState(state, stateVersion);
    return arranged_;
}

QByteArray Workspace::state() const
{
    return saveState(stateVersion);
}

}  // namespace ui
