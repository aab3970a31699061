// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/experiment.h"

#include <QSignalSpy>
#include <QTest>

using engine::RouterOverride;
using ui::Experiment;
using Kind = RouterOverride::Kind;

class TestExperiment : public QObject {
    Q_OBJECT

    static RouterOverride everything()
    {
        RouterOverride router;
        router.top_k = 2;
        router.experts = {{4, 11, Kind::Muted, 0}, {-1, 7, Kind::Forced, 0}, {5, 3, Kind::Boosted, 0.5f}};
        router.bias = router.groups = router.shared_experts = false;
        return router;
    }

private slots:
    void saysEveryChange()
    {
        QCOMPARE(ui::experimentText({}), QString());
        QCOMPARE(ui::experimentText(everything()),
                 QStringLiteral("top-2, E11 in L5 muted, E7 in every layer forced, E3 in L6 boosted by 0.5, "
                                "without correction bias, without groups, without shared experts"));
    }

    void everyChangeCanBeUndoneAlone()
    {
        Experiment experiment;
        QSignalSpy told(&experiment, &Experiment::changed);
        experiment.setRouter(everything());
        experiment.setTemperature(0.f);
        QCOMPARE(told.count(), 2);
        QCOMPARE(experiment.changes().size(), size_t(8));
        QCOMPARE(experiment.changes().back().text, QStringLiteral("temperature 0"));
        for (size_t left = 8; left > 0; --left) {
            const auto before = experiment.changes();
            experiment.undo({before.front()});
            const auto after = experiment.changes();
            QCOMPARE(after.size(), left - 1);
            for (size_t i = 0; i < after.size(); ++i) QCOMPARE(after[i].text, before[i + 1].text);
        }
        QVERIFY(!experiment.isActive());
    }

    void severalAtOnce()
    {
        Experiment experiment;
        experiment.setRouter(everything());
        const auto all = experiment.changes();
        experiment.undo({all[1], all[3], all[5]});
        QCOMPARE(ui::experimentText(experiment.router()),
                 QStringLiteral("top-2, E7 in every layer forced, without correction bias, without shared experts"));
    }

    void anExpertIsAskedOneThingOnly()
    {
        const auto router = ui::withExperts(everything(), {{4, 11, Kind::Forced, 0}, {4, 7, Kind::Muted, 0}});
        QCOMPARE(router.experts.size(), size_t(4));
        QCOMPARE(router.experts[2], (Experiment::Expert{4, 11, Kind::Forced, 0}));
        QCOMPARE(router.experts[3], (Experiment::Expert{4, 7, Kind::Muted, 0}));
        Experiment experiment;
        experiment.setMuted(4, 11, true);
        experiment.setMuted(4, 11, true);
        QVERIFY(experiment.isMuted(4, 11) && !experiment.isMuted(-1, 11));
        experiment.setMuted(4, 11, false);
        QVERIFY(!experiment.isActive());
    }

    void asksAgainWithTheSameSeed()
    {
        engine::ReplyStarted original;
        original.sampling.seed = 77;
        original.sampling.temperature = 0.9f;
        original.sampling.min_p = 0.1f;
        original.thinking = true;
        original.router.top_k = 9;
        Experiment experiment;
        experiment.setTopK(1);
        auto options = experiment.again(original);
        QCOMPARE(options.sampling.seed, std::uint64_t(77));
        QCOMPARE(options.sampling.temperature, 0.9f);
        QCOMPARE(options.sampling.min_p, 0.1f);
        QVERIFY(options.thinking);
        QCOMPARE(options.router, experiment.router());
        experiment.setTemperature(0.f);
        options = experiment.again(original);
        QCOMPARE(options.sampling.temperature, 0.f);
        QCOMPARE(options.sampling.seed, std::uint64_t(77));
    }

    void saysWhatNoRouterCouldDo_data()
    {
        QTest::addColumn<RouterOverride>("router");
        QTest::addColumn<QString>("said");
        RouterOverride router;
        QTest::newRow("nothing") << router << "";
        router.top_k = 32;
        QTest::newRow("all") << router << "";
        router.top_k = 33;
        QTest::newRow("too many") << router << "1 to 32";
        router = {};
        router.experts = {{0, 1, Kind::Muted, 0}};
        QTest::newRow("dense layer") << router << "no router";
        router.experts = {{1, 3, Kind::Muted, 0}, {-1, 3, Kind::Forced, 0}};
        QTest::newRow("muted and forced") << router << "both muted and forced";
        router.top_k = 1;
        router.experts = {{1, 3, Kind::Forced, 0}, {-1, 4, Kind::Forced, 0}};
        QTest::newRow("forced") << router << "more experts are forced";
        router.top_k = 32;
        router.experts = {{-1, 4, Kind::Muted, 0}};
        QTest::newRow("too few left") << router << "too few experts";
    }
    void saysWhatNoRouterCouldDo()
    {
        QFETCH(RouterOverride, router);
        QFETCH(QString, said);
        const QString problem = ui::obstacleTo(router, *recording::workshopCard());
        if (said.isEmpty())
            QCOMPARE(problem, QString());
        else
            QVERIFY2(problem.contains(said), qPrintable(problem));
    }
};

QTEST_GUILESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
