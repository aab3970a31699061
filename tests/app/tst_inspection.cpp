// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inspection workspace in the whole program, with the real model behind it.
#include "fresh_program.h"

#include "ui/views/candidates_view.h"
#include "ui/views/effects_view.h"
#include "ui/views/expert_view.h"
#include "ui/views/experiment_panel.h"
#include "ui/views/speed_view.h"
#include "ui/views/what_if_view.h"

#include <QAction>
#include <QDockWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace ui;

namespace {

constexpr int patience = 20'000;  // milliseconds, on a machine that does other things too

struct Inspection {
    FreshProgram program{QSize(1280, 800)};
    MainWindow& window = program.window();

    template <class V>
    V& open()
    {
        auto* view = window.findChild<V*>();
        auto* pages = window.findChild<QTabWidget*>();
        for (QWidget* up = view; up; up = up->parentWidget())
            if (pages->indexOf(up) >= 0) pages->setCurrentWidget(up);
        for (QWidget* up = view; up; up = up->parentWidget())
            if (auto* dock = qobject_cast<QDockWidget*>(up)) dock->raise();
        return *view;
    }

    bool ask(const QString& text)
    {
        if (!QTest::qWaitFor([&] { return program.isReady(); }, patience)) return false;
        window.ask(text);
        return answered();
    }
    bool answered()
    {
        QTest::qWait(50);
        return QTest::qWaitFor([&] { return program.isReady(); }, patience);
    }
    /// Rows of a view's table, without what says where they come from.
    static QStringList rows(View& view)
    {
        QStringList rows;
        for (const QString& line : view.csv().split(u'\n', Qt::SkipEmptyParts))
            if (!line.startsWith(u'#')) rows << line;
        return rows;
    }
    template <class Button>
    static Button* button(QWidget& parent, const QString& text)
    {
        for (auto* button : parent.findChildren<Button*>())
            if (button->text().contains(text) && !button->isHidden()) return button;
        return nullptr;
    }
    void trigger(const QKeySequence& key)
    {
        for (QAction* command : window.commands())
            if (command->shortcut() == key) command->trigger();
    }
};

}  // namespace

class InspectionTest : public QObject {
    Q_OBJECT

private slots:
    void whatExpertsDidIsFoundByRunningTheTokenAgain()
    {
        Inspection desk;
        QVERIFY(desk.ask(QStringLiteral("What does a router do in a mixture of experts?")));
        auto& view = desk.open<EffectsView>();
        desk.trigger(Qt::CTRL | Qt::Key_Home);  // the first token of the reply: another one came behind it
        auto* run = Inspection::button<QPushButton>(view, QStringLiteral("again"));
        QVERIFY(run);
        QTRY_VERIFY(run->isEnabled());
        QCOMPARE(Inspection::rows(view).size(), 1);
        run->click();
        QTRY_COMPARE_WITH_TIMEOUT(Inspection::rows(view).size(), 1 + 4 + 2, patience);  // chosen, shared, what they are added to
    }

    void anotherTokenIsTakenIntoABranchOfItsOwn()
    {
        Inspection desk;
        QVERIFY(desk.ask(QStringLiteral("What does a router do in a mixture of experts?")));
        auto& view = desk.open<CandidatesView>();
        desk.trigger(Qt::CTRL | Qt::Key_Home);
        auto* take = view.takeButton();
        QTRY_VERIFY(take->isEnabled());
        const auto came = [&] {
            return Inspection::rows(view).filter(QStringLiteral(",came")).value(0).section(u',', 0, 0);
        };
        QTest::qWait(200);  // the button speaks of the selected token once the view is drawn
        const QString first = came();
        const QString wanted = take->text().section(QChar(0x201c), 1).section(QChar(0x201d), 0, 0);
        take->click();
        QVERIFY(desk.answered());
        desk.trigger(Qt::CTRL | Qt::Key_Home);
        QCOMPARE(came(), wanted);
        QVERIFY(first != wanted);
    }

    void aChangedReplyStandsBesideItsOriginalAndIsMeasured()
    {
        Inspection desk;
        QVERIFY(desk.ask(QStringLiteral("How does the router choose experts?")));
        auto& panel = desk.open<ExperimentPanel>();
        panel.findChild<QSpinBox*>()->setValue(1);
        auto* again = Inspection::button<QPushButton>(panel, QStringLiteral("Ask again"));
        QVERIFY(again);
        QTRY_VERIFY(again->isEnabled());
        again->click();
        QVERIFY(desk.answered());
        auto& view = desk.open<WhatIfView>();
        QTRY_VERIFY(Inspection::rows(view).size() > 10);
        QVERIFY(view.csv().contains(QStringLiteral("top-1")));
        auto* measure = Inspection::button<QPushButton>(view, QStringLiteral("Measure"));
        QVERIFY(measure);
        QTRY_VERIFY(measure->isEnabled());
        const QString without = view.csv();
        measure->click();
        QTRY_VERIFY_WITH_TIMEOUT(view.csv() != without, patience);
    }

    void neighboursAndBandwidthAreMeasuredWhenAskedFor()
    {
        Inspection desk;
        QVERIFY(desk.ask(QStringLiteral("What is a router?")));
        auto& expert = desk.open<ExpertView>();
        auto* compare = Inspection::button<QPushButton>(expert, QStringLiteral("router"));
        QVERIFY(compare);
        QTRY_VERIFY(compare->isEnabled());
        const QString before = expert.csv();
        compare->click();
        QTRY_VERIFY_WITH_TIMEOUT(expert.csv() != before, patience);

        auto& speed = desk.open<SpeedView>();
        auto* measure = Inspection::button<QToolButton>(speed, QStringLiteral("Measure"));
        QVERIFY(measure);
        QTRY_VERIFY(measure->isEnabled());
        measure->click();
        QTRY_VERIFY_WITH_TIMEOUT(speed.csv().contains(QStringLiteral("memory bandwidth, measured")), patience);
    }
};

int main(int argc, char** argv)
{
    QApplication program(argc, argv);
    QApplication::setApplicationName(QStringLiteral("expertscope"));
    InspectionTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_inspection.moc"
