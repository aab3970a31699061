// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/session.h"

#include "engine/error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace engine;

namespace {

const std::string kModel = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/g3-v3";  // no tokenizer: ids in, ids out

struct Recorded {
    std::vector<Event> events;
    std::vector<TokenEvent> tokens;
    ReplyStarted started;
    ReplyFinished finished;

    std::vector<TokenId> reply_ids() const
    {
        std::vector<TokenId> ids;
        for (const TokenEvent& token : tokens)
            if (token.phase == Phase::Decode) ids.push_back(token.id);
        return ids;
    }
};

Request request(std::vector<TokenId> ids, int max_tokens, float temperature = 0)
{
    Request r;
    r.reply = 7;
    r.ids = std::move(ids);
    r.sampling.temperature = temperature;
    r.sampling.seed = 11;
    r.sampling.max_tokens = max_tokens;
    return r;
}

Recorded record(Session& session, const Request& r, std::stop_source* stop = nullptr, int stop_after = -1)
{
    Recorded out;
    const auto sink = [&](Event& event) {
        if (auto* token = std::get_if<TokenEvent>(&event)) out.tokens.push_back(*token);
        if (auto* started = std::get_if<ReplyStarted>(&event)) out.started = *started;
        out.events.push_back(event);
        if (stop && int(out.reply_ids().size()) == stop_after) stop->request_stop();
    };
    out.finished = session.generate(r, sink, stop ? stop->get_token() : std::stop_token());
    return out;
}

std::string code_of(Session& session, const Request& r)
{
    try {
        session.generate(r, {});
    } catch (const Error& error) {
        return error.code();
    }
    return "answered";
}

}  // namespace

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

    void missing_and_damaged_models_are_refused()
    {
        const auto code = [](const std::string& model) -> std::string {
            try {
                Engine::open(model);
            } catch (const Error& error) {
                return error.code();
            }
            return "opens";
        };
        QCOMPARE(code("/nonexistent/model"), std::string("MODEL-MISSING"));
        QCOMPARE(code("no-such-bundled-model"), std::string("MODEL-MISSING"));
        QTemporaryDir empty;
        QCOMPARE(code(empty.path().toStdString()), std::string("MODEL-MISSING"));
        QVERIFY(QFile::copy(QString::fromStdString(kModel) + "/config.json", empty.filePath("config.json")));
        QCOMPARE(code(empty.path().toStdString()), std::string("MODEL-MISSING"));
        const QString other = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/g1-v2lite/model.safetensors";
        QVERIFY(QFile::copy(other, empty.filePath("model.safetensors")));
        const std::string mixed = code(empty.path().toStdString());
        QVERIFY2(mixed == "MODEL-TENSOR-MISSING" || mixed == "MODEL-SHAPE", mixed.c_str());
    }

    void loading_can_be_cancelled()
    {
        std::stop_source stop;
        const auto progress = [&](std::int64_t, std::int64_t) { stop.request_stop(); };
        QVERIFY_EXCEPTION_THROWN(Engine::open(kModel, {}, progress, stop.get_token()), Error);
    }
};

QTEST_GUILESS_MAIN(tst_session)
#include "tst_session.moc"
