// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/view_model.h"

#include <QAbstractTableModel>

namespace ui {

/// The table form of any view: asks its model for the cells on screen only. Call refresh() after every update()
/// of the model; scroll position and selected rows survive it.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TableModel(const ViewModel& source, QObject* parent = nullptr);  ///< source outlives this

    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void resize(int rows);

    const ViewModel& source_;
    QStringList headers_;
    int rows_ = 0;
};

}  // namespace ui
