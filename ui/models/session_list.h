// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"

#include <QAbstractListModel>
#include <QDateTime>

#include <vector>

namespace ui {

/// The saved conversations as rows, newest first, under the headings "Today" and "Earlier", or "Found" while
/// searching; below them the sessions that come with the program. Titles and snippets are foreign text. Reading the
/// library is somebody else's work.
class SessionList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SnippetRole = Qt::UserRole + 1, HeadingRole, OpenRole, ChangedRole };
    using Path = std::filesystem::path;

    explicit SessionList(QObject* parent = nullptr);

    void setEntries(const std::vector<engine::LibraryEntry>& entries, const QDateTime& now, bool found);
    /// Shown with the next entries.
    void setSamples(const std::vector<engine::LibraryEntry>& samples) { samples_ = samples; }
    void setOpenFile(const Path& file);  ///< the conversation on screen

    const Path* file(int row) const;  ///< null for a heading
    int rowOfOpenFile() const;        ///< -1: not in the list
    bool contains(const Path& file) const;
    bool isSample(int row) const;  ///< comes with the program: cannot be renamed or deleted

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString text, snippet;
        Path file;  // empty: a heading
        QDateTime updated;
        bool changed = false;  // holds a reply made under an experiment
        bool sample = false;
    };
    void addRow(const engine::LibraryEntry& entry, bool sample);
    int rowOf(const Path& file) const;

    std::vector<Row> rows_;
    std::vector<engine::LibraryEntry> samples_;
    Path openFile_;
};

}  // namespace ui
