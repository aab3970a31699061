// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cache's anatomy, what limits the speed, what a token costs: what they draw is what their models say.
#include "recording.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/plots/stacked_bar.h"
#include "ui/theme.h"
#include "ui/views/cache_anatomy_view.h"
#include "ui/views/device_view.h"
#include "ui/views/efficiency_view.h"
#include "ui/views/speed_view.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

class TestMachineViews : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_;
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::Selection> selection_;
    std::unique_ptr<ui::DeviceModel> device_;

    std::unique_ptr<ui::View> make(const QString& name)
    {
        if (name == "anatomy") return std::make_unique<ui::CacheAnatomyView>(*timeline_, *selection_);
        if (name == "speed") return std::make_unique<ui::SpeedView>(*device_, *timeline_, *selection_);
        return std::make_unique<ui::EfficiencyView>(*device_, *timeline_, *selection_);
    }

    static void show(QWidget& view, const QSize& size = {700, 420})
    {
        view.resize(size);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCoreApplication::processEvents();
    }

    static void names()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"anatomy", "speed", "efficiency"}) QTest::newRow(name) << name;
    }

private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::darkTheme(), 10); }

    void init()
    {
        card_ = recording::workshopCard();
        card_->hidden_size = 256;
        card_->vocab_size = 1000;
        card_->moe_intermediate_size = 64;
        card_->active_parameters = 1'000'000;
        card_->active_weight_bytes = 4'000'000;
        timeline_ = std::make_unique<ui::Timeline>();
        selection_ = std::make_unique<ui::Selection>();
        device_ = std::make_unique<ui::DeviceModel>(*timeline_);
        timeline_->setCard(card_);
        timeline_->apply(recording::events(*card_, {1, 0, 0, recording::pieces(10), recording::pieces(30)}));
    }

    void everyViewSpeaksAndFitsASmallDock_data() { names(); }
    void everyViewSpeaksAndFitsASmallDock()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view, {300, 130});
        QCOMPARE(view->size(), QSize(300, 130));
        QVERIFY(!view->accessibleName().isEmpty());
        QVERIFY(view->accessibleDescription().contains(u'.'));
        QVERIFY(view->csv().count(u'\n') > 5);
        view->showTable(true);
        QVERIFY(view->showsTable());
        timeline_->clear();
        QCoreApplication::processEvents();
        timeline_->setCard(nullptr);
        QCoreApplication::processEvents();
        QVERIFY(!view->accessibleName().isEmpty());
    }

    void theAnatomyIsToScale()
    {
        ui::CacheAnatomyView view(*timeline_, *selection_);
        show(view);
        QCOMPARE(view.entry()->parts().size(), size_t(2));
        QCOMPARE(view.entry()->parts()[0].share, 0.8);
        QCOMPARE(view.schemes()->rows().size(), size_t(4));
        QCOMPARE(*view.schemes()->rows()[0].amount, 0.125f);
        QCOMPARE(*view.schemes()->rows()[3].amount, 1.0f);
        QVERIFY(view.schemes()->rows()[0].value.contains("50 KiB"));
    }

    void theSentenceAndTheBoundAreDrawn()
    {
        ui::SpeedView view(*device_, *timeline_, *selection_);
        show(view);
        QVERIFY(view.sentence()->text().contains("experts"));
        QVERIFY(view.bound()->rows().empty());
        QSignalSpy wanted(&view, &ui::SpeedView::bandwidthWanted);
        auto* measure = view.findChild<QToolButton*>("measure");
        QVERIFY(measure->isVisible());
        measure->click();
        QCOMPARE(wanted.count(), 1);
        device_->setBandwidth(10e9);
        QCoreApplication::processEvents();
        QVERIFY(!measure->isVisible());
        QCOMPARE(view.bound()->rows().size(), size_t(2));
        ui::SpeedModel model(*timeline_, *device_);
        model.update();
        QCOMPARE(*view.bound()->rows()[0].amount, float(1000 / 4.375 / (10e9 / model.measured().bytes)));
        QCOMPARE(view.stages()->parts()[0].share, 1.5 / model.measured().wallMs);
        QCOMPARE(view.stages()->parts().size(), size_t(6));
    }

    void partsAndRatiosAreDrawn()
    {
        ui::EfficiencyView view(*device_, *timeline_, *selection_);
        show(view);
        QCOMPARE(view.parts()->rows().size(), ui::part_count);
        QCOMPARE(view.dense()->rows().size(), size_t(3));
        QCOMPARE(view.mha()->rows().size(), size_t(2));
        QCOMPARE(*view.mha()->rows()[0].amount, 0.125f);
        QVERIFY(view.mha()->rows()[1].marked);  // 144 beside 80: more arithmetic
    }

    void aGpuHasItsLine()
    {
        ui::TraceBatch batch;
        batch.device.resize(1);
        batch.device[0].cpu_percent = 40;
        batch.device[0].gpus.resize(1);
        batch.device[0].gpus[0].utilization = 70;
        device_->apply(batch);
        ui::DeviceView view(*device_, *timeline_, *selection_);
        show(view);
        QCOMPARE(view.load()->lines().size(), size_t(2));
        QCOMPARE(view.load()->lines()[1].y.back(), 70.0);
    }
};

QTEST_MAIN(TestMachineViews)
#include "tst_machine_views.moc"
