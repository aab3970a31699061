// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labels.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace ui {

namespace {

QString codePoint(char32_t character)
{
    return QStringLiteral("⟨U+%1⟩").arg(QString::number(character, 16).toUpper(), 4, u'0');
}

bool isHidden(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_Surrogate
        || category == QChar::Separator_Line || category == QChar::Separator_Paragraph
        || category == QChar::Other_NotAssigned || category == QChar::Other_PrivateUse;
}

enum class Spaces { Marked, Kept };

QString visibleCharacter(char32_t c, Spaces spaces)
{
    if (c == U'\n') return QStringLiteral("↵");
    if (c == U'\t') return QStringLiteral("⇥");
    if (c == U' ') return spaces == Spaces::Marked ? QStringLiteral("␣") : QStringLiteral(" ");
    if (isHidden(c) || QChar::isSpace(c)) return codePoint(c);
    return QString::fromUcs4(&c, 1);
}

QString hexBytes(std::string_view bytes)
{
    const QByteArray hex = QByteArray(bytes.data(), qsizetype(bytes.size())).toHex(' ').toUpper();
    return QStringLiteral("⟨%1⟩").arg(QString::fromLatin1(hex));
}

QString onOneLine(std::string_view bytes, Spaces spaces)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    if (utf8.hasError()) return hexBytes(bytes);
    QString line;
    for (const char32_t c : text.toUcs4()) line += visibleCharacter(c, spaces);
    return line;
}

}  // namespace

QString layerName(int layer) { return QStringLiteral("L%1").arg(layer + 1); }
QString expertName(int expert) { return QStringLiteral("E%1").arg(expert); }

QString visibleText(const std::string& bytes)
{
    return onOneLine(bytes, Spaces::Marked);
}

QString lineText(std::string_view bytes)
{
    return onOneLine(bytes, Spaces::Kept);
}

QString quotedText(const std::string& bytes)
{
    return QStringLiteral("“%1”").arg(onOneLine(bytes, Spaces::Kept));
}

QString groupedText(std::int64_t number)
{
    QString digits = QString::number(number);
    for (qsizetype at = digits.size() - 3; at > (number < 0 ? 1 : 0); at -= 3) digits.insert(at, QChar(0x202f));
    return digits;
}

QString bytesText(std::int64_t bytes)
{
    static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    double amount = double(bytes);
    size_t unit = 0;
    for (; amount >= 1024 && unit + 1 < std::size(units); ++unit) amount /= 1024;
    const int decimals = unit > 0 && amount < 10 ? 1 : 0;
    return QStringLiteral("%1 %2").arg(QString::number(amount, 'f', decimals), QLatin1String(units[unit]));
}

QString percentText(double share)
{
    if (share > 0 && share < 0.0005) return QStringLiteral("< 0.1 %");
    return QStringLiteral("%1 %").arg(100 * share, 0, 'f', share > 0 && share < 0.0995 ? 1 : 0);
}

}  // namespace ui
