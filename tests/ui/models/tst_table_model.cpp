// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/cache.h"
#include "ui/models/candidates.h"
#include "ui/models/device.h"
#include "ui/models/routing.h"
#include "ui/models/table_model.h"
#include "ui/models/timing.h"
#include "ui/models/token_strip.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace {

class FixedTable : public ui::ViewModel {
public:
    std::vector<QVariantList> rows;

    void update() override {}
    ui::Sentence title() const override { return {QStringLiteral("Fixed"), {}, {}, {}}; }
    QString summary() const override { return {}; }
    QString explanation() const override { return {}; }
    QString emptyReason() const override { return {}; }
    QStringList headers() const override { return {QStringLiteral("text"), QStringLiteral("number")}; }
    int rowCount() const override { return int(rows.size()); }
    QVariant cell(int row, int column) const override { return rows[size_t(row)][column]; }
};

}  // namespace

class TestTableModel : public QObject {
    Q_OBJECT
private slots:
    void keepsTheRulesOfItemModels_data()
    {
        QTest::addColumn<int>("which");
        const char* names[] = {"routing", "routing of the reply", "strip", "candidates", "cache", "device", "timing"};
        for (int i = 0; i < 7; ++i) QTest::newRow(names[i]) << i;
    }

    void keepsTheRulesOfItemModels()
    {
        QFETCH(int, which);
        const auto card = recording::smallCard();
        ui::Timeline timeline;
        ui::Selection selection, replySelection;
        replySelection.selectSpan(ui::Span::Reply);
        auto reply = std::make_unique<ui::RoutingModel>(timeline, replySelection);
        const ui::MachineLog log;
        std::unique_ptr<ui::ViewModel> models[] = {
            std::make_unique<ui::RoutingModel>(timeline, selection), std::move(reply),
            std::make_unique<ui::TokenStripModel>(timeline, selection, log),
            std::make_unique<ui::CandidatesModel>(timeline, selection),
            std::make_unique<ui::CacheModel>(timeline, selection), std::make_unique<ui::DeviceModel>(timeline),
            std::make_unique<ui::TimingModel>(timeline, selection)};
        ui::ViewModel& source = *models[which];
        ui::TableModel table(source);
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto refresh = [&] {
            source.update();
            table.refresh();
            QCOMPARE(table.rowCount(), source.rowCount());
        };

        refresh();
        timeline.setCard(card);
        timeline.apply(recording::events(*card, {1, 0, 0, {"a"}, {"b", "c"}}));
        selection.advanceTo(2);
        ui::TraceBatch device;
        device.device.emplace_back();
        if (auto* model = dynamic_cast<ui::DeviceModel*>(&source)) model->apply(device);
        refresh();
        QVERIFY(table.rowCount() > 0);
        QCOMPARE(ui::toCsv(source).count(u'\n'), table.rowCount() + 1);
        timeline.apply(recording::events(*card, {2, 1, 3, {"d"}, {"e", "f", "g"}}));
        selection.advanceTo(6);
        refresh();
        timeline.clear();
        for (int row = 0; row < table.rowCount(); ++row) table.data(table.index(row, 0));  // between two updates
        selection.clear();
        refresh();
    }

    void rowsComeAndGoWithoutAReset()
    {
        FixedTable source;
        source.rows = {{QStringLiteral("a"), 1}, {QStringLiteral("b"), QVariant()}};
        ui::TableModel table(source);
        table.refresh();
        QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
        QCOMPARE(table.data(table.index(1, 1)).toString(), QStringLiteral("not captured"));
        source.rows.push_back({QStringLiteral("c"), 0.25f});
        table.refresh();
        QCOMPARE(table.data(table.index(2, 1)).toString(), QStringLiteral("0.2500"));
        source.rows.resize(1);
        table.refresh();
        QCOMPARE(table.rowCount(), 1);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(reset.count(), 0);
    }

    void csvIsSafeAndExact()
    {
        FixedTable source;
        source.rows = {{QStringLiteral("say \"hi\", twice"), 0.1f},
                       {QStringLiteral("=1+1"), 12345678901234LL},
                       {QStringLiteral("two\nlines"), QVariant()}};
        QCOMPARE(ui::toCsv(source), QStringLiteral("text,number\n"
                                                   "\"say \"\"hi\"\", twice\",0.1\n"
                                                   "'=1+1,12345678901234\n"
                                                   "\"two\nlines\",\n"));
    }
};

QTEST_GUILESS_MAIN(TestTableModel)
#include "tst_table_model.moc"
