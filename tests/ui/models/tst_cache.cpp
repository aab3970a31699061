// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/cache.h"

#include <QTest>

#include <cmath>

class TestCache : public QObject {
    Q_OBJECT
private slots:
    void bytesAndFormulaOfTheLoadedModel()
    {
        const auto card = recording::workshopCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::CacheModel model(timeline, selection);
        timeline.setCard(card);
        model.update();
        QVERIFY(model.emptyReason().contains("80 number"));
        timeline.apply(recording::events(*card, {1, 0, 0, recording::pieces(10), recording::pieces(86)}));
        model.update();

        QCOMPARE(model.numbersPerLayer(), 80);
        QCOMPARE(model.tokens(), 96);
        QCOMPARE(model.bytesPerToken(), 1280);
        QCOMPARE(model.bytesUsed(), 122880);
        QCOMPARE(model.bytesCapacity(), 2621440);
        QCOMPARE(model.usage(), QStringLiteral("120 KiB of 2.5 MiB used · 1\u202f280 B per token"));
        QCOMPARE(model.formula().split(u'\n')[0], QStringLiteral(
            "MLA: 8 layers × (kv_lora_rank 64 + qk_rope_head_dim 16) × 2 bytes = 1\u202f280 bytes per token"));
        QCOMPARE(model.formula().split(u'\n')[1], QStringLiteral(
            "MHA: 8 layers × 8 heads × (qk_nope 32 + qk_rope 16 + v 32) × 2 bytes = 10\u202f240 bytes per token"));
        QCOMPARE(model.cell(95, 2).toLongLong(), 122880);
        QCOMPARE(model.cell(95, 3).toLongLong(), 983040);
        QVERIFY(model.summary().contains("8.0 times"));
    }

    void normsAreWhatWasCaptured()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::CacheModel model(timeline, selection);
        timeline.setCard(card);
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {"a", "b"}, {}});
        std::get<engine::TokenEvent>(batch.events[1]).latent_norm = {1, 2, 4};
        std::get<engine::TokenEvent>(batch.events[2]).latent_norm = {};
        timeline.apply(batch);
        model.update();
        QCOMPARE(model.layers(), 3);
        QCOMPARE(model.norms()[1], 2.0f);
        QCOMPARE(model.largestNorm(), 4.0f);
        QVERIFY(std::isnan(model.norms()[3]));
        QCOMPARE(model.cell(0, 6).toFloat(), 4.0f);
        QVERIFY(!model.cell(1, 6).isValid());
        QCOMPARE(model.headers().size(), 7);
    }
};

QTEST_GUILESS_MAIN(TestCache)
#include "tst_cache.moc"
