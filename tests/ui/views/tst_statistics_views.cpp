// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/theme.h"
#include "ui/views/balance_view.h"
#include "ui/views/coactivation_view.h"
#include "ui/views/expert_cache_view.h"
#include "ui/views/specialisation_view.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTest>

/// The four views of statistics on conversations of a small and of a large model; pictures are left in the build folder.
class TestStatisticsViews : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_;
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::Selection> selection_;

    void record(const std::shared_ptr<engine::ModelCard>& card, int replies)
    {
        card_ = card;
        card_->hidden_size = 256;
        card_->moe_intermediate_size = 128;
        card_->total_parameters = 1000;
        card_->weight_bytes = 2000;
        timeline_ = std::make_unique<ui::Timeline>();
        selection_ = std::make_unique<ui::Selection>();
        timeline_->setCard(card_);
        for (engine::ReplyId reply = 1; reply <= replies; ++reply) {
            ui::TraceBatch batch = recording::events(*card_, {reply, 0, 0, recording::pieces(30), recording::pieces(80)});
            // Signs like their own expert in every third layer, and 3 and 4 like each other: something to be seen.
            for (engine::Event& event : batch.events) {
                auto* token = std::get_if<engine::TokenEvent>(&event);
                if (!token) continue;
                const auto chosen = size_t(card_->num_experts_per_tok);
                for (size_t m = 0; m < card_->moe_layers.size(); ++m) {
                    std::uint16_t* row = token->routing.experts.data() + m * chosen;
                    const auto has = [&](std::uint16_t expert) { return std::find(row, row + chosen, expert) != row + chosen; };
                    if (m % 3 == 1 && ui::Labelling::scriptOf(*token) == int(ui::Labelling::Script::Punctuation)
                        && !has(7)) row[0] = 7;
                    if (has(3) && !has(4)) row[row[chosen - 1] == 3 ? 0 : chosen - 1] = 4;
                }
            }
            timeline_->apply(batch);
        }
        selection_->selectSpan(ui::Span::Session);
        selection_->selectExpert(5, 4);
    }

    std::unique_ptr<ui::View> make(const QString& name)
    {
        if (name == "balance") return std::make_unique<ui::BalanceView>(*timeline_, *selection_);
        if (name == "coactivation") return std::make_unique<ui::CoactivationView>(*timeline_, *selection_);
        if (name == "specialisation") return std::make_unique<ui::SpecialisationView>(*timeline_, *selection_);
        return std::make_unique<ui::ExpertCacheView>(*timeline_, *selection_);
    }
    static void show(QWidget& view, QSize size = {700, 420})
    {
        view.resize(size);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY_WITH_TIMEOUT(view.accessibleName().contains(QStringLiteral(" — ")), 20000);
        QCoreApplication::processEvents();
    }
    static void names()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"balance", "coactivation", "specialisation", "expert_cache"}) QTest::newRow(name) << name;
    }

private slots:
    void init()
    {
        ui::applyTheme(*qApp, ui::darkTheme(), 10);
        record(recording::workshopCard(), 6);
    }

    void pictures_data() { names(); }
    void pictures()
    {
        QFETCH(QString, name);
        for (const bool large : {false, true}) {
            record(large ? recording::largeCard() : recording::workshopCard(), large ? 3 : 6);
            for (const bool dark : {true, false}) {
                ui::applyTheme(*qApp, dark ? ui::darkTheme() : ui::lightTheme(), 10);
                for (const QSize size : {QSize(700, 420), QSize(300, 130)}) {
                    const auto view = make(name);
                    show(*view, size);
                    QVERIFY(view->accessibleDescription().size() > 20);
                    view->figure().save(QStringLiteral(EXPERTSCOPE_BINARY_DIR "/view_%1_%2_%3_%4.png")
                        .arg(name).arg(large ? 256 : 32).arg(dark ? "dark" : "light").arg(size.width()));
                }
            }
        }
    }

    void tableAndCsvHoldTheSameRows_data() { names(); }
    void tableAndCsvHoldTheSameRows()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        view->showTable(true);
        QVERIFY(view->csv().count(u'\n') > 5);
    }

    void clicksSelect()
    {
        ui::BalanceView balance(*timeline_, *selection_);
        show(balance);
        QCOMPARE(balance.layers()->bars().first, 2);
        QCOMPARE(balance.layers()->bars().values.size(), size_t(7));
        QVERIFY(balance.layers()->bars().chosen[4]);
        emit balance.layers()->barClicked(2);
        QCOMPARE(selection_->layer(), 3);
        QCoreApplication::processEvents();
        emit balance.loads()->barClicked(0);
        QCOMPARE(selection_->layer(), 3);
        const int busiest = selection_->expert();
        QCoreApplication::processEvents();
        QVERIFY(balance.loads()->bars().chosen[0]);

        ui::CoactivationView pairs(*timeline_, *selection_);
        show(pairs);
        QCOMPARE(pairs.map()->mark().column, busiest);
        emit pairs.map()->cellClicked(3, 4);
        QCOMPARE(selection_->expert(), 3);
        QCOMPARE(selection_->layer(), 3);
        QCOMPARE(pairs.map()->grid().cells.size(), size_t(32 * 32));
        QCOMPARE(qAlpha(pairs.map()->grid().cells[0]), 0);  // no expert is its own partner
    }

    void labelsOfTheReader()
    {
        ui::SpecialisationView view(*timeline_, *selection_);
        show(view);
        QVERIFY(view.layers()->isVisible());
        view.setKind(ui::Labelling::Kind::Question);
        auto* label = view.findChild<QLineEdit*>();
        QTRY_VERIFY(label->isVisible());
        QVERIFY(!view.layers()->isVisible());
        QComboBox* questions = nullptr;
        for (auto* box : view.findChildren<QComboBox*>()) if (box->count() == 6) questions = box;
        QVERIFY(questions);
        for (int i = 0; i < 6; ++i) {
            questions->setCurrentIndex(i);
            label->setText(i % 2 ? "one" : "two");
            QTest::keyClick(label, Qt::Key_Return);
        }
        QTRY_VERIFY_WITH_TIMEOUT(view.layers()->isVisible(), 20000);
        QCOMPARE(view.specialists()->rows().size(), size_t(2));
        QCOMPARE(view.specialists()->rows()[0].label, QStringLiteral("two"));
        QVERIFY(questions->itemText(1).startsWith("one"));
        view.figure().save(QStringLiteral(EXPERTSCOPE_BINARY_DIR "/view_specialisation_labels.png"));
    }

    void slotsAndBandwidth()
    {
        ui::ExpertCacheView view(*timeline_, *selection_);
        show(view);
        auto* slotBox = view.findChild<QSpinBox*>();
        QCOMPARE(slotBox->value(), 8);
        QCOMPARE(view.lines()->lines().size(), size_t(5));
        QCOMPARE(view.lines()->lines()[0].y.back(), 100.0);
        slotBox->setValue(32);
        QCoreApplication::processEvents();
        QVERIFY(view.policies()->rows()[3].value.contains("100 %"));
        view.setMeasuredBandwidth(42);
        auto* bandwidth = view.findChild<QDoubleSpinBox*>();
        QCOMPARE(bandwidth->value(), 42.0);
        bandwidth->setValue(5);
        view.setMeasuredBandwidth(43);
        QCOMPARE(bandwidth->value(), 5.0);
    }
};

QTEST_MAIN(TestStatisticsViews)
#include "tst_statistics_views.moc"
