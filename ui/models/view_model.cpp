// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/view_model.h"

#include <charconv>

namespace ui {

namespace {

QString shortestDecimal(float value)
{
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return QString::fromLatin1(digits, end - digits);
}

QString csvField(const QVariant& cell)
{
    if (cell.typeId() == QMetaType::Float) return shortestDecimal(cell.toFloat());
    QString text = cell.toString();
    if (cell.typeId() != QMetaType::QString) return text;
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r')) {
        text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    }
    return text;
}

}  // namespace

QString Sentence::text() const
{
    const QString rest = before + token + after;
    return rest.isEmpty() ? name : name + QStringLiteral(" — ") + rest;
}

QString toCsv(const ViewModel& model)
{
    QStringList fields;
    for (const QString& header : model.headers()) fields << csvField(header);
    QString csv = fields.join(u',') + u'\n';
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < fields.size(); ++column) fields[column] = csvField(model.cell(row, column));
        csv += fields.join(u',') + u'\n';
    }
    return csv;
}

}  // namespace ui
