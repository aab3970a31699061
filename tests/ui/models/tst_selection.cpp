// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/selection.h"

#include <QSignalSpy>
#include <QTest>

class TestSelection : public QObject {
    Q_OBJECT
private slots:
    void followsUntilATokenIsSelected()
    {
        ui::Selection selection;
        QSignalSpy changed(&selection, &ui::Selection::changed);
        selection.advanceTo(4);
        QCOMPARE(selection.token(), 4);
        selection.selectToken(2);
        selection.advanceTo(5);
        QCOMPARE(selection.token(), 2);
        QVERIFY(!selection.following());
        selection.follow();
        QCOMPARE(selection.token(), 5);
        QCOMPARE(changed.count(), 3);
    }

    void nothingChangedIsNotAnnounced()
    {
        ui::Selection selection;
        selection.selectExpert(3, 7);
        QSignalSpy changed(&selection, &ui::Selection::changed);
        selection.selectExpert(3, 7);
        selection.selectLayer(3);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(selection.expert(), 7);
    }

    void anotherLayerForgetsTheExpert()
    {
        ui::Selection selection;
        selection.selectExpert(3, 7);
        selection.selectLayer(4);
        QCOMPARE(selection.layer(), 4);
        QCOMPARE(selection.expert(), -1);
    }

    void neverPointsBehindTheEnd()
    {
        ui::Selection selection;
        selection.selectToken(9);
        selection.advanceTo(3);
        QCOMPARE(selection.token(), 3);
        selection.clear();
        QCOMPARE(selection.token(), -1);
        QVERIFY(selection.following());
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
