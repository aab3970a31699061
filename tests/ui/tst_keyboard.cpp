// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window without a mouse and without a screen: Tab reaches everything and comes round, and everything it reaches
// has a name and a role.
#include "ui/presenter_window.h"
#include "ui/theme.h"
#include "window_bench.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QDockWidget>
#include <QSet>

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
