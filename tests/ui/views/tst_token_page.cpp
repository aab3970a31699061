// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views of the token page and of the expert page: what they draw is what their models say, by mouse and keyboard.
#include "recording.h"
#include "ui/plots/context_lines.h"
#include "ui/plots/effect_bars.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/number_cards.h"
#include "ui/plots/route_chart.h"
#include "ui/plots/steps_chart.h"
#include "ui/theme.h"
#include "ui/views/candidates_view.h"
#include "ui/views/effects_view.h"
#include "ui/views/expert_view.h"
#include "ui/views/message_view.h"
#include "ui/views/route_view.h"
#include "ui/views/router_decision_view.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace ui;

class TestTokenPage : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_;
    std::unique_ptr<Timeline> timeline_;
    std::unique_ptr<Selection> selection_;
    std::unique_ptr<Conversation> conversation_;
    std::unique_ptr<Findings> findings_;
    std::unique_ptr<Experiment> experiment_;

    std::unique_ptr<View> make(const QString& name)
    {
        if (name == "decision") return std::make_unique<RouterDecisionView>(*timeline_, *selection_);
        if (name == "candidates")
            return std::make_unique<CandidatesView>(*timeline_, *selection_, *conversation_, *findings_);
        if (name == "route") return std::make_unique<RouteView>(*timeline_, *selection_);
        if (name == "effects") return std::make_unique<EffectsView>(*timeline_, *selection_, *findings_);
        return std::make_unique<ExpertView>(*timeline_, *selection_, *findings_, *experiment_);
    }

    static void settle() { QCoreApplication::processEvents(); }

    static void show(QWidget& view, QSize size = {900, 700})
    {
        view.resize(size);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        settle();
    }

    static void names()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"decision", "candidates", "route", "effects", "expert"}) QTest::newRow(name) << name;
    }

    /// One recorded reply of 40 tokens; token 12, the sixth layer, the strongest expert of it are selected.
    void record(std::shared_ptr<engine::ModelCard> card)
    {
        card_ = std::move(card);
        timeline_ = std::make_unique<Timeline>();
        selection_ = std::make_unique<Selection>();
        conversation_ = std::make_unique<Conversation>();
        findings_ = std::make_unique<Findings>();
        experiment_ = std::make_unique<Experiment>();
        engine::Document document;
        document.messages.resize(2);
        document.messages[0].id = 1;
        document.messages[0].message = {engine::Role::User, "Why?", {}};
        document.messages[1].id = 2;
        document.messages[1].parent = 1;
        document.messages[1].complete = true;
        document.messages[1].message.role = engine::Role::Assistant;
        document.messages[1].started.sampling.temperature = 0.8f;
        conversation_->load(document);
        timeline_->setCard(card_);
        TraceBatch batch = recording::events(*card_, {2, 0, 0, recording::pieces(10), recording::pieces(30)});
        for (engine::Event& event : batch.events)
            if (auto* token = std::get_if<engine::TokenEvent>(&event)) routeByTheRule(token->routing);
        timeline_->apply(batch);
        selection_->selectToken(12);
        const auto routing = TokenRouting::of(timeline_->token(12), *card_);
        const int layer = 5, moe = moeIndex(*card_, layer);
        selection_->selectExpert(layer, routing->experts(moe)[0]);
    }

    /// The made-up scores, chosen from and weighed as the card says.
    void routeByTheRule(engine::Routing& routing, const engine::RouterOverride& router = {}) const
    {
        const auto experts = size_t(card_->n_routed_experts), k = size_t(card_->num_experts_per_tok);
        for (size_t m = 0; m < card_->moe_layers.size(); ++m) {
            const std::span<const float> scores(routing.scores.data() + m * experts, experts);
            const auto chosen = chooseExperts(scores, *card_, router, int(m)).experts;
            float sum = 0;
            for (const int expert : chosen) sum += scores[size_t(expert)];
            for (size_t rank = 0; rank < k; ++rank) {
                const float score = scores[size_t(chosen[rank])];
                routing.experts[m * k + rank] = std::uint16_t(chosen[rank]);
                routing.weights[m * k + rank] =
                    card_->norm_topk_prob ? score / sum * card_->routed_scaling_factor : score;
            }
        }
    }

    engine::ExpertEffects answer() const
    {
        engine::ExpertEffects effects;
        effects.reply = 2;
        effects.position = 12;
        effects.layer = 5;
        effects.target = timeline_->token(13)->id;
        effects.target_logit = 11.5f;
        effects.stream_norm = 40;
        const auto routing = TokenRouting::of(timeline_->token(12), *card_);
        float logit = 0.5f;
        for (const int expert : routing->experts(moeIndex(*card_, 5))) {
            effects.experts.push_back({expert, 0.25f, 3 + logit, logit});
            logit = -logit * 0.75f;
        }
        effects.experts.push_back({-1, 1, 3, 0.25f});
        return effects;
    }

    void tell(engine::Event event)
    {
        TraceBatch batch;
        batch.events.push_back(std::move(event));
        findings_->apply(batch);
        settle();
    }

    std::shared_ptr<engine::ModelCard> grouped()
    {
        auto card = recording::largeCard();
        card->n_group = 8;
        card->topk_group = 4;
        card->scoring_func = "sigmoid";
        card->topk_method = "noaux_tc";
        card->norm_topk_prob = true;
        card->routed_scaling_factor = 2.5f;
        return card;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, darkTheme(), 10); }
    void init() { record(recording::workshopCard()); }

    void saysWhatItShows_data() { names(); }
    void saysWhatItShows()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        QVERIFY(view->accessibleName().contains(QStringLiteral(" — ")));
        QVERIFY(view->accessibleDescription().size() > 20);
        QVERIFY(view->figure().save(QStringLiteral(EXPERTSCOPE_BINARY_DIR "/view_%1.png").arg(name)));
    }

    void tableAndCsvHoldTheSameRows_data() { names(); }
    void tableAndCsvHoldTheSameRows()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        tell(answer());
        QTest::keyClick(view.get(), Qt::Key_T);
        const auto* table = view->findChild<QTableView*>();
        QVERIFY(table && table->isVisible());
        QVERIFY(table->model()->rowCount() > 0);
        QCOMPARE(recording::tableLines(view->csv()), table->model()->rowCount() + 1);
    }

    void withoutATokenItSaysWhy_data() { names(); }
    void withoutATokenItSaysWhy()
    {
        QFETCH(QString, name);
        const auto view = make(name);
        show(*view);
        timeline_->clear();
        selection_->clear();
        settle();
        bool said = false;
        for (const auto* label : view->findChildren<QLabel*>())
            said |= label->isVisible() && label->text().size() > 20 && label->textFormat() == Qt::PlainText;
        QVERIFY(said);
    }

    void stepsDrawTheDecision()
    {
        RouterDecisionView view(*timeline_, *selection_);
        show(view);
        const auto& steps = view.steps()->steps();
        QCOMPARE(steps.size(), size_t(5));
        const auto routing = TokenRouting::of(timeline_->token(12), *card_);
        const int moe = moeIndex(*card_, 5);
        for (size_t e = 0; e < 32; ++e) {
            const float score = routing->scores(moe)[e], bias = card_->e_score_correction_bias[size_t(moe) * 32 + e];
            QCOMPARE(steps[0].bars[e].value, score);
            QCOMPARE(*steps[1].bars[e].from, score);
            QCOMPARE(steps[1].bars[e].value, score + bias);
        }
        QVERIFY(steps[2].bars.empty());  // no groups in this model
        QCOMPARE(view.weights()->cards().size(), size_t(4));
        for (const auto expert : routing->experts(moe))
            QVERIFY(steps[3].bars[expert].look == StepsChart::Look::Chosen);
    }

    void aClickOnABarSelectsTheExpert()
    {
        RouterDecisionView view(*timeline_, *selection_);
        show(view);
        const auto* steps = view.steps();
        for (const int step : {0, 1, 3}) {
            const int expert = 7 + step;
            QTest::mouseClick(view.steps(), Qt::LeftButton, {}, steps->itemRect(step, expert).center().toPoint());
            QCOMPARE(selection_->expert(), expert);
        }
        QTest::mouseClick(view.weights(), Qt::LeftButton, {}, view.weights()->cardRect(2).center().toPoint());
        settle();
        QCOMPARE(view.weights()->cards()[2].marked, true);
    }

    /// 256 bars keep a width that can be seen and hit, in lines of whole groups, and the page scrolls.
    void manyExpertsWrapInASmallDock()
    {
        record(grouped());
        RouterDecisionView view(*timeline_, *selection_);
        show(view, {300, 130});
        const auto* steps = view.steps();
        QVERIFY(steps->itemRect(0, 0).width() >= 2.5);
        QVERIFY(steps->itemRect(0, 255).top() > steps->itemRect(0, 0).top());
        const double first = steps->itemRect(2, 64).top();
        for (int e = 64; e < 96; ++e) QCOMPARE(steps->itemRect(2, e).top(), first);
        QVERIFY(steps->height() > view.height());
        for (const int e : {0, 100, 255}) QCOMPARE(steps->itemAt(steps->itemRect(3, e).center()), e);
    }

    void anotherTokenIsTakenByMouseAndKeyboard()
    {
        CandidatesView view(*timeline_, *selection_, *conversation_, *findings_);
        findings_->setReady(true);
        show(view);
        QVector<std::vector<engine::TokenId>> starts;
        connect(&view, &CandidatesView::takeWanted, this,
                [&](engine::ReplyId reply, const std::vector<engine::TokenId>& start) {
                    QCOMPARE(reply, engine::ReplyId(2));
                    starts << start;
                });
        QCOMPARE(view.rows()->rows().size(), size_t(4));  // three, and the rest
        QVERIFY(view.takeButton()->text().contains("ones"));
        QTest::mouseClick(view.takeButton(), Qt::LeftButton);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(starts.size(), 2);
        QCOMPARE(starts[0], (std::vector<engine::TokenId>{110, 111, 1}));
        QCOMPARE(starts[1], (std::vector<engine::TokenId>{110, 111, 2}));
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Up);
        QVERIFY(!view.takeButton()->isEnabled());  // the one that came
        findings_->setReady(false);
        QTest::keyClick(&view, Qt::Key_Down);
        settle();
        QVERIFY(!view.takeButton()->isEnabled());
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(starts.size(), 2);
    }

    /// In the chat, where an experiment is named too.
    void aReplyWhoseStartWasGivenSaysSo()
    {
        ReplyView view;
        ChatMessage message = conversation_->message(2);
        const auto says = [&] {
            view.setMessage(message, {});
            const auto labels = view.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [](const QLabel* label) { return label->text().contains("first 3 tokens given"); });
        };
        QVERIFY(!says());
        message.stored.started.given_tokens = 3;
        QVERIFY(says());
    }

    void anExperimentIsDrawn()
    {
        using Kind = engine::RouterOverride::Kind;
        engine::RouterOverride router;
        router.experts = {{-1, 3, Kind::Muted, 0}, {5, 7, Kind::Forced, 0}, {5, 9, Kind::Boosted, 0.5f}};
        TraceBatch batch = recording::events(*card_, {3, 0, 0, recording::pieces(2), recording::pieces(3)});
        std::get<engine::ReplyStarted>(batch.events[0]).router = router;
        for (engine::Event& event : batch.events)
            if (auto* token = std::get_if<engine::TokenEvent>(&event)) routeByTheRule(token->routing, router);
        timeline_->apply(batch);
        selection_->selectToken(3);
        RouterDecisionView view(*timeline_, *selection_);
        show(view);
        const auto& steps = view.steps()->steps();
        QVERIFY(steps[0].bars[3].look == StepsChart::Look::Plain);  // it was scored all the same
        QVERIFY(steps[1].bars[3].look == StepsChart::Look::Absent);
        QVERIFY(steps[3].bars[7].look == StepsChart::Look::Chosen);
        QVERIFY(steps[1].bars[9].value > *steps[1].bars[9].from);
    }

    void theRouteMarksAndSelects()
    {
        RouteView view(*timeline_, *selection_);
        show(view);
        const auto& rows = view.route()->rows();
        QCOMPARE(rows.size(), size_t(8));
        QVERIFY(rows[0].dots.empty());
        QVERIFY(rows[0].label.contains("dense"));
        const int expert = rows[3].dots[1].column;
        QTest::mouseClick(view.route(), Qt::LeftButton, {}, view.route()->dotCenter(3, expert).toPoint());
        QCOMPARE(selection_->layer(), 3);
        QCOMPARE(selection_->expert(), expert);
    }

    void effectsAreAskedForAndDrawn()
    {
        EffectsView view(*timeline_, *selection_, *findings_);
        QSignalSpy wanted(findings_.get(), &Findings::wanted);
        show(view);
        QVERIFY(!view.runButton()->isEnabled());
        findings_->setReady(true);
        settle();
        QTest::mouseClick(view.runButton(), Qt::LeftButton);
        settle();
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!view.runButton()->isEnabled());
        tell(answer());
        QVERIFY(!view.runButton()->isVisible());
        const auto& rows = view.bars()->rows();
        QCOMPARE(rows.size(), size_t(6));
        QCOMPARE(*rows[0].change, 1.0f);
        QCOMPARE(*rows[1].change, -0.75f);
        QCOMPARE(rows[1].changeText, QStringLiteral("−0.375"));
        QVERIFY(!rows[5].change);
        QVERIFY(rows[0].changeText.startsWith(u'+'));
    }

    void theExpertPageChangesTheNextReplies()
    {
        ExpertView view(*timeline_, *selection_, *findings_, *experiment_);
        show(view);
        QVERIFY(!view.pieces()->rows().empty());
        QVERIFY(!view.occurrences()->lines().empty());
        const int layer = selection_->layer(), expert = selection_->expert();
        QTest::mouseClick(view.boostButton(), Qt::LeftButton);
        QCOMPARE(experiment_->boostOf(layer, expert), ExpertView::boost);
        QTest::mouseClick(view.muteButton(), Qt::LeftButton);
        QVERIFY(experiment_->isMuted(layer, expert));
        QCOMPARE(experiment_->boostOf(layer, expert), 0.0f);
        QTest::mouseClick(view.muteButton(), Qt::LeftButton);
        QVERIFY(!experiment_->isActive());
        QTest::mouseClick(view.occurrences(), Qt::LeftButton, {}, QPoint(view.occurrences()->width() / 2, 4));
        QVERIFY(view.occurrences()->lines()[0].clickable);
    }
};

QTEST_MAIN(TestTokenPage)
#include "tst_token_page.moc"
