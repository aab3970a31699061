// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/architecture.h"

#include <QTest>

class TestArchitecture : public QObject {
    Q_OBJECT

private slots:
    void saysWhyItIsEmpty()
    {
        ui::Timeline timeline;
        ui::ArchitectureModel model(timeline);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        QCOMPARE(model.summary(), model.emptyReason());
        QCOMPARE(model.rowCount(), 0);
    }

    void everyNumberIsTheCards()
    {
        ui::Timeline timeline;
        auto card = recording::workshopCard();
        card->total_parameters = 1000;
        card->active_parameters = 250;
        card->hidden_size = 77;
        timeline.setCard(card);
        ui::ArchitectureModel model(timeline);
        model.update();
        QCOMPARE(model.denseLayers(), 1);
        QCOMPARE(model.shares().front().used, 250.0);
        QCOMPARE(model.shares().front().all, 1000.0);
        QVERIFY(model.summary().contains(QStringLiteral("25 %")));
        QCOMPARE(value(model, QStringLiteral("hidden_size")), QStringLiteral("77"));
        QCOMPARE(value(model, QStringLiteral("n_routed_experts")), QStringLiteral("32"));
        QCOMPARE(value(model, QStringLiteral("num_experts_per_tok")), QStringLiteral("4"));
    }

    void aDenseModelHasNoExperts()
    {
        ui::Timeline timeline;
        auto card = recording::smallCard();
        card->moe_layers.clear();
        card->n_routed_experts = 0;
        timeline.setCard(card);
        ui::ArchitectureModel model(timeline);
        model.update();
        QCOMPARE(model.denseLayers(), 3);
        QCOMPARE(value(model, QStringLiteral("n_routed_experts")), QString());
        QCOMPARE(model.shares().size(), size_t(2));
    }

private:
    static QString value(const ui::ArchitectureModel& model, const QString& key)
    {
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.cell(row, 2).toString() == key) return model.cell(row, 1).toString();
        return {};
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
