// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QTemporaryDir>
#include <QTest>

using ui::Settings;

class SettingsTest : public QObject {
    Q_OBJECT

private slots:
    void everythingComesBack()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("s.ini");
        ui::SamplingPanel::Values values;
        values.options.sampling = {0.25f, 40, 0.5f, 0.125f, 1.25f, 18446744073709551557ull, 77};
        values.options.thinking = true;
        values.newSeed = false;
        {
            Settings settings(file);
            settings.setDarkTheme(false);
            settings.setLanguage("ja");
            settings.setFontPoints(13);
            settings.setUnderlinesTokens(false);
            settings.setLens(ui::Lens::Surprise);
            settings.setDevice("cuda");
            settings.setSampling(values);
            settings.setWindow("geometry", "docks", "columns");
        }
        Settings settings(file);
        QVERIFY(!settings.darkTheme());
        QCOMPARE(settings.language(), QStringLiteral("ja"));
        QCOMPARE(settings.fontPoints(), 13.0);
        QVERIFY(!settings.underlinesTokens());
        QCOMPARE(settings.lens(), ui::Lens::Surprise);
        QCOMPARE(settings.device(), QStringLiteral("cuda"));
        QCOMPARE(settings.docks(), QByteArray("docks"));
        const auto read = settings.sampling();
        QCOMPARE(read.options.sampling.temperature, 0.25f);
        QCOMPARE(read.options.sampling.top_k, 40);
        QCOMPARE(read.options.sampling.top_p, 0.5f);
        QCOMPARE(read.options.sampling.min_p, 0.125f);
        QCOMPARE(read.options.sampling.repetition_penalty, 1.25f);
        QCOMPARE(read.options.sampling.seed, values.options.sampling.seed);
        QCOMPARE(read.options.sampling.max_tokens, 77);
        QVERIFY(read.options.thinking && !read.newSeed);
    }

    void aFirstStartHasUsualValues()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath("s.ini"));
        QVERIFY(settings.darkTheme());
        QCOMPARE(settings.lens(), ui::Lens::Expert);
        QCOMPARE(settings.device(), QStringLiteral("auto"));
        QVERIFY(Settings::isDevice("cuda:12") && !Settings::isDevice("cuda:") && !Settings::isDevice("tpu") &&
                !Settings::isDevice("cuda:1\n") && !Settings::isDevice({}));
        QVERIFY(settings.geometry().isEmpty());
        QCOMPARE(settings.fontPoints(), Settings::usualFont);
        QCOMPARE(settings.sampling().options.sampling.temperature, engine::Sampling().temperature);
    }

    void aLessonGoesOnWhereItWasLeft()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("s.ini");
        Settings(file).setLessonStep("30-router-decides", 3);
        const Settings again(file);
        QCOMPARE(again.lessonStep("30-router-decides"), 3);
        QCOMPARE(again.lessonStep("another"), 0);
        QCOMPARE(again.lastLesson(), QStringLiteral("30-router-decides"));
    }

    void aDamagedFileHarmsNothing()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("s.ini"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "[look]\ntheme=%%\nfontPoints=1e999\nlanguage=xx\n[sampling]\ntemperature=nan\ntopK=-5\ntopP=7\n"
            "maxTokens=999999999999\nseed=minus\n[window]\ndocks=@Invalid()\n\xff\xfe");
        file.close();
        Settings settings(file.fileName());
        QVERIFY(settings.darkTheme());
        QCOMPARE(settings.language(), QStringLiteral("en"));
        QVERIFY(settings.fontPoints() >= Settings::smallestFont && settings.fontPoints() <= Settings::largestFont);
        const auto sampling = settings.sampling().options.sampling;
        QCOMPARE(sampling.temperature, engine::Sampling().temperature);
        QCOMPARE(sampling.top_k, 0);
        QCOMPARE(sampling.top_p, 1.0f);
        QCOMPARE(sampling.max_tokens, 1 << 20);
        QCOMPARE(sampling.seed, std::uint64_t(0));
    }
};

QTEST_MAIN(SettingsTest)
#include "tst_settings.moc"
