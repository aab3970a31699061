// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/word_difference.h"

#include <QTest>

using In = ui::DifferencePart::In;
using Parts = std::vector<ui::DifferencePart>;

class TestWordDifference : public QObject {
    Q_OBJECT

    static QString written(const QString& a, const QString& b)
    {
        QString text;
        for (const auto& part : ui::wordDifference(a, b))
            text += part.in == In::Both ? part.text : QString(part.in == In::First ? "[-%1]" : "[+%1]").arg(part.text);
        return text;
    }

private slots:
    void words()
    {
        QCOMPARE(written("a fox runs", "a fox runs"), "a fox runs");
        QCOMPARE(written("a red fox", "a blue fox"), "a [-red][+blue] fox");
        QCOMPARE(written("a fox", "a quick fox"), "a [+quick ]fox");
        QCOMPARE(written("", "new"), "[+new]");
        QCOMPARE(written("old", ""), "[-old]");
        QVERIFY(ui::wordDifference({}, {}).empty());
    }

    void textWithoutSpaces()
    {
        QCOMPARE(written(QStringLiteral("狐は走る"), QStringLiteral("犬は走る")), QStringLiteral("[-狐][+犬]は走る"));
    }

    void bothTextsComeBackWhole()
    {
        const QString a = "One two,\n three  four. Five?", b = "Two one, three\nfour! Five six?";
        QString first, second;
        for (const auto& part : ui::wordDifference(a, b)) {
            if (part.in != In::Second) first += part.text;
            if (part.in != In::First) second += part.text;
        }
        QCOMPARE(first, a);
        QCOMPARE(second, b);
    }
};

QTEST_GUILESS_MAIN(TestWordDifference)
#include "tst_word_difference.moc"
