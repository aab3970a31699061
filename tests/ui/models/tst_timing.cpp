// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/timing.h"

#include <QTest>

class TestTiming : public QObject {
    Q_OBJECT
private slots:
    void oneTokenAndMeanOfTheReply()
    {
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::TimingModel model(timeline, selection);
        timeline.setCard(card);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {"p"}, {"a", "b", "c"}});
        std::get<engine::TokenEvent>(batch.events[2]).times = {1, 0.5f, 2, 0.25f, 0.25f};
        std::get<engine::TokenEvent>(batch.events[3]).times = {3, 0.5f, 4, 0.25f, 0.25f};
        std::get<engine::TokenEvent>(batch.events[4]).times = {};  // not measured
        timeline.apply(batch);

        selection.selectToken(1);
        model.update();
        QCOMPARE(model.total(), 4.0);
        QCOMPARE(model.share(2), 0.5);
        QCOMPARE(model.title().text(), QStringLiteral("Time — token 1 “a”, 4.00 ms"));
        QCOMPARE(model.cell(2, 1).toFloat(), 2.0f);
        QCOMPARE(model.cell(5, 1).toFloat(), 4.0f);
        QVERIFY(model.summary().contains("experts 50 %"));

        model.setSpan(ui::TimingModel::Span::Reply);
        model.update();
        QCOMPARE(model.tokens(), 2);
        QCOMPARE(model.milliseconds()[0], 2.0);
        QCOMPARE(model.total(), 6.0);

        model.setSpan(ui::TimingModel::Span::Token);
        selection.selectToken(3);
        model.update();
        QVERIFY(model.emptyReason().contains("not captured"));
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTiming)
#include "tst_timing.moc"
