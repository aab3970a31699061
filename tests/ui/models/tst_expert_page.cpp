// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/expert_page.h"

#include <QTest>

#include <cmath>

using Segment = ui::Segment;

/// A conversation of two replies on a model of 2 routers, 4 experts, top-2. What the second router chose is written down.
class TestExpertPage : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::Selection> selection_;
    std::unique_ptr<ui::Findings> findings_;
    std::unique_ptr<ui::ExpertPageModel> model_;

    struct Word {
        const char* piece;
        engine::TokenId id;
        std::vector<std::uint16_t> experts;
        float first;  ///< weight of the first; the second has the rest
    };

    void say(engine::ReplyId reply, int prompt, const std::vector<Word>& words, engine::RouterOverride router = {})
    {
        ui::TraceBatch batch;
        engine::ReplyStarted started;
        started.reply = reply;
        started.prompt_tokens = prompt;
        started.router = std::move(router);
        batch.events.emplace_back(started);
        int position = 0;
        for (const Word& word : words) {
            engine::TokenEvent token = recording::token(*card_, reply, position, word.piece);
            token.id = word.id;
            token.phase = position++ < prompt ? engine::Phase::Prefill : engine::Phase::Decode;
            if (word.experts.empty())
                token.routing = {};
            else
                token.routing = {{0, 1, word.experts[0], word.experts[1]}, {0.5f, 0.5f, word.first, 1 - word.first}, {}};
            batch.events.emplace_back(std::move(token));
        }
        timeline_->apply(batch);
        model_->update();
    }

    void sayAll()
    {
        say(1, 2, {{" is", 1, {3, 0}, 0.75f}, {" a", 2, {0, 1}, 0.5f}, {" is", 1, {3, 1}, 0.5f}, {" one", 3, {0, 1}, 0.5f}});
        say(2, 1, {{" why", 4, {0, 3}, 0.25f}, {" is", 1, {0, 1}, 0.5f}, {" so", 5, {}, 0}, {" a", 2, {2, 3}, 0.875f}});
    }

private slots:
    void init()
    {
        timeline_ = std::make_unique<ui::Timeline>();
        selection_ = std::make_unique<ui::Selection>();
        findings_ = std::make_unique<ui::Findings>();
        model_ = std::make_unique<ui::ExpertPageModel>(*timeline_, *selection_, *findings_);
        timeline_->setCard(card_);
        selection_->selectExpert(2, 3);
        selection_->selectSpan(ui::Span::Session);
    }

    void everythingRecordedOnce()
    {
        sayAll();
        QCOMPARE(model_->calls().tokens, 7);  // the eighth was not captured
        QCOMPARE(model_->calls().called, 4);
        QCOMPARE(model_->fairShare(), 0.5);
        QVERIFY(model_->cautionText().contains("1 tokens without"));
        QVERIFY(model_->shareText().contains("not distinguishable"));
        const auto& pieces = model_->pieces();
        QCOMPARE(pieces.size(), size_t(3));
        QCOMPARE(pieces[0].text, QStringLiteral("␣is"));
        QCOMPARE(pieces[0].count, 2);
        QCOMPARE(pieces[0].weight, 1.25);
        QCOMPARE(pieces[1].text, QStringLiteral("␣why"));
        QCOMPARE(pieces[2].weight, 0.125);
    }

    void segmentsAndPositions()
    {
        sayAll();
        const auto& segments = model_->bySegment();
        QCOMPARE(segments[size_t(Segment::Prompt)].tokens, 3);
        QCOMPARE(segments[size_t(Segment::Prompt)].called, 2);
        QCOMPARE(segments[size_t(Segment::Answer)].tokens, 4);
        QCOMPARE(segments[size_t(Segment::Thinking)].tokens, 0);
        QCOMPARE(model_->positionsPerBin(), 1);
        QCOMPARE(model_->byPosition()[0].tokens, 2);  // the first token of each reply
        QCOMPARE(model_->byPosition()[0].called, 1);
        QCOMPARE(model_->byPosition()[2].called, 1);
        selection_->selectSegment(Segment::Prompt);
        model_->update();
        QCOMPARE(model_->calls().tokens, 3);
        QCOMPARE(model_->calls().called, 2);
        QCOMPARE(model_->bySegment()[size_t(Segment::Answer)].tokens, 4);
    }

    void theReplyAlone()
    {
        sayAll();
        selection_->selectSpan(ui::Span::Reply);
        model_->update();
        QCOMPARE(model_->calls().tokens, 2);
        QCOMPARE(model_->calls().called, 1);
        selection_->selectSegment(Segment::Prompt);
        model_->update();
        QCOMPARE(model_->calls().tokens, 1);
        timeline_->showReply(1);
        model_->update();
        QCOMPARE(model_->calls().tokens, 2);
    }

    /// Shares of the seven tokens: E0 5, E1 4, E2 1, E3 4; beside E3 one place is left of two.
    void partnersBesideIndependence()
    {
        sayAll();
        const auto& partners = model_->partners();
        QCOMPARE(partners.size(), size_t(3));
        QCOMPARE(partners[0].expert, 0);
        QCOMPARE(partners[0].count, 2);
        QCOMPARE(partners[0].share, 0.5);
        const double scale = (2 - 1) / (2 - 4.0 / 7);
        QVERIFY(std::abs(partners[0].chance - scale * 5 / 7) < 1e-12);
        double sum = 0;
        for (const auto& partner : partners) sum += partner.chance;
        QVERIFY(std::abs(sum - 1) < 1e-12);  // K - 1 partners, by chance as in fact
    }

    void occurrencesInTheirText()
    {
        sayAll();
        const auto& places = model_->occurrences();
        QCOMPARE(places.size(), size_t(4));
        QCOMPARE(places[0].weight, 0.75f);  // strongest first
        QCOMPARE(places[0].token, 0 - 1);   // of the reply that is not on screen
        QCOMPARE(places[1].weight, 0.75f);
        QCOMPARE(places[1].piece, QStringLiteral(" why"));
        QCOMPARE(places[1].token, 0);
        QCOMPARE(places[1].before, QString());  // the other reply's end is not its text
        QCOMPARE(places[1].after, QStringLiteral(" is so a"));
        QCOMPARE(places[2].before, QStringLiteral(" is a"));
        QCOMPARE(places[2].after, QStringLiteral(" one"));
        timeline_->showReply(1);
        model_->update();
        QCOMPARE(model_->occurrences()[0].token, 0);
    }

    void tokensOfExperimentsAreCounted()
    {
        engine::RouterOverride router;
        router.bias = false;
        say(1, 1, {{" a", 1, {3, 0}, 0.5f}, {" b", 2, {3, 0}, 0.5f}}, router);
        QVERIFY(model_->cautionText().contains("2 tokens are of replies made under an experiment"));
    }

    void addedTokensAreFoldedOnTop()
    {
        say(1, 1, {{" a", 1, {3, 0}, 0.5f}, {" b", 2, {1, 0}, 0.5f}});
        QCOMPARE(model_->calls().called, 1);
        ui::TraceBatch batch;
        engine::TokenEvent token = *timeline_->token(0);
        token.phase = engine::Phase::Decode;
        for (int position = 2; position < 102; ++position) {
            token.position = position;
            batch.events.emplace_back(token);
        }
        timeline_->apply(batch);
        model_->update();
        QCOMPARE(model_->calls().tokens, 102);
        QCOMPARE(model_->calls().called, 101);
        QVERIFY(model_->shareText().contains("more often"));
        QCOMPARE(model_->positionsPerBin(), 8);  // 101 decoded tokens in 16 bins
        int sum = 0;
        for (const auto& bin : model_->byPosition()) sum += bin.tokens;
        QCOMPARE(sum, 101);
        QCOMPARE(model_->byPosition()[0].tokens, 8);
        QCOMPARE(model_->byPosition()[0].called, 7);
        ui::ExpertPageModel fresh(*timeline_, *selection_, *findings_);
        fresh.update();
        QCOMPARE(fresh.calls().called, model_->calls().called);
        QCOMPARE(ui::toCsv(fresh), ui::toCsv(*model_));
    }

    void wilsonInterval()
    {
        const ui::Interval half = ui::wilsonInterval(5, 10);
        QVERIFY(std::abs(half.low - 0.236593) < 1e-6);
        QVERIFY(std::abs(half.high - 0.763407) < 1e-6);
        QVERIFY(std::abs(ui::wilsonInterval(0, 10).low) < 1e-12);
        QVERIFY(std::abs(ui::wilsonInterval(0, 10).high - 0.277533) < 1e-6);
        QCOMPARE(ui::wilsonInterval(0, 0).high, 1.0);
    }

    void neighboursAreAskedFor()
    {
        sayAll();
        findings_->setReady(true);
        QVERIFY(model_->question());
        QCOMPARE(model_->question()->layer, 2);
        engine::RouterNeighbours found;
        found.model = card_->hash;
        found.layer = 2;
        found.experts = 4;
        found.width = 2;
        found.nearest = {1, 2, 0, 2, 0, 1, 1, 0};
        found.cosine = {0.5f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.75f, 0.125f};
        ui::TraceBatch batch;
        batch.events.emplace_back(found);
        findings_->apply(batch);
        model_->update();
        QCOMPARE(model_->neighbours().size(), size_t(2));
        QCOMPARE(model_->neighbours()[0].expert, 1);
        QCOMPARE(model_->neighbours()[0].cosine, 0.75f);
        QVERIFY(!model_->question());
    }

    void emptinessHasAReason()
    {
        model_->update();
        QVERIFY(model_->emptyReason().contains("Ask something"));
        sayAll();
        selection_->selectLayer(0);
        model_->update();
        QVERIFY(model_->emptyReason().contains("No expert"));
        selection_->selectExpert(0, 1);
        model_->update();
        QVERIFY(model_->emptyReason().contains("dense"));
        selection_->selectExpert(2, 9);
        model_->update();
        QVERIFY(model_->emptyReason().contains("no such"));
        QCOMPARE(model_->rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestExpertPage)
#include "tst_expert_page.moc"
