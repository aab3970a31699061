// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The presenter's window with a projector as a second screen.
#include "ui/presenter_window.h"
#include "ui/theme.h"
#include "window_bench.h"

#include <QApplication>
#include <QFile>
#include <QScreen>

using namespace ui;

class ScreensTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, lightTheme(), 10); }

    void itTakesTheOtherScreenAndGivesItBack()
    {
        QCOMPARE(QApplication::screens().size(), 2);
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QScreen* own = bench.window->screen();
        bench.window->present();
        PresenterWindow* presenter = bench.window->presenter();
        QVERIFY(QTest::qWaitForWindowActive(presenter));
        QTRY_VERIFY(presenter->screen() != own);
        QCOMPARE(presenter->geometry(), presenter->screen()->geometry());
        QTest::keyClick(presenter, Qt::Key_S);
        QTRY_COMPARE(presenter->screen(), own);
        QTest::keyClick(presenter, Qt::Key_S);
        QTRY_VERIFY(presenter->screen() != own);
    }
};

/// Two screens that exist only here.
int main(int argc, char** argv)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("screens.json")));
    if (!file.open(QIODevice::WriteOnly)) return 1;
    const QByteArray screen = R"("y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1)";
    file.write(R"({"synchronousWindowSystemEvents": false, "windowFrameMargins": false, "screens": [
        {"name": "desk", "x": 0, "width": 1366, "height": 768, )" + screen + R"(},
        {"name": "projector", "x": 1366, "width": 1920, "height": 1080, )" + screen + "}]}");
    file.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + file.fileName().toUtf8());
    QApplication application(argc, argv);
    ScreensTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_screens.moc"
