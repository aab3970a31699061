// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/table_model.h"

namespace ui {

TableModel::TableModel(const ViewModel& source, QObject* parent) : QAbstractTableModel(parent), source_(source) {}

void TableModel::refresh()
{
    const QStringList headers = source_.headers();
    if (headers != headers_) {
        beginResetModel();
        headers_ = headers;
        rows_ = source_.rowCount();
        endResetModel();
        return;
    }
    resize(source_.rowCount());
    if (rows_ > 0 && !headers_.isEmpty()) emit dataChanged(index(0, 0), index(rows_ - 1, int(headers_.size()) - 1));
}

void TableModel::resize(int rows)
{
    if (rows > rows_) {
        beginInsertRows({}, rows_, rows - 1);
        rows_ = rows;
        endInsertRows();
    } else if (rows < rows_) {
        beginRemoveRows({}, rows, rows_ - 1);
        rows_ = rows;
        endRemoveRows();
    }
}

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows_;
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(headers_.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.row() >= source_.rowCount()) return {};
    if (role != Qt::DisplayRole && role != Qt::TextAlignmentRole) return {};
    const QVariant cell = source_.cell(index.row(), index.column());
    if (role == Qt::DisplayRole && !cell.isValid()) return tr("not captured");
    if (role == Qt::DisplayRole && cell.typeId() == QMetaType::Float) return QString::number(cell.toDouble(), 'f', 4);
    if (role == Qt::DisplayRole) return cell;
    const bool number = cell.typeId() != QMetaType::QString;
    return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    return section >= 0 && section < headers_.size() ? QVariant(headers_[section]) : QVariant();
}

}  // namespace ui
