// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// Replies under a router that was changed.
#include "engine/router_override.h"
#include "recorded_reply.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace recorded_reply;

namespace {

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

}  // namespace

class tst_session_experiment : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<const Engine> engine_;

private slots:
    void initTestCase() { engine_ = Engine::open(kModel, {"cpu", 2, 64}); }

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
};

QTEST_GUILESS_MAIN(tst_session_experiment)
#include "tst_session_experiment.moc"
