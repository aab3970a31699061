// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window without a mouse and without a screen: Tab reaches everything and comes round, and everything it reaches
// has a name and a role.
#include "ui/presenter_window.h"
#include "ui/theme.h"
#include "ui/views/view.h"
#include "window_bench.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QSet>
#include <QTabWidget>
#include <QTimer>

using namespace ui;

namespace {

QString describe(const QWidget* widget)
{
    QString text = QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->accessibleName();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) text += button->text();
    for (const QWidget* up = widget; up; up = up->parentWidget())
        if (!up->objectName().isEmpty()) return text + QStringLiteral(" in ") + up->objectName();
    return text;
}

bool takesFocus(const QWidget* widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
}

/// What Tab reaches from `first` on, until it comes round or gets stuck.
QList<QWidget*> walk(QWidget* window, int key = Qt::Key_Tab)
{
    QList<QWidget*> reached;
    for (int i = 0; i < 400; ++i) {
        QWidget* focus = window->focusWidget();
        if (focus && !reached.isEmpty() && focus == reached.front()) return reached;
        if (focus && !reached.contains(focus)) reached << focus;
        QTest::keyClick(focus ? focus : window, Qt::Key(key));
    }
    return {};
}

/// Controls whose role a screen reader can say something with.
bool sensible(QAccessible::Role role)
{
    static const QSet<QAccessible::Role> silent{QAccessible::NoRole, QAccessible::Whitespace, QAccessible::Border,
                                                QAccessible::Sound, QAccessible::Cursor, QAccessible::Caret};
    return !silent.contains(role);
}

void checkNames(const QList<QWidget*>& widgets)
{
    for (QWidget* widget : widgets) {
        QAccessibleInterface* access = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(access && access->isValid(), qPrintable(describe(widget)));
        QVERIFY2(!access->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(describe(widget) + " has no name"));
        QVERIFY2(sensible(access->role()), qPrintable(describe(widget) + " has no role"));
    }
}

void checkWalk(QWidget* window)
{
    const QList<QWidget*> forward = walk(window);
    QVERIFY2(forward.size() > 3, "Tab does not come round");
    checkNames(forward);
    const QSet<QWidget*> reached(forward.begin(), forward.end());
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        const bool other = widget->window() != window;
        QVERIFY2(other || !takesFocus(widget) || reached.contains(widget), qPrintable(describe(widget) + " is not reached"));
    }
    QCOMPARE(walk(window, Qt::Key_Backtab).size(), forward.size());
}

void bringForward(WindowBench& bench, View* view)
{
    QWidget* dock = view;
    while (!qobject_cast<QDockWidget*>(dock)) dock = dock->parentWidget();
    for (auto* page : bench.window->findChildren<Workspace*>())
        if (page->dock(dock->objectName())) bench.window->findChild<QTabWidget*>()->setCurrentWidget(page);
    dock->show();
    dock->raise();
    bench.window->activateWindow();  // a dialog was open
    QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
    view->setFocus();
}

/// F1 opens a bubble, which a key closes.
bool explains(View* view)
{
    const auto bubble = [] {
        for (QWidget* top : QApplication::topLevelWidgets())
            if (top->isVisible() && top->inherits("QWhatsThat")) return top;
        return static_cast<QWidget*>(nullptr);
    };
    QTest::keyClick(view, Qt::Key_F1);
    QWidget* shown = bubble();
    if (shown) QTest::keyClick(shown, Qt::Key_Escape);
    if (shown) shown->close();
    return shown;
}

bool offersToSave(View* view)
{
    bool offered = false;
    QTimer answer;
    QObject::connect(&answer, &QTimer::timeout, view, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        offered = true;
        dialog->reject();
    });
    answer.start(10);
    QTest::keyClick(view, Qt::Key_S, Qt::ControlModifier);
    return offered;
}

}  // namespace

class KeyboardTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, darkTheme(), 10);
        QAccessible::setActive(true);
    }

    void tabReachesTheWholeWindow()
    {
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        checkWalk(bench.window.get());
    }

    void tabReachesEveryPage()
    {
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.timeline.apply(recording::events(*bench.card, {1, 0, 0, recording::pieces(4), recording::pieces(8)}));
        bench.selection.selectToken(6);
        auto* pages = bench.window->findChild<QTabWidget*>();
        for (int page = 0; page < pages->count(); ++page) {
            QTest::keyClick(bench.window.get(), Qt::Key(Qt::Key_1 + page), Qt::ControlModifier);
            QCOMPARE(pages->currentIndex(), page);
            QTest::qWait(1);
            checkWalk(bench.window.get());
        }
    }

    /// T, F1, Ctrl+C and Ctrl+S in the view that has the focus.
    void everyViewAnswersItsKeys()
    {
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.timeline.apply(recording::events(*bench.card, {1, 0, 0, recording::pieces(4), recording::pieces(8)}));
        bench.selection.selectToken(6);
        for (View* view : bench.window->views()) {
            bringForward(bench, view);
            const QString name = describe(view);
            QVERIFY2(view->isVisible() && !view->accessibleName().isEmpty(), qPrintable(name));
            QVERIFY2(!view->accessibleDescription().isEmpty(), qPrintable(name));
            QTest::keyClick(view, Qt::Key_T);
            QVERIFY2(view->showsTable(), qPrintable(name));
            QTest::keyClick(view, Qt::Key_T);
            QVERIFY2(!view->showsTable(), qPrintable(name));
            QGuiApplication::clipboard()->clear();
            QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
            QCOMPARE(QGuiApplication::clipboard()->text(), view->csv());
            QVERIFY2(explains(view), qPrintable(name));
            QVERIFY2(offersToSave(view), qPrintable(name));
        }
    }

    void tabReachesEveryStepOfALesson()
    {
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.window->openLesson(QStringLiteral("20-what-an-expert-is"));
        for (int step = 0; step < bench.player.stepCount(); ++step) {
            bench.player.goTo(step);
            QTest::qWait(20);
            checkWalk(bench.window.get());
            bench.player.reveal();
            QVERIFY(bench.player.isRevealed());
            QTest::qWait(20);
            checkWalk(bench.window.get());
        }
    }

    void tabReachesTheListOfLessons()
    {
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.window->openLesson(QStringLiteral("20-what-an-expert-is"));
        bench.player.close();
        QTest::qWait(20);
        checkWalk(bench.window.get());
    }

    void whatTheFocusIsOnCanBeSeen()
    {
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.window->openLesson(QStringLiteral("20-what-an-expert-is"));
        QTest::qWait(50);
        QStringList unseen;
        for (QWidget* widget : walk(bench.window.get())) {
            if (!widget->isVisible() || widget->size().isEmpty()) continue;
            widget->clearFocus();
            const QImage without = widget->grab().toImage();
            widget->setFocus(Qt::TabFocusReason);
            if (widget->grab().toImage() == without) unseen << describe(widget);
        }
        QCOMPARE(unseen, QStringList());
    }

    void thePresenterNamesItsChoices()
    {
        WindowBench bench;
        bench.window->openLesson(QStringLiteral("30-router-decides"));
        bench.window->present();
        bench.window->presenter()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window->presenter()));
        checkNames(walk(bench.window->presenter()));
    }
};

QTEST_MAIN(KeyboardTest)
#include "tst_keyboard.moc"
