// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/speed.h"
#include "ui/models/token_cost.h"

#include <QTest>

class TestSpeed : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::workshopCard();

    /// 10 tokens of prompt and 20 decoded, 4.375 ms of stages each, 5 ms apart.
    ui::TraceBatch reply(engine::ReplyId id, int reused = 0) const
    {
        ui::TraceBatch batch =
            recording::events(*card_, {id, id - 1, reused, recording::pieces(10), recording::pieces(20)});
        for (auto& event : batch.events)
            if (auto* token = std::get_if<engine::TokenEvent>(&event)) token->time_us = token->position * 5000;
        return batch;
    }

    static constexpr engine::ReplyId asked = 1'700'000'000'000'000;

    static engine::DeviceSample sample(int milliseconds, float process)
    {
        engine::DeviceSample sample;
        sample.time_us = asked + milliseconds * 1000;
        sample.process_cpu_percent = process;
        return sample;
    }

private slots:
    void timesOfTheShownReplyOnly()
    {
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::SpeedModel model(timeline, device);
        timeline.setCard(card_);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        timeline.apply(reply(1));
        model.update();
        timeline.apply(reply(2, 30));
        model.update();
        QVERIFY(model.emptyReason().isEmpty());
        QCOMPARE(model.measured().decoded, 20);
        QCOMPARE(model.measured().prompt, 10);
        QCOMPARE(model.measured().promptMs, 43.75);
        QCOMPARE(model.measured().computeMs(), 4.375);
        QCOMPARE(model.measured().wallMs, 5.0);
        QCOMPARE(model.parts().size(), size_t(6));
        QCOMPARE(model.parts()[0].share, 0.3);  // 1.5 of 5 ms
        QCOMPARE(model.parts()[5].ms, 0.625);
        QCOMPARE(model.tokensPerSecond(), 1000 / 4.375);
        QCOMPARE(model.cell(0, 0).toString(), QStringLiteral("attention"));
        QCOMPARE(model.cell(0, 1).toDouble(), 1.5);
    }

    void foldsWhatIsAdded()
    {
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::SpeedModel model(timeline, device);
        timeline.setCard(card_);
        const ui::TraceBatch all = reply(1);
        for (const auto& event : all.events) {
            ui::TraceBatch one;
            one.events.push_back(event);
            timeline.apply(one);
            model.update();
        }
        QCOMPARE(model.measured().decoded, 20);
        QCOMPARE(model.measured().wallMs, 5.0);
    }

    void theBoundFollowsFromTheBandwidth()
    {
        card_->active_parameters = 100;
        card_->active_weight_bytes = 200;
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::SpeedModel model(timeline, device);
        timeline.setCard(card_);
        timeline.apply(reply(1));
        model.update();
        const auto parts = ui::tokenCost(*card_, {}, 20);
        QCOMPARE(model.measured().bytes, ui::total(parts).bytes);
        QVERIFY(!model.bound());
        QVERIFY(model.boundText().contains("was not measured"));
        device.setBandwidth(1e9);
        model.update();
        const double bytes = model.measured().bytes;
        QVERIFY(bytes >= 20 * 1280);  // of the cache alone: positions 10 to 29, 20 on average
        QCOMPARE(*model.bound(), 1e9 / bytes);
        QVERIFY(model.boundText().contains("229 tokens/s of computing; "));
    }

    void theBoundIsThatOfTheMemoryWhereTheWeightsLie()
    {
        card_->active_parameters = 100;
        card_->active_weight_bytes = 200;
        card_->backend = "cuda";
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::SpeedModel model(timeline, device);
        timeline.setCard(card_);
        timeline.apply(reply(1));
        device.setBandwidth(1e9);
        model.update();
        QVERIFY(!model.bound());
        QVERIFY(model.boundText().contains("the bandwidth of the GPU's memory was not measured"));
        device.setGpuBandwidth(5e9);
        model.update();
        QCOMPARE(*model.bound(), 5e9 / model.measured().bytes);
    }

    void whatObservingCost()
    {
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::SpeedModel model(timeline, device);
        timeline.setCard(card_);
        ui::TraceBatch batch = reply(1);
        auto end = std::get<engine::ReplyFinished>(batch.events.back());
        batch.events.pop_back();
        timeline.apply(batch);
        model.update();
        QVERIFY(!model.observingMs() && !model.observingMsPerToken() && !model.observingShare());
        QVERIFY(model.observingText().contains("not measured"));
        QVERIFY(!model.cell(model.rowCount() - 1, 1).isValid());
        end.tokens = 20;
        end.observing_ms = 1.5f;
        timeline.apply({{end}, {}, {}});
        model.update();
        QCOMPARE(*model.observingMs(), 1.5);
        QCOMPARE(*model.observingMsPerToken(), 0.05);
        QCOMPARE(*model.observingShare(), 1.5 / (30 * 4.375));
        QCOMPARE(model.observingText(), QStringLiteral("Capturing all this took 1.5 ms: 0.050 ms per token, "
                                                       "1.1 % of the computing of this reply."));
        QCOMPARE(model.cell(model.rowCount() - 3, 1).toDouble(), 1.5);
        QCOMPARE(model.cell(model.rowCount() - 1, 1).toDouble(), 100 * *model.observingShare());
    }

    /// It was decoded from 50 to 145 ms after it was asked for.
    void loadsBelongToTheReplyThatWasDecoded()
    {
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::SpeedModel model(timeline, device);
        timeline.setCard(card_);
        device.apply({{}, {sample(-100, 90), sample(60, 90)}, {}});  // no reply runs
        ui::TraceBatch running = reply(asked);
        const engine::Event end = running.events.back();
        running.events.pop_back();
        running.device = {sample(40, 80), sample(50, 40)};  // the first while the prompt is read
        timeline.apply(running);
        device.apply(running);
        QCOMPARE(device.loadOf(asked)->samples, 1);
        device.apply({{end}, {sample(145, 60), sample(150, 10)}, {}});
        device.apply({{}, {sample(100, 10)}, {}});  // afterwards
        QCOMPARE(device.loadOf(asked)->samples, 2);
        model.update();
        QCOMPARE(*model.measured().processPercent, 50.0);
        QVERIFY(model.bottleneck().evidence.join(u' ').contains("this program used 50 % of all cores"));
        device.clear();
        QVERIFY(!device.loadOf(asked));
    }

    void loadsOfAReopenedSessionAreThoseThatWereRecorded()
    {
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::SpeedModel model(timeline, device);
        timeline.setCard(card_);
        timeline.apply(reply(asked));
        device.setRecorded({sample(150, 10), sample(90, 30), sample(60, 50)});
        model.update();
        QCOMPARE(*model.measured().processPercent, 40.0);
        timeline.apply(reply(7));  // its number is no time
        QVERIFY(!device.loadOf(7));
        QVERIFY(!device.loadOf(8));
    }
};

QTEST_GUILESS_MAIN(TestSpeed)
#include "tst_speed.moc"
