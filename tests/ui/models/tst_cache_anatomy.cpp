// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/cache_anatomy.h"

#include <QTest>

class TestCacheAnatomy : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::workshopCard();

    static void finish(ui::TraceBatch& batch, float prefill, int tokens)
    {
        auto& finished = std::get<engine::ReplyFinished>(batch.events.back());
        finished.prefill_tokens_per_second = prefill;
        finished.tokens = tokens;
    }

private slots:
    void anEntryHasTwoParts()
    {
        ui::Timeline timeline;
        ui::CacheAnatomyModel model(timeline);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        timeline.setCard(card_);
        model.update();
        QVERIFY(model.emptyReason().isEmpty());
        QCOMPARE(model.entry().size(), size_t(2));
        QCOMPARE(model.entry()[0].numbers, 64);
        QCOMPARE(model.entry()[0].share, 0.8);
        QCOMPARE(model.entry()[1].numbers, 16);
        QVERIFY(model.entryText().contains("80 numbers × 2 bytes = 160 bytes"));
    }

    void otherAttentionWithTheSameHeads()
    {
        ui::Timeline timeline;
        ui::CacheAnatomyModel model(timeline);
        timeline.setCard(card_);
        model.update();
        const auto& schemes = model.schemes();
        QCOMPARE(schemes.size(), size_t(4));
        QCOMPARE(schemes[0].bytesPerToken, 1280);
        QCOMPARE(schemes[0].formula, QStringLiteral("MLA: 8 layers × (64 + 16) × 2 bytes = 1\u202f280"));
        QCOMPARE(schemes[1].name, QStringLiteral("MQA"));
        QCOMPARE(schemes[1].bytesPerToken, 8 * 80 * 2);
        QCOMPARE(schemes[2].name, QStringLiteral("GQA-4"));
        QCOMPARE(schemes[2].formula, QStringLiteral("GQA-4: 8 layers × 4 × (32 + 16 + 32) × 2 bytes = 5\u202f120"));
        QCOMPARE(schemes[3].bytesPerToken, card_->mha_cache_bytes_per_token);
        QVERIFY(model.title().text().contains("MHA keeps 8.0 times as much"));
    }

    void groupsShareTheHeadsEvenly()
    {
        QCOMPARE(ui::CacheAnatomyModel::groupsFor(128), 8);
        QCOMPARE(ui::CacheAnatomyModel::groupsFor(16), 8);
        QCOMPARE(ui::CacheAnatomyModel::groupsFor(20), 5);
        QCOMPARE(ui::CacheAnatomyModel::groupsFor(8), 4);
        QCOMPARE(ui::CacheAnatomyModel::groupsFor(5), 1);
        QCOMPARE(ui::CacheAnatomyModel::groupsFor(1), 1);
    }

    /// 27 layers × (512 + 64) × 2 bytes, as published.
    void bytesOfV2Lite()
    {
        auto card = std::make_shared<engine::ModelCard>(*card_);
        card->num_hidden_layers = 27;
        card->num_attention_heads = 16;
        card->kv_lora_rank = 512;
        card->qk_rope_head_dim = 64;
        card->qk_nope_head_dim = card->v_head_dim = 128;
        card->cache_bytes_per_token = 31104;
        card->mha_cache_bytes_per_token = 276480;
        ui::Timeline timeline;
        ui::CacheAnatomyModel model(timeline);
        timeline.setCard(card);
        model.update();
        QCOMPARE(model.schemes()[0].formula, QStringLiteral("MLA: 27 layers × (512 + 64) × 2 bytes = 31\u202f104"));
        QCOMPARE(model.schemes()[2].name, QStringLiteral("GQA-8"));
        QCOMPARE(model.schemes()[3].bytesPerToken, 276480);
    }

    void reuseIsCountedAndItsTimeEstimated()
    {
        ui::Timeline timeline;
        ui::CacheAnatomyModel model(timeline);
        timeline.setCard(card_);
        ui::TraceBatch first = recording::events(*card_, {1, 0, 0, recording::pieces(10), recording::pieces(30)});
        finish(first, 1000, 30);
        timeline.apply(first);
        model.update();
        QCOMPARE(model.reusedTokens(), 0);
        QVERIFY(model.reuseText().contains("none"));
        ui::TraceBatch second = recording::events(*card_, {2, 1, 40, recording::pieces(8), recording::pieces(12)});
        finish(second, 500, 12);
        const engine::Event end = second.events.back();
        second.events.pop_back();
        timeline.apply(second);
        model.update();
        QCOMPARE(model.reusedTokens(), 40);
        QVERIFY(!model.savedMs());  // it runs
        QVERIFY(model.reuseText().contains("is not known"));
        timeline.apply({{end}, {}, {}});
        model.update();
        QCOMPARE(*model.savedMs(), 80.0);  // at this reply's own speed
        QVERIFY2(model.reuseText().contains("about 80 ms (an estimate)"), qPrintable(model.reuseText()));
        QVERIFY(model.reuseText().contains("50 KiB"));
    }

    void roomAndTheNextThousand()
    {
        ui::Timeline timeline;
        ui::CacheAnatomyModel model(timeline);
        timeline.setCard(card_);
        model.update();
        QCOMPARE(model.left(), 2048);
        QVERIFY(!model.meanReplyTokens());
        for (const int id : {1, 2}) {
            ui::TraceBatch batch = recording::events(
                *card_, {id, id - 1, id == 2 ? 20 : 0, recording::pieces(10), recording::pieces(id * 10)});
            timeline.apply(batch);
        }
        model.update();
        QCOMPARE(model.tokens(), 50);
        QCOMPARE(model.left(), 1998);
        QCOMPARE(*model.meanReplyTokens(), 15.0);
        QVERIFY2(model.roomText().contains("about 133 more replies of 15 tokens"), qPrintable(model.roomText()));
        card_->context = 60;
        QVERIFY(model.roomText().contains("less than one more reply"));
        card_->context = 2048;
        QVERIFY(model.thousandText().contains("1.2 MiB") && model.thousandText().contains("9.8 MiB"));
        qlonglong inAll = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.cell(row, 0) == "MLA" && model.cell(row, 2) == "bytes in all") inAll = model.cell(row, 1).toLongLong();
        QCOMPARE(inAll, 50 * 1280);
    }
};

QTEST_GUILESS_MAIN(TestCacheAnatomy)
#include "tst_cache_anatomy.moc"
