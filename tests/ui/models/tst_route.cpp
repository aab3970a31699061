// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/route.h"

#include <QTest>

class TestRoute : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();
    ui::Timeline timeline_;
    ui::Selection selection_;
    ui::RouteModel model_{timeline_, selection_};

private slots:
    void initTestCase()
    {
        timeline_.setCard(card_);
        ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {" a"}, {" b", " c"}});
        std::get<engine::TokenEvent>(batch.events[2]).routing = {{3, 0, 1, 2}, {0.75f, 0.25f, 0.375f, 0.5f}, {}};
        std::get<engine::TokenEvent>(batch.events[3]).routing = {};
        timeline_.apply(batch);
    }

    void everyLayerAndItsExperts()
    {
        selection_.selectToken(1);
        selection_.selectLayer(2);
        model_.update();
        QVERIFY(model_.emptyReason().isEmpty());
        QCOMPARE(model_.layers().size(), size_t(3));
        QVERIFY(model_.layers()[0].experts.empty());
        QCOMPARE(model_.layers()[1].experts[0].number, 3);
        QCOMPARE(model_.layers()[1].strongest, 0);
        QCOMPARE(model_.layers()[2].strongest, 1);  // by weight, not by rank
        QCOMPARE(model_.largestWeight(), 0.75f);
        QVERIFY(model_.layerText(0).contains("dense"));
        QCOMPARE(model_.layerText(2), QStringLiteral("L3: E1 0.375, E2 0.500"));
        QVERIFY(model_.summary().contains("0.750, of E3 in L2"));
        QCOMPARE(model_.rowCount(), 4);
        QCOMPARE(model_.cell(3, 0).toString(), QStringLiteral("L3"));
        QCOMPARE(model_.cell(3, 1).toString(), QStringLiteral("E2"));
        QCOMPARE(model_.cell(3, 2).toFloat(), 0.5f);
        QCOMPARE(model_.cell(3, 3).toInt(), 2);
    }

    void whatWasNotCapturedIsNotDrawn()
    {
        selection_.selectToken(2);
        model_.update();
        QVERIFY(model_.layers().empty());
        QVERIFY(model_.emptyReason().contains("not captured"));
        QCOMPARE(model_.rowCount(), 0);
        selection_.clear();
        model_.update();
        QVERIFY(model_.emptyReason().contains("selected"));
    }
};

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
