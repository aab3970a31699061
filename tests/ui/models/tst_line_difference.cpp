// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/line_difference.h"

#include <QTest>

using In = ui::DifferenceLine::In;

namespace {

/// "=a -b +c": what is kept, taken out and put in.
QString written(const std::vector<ui::DifferenceLine>& lines)
{
    QStringList words;
    for (const auto& line : lines) {
        const char* sign = line.in == In::Both ? "=" : line.in == In::First ? "-" : "+";
        words << QLatin1String(sign) + QString::fromUtf8(line.text.data(), qsizetype(line.text.size())).trimmed();
    }
    return words.join(u' ');
}

std::string joined(const std::vector<ui::DifferenceLine>& lines, In without)
{
    std::string text;
    for (const auto& line : lines)
        if (line.in != without) text += line.text;
    return text;
}

}  // namespace

class TestLineDifference : public QObject {
    Q_OBJECT

private slots:
    void linesKeepTheirBreaks()
    {
        using Lines = std::vector<std::string_view>;
        QCOMPARE(ui::linesOf(""), Lines());
        QCOMPARE(ui::linesOf("a\n\nb"), (Lines{"a\n", "\n", "b"}));
        QCOMPARE(ui::linesOf("a\n"), (Lines{"a\n"}));
    }

    void keepsTheLongestCommonSequence_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* first, const char* second, const char* expected) {
            QTest::newRow(name) << QString(first) << QString(second) << QString(expected);
        };
        row("empty", "", "", "");
        row("equal", "a\nb", "a\nb", "=a =b");
        row("put in", "a\nc\n", "a\nb\nc\n", "=a +b =c");
        row("taken out", "a\nb\nc\n", "a\nc\n", "=a -b =c");
        row("changed", "a\nb\nc\n", "a\nx\nc\n", "=a -b +x =c");
        row("all", "a\n", "b\n", "-a +b");
        row("only one", "", "b\n", "+b");
        row("moved", "a\nb\nc\nd\n", "b\nc\na\nd\n", "-a =b =c +a =d");
        row("the last break counts", "a\nb", "a\nb\n", "=a -b +b");
        row("repeated", "a\na\na\n", "a\na\n", "=a =a -a");
    }
    void keepsTheLongestCommonSequence()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        const std::string a = first.toStdString(), b = second.toStdString();
        QTEST(written(ui::lineDifference(a, b)), "expected");
    }

    /// Whatever is found, both texts can be read out of it.
    void losesNothing()
    {
        const std::string a = "x\ny\nz\nz\ny\nx", b = "y\nz\ny\ny\nx\nx";
        for (const size_t most : {size_t(1000), size_t(2), size_t(0)}) {
            const auto lines = ui::lineDifference(a, b, most);
            QCOMPARE(joined(lines, In::Second), a);
            QCOMPARE(joined(lines, In::First), b);
        }
        QCOMPARE(written(ui::lineDifference("s\n1\n2\ne", "s\n2\n3\ne", 1)), QStringLiteral("=s -1 -2 +2 +3 =e"));
    }
};

QTEST_GUILESS_MAIN(TestLineDifference)
#include "tst_line_difference.moc"
