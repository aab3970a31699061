// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/session.h"

#include "engine/error.h"
#include "engine/router_override.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <set>

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

/// The same numbers, whenever they were computed.
bool same_bits(const TokenEvent& a, const TokenEvent& b)
{
    return a.id == b.id && a.position == b.position && a.routing.experts == b.routing.experts &&
           a.routing.weights == b.routing.weights && a.routing.scores == b.routing.scores &&
           a.latent_norm == b.latent_norm;
}

/// Different experts, all forced ones among them, no muted one.
bool obeys(const Routing& token, const RouterOverride& router, const ModelCard& card)
{
    const auto top_k = std::size_t(experts_per_token(router, card));
    for (std::size_t layer = 0; layer < card.moe_layers.size(); ++layer) {
        const auto first = token.experts.begin() + std::ptrdiff_t(layer * top_k);
        const std::set<int> chosen(first, first + std::ptrdiff_t(top_k));
        if (chosen.size() != top_k) return false;
        for (const RouterOverride::Expert& change : router.experts) {
            if (change.kind == RouterOverride::Kind::Muted && chosen.contains(change.expert)) return false;
            if (change.kind == RouterOverride::Kind::Forced && !chosen.contains(change.expert)) return false;
        }
    }
    return true;
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

    void changes_that_change_nothing_keep_every_bit()
    {
        const Request plain = request({3, 1, 4, 1, 5, 9}, 12, 1.0f);
        Session session(engine_);
        const Recorded expected = record(session, plain);
        QCOMPARE(expected.started.router, RouterOverride());
        Request same = plain;
        same.router.top_k = engine_->card().num_experts_per_tok;
        same.router.experts = {{-1, 3, RouterOverride::Kind::Boosted, 0}};
        Session other(engine_);
        const Recorded found = record(other, same);
        QCOMPARE(found.started.router, same.router);
        QCOMPARE(found.reply_ids(), expected.reply_ids());
        for (std::size_t i = 0; i < expected.tokens.size(); ++i) QVERIFY(same_bits(found.tokens[i], expected.tokens[i]));
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
            QCOMPARE(a.candidates.size(), b.candidates.size());
            for (std::size_t c = 0; c < a.candidates.size(); ++c)
                QVERIFY(a.candidates[c].id == b.candidates[c].id && a.candidates[c].before == b.candidates[c].before &&
                        a.candidates[c].after == b.candidates[c].after);
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

    void an_experiment_holds_for_every_token()
    {
        const ModelCard& card = engine_->card();
        Request r = request({3, 1, 4, 1, 5, 9, 2, 6}, 20, 1.0f);
        Session plain(engine_), changed(engine_);
        const Recorded before = record(plain, r);
        const int muted = before.tokens.front().routing.experts.front();
        const int forced = (muted + 1) % card.n_routed_experts;
        r.router.experts = {{-1, std::uint16_t(muted), RouterOverride::Kind::Muted, 0},
                            {std::int16_t(card.moe_layers.front()), std::uint16_t(forced),
                             RouterOverride::Kind::Forced, 0}};
        const Recorded after = record(changed, r);
        QCOMPARE(after.started.router, r.router);
        QCOMPARE(after.finished.tokens, 20);
        for (const TokenEvent& token : after.tokens) {
            const auto& experts = token.routing.experts;
            QCOMPARE(experts.size(), before.tokens.front().routing.experts.size());
            QVERIFY(std::count(experts.begin(), experts.end(), muted) == 0);
            QVERIFY(std::count(experts.begin(), experts.begin() + card.num_experts_per_tok, forced) == 1);
        }
        // The first router saw the same input: its scores are the same to the bit, only the choice is not.
        QCOMPARE(after.tokens.front().routing.scores, before.tokens.front().routing.scores);
    }

    void top_k_is_the_width_of_the_routing()
    {
        const ModelCard& card = engine_->card();
        const std::size_t layers = card.moe_layers.size();
        Session session(engine_);
        for (const int top_k : {1, card.n_routed_experts, 2}) {
            Request r = request({3, 1, 4, 1, 5, 9, 2, 6}, 5);
            r.router.top_k = top_k;
            r.router.groups = false;
            const Recorded found = record(session, r);
            QCOMPARE(found.tokens.size(), std::size_t(13));
            for (const TokenEvent& token : found.tokens) {
                QCOMPARE(token.routing.experts.size(), layers * std::size_t(top_k));
                QCOMPARE(token.routing.weights.size(), layers * std::size_t(top_k));
                QCOMPARE(token.routing.scores.size(), layers * std::size_t(card.n_routed_experts));
            }
        }
    }

    /// What is computed for more experts than usual takes no more memory than usual: chunks are shorter.
    void wide_routing_comes_in_shorter_chunks()
    {
        Request r = request(std::vector<TokenId>(40, 5), 1);
        r.router.top_k = 4 * engine_->card().num_experts_per_tok;  // of 64 positions: 16 at once
        r.router.groups = false;
        Session session(engine_);
        std::vector<int> done;
        for (const Event& event : record(session, r).events)
            if (const auto* progress = std::get_if<PrefillProgress>(&event)) done.push_back(progress->done);
        QCOMPARE(done, (std::vector<int>{16, 32, 40}));
    }

    void a_prefix_is_kept_under_the_same_experiment_only()
    {
        // Its last layer's latents depend on the router before it.
        const auto engine = Engine::open(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/v2-lite", {"cpu", 2, 64});
        const Request plain = request({3, 1, 4, 1, 5, 9, 2, 6}, 6);
        Request changed = plain;
        changed.router.experts = {{-1, 0, RouterOverride::Kind::Muted, 0}, {-1, 1, RouterOverride::Kind::Muted, 0}};
        const auto fresh = [&](const Request& r) {
            Session session(engine);
            return record(session, r);
        };
        const Recorded cold_plain = fresh(plain), cold_changed = fresh(changed);
        bool latents_differ = false;
        for (int i = 0; i < 8; ++i)
            latents_differ |= cold_plain.tokens[std::size_t(i)].latent_norm.back() !=
                              cold_changed.tokens[std::size_t(i)].latent_norm.back();
        QVERIFY(latents_differ);

        Session warm(engine);
        record(warm, plain);
        for (const auto& [r, expected] : {std::pair(changed, &cold_changed), std::pair(plain, &cold_plain)}) {
            const Recorded first = record(warm, r);
            QCOMPARE(first.started.reused_tokens, 0);
            QCOMPARE(first.started.base, ReplyId(0));
            QCOMPARE(first.tokens.size(), expected->tokens.size());
            for (std::size_t i = 0; i < first.tokens.size(); ++i)
                QVERIFY(same_bits(first.tokens[i], expected->tokens[i]));
            QCOMPARE(record(warm, r).started.reused_tokens, 7);  // the same again goes on from there
        }

        // Nor after an evaluation, nor after a reply that was stopped before its first token.
        warm.evaluate(plain.ids, 0, changed.router);
        QCOMPARE(record(warm, plain).started.reused_tokens, 0);
        std::stop_source stop;
        stop.request_stop();
        record(warm, changed, &stop, 0);
        const Recorded after = record(warm, plain);
        QCOMPARE(after.started.reused_tokens, 0);
        for (std::size_t i = 0; i < after.tokens.size(); ++i)
            QVERIFY(same_bits(after.tokens[i], cold_plain.tokens[i]));
    }

    /// Whatever check_override lets pass can be routed, on models with and without groups.
    void what_is_allowed_can_be_chosen()
    {
        std::mt19937 random(3);
        const auto below = [&](int n) { return int(random() % std::uint32_t(n)); };
        int allowed = 0;
        for (const char* name : {"g3-v3", "v2-lite", "v2-group-limited", "v3-negative-bias"}) {
            const auto engine =
                Engine::open(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/" + std::string(name), {"cpu", 1, 64});
            const ModelCard& card = engine->card();
            Session session(engine);
            for (int trial = 0; trial < 200; ++trial) {
                RouterOverride router;
                router.top_k = below(card.n_routed_experts + 1);
                router.groups = below(3) > 0;
                router.bias = below(2) > 0;
                for (int i = below(card.n_routed_experts); i > 0; --i)
                    router.experts.push_back({-1, std::uint16_t(below(card.n_routed_experts)),
                                              RouterOverride::Kind(below(3)), 0.1f * float(below(20) - 10)});
                try {
                    check_override(router, card);
                } catch (const Error&) {
                    continue;
                }
                ++allowed;
                for (const Routing& token : session.evaluate(std::vector<TokenId>{1, 2, 3}, 0, router).routing)
                    QVERIFY(obeys(token, router, card));
            }
        }
        QVERIFY2(allowed > 80, qPrintable(QString::number(allowed)));
    }

    void refuses_an_unusable_experiment_before_anything_is_computed()
    {
        Session session(engine_);
        record(session, request({1, 2, 3}, 2));
        const int cached = session.cached_tokens();
        Request r = request({1, 2, 3}, 2);
        r.router.experts = {{-1, 16, RouterOverride::Kind::Muted, 0}};
        int events = 0;
        try {
            session.generate(r, [&](Event&) { ++events; });
            QFAIL("answered");
        } catch (const Error& error) {
            QCOMPARE(error.code(), std::string("ROUTER-OVERRIDE"));
        }
        QCOMPARE(events, 0);
        QCOMPARE(session.cached_tokens(), cached);
        QVERIFY_EXCEPTION_THROWN(session.evaluate(r.ids, 0, r.router), Error);
        QCOMPARE(record(session, request({1, 2, 3}, 2)).started.reused_tokens, 2);  // nothing was lost
    }

    void an_evaluation_says_what_it_was_made_under()
    {
        Session session(engine_);
        RouterOverride router;
        router.top_k = 2;
        router.experts = {{-1, 5, RouterOverride::Kind::Boosted, 0.1f}};
        const std::vector<TokenId> ids = {5, 4, 3};
        QTemporaryDir folder;
        const QString file = folder.filePath("out.safetensors");
        save_evaluation(session.evaluate(ids, 0, router), engine_->card(), file.toStdString());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray length = written.read(8);
        const auto header = QJsonDocument::fromJson(written.read(uchar(length[0]) + 256 * uchar(length[1]))).object();
        const QString kept = header["__metadata__"].toObject()["router_override"].toString();
        QCOMPARE(override_from_json(kept.toStdString(), "here"), router);
        QCOMPARE(header["experts"].toObject()["shape"].toArray(), (QJsonArray{3, 1, 2}));
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
