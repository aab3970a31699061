// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session_list.h"

#include <QAbstractItemModelTester>
#include <QTest>

using ui::SessionList;

class SessionListTest : public QObject {
    Q_OBJECT

private slots:
    void daysAreHeadings()
    {
        const QDateTime now(QDate(2026, 3, 4), QTime(9, 0));
        SessionList list;
        QAbstractItemModelTester tester(&list);
        list.setEntries({{"/a", "new", now.addSecs(-60).toMSecsSinceEpoch(), ""},
                         {"/b", "also new", now.addSecs(-8 * 3600).toMSecsSinceEpoch(), ""},
                         {"/c", "", now.addDays(-1).toMSecsSinceEpoch(), ""}},
                        now, false);
        QStringList rows;
        for (int row = 0; row < list.rowCount(); ++row)
            rows << list.index(row).data().toString();
        QCOMPARE(rows, QStringList({"Today", "new", "also new", "Earlier", "Untitled"}));
        QVERIFY(!list.file(0) && *list.file(1) == "/a");
        QVERIFY(!(list.flags(list.index(3)) & Qt::ItemIsSelectable));
    }

    void searchResultsShowWhereTheyMatched()
    {
        SessionList list;
        list.setEntries({{"/a", "fox", 0, "the quick\nbrown fox"}}, QDateTime::currentDateTime(), true);
        QCOMPARE(list.index(0).data().toString(), QStringLiteral("Found"));
        QCOMPARE(list.index(1).data(SessionList::SnippetRole).toString(), QStringLiteral("the quick brown fox"));
        list.setEntries({}, QDateTime::currentDateTime(), true);
        QCOMPARE(list.index(0).data().toString(), QStringLiteral("Nothing found"));
    }

    void theOpenChatIsMarked()
    {
        SessionList list;
        list.setEntries({{"/a", "x", 0, ""}, {"/b", "y", 0, ""}}, QDateTime::currentDateTime(), false);
        QCOMPARE(list.rowOfOpenFile(), -1);
        list.setOpenFile("/b");
        QCOMPARE(list.rowOfOpenFile(), 2);
        QVERIFY(list.index(2).data(SessionList::OpenRole).toBool());
        QVERIFY(!list.index(1).data(SessionList::OpenRole).toBool());
    }

    void samplesStandBelowAndAreNotFound()
    {
        SessionList list;
        QAbstractItemModelTester tester(&list);
        list.setSamples({{"/s", "two languages", 0, ""}});
        list.setEntries({{"/a", "x", QDateTime::currentMSecsSinceEpoch(), ""}}, QDateTime::currentDateTime(), false);
        QCOMPARE(list.rowCount(), 4);
        QCOMPARE(list.index(2).data().toString(), QStringLiteral("Samples"));
        QVERIFY(*list.file(3) == "/s" && list.isSample(3) && !list.isSample(1) && !list.isSample(9));
        list.setEntries({{"/a", "x", 0, "x"}}, QDateTime::currentDateTime(), true);
        QCOMPARE(list.rowCount(), 2);
    }

    void sessionsWithChangedRepliesAreMarked()
    {
        SessionList list;
        list.setEntries({{"/a", "x", 0, "", true}, {"/b", "y", 0, "", false}}, QDateTime::currentDateTime(), false);
        QVERIFY(list.index(1).data(SessionList::ChangedRole).toBool());
        QVERIFY(list.index(1).data(Qt::AccessibleDescriptionRole).toString().contains("changed"));
        QVERIFY(!list.index(2).data(SessionList::ChangedRole).toBool());
        QVERIFY(!list.index(0).data(SessionList::ChangedRole).toBool());
    }

    void aForeignTitleStaysOneLineOfText()
    {
        SessionList list;
        list.setEntries({{"/a", "<img src='/x'>\nsecond &amp; line", 0, ""}}, QDateTime::currentDateTime(), false);
        QCOMPARE(list.index(1).data().toString(), QStringLiteral("<img src='/x'> second &amp; line"));
    }
};

QTEST_GUILESS_MAIN(SessionListTest)
#include "tst_session_list.moc"
