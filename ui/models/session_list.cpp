// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session_list.h"

#include <QLocale>

#include <algorithm>

namespace ui {

SessionList::SessionList(QObject* parent) : QAbstractListModel(parent) {}

void SessionList::setEntries(const std::vector<engine::LibraryEntry>& entries, const QDateTime& now, bool found)
{
    beginResetModel();
    rows_.clear();
    QString heading;
    for (const auto& entry : entries) {
        const QDateTime updated = QDateTime::fromMSecsSinceEpoch(entry.updated_ms);
        const bool today = updated.date() >= now.date();
        const QString group = found ? tr("Found") : today ? tr("Today") : tr("Earlier");
        if (group != heading) rows_.push_back({heading = group, {}, {}, {}});
        addRow(entry, false);
    }
    if (found && rows_.empty()) rows_.push_back({tr("Nothing found"), {}, {}, {}});
    if (!found && !samples_.empty()) rows_.push_back({tr("Samples"), {}, {}, {}});
    for (const auto& entry : samples_)
        if (!found) addRow(entry, true);
    endResetModel();
}

void SessionList::addRow(const engine::LibraryEntry& entry, bool sample)
{
    const QString title = QString::fromStdString(entry.title).simplified();
    rows_.push_back({title.isEmpty() ? tr("Untitled") : title, QString::fromStdString(entry.snippet).simplified(),
                     entry.file, QDateTime::fromMSecsSinceEpoch(entry.updated_ms), entry.changed, sample});
}

bool SessionList::isSample(int row) const
{
    return row >= 0 && row < rowCount() && rows_[size_t(row)].sample;
}

void SessionList::setOpenFile(const Path& file)
{
    if (file == openFile_) return;
    openFile_ = file;
    if (!rows_.empty()) emit dataChanged(index(0), index(rowCount() - 1), {OpenRole});
}

const SessionList::Path* SessionList::file(int row) const
{
    if (row < 0 || row >= rowCount()) return nullptr;
    const Path& path = rows_[size_t(row)].file;
    return path.empty() ? nullptr : &path;
}

int SessionList::rowOfOpenFile() const
{
    return openFile_.empty() ? -1 : rowOf(openFile_);
}

bool SessionList::contains(const Path& file) const
{
    return rowOf(file) >= 0;
}

int SessionList::rowOf(const Path& file) const
{
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.file == file; });
    return found == rows_.end() ? -1 : int(found - rows_.begin());
}

int SessionList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(rows_.size());
}

QVariant SessionList::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Row& row = rows_[size_t(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return row.text;
        case SnippetRole:
            return row.snippet;
        case HeadingRole:
            return row.file.empty();
        case OpenRole:
            return !row.file.empty() && row.file == openFile_;
        case ChangedRole:
            return row.changed;
        case Qt::AccessibleDescriptionRole: {
            const QString when = QLocale().toString(row.updated, QLocale::ShortFormat);
            return row.file.empty() ? QVariant() : row.changed ? tr("%1, with changed replies").arg(when) : when;
        }
        case Qt::ToolTipRole:
            return row.changed ? tr("Some replies were made under an experiment") : QVariant();
        default:
            return {};
    }
}

Qt::ItemFlags SessionList::flags(const QModelIndex& index) const
{
    const bool heading = !index.isValid() || data(index, HeadingRole).toBool();
    return heading ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

}  // namespace ui
