// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is shown that was not captured or computed from what was: every view of the real window is read back through
// the table it saves. A view without a check fails here.
#include "truth.h"

#include "ui/views/routing_view.h"

#include <QTabWidget>

#include <algorithm>

/// What the views hold is compared with loops over the recorded events that share no code with their models.
class TestTruth : public QObject {
    Q_OBJECT

    static std::map<QString, TruthCheck> checks()
    {
        std::map<QString, TruthCheck> all;
        for (const auto* some : {&routing_checks, &statistics_checks, &machine_checks, &reply_checks})
            all.insert(some->begin(), some->end());
        return all;
    }
    static bool hasNumber(const Table& table, int column)
    {
        return std::any_of(table.rows.begin(), table.rows.end(), [&](const QStringList& row) {
            bool number = false;
            row.value(column).toDouble(&number);
            return number;
        });
    }

private slots:
    void everyViewIsChecked()
    {
        TruthBench bench;
        std::set<QString> shown, checked;
        for (const ui::View* view : bench.window->views()) shown.insert(TruthBench::dockOf(view));
        for (const auto& [name, check] : checks()) checked.insert(name);
        QCOMPARE(QStringList(shown.begin(), shown.end()), QStringList(checked.begin(), checked.end()));
    }

    void holdsWhatWasRecorded_data()
    {
        QTest::addColumn<QString>("dock");
        for (const auto& [name, check] : checks()) QTest::newRow(qPrintable(name)) << name;
    }

    void holdsWhatWasRecorded()
    {
        QFETCH(QString, dock);
        TruthBench bench;
        checks().at(dock)(bench);
    }

    void lostTokensCountNowhere()
    {
        TruthBench t(Without::SomeTokens);
        const int lost = TruthBench::lostEnd - TruthBench::firstLost;
        const double own = TruthBench::all - TruthBench::prompt - lost;
        t.selection.selectSpan(ui::Span::Reply);
        QCOMPARE(t.table("balance").number(0, 1), own);
        QCOMPARE(t.table("expert").number(0, 3), own);
        const Table speed = t.table("speed");
        QCOMPARE(speed.number(size_t(speed.find({QStringLiteral("decoded tokens timed")})), 1), own);
        for (const char* dock : {"balance", "routing", "coactivation"}) {
            showPage(t, dock);
            const QString said = t.view(dock)->accessibleDescription();
            QVERIFY2(said.contains(QStringLiteral("10 tokens")), qPrintable(said));
        }
        const Table strip = t.table("tokens"), cache = t.table("cache");
        for (int position = TruthBench::firstLost; position < TruthBench::lostEnd; ++position) {
            for (int column = 1; column < strip.headers.size(); ++column)
                QVERIFY(strip.text(size_t(position), column).isEmpty());
            for (int layer = 0; layer < 8; ++layer) QVERIFY(cache.text(size_t(position), 4 + layer).isEmpty());
        }
    }

    void aLostTokenHasNoNumbers()
    {
        TruthBench t(Without::SomeTokens);
        t.selection.selectSpan(ui::Span::Token);
        t.selection.selectToken(TruthBench::firstLost);
        for (const char* dock : {"routing", "token", "candidates", "decision", "route", "effects", "timing"}) {
            showPage(t, dock);
            QVERIFY2(t.isEmpty(dock), dock);
        }
    }

    void noScores()
    {
        TruthBench t(Without::Scores);
        t.selection.selectSpan(ui::Span::Token);
        const Table one = t.table("routing"), decision = t.table("decision");
        QVERIFY(hasNumber(one, 2) && !hasNumber(one, 3) && !hasNumber(one, 6));
        QCOMPARE(int(decision.rows.size()), t.chosen());  // who was chosen is known, how is not
        QVERIFY(hasNumber(decision, 6) && !hasNumber(decision, 1) && !hasNumber(decision, 2));
        QCOMPARE(int(t.table("token").rows.size()), 3);  // candidates only
        t.selection.selectSpan(ui::Span::Reply);
        const Table reply = t.table("routing");
        QVERIFY(hasNumber(reply, 4) && !hasNumber(reply, 5) && !hasNumber(reply, 7));
        auto* view = static_cast<ui::RoutingView*>(t.view("routing"));
        view->setQuantity(ui::RoutingModel::Quantity::Score);
        showPage(t, "routing");
        QVERIFY(view->accessibleDescription().contains(QStringLiteral("not captured")));
    }

    void noCandidates()
    {
        TruthBench t(Without::Candidates);
        QCOMPARE(int(t.table("token").rows.size()), t.experts());
        QVERIFY(t.table("candidates").rows.empty());
        showPage(t, "candidates");
        QVERIFY(t.view("candidates")->accessibleDescription().contains(QStringLiteral("not captured")));
    }

    void noLatentNorms()
    {
        TruthBench t(Without::LatentNorms);
        const Table cache = t.table("cache"), strip = t.table("tokens");
        for (int layer = 0; layer < 8; ++layer) QVERIFY(!hasNumber(cache, 4 + layer));
        QVERIFY(hasNumber(cache, 2) && !hasNumber(strip, 3) && hasNumber(strip, 5));
    }

    void noStageTimes()
    {
        TruthBench t(Without::StageTimes);
        QVERIFY(t.table("timing").rows.empty());
        QVERIFY(!hasNumber(t.table("tokens"), 5));
        const Table speed = t.table("speed");
        for (const char* unknown : {"computing", "computing alone", "from one token to the next", "reading the prompt"})
            QVERIFY2(speed.text(size_t(speed.find({QLatin1String(unknown)})), 1).isEmpty(), unknown);
        for (int turn = 0; turn < 200 && t.table("expertCache").rows.empty(); ++turn) QTest::qWait(20);
        QVERIFY(hasNumber(t.table("expertCache"), 7) && !hasNumber(t.table("expertCache"), 8));
    }

    /// What an experiment changed is no part of the statistics of the model as it is, and that is said.
    void anotherRouterIsCountedApart()
    {
        TruthBench t;
        t.selection.selectSpan(ui::Span::Session);
        QCOMPARE(t.table("balance").number(0, 1), double(TruthBench::all));
        showPage(t, "balance");
        const int others = TruthBench::prompt + TruthBench::thinking + TruthBench::changedAnswer;
        const QString said = t.view("balance")->accessibleDescription();
        QVERIFY2(said.contains(QStringLiteral("%1 tokens are left out").arg(others)), qPrintable(said));
    }

private:
    static void showPage(TruthBench& bench, const char* dock)
    {
        for (ui::Workspace* page : bench.window->findChildren<ui::Workspace*>())
            if (page->dock(QLatin1String(dock))) bench.window->findChild<QTabWidget*>()->setCurrentWidget(page);
        QWidget* widget = bench.view(dock);
        while (!qobject_cast<QDockWidget*>(widget)) widget = widget->parentWidget();
        widget->show();
        widget->raise();
        QTest::qWait(1);
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(TestTruth)
#include "tst_truth.moc"
