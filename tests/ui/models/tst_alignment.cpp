// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/alignment.h"

#include <QTest>

#include <algorithm>

using Ids = std::vector<std::int32_t>;
using Pairs = std::vector<std::pair<int, int>>;

class TestAlignment : public QObject {
    Q_OBJECT

    static ui::Alignment align(const Ids& a, const Ids& b, std::size_t most = ui::largest_alignment)
    {
        return ui::align(a, b, most);
    }

private slots:
    void whatIsAlikeIsPairedWhole()
    {
        const auto same = align({1, 2, 3}, {1, 2, 3});
        QCOMPARE(same.pairs, (Pairs{{0, 0}, {1, 1}, {2, 2}}));
        QCOMPARE(same.commonStart, 3);
        QVERIFY(same.exact);
        QVERIFY(align({}, {}).pairs.empty());
        QVERIFY(align({1}, {}).pairs.empty());
        QVERIFY(align({1, 2}, {3, 4}).pairs.empty());
    }

    void somethingPutInOrTakenOut()
    {
        QCOMPARE(align({1, 2, 3}, {1, 9, 2, 3}).pairs, (Pairs{{0, 0}, {1, 2}, {2, 3}}));
        QCOMPARE(align({1, 9, 2, 3}, {1, 2, 3}).pairs, (Pairs{{0, 0}, {2, 1}, {3, 2}}));
        QCOMPARE(align({1, 1, 1}, {1}).pairs, (Pairs{{0, 0}}));
        QCOMPARE(align({1, 9, 2, 3}, {1, 2, 3}).commonStart, 1);
    }

    void aLongestCommonSequenceBetweenStartAndEnd()
    {
        // ABCBDAB and BDCABA: four in common.
        const Ids a{'A', 'B', 'C', 'B', 'D', 'A', 'B'}, b{'B', 'D', 'C', 'A', 'B', 'A'};
        const auto found = align(a, b);
        QCOMPARE(found.pairs.size(), size_t(4));
        for (size_t i = 0; i < found.pairs.size(); ++i) {
            QCOMPARE(a[size_t(found.pairs[i].first)], b[size_t(found.pairs[i].second)]);
            if (i == 0) continue;
            QVERIFY(found.pairs[i].first > found.pairs[i - 1].first);
            QVERIFY(found.pairs[i].second > found.pairs[i - 1].second);
        }
    }

    void beyondTheBoundByPlace()
    {
        const Ids a{7, 1, 2, 3, 8}, b{7, 4, 1, 2, 5, 8};
        const auto bounded = align(a, b, 11);  // 3 times 4 comparisons lie between start and end
        QVERIFY(!bounded.exact);
        QCOMPARE(bounded.pairs, (Pairs{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 5}}));
        const auto whole = align(a, b, 12);
        QVERIFY(whole.exact);
        QCOMPARE(whole.pairs, (Pairs{{0, 0}, {1, 2}, {2, 3}, {4, 5}}));
    }

    void theLargestOneIsQuick()
    {
        Ids a, b;
        for (int i = 0; i < 2048; ++i) {
            a.push_back(i % 7);
            b.push_back(i % 5);
        }
        a.front() = 10, b.front() = 11, a.back() = 12, b.back() = 13;
        QElapsedTimer time;
        time.start();
        QVERIFY(align(a, b).exact);
        QVERIFY2(time.elapsed() < 2000, qPrintable(QString::number(time.elapsed())));
        a.push_back(14);
        b.push_back(15);
        QVERIFY(!align(a, b).exact);
    }
};

QTEST_GUILESS_MAIN(TestAlignment)
#include "tst_alignment.moc"
