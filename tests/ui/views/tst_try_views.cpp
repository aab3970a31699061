// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply_desk.h"
#include "ui/models/experiment.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/line_chart.h"
#include "ui/theme.h"
#include "ui/views/compare_view.h"
#include "ui/views/experiment_panel.h"
#include "ui/views/routing_view.h"
#include "ui/views/view_style.h"
#include "ui/views/what_if_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using engine::RouterOverride;
using Kind = RouterOverride::Kind;

/// The experiment panel, what-if and compare: a reply of 40 tokens on a model of the workshop's shape, and the same
/// question answered with two experts per token.
class TestTryViews : public QObject {
    Q_OBJECT

    std::unique_ptr<ReplyDesk> desk_;
    std::unique_ptr<ui::Selection> selection_;
    std::unique_ptr<ui::Findings> findings_;
    std::unique_ptr<ui::Experiment> experiment_;
    RouterOverride router_;

    static void show(QWidget& view, const QSize& size)
    {
        view.resize(size);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 3; ++i) QCoreApplication::processEvents();
    }

    std::unique_ptr<ui::WhatIfView> whatIf()
    {
        return std::make_unique<ui::WhatIfView>(desk_->conversation, *findings_, desk_->timeline, *selection_);
    }
    std::unique_ptr<ui::CompareView> compare()
    {
        return std::make_unique<ui::CompareView>(desk_->conversation, desk_->timeline, *selection_);
    }
    std::unique_ptr<ui::ExperimentPanel> panel()
    {
        auto panel = std::make_unique<ui::ExperimentPanel>(*experiment_, desk_->timeline, *selection_);
        panel->offerAgain(desk_->conversation);
        return panel;
    }

    void measure()
    {
        engine::Divergence divergence{2, {}, router_, {}, {}, {}, {}};
        for (int i = 0; i < 40; ++i) {
            divergence.kl.push_back(float((i * 7) % 11) / 10);
            divergence.before.push_back(0.75f);
            divergence.after.push_back(0.25f);
            divergence.best.push_back(3 + i % 5);
        }
        ui::TraceBatch batch;
        batch.events.emplace_back(divergence);
        findings_->apply(batch);
    }

    template <class Widget>
    static Widget* named(const QWidget& parent, const QString& name)
    {
        for (Widget* one : parent.findChildren<Widget*>())
            if (one->accessibleName() == name) return one;
        return nullptr;
    }
    static QPushButton* button(const QWidget& parent, const QString& text)
    {
        for (auto* one : parent.findChildren<QPushButton*>())
            if (one->text() == text) return one;
        return nullptr;
    }

private slots:
    void init()
    {
        ui::applyTheme(*qApp, ui::darkTheme(), 10);
        auto card = recording::workshopCard();
        card->hidden_size = 128;
        card->moe_intermediate_size = 64;
        card->total_parameters = 14'900'000;
        card->weight_bytes = 29'800'000;
        card->active_weight_bytes = 6'200'000;
        card->n_group = 4;
        card->topk_group = 2;
        card->topk_method = "noaux_tc";
        desk_ = std::make_unique<ReplyDesk>(card);
        router_ = {};
        router_.top_k = 2;
        router_.experts = {{4, 11, Kind::Muted, 0}};
        auto answer = recording::pieces(40);
        desk_->add({2, {"What", " does", " a", " router", " do", "?"}, answer});
        answer[7] = " scores";
        answer.insert(answer.begin() + 12, " all");
        answer.erase(answer.begin() + 20, answer.begin() + 24);
        desk_->add({3, {"What", " does", " a", " router", " do", "?"}, answer, {}, {}, router_, 180});
        desk_->load();
        selection_ = std::make_unique<ui::Selection>();
        selection_->selectToken(9);
        selection_->selectExpert(4, 11);
        findings_ = std::make_unique<ui::Findings>();
        experiment_ = std::make_unique<ui::Experiment>();
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {true, false}) {
            for (const QSize size : {QSize(300, 130), QSize(620, 560), QSize(1600, 1200)})
                QTest::addRow("%s_%d", dark ? "dark" : "light", size.width()) << dark << size;
        }
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        ui::applyTheme(*qApp, dark ? ui::darkTheme() : ui::lightTheme(), 10);
        const QString file = QStringLiteral(EXPERTSCOPE_BINARY_DIR "/view_%1_%2.png");
        measure();
        const auto a = whatIf();
        const auto b = compare();
        for (const auto& [name, view] : {std::pair<QString, ui::View*>{"what_if", a.get()}, {"compare", b.get()}}) {
            view->setMinimumSize(120, 130);  // as the window does
            show(*view, size);
            QVERIFY(view->accessibleName().contains(QStringLiteral(" — ")));
            QCOMPARE(view->size(), size);  // fits a small dock
            QVERIFY(view->figure().save(file.arg(name, QString::fromLatin1(QTest::currentDataTag()))));
        }
        experiment_->setRouter(router_);
        experiment_->setTemperature(0.f);
        const auto c = panel();
        c->setReady(true);
        show(*c, {std::min(size.width(), 340), std::max(size.height(), 480)});
        QVERIFY(c->grab().save(file.arg("experiment", QString::fromLatin1(QTest::currentDataTag()))));
    }

    void theDifferenceIsToldByMoreThanColour()
    {
        const auto view = whatIf();
        show(*view, {700, 700});
        QVERIFY(view->shownText().contains("scores"));
        bool struck = false, underlined = false;
        const auto* text = view->findChild<QPlainTextEdit*>();
        QTextCursor cursor(text->document());
        while (cursor.movePosition(QTextCursor::NextCharacter)) {
            struck |= cursor.charFormat().fontStrikeOut();
            underlined |= cursor.charFormat().fontUnderline();
        }
        QVERIFY(struck && underlined);
    }

    void measuresWhatTheReplyWouldHaveBeen()
    {
        const auto view = whatIf();
        show(*view, {700, 700});
        QSignalSpy wanted(findings_.get(), &ui::Findings::wanted);
        auto* button = TestTryViews::button(*view, "Measure");
        QVERIFY(button && button->isVisible() && !button->isEnabled());
        findings_->setReady(true);
        settle();
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        settle();
        QVERIFY(!button->isEnabled());
        measure();
        settle();
        QVERIFY(!button->isVisible());
        const auto& lines = view->klChart()->lines();
        QCOMPARE(lines.size(), size_t(2));
        QCOMPARE(lines[0].y.size(), 40);
        QCOMPARE(lines[0].y[1], double(0.7f));
    }

    void theMapDrawsTheOverlap()
    {
        const auto view = compare();
        show(*view, {900, 700});
        ui::ReplyComparison model(desk_->conversation, desk_->timeline);
        model.update();
        const auto& grid = view->map()->grid();
        QCOMPARE(grid.rows, 7);
        QCOMPARE(grid.columns, model.routing().pairs);
        for (int m = 0; m < grid.rows; ++m)
            for (int i = 0; i < grid.columns; ++i) {
                const size_t at = size_t(m * grid.columns + i);
                QCOMPARE(grid.cells[at], ui::strengthCell(model.routing().overlap[at], 1));
            }
        QTest::mouseClick(view->map(), Qt::LeftButton, {}, view->map()->cellRect(2, 4).center().toPoint());
        QCOMPARE(selection_->token(), 4);
        QCOMPARE(selection_->layer(), 3);
    }

    void theTableChangesItsRows()
    {
        const auto view = compare();
        show(*view, {900, 700});
        QCOMPARE(recording::tableLines(view->csv()), 1 + 40 + 6 - 4 - 1);  // headers, aligned tokens
        auto* rows = named<QToolButton>(*view, "Rows of the table: aligned tokens or layers");
        QVERIFY(rows);
        QTest::mouseClick(rows, Qt::LeftButton);
        QCOMPARE(recording::tableLines(view->csv()), 1 + 7);
    }

    void whatWasChangedIsMarked()
    {
        const auto marked = [](const ui::View& view) {
            for (const auto* label : view.findChildren<QLabel*>())
                if (label->text() == "changed") return label->isVisible();
            return false;
        };
        const auto both = compare();
        const auto pair = whatIf();
        ui::RoutingView plain(desk_->timeline, *selection_);
        for (ui::View* view : {static_cast<ui::View*>(both.get()), static_cast<ui::View*>(pair.get()),
                               static_cast<ui::View*>(&plain)}) {
            show(*view, {900, 700});
            QVERIFY(marked(*view));
        }
        QVERIFY(both->csv().contains("# The router was changed: top-2, E11 in L5 muted; as the model is\r\n"));
        QVERIFY(pair->csv().contains("# The router was changed: top-2, E11 in L5 muted\r\n"));
        QVERIFY(plain.csv().contains("# The router was changed: top-2, E11 in L5 muted\r\n"));
        desk_->timeline.showReply(2);
        settle();
        QVERIFY(!marked(plain));
        QVERIFY(!plain.csv().contains("The router was changed"));
        QVERIFY(marked(*pair));  // shows the changed one beside it
    }

    void thePanelChangesTheExperiment()
    {
        const auto view = panel();
        show(*view, {340, 600});
        auto* slider = view->findChild<QSlider*>();
        auto* number = view->findChild<QSpinBox*>();
        QCOMPARE(slider->maximum(), 32);
        number->setValue(7);
        QCOMPARE(experiment_->router().top_k, 7);
        QCOMPARE(slider->value(), 7);
        number->setValue(4);  // the model's own
        QCOMPARE(experiment_->router().top_k, 0);
        for (auto* box : view->findChildren<QCheckBox*>()) {
            QVERIFY(box->isVisible());
            box->click();
        }
        QVERIFY(!experiment_->router().bias && !experiment_->router().groups && !experiment_->router().shared_experts);
        QCOMPARE(experiment_->temperature(), std::optional(0.f));
        auto* list = view->findChild<QTreeWidget*>();
        QCOMPARE(list->topLevelItemCount(), 4);
        list->setFocus();
        list->setCurrentItem(list->topLevelItem(1));
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(experiment_->router().groups);
        const QRect cross = list->visualItemRect(list->topLevelItem(0));
        const QPoint at(list->header()->sectionViewportPosition(1) + 4, cross.center().y());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
        QVERIFY(experiment_->router().bias);
        QVERIFY(!experiment_->router().shared_experts);
        QTest::mouseClick(button(*view, "As the model is"), Qt::LeftButton);
        QVERIFY(!experiment_->isActive());
    }

    void groupsAreOfferedOnlyWhereThereAreSome()
    {
        auto card = recording::workshopCard();
        card->n_shared_experts = 0;
        card->e_score_correction_bias.clear();
        desk_->timeline.setCard(card);
        const auto view = panel();
        show(*view, {340, 600});
        int visible = 0;
        for (const auto* box : view->findChildren<QCheckBox*>()) visible += box->isVisible();
        QCOMPARE(visible, 1);  // the temperature's
    }

    void expertsAreNamedByTypingOrBySelecting()
    {
        const auto view = panel();
        show(*view, {340, 600});
        auto* line = named<QLineEdit>(*view, "Experts, like L5 E3, E7 everywhere");
        QVERIFY(line);
        QTest::keyClicks(line, "L5 E3, E7 everywhere");
        QTest::keyClick(line, Qt::Key_Return);
        const std::vector<ui::Experiment::Expert> expected{{4, 3, Kind::Muted, 0}, {-1, 7, Kind::Muted, 0}};
        QCOMPARE(experiment_->router().experts, expected);
        QVERIFY(line->text().isEmpty());
        view->findChild<QComboBox*>()->setCurrentIndex(2);
        QTest::mouseClick(button(*view, "Force E11 in L5"), Qt::LeftButton);
        QCOMPARE(experiment_->router().experts.back(), (ui::Experiment::Expert{4, 11, Kind::Forced, 0}));
        QTest::keyClicks(line, "L1 E3");
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(experiment_->router().experts.size(), size_t(3));
        QCOMPARE(line->text(), QStringLiteral("L1 E3"));  // can be corrected
    }

    void whatCannotBeChosenIsRefusedWithAReason()
    {
        const auto view = panel();
        show(*view, {340, 600});
        experiment_->setRouter({0, {{-1, 1, Kind::Forced, 0}, {-1, 2, Kind::Forced, 0}}});
        view->findChild<QSlider*>()->setValue(1);
        QCOMPARE(experiment_->router().top_k, 0);
        QCOMPARE(view->findChild<QSlider*>()->value(), 4);
        bool said = false;
        for (const auto* label : view->findChildren<QLabel*>()) said |= label->text().contains("more experts are forced");
        QVERIFY(said);
    }

    void aLessonHasItsOwnTemperature()
    {
        ui::ExperimentPanel view(*experiment_, desk_->timeline, *selection_);
        show(view, {340, 600});
        QVERIFY(!button(view, "Ask again with this")->isVisible());
        for (const auto* box : view.findChildren<QCheckBox*>())
            QCOMPARE(box->isVisible(), box->text() != QLatin1String("Another temperature"));
    }

    void asksAgainWithTheSeedOfTheOriginal()
    {
        const auto view = panel();
        show(*view, {340, 600});
        QSignalSpy wanted(view.get(), &ui::ExperimentPanel::tryWanted);
        auto* again = button(*view, "Ask again with this");
        view->setReady(true);
        QVERIFY(!again->isEnabled());  // nothing is changed
        experiment_->setTopK(1);
        QVERIFY(again->isEnabled());
        QTest::mouseClick(again, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][1].toLongLong(), 2);  // the one without an experiment
        QCOMPARE(wanted[0][0].value<ui::ReplyOptions>().router.top_k, 1);
        view->setReady(false);
        QVERIFY(!again->isEnabled());
    }
};

QTEST_MAIN(TestTryViews)
#include "tst_try_views.moc"
