// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the window lets its first model be computed.
#include "fresh_program.h"
#include "ui/views/error_bar.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

class tst_cuda_window : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("EXPERTSCOPE_CUDA", PLUGIN);
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_UNIFIED", "1");
    }

    void the_first_model_is_computed_where_it_was_asked_for_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<bool>("on_gpu");
        QTest::newRow("nothing was said") << "" << QByteArray() << true;
        QTest::newRow("the processor, in the window") << "" << QByteArray("[model]\ndevice=cpu\n") << false;
        QTest::newRow("a GPU, in the window") << "" << QByteArray("[model]\ndevice=cuda\n") << true;
        QTest::newRow("a GPU that is gone, in the window") << "" << QByteArray("[model]\ndevice=cuda:7\n") << true;
        QTest::newRow("the processor, on the command line") << "cpu" << QByteArray("[model]\ndevice=cuda\n") << false;
        QTest::newRow("a GPU, on the command line") << "cuda" << QByteArray("[model]\ndevice=cpu\n") << true;
    }
    void the_first_model_is_computed_where_it_was_asked_for()
    {
        QFETCH(QString, option);
        QFETCH(QByteArray, settings);
        QFETCH(bool, on_gpu);
        app::Options options;
        options.device = option;
        FreshProgram program(QSize(1280, 800), options, settings);
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), 60'000);
        int naming = 0;
        for (const auto* button : program.window().findChildren<QToolButton*>()) {
            if (!button->accessibleName().contains(QStringLiteral("M total"))) continue;
            ++naming;
            QCOMPARE(button->accessibleName().contains(QStringLiteral("CUDA on a CPU")), on_gpu);
        }
        QCOMPARE(naming, 1);
        const auto* error = program.window().findChild<ui::ErrorBar*>();
        QCOMPARE(error->isVisible(), settings.contains("cuda:7"));
        if (error->isVisible())
            QVERIFY2(error->text().contains("DEVICE-MISSING") && error->text().contains("another device instead"),
                     qPrintable(error->text()));
    }
};

QTEST_MAIN(tst_cuda_window)
#include "tst_cuda_window.moc"
