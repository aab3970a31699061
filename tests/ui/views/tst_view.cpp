// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/plots/stacked_bar.h"
#include "ui/plots/bar_chart.h"
#include "ui/theme.h"
#include "ui/views/architecture_view.h"
#include "ui/views/cache_view.h"
#include "ui/views/device_view.h"
#include "ui/views/routing_view.h"
#include "ui/views/timing_view.h"
#include "ui/views/token_strip_view.h"
#include "ui/views/token_view.h"
#include "ui/views/view_style.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

/// One recorded reply of 40 tokens on a model of the workshop's shape; token 12, layer 5, expert 11 are selected.
class TestView : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_;
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::Selection> selection_;
    std::unique_ptr<ui::DeviceModel> device_;

    std::unique_ptr<ui::View> make(const QString& name)
    {
        if (name == "architecture") return std::make_unique<ui::ArchitectureView>(*timeline_, *selection_);
        if (name == "routing") return std::make_unique<ui::RoutingView>(*timeline_, *selection_);
        if (name == "strip") return std::make_unique<ui::TokenStripView>(*device_, *timeline_, *selection_);
        if (name == "token") return std::make_unique<ui::TokenView>(*timeline_, *selection_);
        if (name == "cache") return std::make_unique<ui::CacheView>(*timeline_, *selection_);
        if (name == "device") return std::make_unique<ui::DeviceView>(*device_, *timeline_, *selection_);
        return std::make_unique<ui::TimingView>(*timeline_, *selection_);
    }

    static void show(QWidget& view)
    {
        view.resize(700, 420);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        settle();
    }

    static void settle() { QCoreApplication::processEvents(); }

    static void names()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"architecture", "routing", "strip", "token", "cache", "device", "timing"}) QTest::newRow(name) << name;
    }

private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::darkTheme(), 10); }

    void init()
    {
        card_ = recording::workshopCard();
        timeline_ = std::make_unique<ui::Timeline>();
        selection_ = std::make_unique<ui::Selection>();
        device_ = std::make_unique<ui::DeviceModel>(*timeline_);
        timeline_->setCard(card_);
        timeline_->apply(recording::events(*card_, {1, 0, 0, recording::pieces(10), recording::pieces(30)}));
        engine::DeviceFacts facts;
        facts.cpu_name = "Test CPU";
        device_->setFacts(facts);
        ui::TraceBatch batch;
        batch.device.resize(1);
        batch.device[0].cpu_percent = 40;
        device_->apply(batch);
        selection_->selectToken(12);
        selection_->selectExpert(5, 11);
    }

    void saysWhatItShows_data() { names(); }
    void saysWhatItShows()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        QVERIFY(view->accessibleName().contains(QStringLiteral(" — ")));
        QVERIFY(view->accessibleDescription().size() > 20);
        QVERIFY(view->figure().width() >= 700);
        view->figure().save(QStringLiteral(EXPERTSCOPE_BINARY_DIR "/view_%1.png").arg(name));
    }

    void figuresSayWhereTheirNumbersComeFrom_data() { names(); }
    void figuresSayWhereTheirNumbersComeFrom()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        const auto written = [&](const char* format) {
            QBuffer file;
            file.open(QIODevice::WriteOnly);
            return view->writeFigure(file, format) ? file.data() : QByteArray();
        };
        const QImage picture = QImage::fromData(written("png"));
        QCOMPARE(picture.width(), 2 * view->width());
        QVERIFY(picture.height() > 2 * view->height());
        QVERIFY(picture.text("Source").contains("test model"));
        const QByteArray svg = written("svg");
        QXmlStreamReader xml(svg);
        while (!xml.atEnd()) xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(svg.contains("<desc>Expertscope") && svg.contains("seed 7"));
        const QByteArray pdf = written("pdf");
        QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
    }

    void plotsAreLinesInVectorFigures()
    {
        const auto view = make("token");
        show(*view);
        QBuffer file;
        file.open(QIODevice::WriteOnly);
        QVERIFY(view->writeFigure(file, "svg"));
        QVERIFY(!file.data().contains("data:image"));
        QVERIFY(file.data().count("<path") > 30);
    }

    void tableAndCsvHoldTheSameRows_data() { names(); }
    void tableAndCsvHoldTheSameRows()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        QTest::keyClick(view.get(), Qt::Key_T);
        QVERIFY(view->showsTable());
        const auto* table = view->findChild<QTableView*>();
        QVERIFY(table && table->isVisible());
        QVERIFY(table->model()->rowCount() > 0);
        const QString csv = view->csv();
        QVERIFY(csv.startsWith("# Expertscope"));
        QCOMPARE(recording::tableLines(csv), table->model()->rowCount() + 1);
        QTest::keyClick(view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), csv);
        QTest::keyClick(view.get(), Qt::Key_T);
        QVERIFY(!table->isVisible());
    }

    void withoutATokenItSaysWhy_data() { names(); }
    void withoutATokenItSaysWhy()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        timeline_->clear();
        if (name == QLatin1String("architecture")) timeline_->setCard(nullptr);  // shows a model without any token
        selection_->clear();
        device_->clear();
        settle();
        bool said = false;
        for (const auto* label : view->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().size() > 20) {
                said = true;
                QCOMPARE(label->textFormat(), Qt::PlainText);
            }
        }
        QVERIFY(said);
    }

    void hiddenViewsDoNotRedraw()
    {
        ui::RoutingView view(*timeline_, *selection_);
        settle();
        QVERIFY(view.map()->grid().cells.empty());
        show(view);
        QVERIFY(!view.map()->grid().cells.empty());
        QCOMPARE(view.map()->mark(), (ui::HeatMap::Cell{5, 11}));
        view.hide();
        selection_->selectExpert(3, 4);
        settle();
        QCOMPARE(view.map()->mark(), (ui::HeatMap::Cell{5, 11}));
        view.show();
        QCOMPARE(view.map()->mark(), (ui::HeatMap::Cell{3, 4}));
    }

    void theRoutingMapDrawsTheModelsValues()
    {
        ui::RoutingView view(*timeline_, *selection_);
        show(view);
        ui::RoutingModel model(*timeline_, *selection_);
        model.update();
        const auto& grid = view.map()->grid();
        QCOMPARE(grid.rows, 8);
        QCOMPARE(grid.columns, 33);
        QCOMPARE(grid.rowLabels[0], QStringLiteral("L1 dense"));
        for (int layer = 0; layer < 8; ++layer) {
            for (int expert = 0; expert < 32; ++expert) {
                const float value = model.values()[size_t(layer * 32 + expert)];
                QCOMPARE(grid.cells[size_t(layer * 33 + expert)], ui::strengthCell(value, model.maximum()));
            }
        }
        QCOMPARE(qAlpha(grid.cells[0]), 0);
        const QImage picture = view.map()->grab().toImage();
        const QPoint center = view.map()->cellRect(5, 20).center().toPoint();
        QCOMPARE(picture.pixel(center), grid.cells[size_t(5 * 33 + 20)]);
    }

    void keysMoveTheSelection()
    {
        ui::RoutingView view(*timeline_, *selection_);
        show(view);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(selection_->token(), 13);
        QTest::keyClick(&view, Qt::Key_Left);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(selection_->token(), 11);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(selection_->expert(), 12);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(selection_->layer(), 6);
        for (int i = 0; i < 20; ++i) QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(selection_->layer(), 7);
        for (int i = 0; i < 20; ++i) QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(selection_->layer(), 0);
        QTest::keyClick(&view, Qt::Key_Home);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(selection_->token(), 0);
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(selection_->following());
    }

    void theRoutingMapShowsTheSelectedSpan()
    {
        ui::RoutingView view(*timeline_, *selection_);
        show(view);
        view.setSpan(ui::Span::Reply);
        QCOMPARE(selection_->span(), ui::Span::Reply);
        selection_->selectSegment(ui::Segment::Answer);
        view.setQuantity(ui::RoutingModel::Quantity::Difference);
        settle();
        QVERIFY(view.accessibleName().contains("answer tokens of this reply"));
        ui::RoutingModel model(*timeline_, *selection_);
        model.setQuantity(ui::RoutingModel::Quantity::Difference);
        model.update();
        const auto& grid = view.map()->grid();
        QCOMPARE(grid.cells[33 + 5], ui::differenceCell(model.values()[32 + 5], model.maximum()));
        QCOMPARE(grid.bars[3], model.busiest(3) / std::max(grid.barLine > 0 ? model.busiestByChance() : 1,
                                                           [&] {
                                                               float most = 1;
                                                               for (int i = 1; i < 8; ++i)
                                                                   most = std::max(most, model.busiest(i));
                                                               return most;
                                                           }()));
        for (int expert = 0; expert < 32; ++expert)
            QCOMPARE(bool(grid.dashes[size_t(33 + expert)]), model.isUnused(1, expert));
        selection_->selectSegment({});
        selection_->selectSpan(ui::Span::Token);
    }

    void anExpertIsSearchedByKeys()
    {
        ui::RoutingView view(*timeline_, *selection_);
        show(view);
        view.activateWindow();
        view.setFocus();
        auto* field = view.findChild<QLineEdit*>();
        field->setText(QStringLiteral("L3 E30"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(selection_->layer(), 2);
        QCOMPARE(selection_->expert(), 30);
        field->setText(QStringLiteral("E99"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(selection_->expert(), 30);
        view.resize(420, 300);
        settle();
        QVERIFY(!field->isVisible());
        QTest::keyClick(&view, Qt::Key_Slash);
        QVERIFY(field->isVisible());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QTest::keyClick(&view, Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(view.map()->zoomed() > 1);
        QTest::keyClick(&view, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(view.map()->zoomed(), 1.0);
    }

    void theStripHasALaneForTheMachineWhenItsSamplesFit()
    {
        ui::TokenStripView view(*device_, *timeline_, *selection_);
        show(view);
        QCOMPARE(view.lanes()->lanes().size(), size_t(2));
        const engine::ReplyId asked = 1'700'000'000'000'000;
        timeline_->apply(recording::events(*card_, {asked, 0, 0, recording::pieces(3), recording::pieces(5)}));
        engine::DeviceSample sample;
        sample.time_us = asked + ui::MachineLog::period_us;
        sample.cpu_percent = 30;
        device_->setRecorded({sample});
        settle();
        QCOMPARE(view.lanes()->lanes().size(), size_t(3));
        const auto& lane = view.lanes()->lanes()[2];
        QCOMPARE(lane.top, 100.0f);
        QCOMPARE(lane.values[2], 30.0f);
        QVERIFY(lane.caption.contains("CPU, %"));
        device_->clear();
        settle();
        QCOMPARE(view.lanes()->lanes().size(), size_t(2));
    }

    void aClickSelectsForAllViews()
    {
        ui::RoutingView routing(*timeline_, *selection_);
        ui::TokenStripView strip(*device_, *timeline_, *selection_);
        show(routing);
        show(strip);
        auto* map = routing.map();
        QTest::mouseClick(map, Qt::LeftButton, {}, map->cellRect(3, 30).center().toPoint());
        QCOMPARE(selection_->layer(), 3);
        QCOMPARE(selection_->expert(), 30);
        auto* film = strip.strip();
        QTest::mouseClick(film, Qt::LeftButton, {}, film->cellRect(4, 25).center().toPoint());
        QCOMPARE(selection_->token(), 25);
        QCOMPARE(selection_->layer(), 5);
        settle();
        QCOMPARE(strip.strip()->mark().column, 25);
        QVERIFY(routing.accessibleName().contains("token 25"));
    }

    void theStripShowsTheSelectedTokenOfALongContext()
    {
        timeline_->apply(recording::events(*card_, {2, 0, 0, recording::pieces(600), {}}));
        ui::TokenStripView view(*device_, *timeline_, *selection_);
        show(view);
        const int shown = view.strip()->grid().columns;
        QVERIFY(shown < 200);
        for (const int token : {0, 300, 599}) {
            selection_->selectToken(token);
            settle();
            QVERIFY(view.firstToken() <= token && token < view.firstToken() + shown);
            QCOMPARE(view.firstToken() + view.strip()->mark().column, token);
        }
    }

    void theTimelineIsScrubbedZoomedAndScrolled()
    {
        timeline_->apply(recording::events(*card_, {2, 0, 0, recording::pieces(600), recording::pieces(20)}));
        ui::TokenStripView view(*device_, *timeline_, *selection_);
        show(view);
        selection_->selectToken(300);
        settle();
        const int page = view.strip()->grid().columns;
        QTest::keyClick(&view, Qt::Key_PageDown);
        QCOMPARE(selection_->token(), 300 + page);
        settle();
        view.scrollTo(0);  // looks elsewhere: the selection stays
        settle();
        QCOMPARE(view.firstToken(), 0);
        QCOMPARE(view.strip()->mark().column, -1);
        QCOMPARE(view.overview()->frame(), (ui::PieceBar::Range{0, page}));
        QTest::keyClick(&view, Qt::Key_Right);
        settle();
        QVERIFY(view.strip()->mark().column >= 0);
        QTest::keyClick(&view, Qt::Key_Plus, Qt::ControlModifier);
        settle();
        QVERIFY(view.strip()->grid().columns < page);
        QCOMPARE(view.firstToken() + view.strip()->mark().column, 301 + page);
        QTest::keyClick(&view, Qt::Key_0, Qt::ControlModifier);
        settle();
        QCOMPARE(view.strip()->grid().columns, page);

        const auto& lanes = view.lanes()->lanes();
        QCOMPARE(int(lanes[0].values.size()), page);
        for (const int column : {0, 7, page - 1}) {
            const auto& norms = timeline_->token(view.firstToken() + column)->latent_norm;
            float mean = 0;
            for (const float norm : norms) mean += norm / float(norms.size());
            QVERIFY(std::abs(lanes[0].values[size_t(column)] - mean) < 1e-4f);
            QCOMPARE(lanes[1].values[size_t(column)], 4.375f);
            QCOMPARE(view.lanes()->barRect(1, column).left(), view.strip()->cellRect(0, column).left());
        }
        QTest::mouseClick(view.lanes(), Qt::LeftButton, {}, view.lanes()->barRect(0, 3).center().toPoint());
        QCOMPARE(selection_->token(), view.firstToken() + 3);
        QCOMPARE(view.parts()->pieces().size(), size_t(2));
        QCOMPARE(view.parts()->pieces()[0].end, 600);
    }

    void tokenCacheDeviceAndTimeDrawTheirNumbers()
    {
        ui::TokenView token(*timeline_, *selection_);
        ui::CacheView cache(*timeline_, *selection_);
        ui::DeviceView device(*device_, *timeline_, *selection_);
        ui::TimingView timing(*timeline_, *selection_);
        for (QWidget* view : {static_cast<QWidget*>(&token), static_cast<QWidget*>(&cache),
                              static_cast<QWidget*>(&device), static_cast<QWidget*>(&timing)}) show(*view);
        const auto& event = *timeline_->token(12);
        QCOMPARE(*token.candidates()->rows()[0].amount, event.candidates[0].after);
        QVERIFY(token.candidates()->rows()[0].marked);
        const size_t moe = 4;  // decoder layer 5: the first layer is dense
        QCOMPARE(token.scores()->bars().values[7], event.routing.scores[moe * 32 + 7]);
        QCOMPARE(cache.growth()->lines()[1].y.back(), 40 * 1280 / 1024.0);
        QCOMPARE(cache.growth()->lines()[0].y.back(), 40 * 10240 / 1024.0);
        QCOMPARE(cache.norms()->grid().rows, 8);
        QCOMPARE(*device.readings()->rows()[0].amount, 0.4f);
        QCOMPARE(device.rate()->lines()[0].y.size(), qsizetype(29));
        QCOMPARE(timing.bar()->parts()[0].share, 1.5 / 4.375);
    }

    void anotherThemeRedraws()
    {
        ui::RoutingView view(*timeline_, *selection_);
        show(view);
        const QRgb dark = view.map()->grid().cells[40];
        ui::applyTheme(*qApp, ui::lightTheme(), 10);
        settle();
        QVERIFY(view.map()->grid().cells[40] != dark);
        QCOMPARE(view.grab().toImage().pixelColor(6, 200), ui::lightTheme().card);
        ui::applyTheme(*qApp, ui::darkTheme(), 10);
    }
};

QTEST_MAIN(TestView)
#include "tst_view.moc"
