// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "recorded_reply.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace recorded_reply;

class tst_session : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<const Engine> engine_;

private slots:
    void initTestCase() { engine_ = Engine::open(kModel, {"cpu", 2, 64}); }

    void events_come_in_order_with_their_routing()
    {
        Session session(engine_);
        const Recorded r = record(session, request({3, 1, 4, 1, 5}, 6));
        QVERIFY(std::holds_alternative<ReplyStarted>(r.events.front()));
        QVERIFY(std::holds_alternative<ReplyFinished>(r.events.back()));
        QCOMPARE(r.tokens.size(), std::size_t(11));
        const ModelCard& card = engine_->card();
        const std::size_t chosen = card.moe_layers.size() * std::size_t(card.num_experts_per_tok);
        for (int i = 0; i < int(r.tokens.size()); ++i) {
            const TokenEvent& token = r.tokens[std::size_t(i)];
            QCOMPARE(token.position, i);
            QCOMPARE(token.phase, i < 5 ? Phase::Prefill : Phase::Decode);
            QCOMPARE(token.routing.experts.size(), chosen);
            QCOMPARE(token.routing.scores.size(), card.moe_layers.size() * std::size_t(card.n_routed_experts));
            QCOMPARE(token.latent_norm.size(), std::size_t(card.num_hidden_layers));
            QCOMPARE(token.candidates.empty(), i < 5);
            QVERIFY(token.times.attention > 0);
        }
        QCOMPARE(r.finished.reason, StopReason::MaxTokens);
        QCOMPARE(r.finished.tokens, 6);
    }

    void greedy_takes_the_strongest_candidate()
    {
        Session session(engine_);
        for (const TokenEvent& token : record(session, request({9, 8, 7}, 8)).tokens)
            if (token.phase == Phase::Decode) QCOMPARE(token.id, token.candidates.front().id);
    }

    void a_kept_prefix_changes_nothing()
    {
        Session warm(engine_), cold(engine_);
        record(warm, request({3, 1, 4, 1, 5, 9, 2, 6}, 4));
        const Recorded reused = record(warm, request({3, 1, 4, 1, 5, 50, 51, 52}, 5));
        const Recorded fresh = record(cold, request({3, 1, 4, 1, 5, 50, 51, 52}, 5));
        QCOMPARE(reused.started.reused_tokens, 5);
        QCOMPARE(reused.started.base, ReplyId(7));
        QCOMPARE(fresh.started.reused_tokens, 0);
        QCOMPARE(reused.reply_ids(), fresh.reply_ids());
        QCOMPARE(reused.tokens.front().position, 5);
        for (std::size_t i = 0; i < reused.tokens.size(); ++i)
            QCOMPARE(reused.tokens[i].routing.experts, fresh.tokens[i + 5].routing.experts);
    }

    void an_identical_prompt_still_computes_its_last_token()
    {
        Session session(engine_);
        const auto first = record(session, request({3, 1, 4}, 5)).reply_ids();
        const Recorded again = record(session, request({3, 1, 4}, 5));
        QCOMPARE(again.started.reused_tokens, 2);
        QCOMPARE(again.reply_ids(), first);
    }

    void stopped_replies_can_be_continued()
    {
        Session whole(engine_), cut(engine_);
        const auto expected = record(whole, request({3, 1, 4}, 12)).reply_ids();
        for (int stop_after = 0; stop_after < 8; ++stop_after) {
            std::stop_source stop;
            if (stop_after == 0) stop.request_stop();
            const Recorded part = record(cut, request({3, 1, 4}, 12), &stop, stop_after);
            QCOMPARE(part.finished.reason, StopReason::Cancelled);
            QCOMPARE(int(part.reply_ids().size()), stop_after);
            QCOMPARE(record(cut, request({3, 1, 4}, 12)).reply_ids(), expected);
        }
    }

    void tracing_does_not_change_the_tokens()
    {
        Session session(engine_);
        Request r = request({2, 7, 1, 8}, 20, 1.0f);
        const auto traced = record(session, r).reply_ids();
        r.trace = false;
        const Recorded untraced = record(session, r);
        QCOMPARE(untraced.reply_ids(), traced);
        for (const TokenEvent& token : untraced.tokens) QVERIFY(token.routing.scores.empty());
    }

    void observing_is_timed_where_something_is_observed()
    {
        Session session(engine_);
        Request r = request({2, 7, 1, 8}, 20);
        const auto timed = [&](const EventSink& sink) {
            const auto begin = std::chrono::steady_clock::now();
            const float observing = session.generate(r, sink).observing_ms;
            const std::chrono::duration<float, std::milli> whole = std::chrono::steady_clock::now() - begin;
            return std::pair(observing, whole.count());
        };
        const auto [observing, whole] = timed({});
        QVERIFY(observing > 0 && observing < whole);
        QVERIFY(std::get<ReplyFinished>(record(session, r).events.back()).observing_ms > 0);
        int events = 0;
        const auto slowly = [&](Event& event) {  // whoever takes a token delays the next
            if (!std::holds_alternative<TokenEvent>(event)) return;
            ++events;
            QTest::qSleep(2);
        };
        const auto [slow, all] = timed(slowly);
        QVERIFY(events > 20 && slow >= 2.0f * float(events) && slow < all);
        r.trace = false;
        QCOMPARE(timed(slowly).first, 0.0f);
    }

    void a_seed_repeats_and_another_differs()
    {
        Session session(engine_);
        Request r = request({2, 7, 1, 8}, 30, 1.5f);
        const auto first = record(session, r).reply_ids();
        QCOMPARE(record(session, r).reply_ids(), first);
        r.sampling.seed = 12;
        QVERIFY(record(session, r).reply_ids() != first);
    }

    void the_context_ends_where_it_ends()
    {
        Session session(engine_);
        const Recorded r = record(session, request({1, 2, 3}, 0));
        QCOMPARE(r.finished.reason, StopReason::ContextFull);
        QCOMPARE(session.cached_tokens(), 64);
    }

    /// Given what the model said by itself, everything is as it was; given something else, it goes on from there.
    void a_reply_begins_as_it_is_told_to()
    {
        Session session(engine_);
        Request r = request({3, 1, 4, 1, 5}, 8, 1.0f);
        const Recorded free = record(session, r);
        QCOMPARE(free.started.given_tokens, 0);
        const std::vector<TokenId> said = free.reply_ids();
        r.reply_start = {said.begin(), said.begin() + 3};
        const Recorded same = record(session, r);
        QCOMPARE(same.started.given_tokens, 3);
        QCOMPARE(same.reply_ids(), said);
        for (std::size_t i = 1; i <= 8; ++i) {
            const TokenEvent &a = same.tokens[same.tokens.size() - i], &b = free.tokens[free.tokens.size() - i];
            QVERIFY(same_bits(a, b));
            QVERIFY(same_candidates(a, b));
        }

        const TokenId other = said[1] == 0 ? 1 : 0;
        r.reply_start = {said[0], other};
        const Recorded changed = record(session, r);
        const std::vector<TokenId> ids = changed.reply_ids();
        QCOMPARE(ids.size(), std::size_t(8));
        QCOMPARE((std::vector<TokenId>{ids[0], ids[1]}), r.reply_start);
        const auto& candidates = changed.tokens[changed.tokens.size() - 7].candidates;
        const auto chosen = std::find_if(candidates.begin(), candidates.end(),
                                         [&](const Candidate& candidate) { return candidate.id == other; });
        QVERIFY(chosen != candidates.end());
        Session forced(engine_);  // as if it had stood in the prompt
        const Recorded expected = record(forced, request({3, 1, 4, 1, 5, said[0], other}, 1, 1.0f));
        QVERIFY(same_bits(changed.tokens[changed.tokens.size() - 7], expected.tokens[6]));
    }

    void what_a_reply_begins_with_is_checked()
    {
        Session session(engine_);
        Request r = request({1, 2, 3}, 4);
        r.reply_start = {engine_->card().vocab_size};
        QCOMPARE(code_of(session, r), std::string("TOK-ID"));
        r.reply_start.assign(61, 5);  // of 64 positions, one of which must be left
        QCOMPARE(code_of(session, r), std::string("PROMPT-TOO-LONG"));
        QCOMPARE(session.cached_tokens(), 0);
        r.reply_start.resize(60);
        const Recorded cut = record(session, r);
        QCOMPARE(cut.finished.reason, StopReason::MaxTokens);
        QCOMPARE(cut.started.given_tokens, 4);
    }

    void refused_requests()
    {
        Session session(engine_);
        QCOMPARE(code_of(session, request(std::vector<TokenId>(64, 1), 1)), std::string("PROMPT-TOO-LONG"));
        QCOMPARE(code_of(session, request({1, 96}, 1)), std::string("TOK-ID"));
        QCOMPARE(code_of(session, request({-1}, 1)), std::string("TOK-ID"));
        Request text;
        text.raw_text = "hello";
        QCOMPARE(code_of(session, text), std::string("MODEL-NO-TOKENIZER"));
        try {
            session.generate(request(std::vector<TokenId>(80, 1), 1), {});
        } catch (const Error& error) {
            const QString sentence = error.what();
            QVERIFY2(sentence.contains("80") && sentence.contains("63"), error.what());
        }
        QCOMPARE(record(session, request({1, 2}, 2)).finished.tokens, 2);  // goes on afterwards
    }

    void evaluation_is_the_same_in_any_chunks()
    {
        Session session(engine_);
        const std::vector<TokenId> ids = {5, 4, 3, 2, 1, 10, 20, 30, 40, 50};
        const Evaluation whole = session.evaluate(ids);
        QCOMPARE(whole.logits.size(), ids.size() * std::size_t(engine_->card().vocab_size));
        for (const int chunk : {1, 3, 7}) {
            const Evaluation parts = session.evaluate(ids, chunk);
            for (std::size_t i = 0; i < whole.logits.size(); ++i)
                QVERIFY(std::abs(whole.logits[i] - parts.logits[i]) < 1e-4f);
        }
    }
};

QTEST_GUILESS_MAIN(tst_session)
#include "tst_session.moc"
