// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <functional>
#include <vector>

class QDockWidget;

namespace ui {

/// A page of the window for one kind of question: views as docks that can be moved, tabbed, hidden, detached and put
/// back. A view lives on one page; those of hidden pages cost nothing.
class Workspace : public QMainWindow {
    Q_OBJECT
public:
    /// Where docks stand: lanes beside (or below) each other, each of cells, each of docks that share a place as tabs.
    /// Shares are relative. A dock that no cell names waits hidden behind the first.
    struct Cell {
        QStringList docks;
        int share = 1;
    };
    struct Lane {
        std::vector<Cell> cells;
        int share = 1;
    };
    struct Layout {
        Qt::Orientation lanes = Qt::Vertical;
        std::vector<Lane> parts;
    };

    explicit Workspace(const QString& name, QWidget* parent = nullptr);

    void add(QWidget* content, const QString& name, const QString& title);
    const QList<QDockWidget*>& docks() const { return docks_; }
    QDockWidget* dock(const QString& name) const;  ///< null when it stands on another page

    /// Asked for the layout that suits a page of that size.
    void setLayout(std::function<Layout(QSize)> layout) { layoutFor_ = std::move(layout); }
    void arrange();                         ///< as the layout says
    bool restore(const QByteArray& state);  ///< as the user left it; false: never saved, or by another version
    QByteArray state() const;
    bool isArranged() const { return arranged_; }

    /// A dock that can be dragged by its handle and keeps a gap to its neighbours.
    static QDockWidget* makeDock(QWidget* content, const QString& name, const QString& title, QMainWindow* window);

private:
    QList<QDockWidget*> existing(const Cell& cell) const;
    void shareOut();

    std::function<Layout(QSize)> layoutFor_;
    Layout layout_;  // as arranged last
    QList<QDockWidget*> docks_;
    bool arranged_ = false;
};

}  // namespace ui
