// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labels.h"

#include <QTest>

using namespace ui;

class TestLabels : public QObject {
    Q_OBJECT
private slots:
    void nothingHidesInForeignText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("space") << QByteArray(" experts") << QStringLiteral("␣experts");
        QTest::newRow("line end") << QByteArray("a\n\tb") << QStringLiteral("a↵⇥b");
        QTest::newRow("japanese") << QByteArray("専門家") << QStringLiteral("専門家");
        QTest::newRow("half a character") << QByteArray("\xe5\xb0") << QStringLiteral("⟨E5 B0⟩");
        QTest::newRow("control") << QByteArray("a\x07") << QStringLiteral("a⟨U+0007⟩");
        QTest::newRow("direction") << QByteArray("\xe2\x80\xae!") << QStringLiteral("⟨U+202E⟩!");
        QTest::newRow("wide space") << QByteArray("\xe3\x80\x80") << QStringLiteral("⟨U+3000⟩");
        QTest::newRow("markup") << QByteArray("<b>") << QStringLiteral("<b>");
        QTest::newRow("emoji") << QByteArray("\xf0\x9f\x98\x80") << QString::fromUtf8("\xf0\x9f\x98\x80");
        QTest::newRow("nothing") << QByteArray() << QString();
    }

    void nothingHidesInForeignText()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(visibleText(bytes.toStdString()), shown);
    }

    void quotesShowWhereSpacesAre() { QCOMPARE(quotedText(" experts"), QStringLiteral("“ experts”")); }

    void amountsAreRoundedOnce()
    {
        QCOMPARE(bytesText(0), QStringLiteral("0 B"));
        QCOMPARE(bytesText(1023), QStringLiteral("1023 B"));
        QCOMPARE(bytesText(122880), QStringLiteral("120 KiB"));
        QCOMPARE(bytesText(1572864), QStringLiteral("1.5 MiB"));
        QCOMPARE(groupedText(999), QStringLiteral("999"));
        QCOMPARE(groupedText(1234567), QStringLiteral("1\u202f234\u202f567"));
        QCOMPARE(percentText(0.094), QStringLiteral("9.4 %"));
        QCOMPARE(percentText(0.71), QStringLiteral("71 %"));
        QCOMPARE(percentText(0), QStringLiteral("0 %"));
        QCOMPARE(percentText(0.0001), QStringLiteral("< 0.1 %"));
    }

    void layersCountFromOneExpertsFromZero()
    {
        QCOMPARE(layerName(0), QStringLiteral("L1"));
        QCOMPARE(expertName(0), QStringLiteral("E0"));
    }
};

QTEST_GUILESS_MAIN(TestLabels)
#include "tst_labels.moc"
