// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Parts that add up to what the engine counted in the bundled models and in one of every shape.
#include "engine/engine.h"
#include "recording.h"
#include "ui/models/efficiency.h"

#include <QDir>
#include <QTest>

#include <numeric>

using ui::PartCost;
using Part = ui::PartCost::Part;

class TestEfficiency : public QObject {
    Q_OBJECT

    static std::shared_ptr<const engine::ModelCard> cardOf(const QString& path)
    {
        const std::string folder = (QStringLiteral(EXPERTSCOPE_SOURCE_DIR) + path).toStdString();
        return engine::Engine::open(folder)->shared_card();
    }

    /// The sizes of V2-Lite as published, without a file.
    static engine::ModelCard v2Lite()
    {
        engine::ModelCard c;
        c.vocab_size = 102400;
        c.hidden_size = 2048;
        c.num_hidden_layers = 27;
        c.num_attention_heads = 16;
        c.kv_lora_rank = 512;
        c.qk_nope_head_dim = 128;
        c.qk_rope_head_dim = 64;
        c.v_head_dim = 128;
        c.intermediate_size = 10944;
        c.moe_intermediate_size = 1408;
        c.n_routed_experts = 64;
        c.n_shared_experts = 2;
        c.num_experts_per_tok = 6;
        c.moe_layers.resize(26);
        std::iota(c.moe_layers.begin(), c.moe_layers.end(), 1);
        return c;
    }

private slots:
    void sumsAreThoseOfTheCard_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("workshop") << "/resources/models/workshop";
        const QDir golden(QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden"));
        for (const QString& shape : golden.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            if (golden.exists(shape + "/config.json"))
                QTest::newRow(qPrintable(shape)) << "/tests/data/golden/" + shape;
    }

    void sumsAreThoseOfTheCard()
    {
        QFETCH(QString, path);
        const auto card = cardOf(path);
        const PartCost sum = ui::total(ui::tokenCost(*card, {}, 0));
        QCOMPARE(sum.parameters, card->total_parameters);
        QCOMPARE(sum.active, card->active_parameters);
        QVERIFY(std::abs(sum.bytes - double(card->active_weight_bytes)) < 1);
        const PartCost dense = ui::total(ui::tokenCost(*card, ui::everyExpert(*card), 0));
        QVERIFY(dense.active > sum.active && dense.active <= card->total_parameters);
    }

    void numbersOfV2Lite()
    {
        const engine::ModelCard c = v2Lite();
        const auto parts = ui::tokenCost(c, {}, 1000);
        QCOMPARE(parts.size(), ui::part_count);
        for (size_t i = 0; i < parts.size(); ++i) QCOMPARE(size_t(parts[i].part), i);
        QCOMPARE(ui::total(parts).parameters, std::int64_t(15'706'484'224));
        QCOMPARE(parts[size_t(Part::Routed)].active, std::int64_t(26) * 6 * 3 * 2048 * 1408);
        QCOMPARE(parts[size_t(Part::Shared)].active, std::int64_t(26) * 2 * 3 * 2048 * 1408);
        QCOMPARE(parts[size_t(Part::Dense)].flops, 2.0 * 3 * 2048 * 10944);
        QCOMPARE(parts[size_t(Part::Cache)].flops, 27 * 34816.0 * 1000);
        QCOMPARE(ui::mhaAttentionFlops(c, 1000), 27 * 10240.0 * 1000);
        const double flops = ui::total(parts).flops - parts[size_t(Part::Cache)].flops;
        QVERIFY(flops > 4.85e9 && flops < 4.95e9);  // 4.9 GFLOP
    }

    void anExperimentsTopKCounts()
    {
        const engine::ModelCard c = v2Lite();
        engine::RouterOverride router;
        router.top_k = 3;
        const auto usual = ui::tokenCost(c, {}, 10), half = ui::tokenCost(c, router, 10);
        QCOMPARE(half[size_t(Part::Routed)].active * 2, usual[size_t(Part::Routed)].active);
        QCOMPARE(half[size_t(Part::Routed)].parameters, usual[size_t(Part::Routed)].parameters);
        router.shared_experts = false;
        const auto without = ui::tokenCost(c, router, 10);
        QCOMPARE(without[size_t(Part::Shared)].active, std::int64_t(0));
        QCOMPARE(without[size_t(Part::Shared)].flops, 0.0);
        QVERIFY(without[size_t(Part::Shared)].parameters > 0);
    }

    void besideADenseModelAndMha()
    {
        const auto card = cardOf("/resources/models/workshop");
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::EfficiencyModel model(timeline, device);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        timeline.setCard(card);
        timeline.apply(recording::events(*card, {1, 0, 0, recording::pieces(10), recording::pieces(30)}));
        model.update();
        QCOMPARE(model.context(), 40);
        QCOMPARE(model.ratios().size(), size_t(5));
        QCOMPARE(model.ratios()[0].used, double(card->active_parameters));
        QCOMPARE(model.ratios()[3].used, 40.0 * double(card->cache_bytes_per_token));
        QCOMPARE(model.ratios()[3].share(), 0.125);
        QCOMPARE(model.ratios()[4].share(), 144.0 / 80);  // 2 × 64 + 16 beside 32 + 16 + 32
        QVERIFY(model.ratios()[4].text.startsWith("1.8 times"));
        QCOMPARE(model.rowCount(), 9);
        qlonglong parameters = 0;
        for (int row = 0; row < 8; ++row) parameters += model.cell(row, 1).toLongLong();
        QCOMPARE(parameters, model.cell(8, 1).toLongLong());
        QCOMPARE(parameters, qlonglong(card->total_parameters));
    }

    void energyIsMeasuredOrNot()
    {
        auto card = std::make_shared<engine::ModelCard>(*recording::workshopCard());
        ui::Timeline timeline;
        ui::DeviceModel device(timeline);
        ui::EfficiencyModel model(timeline, device);
        timeline.setCard(card);
        QVERIFY(model.energyText().contains("not measurable here"));
        card->backend = "cuda";
        const engine::ReplyId asked = 1'700'000'000'000'000;
        ui::TraceBatch batch = recording::events(*card, {asked, 0, 0, recording::pieces(2), recording::pieces(5)});
        std::get<engine::TokenEvent>(batch.events[3]).time_us = 0;
        std::get<engine::TokenEvent>(batch.events[7]).time_us = 2'000'000;
        auto end = std::get<engine::ReplyFinished>(batch.events.back());
        batch.events.pop_back();
        end.tokens_per_second = 50;
        for (const unsigned milliwatts : {100'000u, 200'000u}) {
            engine::DeviceSample sample;
            sample.time_us = asked + milliwatts;
            sample.gpus.resize(1);
            sample.gpus[0].power_mw = milliwatts;
            batch.device.push_back(sample);
        }
        timeline.apply(batch);
        device.apply(batch);
        QVERIFY(!model.joulesPerToken());  // not finished: its speed is not known
        QVERIFY(model.energyText().contains("not measured for this reply"));
        timeline.apply({{end}, {}, {}});
        QCOMPARE(*model.joulesPerToken(), 3.0);
        QVERIFY(model.energyText().contains("3.00 J per decoded token"));
    }
};

QTEST_GUILESS_MAIN(TestEfficiency)
#include "tst_efficiency.moc"
