// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/token_strip.h"

#include <QTest>

#include <cmath>

class TestTokenStrip : public QObject {
    Q_OBJECT
private slots:
    void strongestExpertOfEveryTokenAndLayer()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::MachineLog log;
        ui::TokenStripModel model(timeline, selection, log);
        timeline.setCard(card);
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {" a"}, {" b\n"}});
        std::get<engine::TokenEvent>(batch.events[1]).routing = {{3, 0, 1, 2}, {0.25f, 0.75f, 0.625f, 0.375f}, {}};
        std::get<engine::TokenEvent>(batch.events[2]).routing = {};
        timeline.apply(batch);
        model.update();

        QCOMPARE(model.tokens(), 2);
        QCOMPARE(model.layers(), 2);
        QCOMPARE(model.decoderLayer(0), 1);
        QCOMPARE(model.frame(0, 0).expert, 0);  // second by selection, first by gate weight
        QCOMPARE(model.frame(0, 0).weight, 0.75f);
        QCOMPARE(model.frame(0, 1).expert, 1);
        QCOMPARE(model.frame(1, 0).expert, -1);
        QVERIFY(model.frameText(1, 0).contains("not captured"));
        QCOMPARE(model.frameText(0, 1), QStringLiteral("token 0 “ a”, L3: strongest expert E1, gate weight 0.625"));

        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.headers().size(), 10);
        QCOMPARE(model.cell(1, 1).toString(), QStringLiteral("␣b↵"));
        QCOMPARE(model.cell(1, 2).toString(), QStringLiteral("answer"));
        QCOMPARE(model.cell(0, 8).toString(), QStringLiteral("E0 0.750"));
        QVERIFY(!model.cell(1, 8).isValid());
        QVERIFY(!model.hasLoads() && !model.cell(0, 7).isValid());
        QVERIFY(model.explanation().contains("it was not sampled"));
    }

    void whatEveryTokenLeftAndTook()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::MachineLog log;
        ui::TokenStripModel model(timeline, selection, log);
        timeline.setCard(card);
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {"a", "b"}, {"<think>", " x", "</think>", " y"}});
        const auto token = [&](size_t i) -> engine::TokenEvent& { return std::get<engine::TokenEvent>(batch.events[1 + i]); };
        token(1).latent_norm = {1, 2, 6};
        token(2).latent_norm.clear();
        token(1).times = {1, 0.5f, 2, 0.25f, 0.25f};
        token(2).times = {};
        token(1).time_us = 2000;
        token(2).time_us = 4500;
        token(3).time_us = 4500;
        timeline.apply(batch);
        model.update();

        QCOMPARE(model.moment(1).norm, 3.0f);
        QCOMPARE(model.moment(1).compute, 4.0f);
        QVERIFY(std::isnan(model.moment(2).norm) && std::isnan(model.moment(2).compute));
        QCOMPARE(model.moment(2).since, 2.5f);
        QVERIFY(std::isnan(model.moment(3).since));  // no time passed: the clock was not read
        QVERIFY(std::isnan(model.moment(0).since));
        QCOMPARE(model.momentText(1), QStringLiteral("token 1 “b”, prompt: latent norm 3.00, computed in 4.00 ms, "
                                                     "%1 ms after the token before")
                                          .arg(double(model.moment(1).since), 0, 'f', 2));
        QVERIFY(model.momentText(2).contains("latent norm not captured"));

        QCOMPARE(model.runs().size(), size_t(3));
        const int ends[] = {2, 5, 6};
        for (size_t i = 0; i < 3; ++i) {
            QCOMPARE(model.runs()[i].end, ends[i]);
            QCOMPARE(int(model.runs()[i].segment), int(i));
        }
        QCOMPARE(model.cell(1, 3).toFloat(), 3.0f);
        QCOMPARE(model.cell(1, 4).toLongLong(), 2 * card->cache_bytes_per_token);
        QCOMPARE(model.cell(1, 5).toFloat(), 4.0f);
        QCOMPARE(model.cell(2, 6).toFloat(), 2.5f);
        QVERIFY(!model.cell(2, 3).isValid() && !model.cell(2, 5).isValid());
        QCOMPARE(model.cell(3, 2).toString(), QStringLiteral("thinking"));
    }

    void howBusyTheMachineWasAtEveryToken()
    {
        const engine::ReplyId asked = 1'700'000'000'000'000;
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::MachineLog log;
        ui::TokenStripModel model(timeline, selection, log);
        timeline.setCard(card);
        ui::TraceBatch batch = recording::events(*card, {asked, 0, 0, {"a", "b"}, {"c", "d"}});
        const std::int64_t times[] = {100'000, 400'000, 900'000, 3'000'000};
        for (size_t i = 0; i < 4; ++i) std::get<engine::TokenEvent>(batch.events[1 + i]).time_us = times[i];
        timeline.apply(batch);
        model.update();
        QVERIFY(!model.hasLoads());

        std::vector<engine::DeviceSample> samples(2);
        samples[0].time_us = asked + 800'000;
        samples[0].cpu_percent = 80;
        samples[0].gpus.resize(1);
        samples[0].gpus[0].utilization = 7;
        samples[1].time_us = asked + 300'000;
        samples[1].cpu_percent = 20;
        log.add(samples);
        model.update();
        QVERIFY(model.hasLoads());
        QCOMPARE(model.load(0), 20.0f);
        QCOMPARE(model.load(1), 20.0f);
        QCOMPARE(model.load(2), 80.0f);
        QVERIFY(std::isnan(model.load(3)));  // two seconds after the last sample
        QCOMPARE(model.headers()[7], QStringLiteral("CPU, % of all cores"));
        QCOMPARE(model.cell(2, 7).toFloat(), 80.0f);
        QVERIFY(!model.cell(3, 7).isValid());
        QVERIFY(model.momentText(2).endsWith("CPU, % of all cores: 80"));
        QVERIFY(model.explanation().contains("half a second away"));

        const auto onGpu = std::make_shared<engine::ModelCard>(*card);
        onGpu->backend = "cuda";
        timeline.setCard(onGpu);
        model.update();
        QCOMPARE(model.load(2), 7.0f);
        QVERIFY(std::isnan(model.load(0)));  // that sample knows of no GPU
        QCOMPARE(model.headers()[7], QStringLiteral("GPU, %"));
    }

    void whatHasNoTimeInCommonIsNotJoined()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::MachineLog log;
        ui::TokenStripModel model(timeline, selection, log);
        timeline.setCard(card);
        timeline.apply(recording::events(*card, {1, 0, 0, {"a"}, {"b"}}));
        engine::DeviceSample sample;
        sample.time_us = 1'700'000'000'000'000;
        sample.cpu_percent = 50;
        log.add({sample});
        model.update();
        QVERIFY(!model.hasLoads());
        QVERIFY(model.explanation().contains("is not the time at which it was asked for"));
        timeline.apply(recording::events(*card, {sample.time_us + 10'000'000, 0, 0, {"a"}, {"b"}}));
        model.update();
        QVERIFY(!model.hasLoads());
        QVERIFY(model.explanation().contains("no sample that tells it"));
    }

    void aLongContextIsReadAsItIsLookedAt()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::MachineLog log;
        ui::TokenStripModel model(timeline, selection, log);
        timeline.setCard(card);
        timeline.apply(recording::events(*card, {1, 0, 0, recording::pieces(30000), {}}));
        model.update();
        QVERIFY(model.isComplete());
        QCOMPARE(model.tokens(), 30000);
        QCOMPARE(model.runs().back().end, 30000);
        QVERIFY(model.frame(29999, 0).expert >= 0);
    }

    void startsOverOnAnotherBranch()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::MachineLog log;
        ui::TokenStripModel model(timeline, selection, log);
        timeline.setCard(card);
        QVERIFY(!model.emptyReason().isEmpty());
        timeline.apply(recording::events(*card, {1, 0, 0, {"a"}, {"b", "c"}}));
        model.update();
        timeline.apply(recording::events(*card, {2, 0, 0, {"x"}, {"y"}}));
        model.update();
        QCOMPARE(model.tokens(), 2);
        QCOMPARE(model.cell(1, 1).toString(), QStringLiteral("y"));
        QVERIFY(model.emptyReason().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTokenStrip)
#include "tst_token_strip.moc"
