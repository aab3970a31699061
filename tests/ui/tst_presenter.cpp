// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presenter_window.h"

#include "ui/spotlight.h"
#include "ui/theme.h"
#include "ui/views/comparison_view.h"
#include "window_bench.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace ui;

namespace {

/// The lesson about the router, presented at its step with the same word in two sentences.
struct Room : WindowBench {
    Room()
    {
        window->openLesson(QStringLiteral("30-router-decides"));
        player.goTo(2);
        window->present();
        presenter = window->presenter();
        presenter->showNormal();
        presenter->resize(1280, 800);
        QVERIFY(QTest::qWaitForWindowExposed(presenter));
        presenter->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(presenter));
    }

    void press(int key) { QTest::keyClick(presenter, Qt::Key(key)); }

    PresenterWindow* presenter = nullptr;
};

}  // namespace

class PresenterTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, lightTheme(), 10); }

    void keysLeadThroughTheLesson()
    {
        Room room;
        QVERIFY(qobject_cast<ComparisonView*>(room.presenter->shownView()));
        room.press(Qt::Key_2);
        QCOMPARE(room.player.prediction(), 1);
        room.press(Qt::Key_Plus);
        room.press(Qt::Key_Plus);
        room.press(Qt::Key_Minus);
        QCOMPARE(room.player.hands(1), 1);
        room.press(Qt::Key_Space);
        QVERIFY(room.player.isRevealed());
        QVERIFY(room.player.rightChoice());
        room.press(Qt::Key_Right);
        QCOMPARE(room.player.stepNumber(), 3);
        room.press(Qt::Key_Left);
        QCOMPARE(room.player.stepNumber(), 2);
        QVERIFY(room.player.isRevealed());
        room.press(Qt::Key_Space);  // shown already: goes on
        QCOMPARE(room.player.stepNumber(), 3);
        QCOMPARE(room.settings.lessonStep(QStringLiteral("30-router-decides")), 3);
    }

    void aClickIsAHand()
    {
        Room room;
        for (auto* button : room.presenter->findChildren<QPushButton*>())
            if (button->accessibleName().startsWith(QStringLiteral("Choice 1"))) QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(room.player.hands(0), 1);
        QCOMPARE(room.player.prediction(), 0);
    }

    void paceAndStepGoToTheWindow()
    {
        Room room;
        QSignalSpy pace(room.window.get(), &MainWindow::paceChosen), step(room.window.get(), &MainWindow::stepWanted);
        room.press(Qt::Key_BracketLeft);
        QCOMPARE(pace.takeLast().at(0).toDouble(), 50.0);
        for (int i = 0; i < 9; ++i) room.press(Qt::Key_BracketLeft);
        QCOMPARE(pace.takeLast().at(0).toDouble(), 1.0);
        for (int i = 0; i < 9; ++i) room.press(Qt::Key_BracketRight);
        QCOMPARE(pace.takeLast().at(0).toDouble(), 0.0);
        room.window->ask("What?");  // a reply is being written: the next token of it
        room.press(Qt::Key_Period);
        QCOMPARE(step.count(), 1);
    }

    void aFrozenPictureStays()
    {
        Room room;
        QTest::qWait(50);
        const QImage before = room.presenter->grab().toImage();
        room.press(Qt::Key_F);
        QVERIFY(room.presenter->isFrozen());
        room.player.goTo(0);
        room.player.reveal();
        QTest::qWait(50);
        QCOMPARE(room.presenter->grab().toImage(), before);
        room.press(Qt::Key_F);
        QTest::qWait(50);
        QVERIFY(room.presenter->grab().toImage() != before);
    }

    void theSpotlightRestsOnWhatIsSpokenAbout()
    {
        Room room;
        auto* light = room.presenter->findChild<Spotlight*>();
        QVERIFY(!light->isVisible());
        room.press(Qt::Key_L);
        QVERIFY(light->isVisible());
        const View* view = room.presenter->shownView();
        const QRect shown(view->mapTo(room.presenter, QPoint()), view->size());
        QVERIFY(shown.adjusted(-20, -20, 20, 20).contains(light->place()));
        const QImage lit = room.presenter->grab().toImage();
        room.press(Qt::Key_L);
        QVERIFY(light->place().right() < room.presenter->width() / 2);  // the question
        room.press(Qt::Key_L);
        QVERIFY(!light->isVisible());
        QVERIFY(lit.pixelColor(5, 5).lightness() < room.presenter->grab().toImage().pixelColor(5, 5).lightness() / 2);
    }

    void noTypeIsSmallerThanTwentyPoints()
    {
        Room room;
        for (int step = 0; step < room.player.stepCount(); ++step) {
            room.player.goTo(step);
            room.player.reveal();
            QTest::qWait(30);
            for (const auto* label : room.presenter->findChildren<QLabel*>())
                if (label->isVisible() && !label->text().isEmpty())
                    QVERIFY2(label->font().pointSizeF() >= PresenterWindow::smallestType, qPrintable(label->text()));
            for (const auto* button : room.presenter->findChildren<QPushButton*>())
                if (button->isVisible())
                    QVERIFY2(button->font().pointSizeF() >= PresenterWindow::smallestType, qPrintable(button->text()));
        }
    }

    void nothingIsWiderThanTheScreen()
    {
        for (const char* language : {"en", "ja"}) {
            Room room;
            room.player.setLanguage(QString::fromLatin1(language));
            for (const auto& lesson : room.shelf.lessons) {
                room.player.open(lesson);
                for (int step = 0; step < room.player.stepCount(); ++step) {
                    room.player.goTo(step);
                    room.player.reveal();
                    QTest::qWait(5);
                    const QString where = lesson->id + QStringLiteral(" %1").arg(step + 1);
                    QCOMPARE(room.presenter->size(), QSize(1280, 800));
                    for (const auto* widget : room.presenter->findChildren<QLabel*>())
                        QVERIFY2(!widget->isVisible() || widget->mapTo(room.presenter, QPoint(widget->width(), 0)).x() <= 1280,
                                 qPrintable(where));
                }
            }
        }
    }

    void escapeLeavesAndTheLessonStays()
    {
        Room room;
        QPointer<PresenterWindow> presenter = room.presenter;
        room.press(Qt::Key_Escape);
        QTRY_VERIFY(!presenter);
        QVERIFY(room.player.lesson());
        QVERIFY(!room.window->presenter());
    }
};

QTEST_MAIN(PresenterTest)
#include "tst_presenter.moc"
