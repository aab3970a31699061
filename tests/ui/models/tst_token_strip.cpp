// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/token_strip.h"

#include <QTest>

class TestTokenStrip : public QObject {
    Q_OBJECT
private slots:
    void strongestExpertOfEveryTokenAndLayer()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::TokenStripModel model(timeline, selection);
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
        QCOMPARE(model.headers().size(), 5);
        QCOMPARE(model.cell(1, 1).toString(), QStringLiteral("␣b↵"));
        QCOMPARE(model.cell(1, 2).toString(), QStringLiteral("reply"));
        QCOMPARE(model.cell(0, 3).toString(), QStringLiteral("E0 0.750"));
        QVERIFY(!model.cell(1, 3).isValid());
    }

    void startsOverOnAnotherBranch()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::TokenStripModel model(timeline, selection);
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
