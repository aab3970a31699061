// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/expert_list.h"

#include <QTest>

using Places = std::vector<ui::ExpertList::Place>;

/// workshopCard(): L1 is dense, L2 to L8 have 32 experts each.
class TestExpertList : public QObject {
    Q_OBJECT

    static ui::ExpertList read(const QString& text) { return ui::ExpertList::read(text, *recording::workshopCard()); }

private slots:
    void asTyped()
    {
        QCOMPARE(read("L5 E3, E7 everywhere").places, (Places{{4, 3}, {-1, 7}}));
        QCOMPARE(read("E7").places, (Places{{-1, 7}}));
        QCOMPARE(read("L5 E3, E7").places, (Places{{4, 3}, {4, 7}}));
        QCOMPARE(read("l5 e3 e7; * e1").places, (Places{{4, 3}, {4, 7}, {-1, 1}}));
        QCOMPARE(read("L2-L3 E0-E1").places, (Places{{1, 0}, {1, 1}, {2, 0}, {2, 1}}));
        QCOMPARE(read("L1-L2 E31").places, (Places{{1, 31}}));  // of L1 and L2 only one has a router
        QCOMPARE(read("E1、E1").places, (Places{{-1, 1}}));
    }

    void whatCannotBe_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << " , " << "E7 everywhere";
        QTest::newRow("words") << "L5 three" << "three";
        QTest::newRow("no expert") << "L5" << "names no expert";
        QTest::newRow("dense") << "L1 E3" << "L1 has no router";
        QTest::newRow("layer") << "L9 E3" << "L1 to L8";
        QTest::newRow("expert") << "E32" << "E0 to E31";
        QTest::newRow("range") << "E7-E3" << "E0 to E31";
        QTest::newRow("mixed") << "E7-L9" << "neither";
        QTest::newRow("large") << "E99999999999" << "neither";
        QTest::newRow("the second") << "E3, L5 E77" << "E0 to E31";
    }
    void whatCannotBe()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const auto list = read(text);
        QVERIFY(list.places.empty());
        QVERIFY2(list.problem.contains(said), qPrintable(list.problem));
    }
};

QTEST_GUILESS_MAIN(TestExpertList)
#include "tst_expert_list.moc"
