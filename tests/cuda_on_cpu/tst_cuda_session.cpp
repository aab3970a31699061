// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole models and whole replies on the stand-in for a GPU, beside the same on the processor.
#include "tests/engine/recorded_reply.h"

#include <QDir>
#include <QtTest>

#include <cmath>
#include <numeric>
#include <span>

using namespace recorded_reply;

namespace {

const QString kGolden = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden";

Session open(const std::string& model, const std::string& device)
{
    LoadOptions options;
    options.device = device;
    options.threads = 1;
    return Session(Engine::open(model, options));
}

std::vector<TokenId> counted(int tokens)
{
    std::vector<TokenId> ids(static_cast<std::size_t>(tokens));
    std::iota(ids.begin(), ids.end(), 1);
    return ids;
}

double largest_difference(const std::vector<float>& a, const std::vector<float>& b)
{
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        difference = std::max(difference, std::abs(double(a.at(i)) - b.at(i)));
        size = std::max(size, std::abs(double(b.at(i))));
    }
    return std::isfinite(difference) ? difference / size : INFINITY;
}

/// The same numbers and the same choices.
bool same_draw(const TokenEvent& a, const TokenEvent& b) { return same_bits(a, b) && same_candidates(a, b); }

/// The decoded tokens: of a prompt, what the cache holds is not forwarded again.
bool same_draw(const Recorded& a, const Recorded& b)
{
    const auto decoded = [](const Recorded& reply) {
        return std::span(reply.tokens).last(reply.reply_ids().size());
    };
    return std::ranges::equal(decoded(a), decoded(b),
                              [](const TokenEvent& x, const TokenEvent& y) { return same_draw(x, y); });
}

}  // namespace

class tst_cuda_session : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("EXPERTSCOPE_CUDA", PLUGIN); }

    void golden_models_choose_the_same_experts_data()
    {
        QTest::addColumn<QString>("model");
        for (const QString& name : QDir(kGolden).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            if (QFile::exists(kGolden + '/' + name + "/config.json"))
                QTest::newRow(qPrintable(name)) << kGolden + '/' + name;
    }

    /// Fewer tokens than are multiplied by tiles: what differs is the cache's half precision, 2^-11 of each number, and
    /// the order of sums. A random model of few layers carries an error on without making it grow.
    void golden_models_choose_the_same_experts()
    {
        QFETCH(QString, model);
        constexpr int kTokens = 15;
        Session cpu = open(model.toStdString(), "cpu"), cuda = open(model.toStdString(), "cuda");
        QCOMPARE(cuda.engine().card().backend, std::string("cuda"));
        const Evaluation expected = cpu.evaluate(counted(kTokens)), got = cuda.evaluate(counted(kTokens));
        QVERIFY(largest_difference(got.logits, expected.logits) < 16 * 0x1p-11);
        QVERIFY(largest_difference(got.latent_norm, expected.latent_norm) < 4 * 0x1p-11);
        for (int t = 0; t < kTokens; ++t) {
            const auto at = std::size_t(t);
            QCOMPARE(got.routing[at].experts, expected.routing[at].experts);
            if (got.routing[at].scores.empty()) continue;
            QVERIFY(largest_difference(got.routing[at].scores, expected.routing[at].scores) < 16 * 0x1p-11);
        }
    }

    /// Tiles round activations, and weights that are wider, to bfloat16: 2^-9.
    void prompts_by_tiles_stay_near()
    {
        Session cpu = open(kModel, "cpu"), cuda = open(kModel, "cuda");
        const Evaluation expected = cpu.evaluate(counted(20)), got = cuda.evaluate(counted(20));
        const double difference = largest_difference(got.logits, expected.logits);
        QVERIFY2(difference < 16 * 0x1p-9, qPrintable(QString::number(difference)));
    }

    /// Recorded passes, read one behind: the same tokens, experts and numbers as passes one by one.
    void a_reply_is_what_its_passes_are()
    {
        Session session = open(kModel, "cuda");
        const Recorded reply = record(session, request({5, 9, 2}, 40, 0.9f));
        QCOMPARE(int(reply.reply_ids().size()), 40);
        QCOMPARE(session.cached_tokens(), 43);
        std::vector<TokenId> all = {5, 9, 2};
        for (const TokenId id : reply.reply_ids()) all.push_back(id);
        const Evaluation alone = session.evaluate(all, 1);
        for (int t = 3; t < 43; ++t) {
            const TokenEvent& token = reply.tokens[std::size_t(t)];
            QCOMPARE(token.position, t);
            QCOMPARE(token.routing.experts, alone.routing[std::size_t(t)].experts);
            QCOMPARE(token.routing.weights, alone.routing[std::size_t(t)].weights);
            QCOMPARE(token.routing.scores, alone.routing[std::size_t(t)].scores);
        }
        for (int t = 3; t < 43; ++t) {  // the prompt has three
            const StageTimes& times = reply.tokens[std::size_t(t)].times;
            const bool timed = t < 7 || t == 19 || t == 35;
            QCOMPARE(times.attention > 0 && times.experts > 0 && times.sampling > 0, timed);
        }
    }

    void a_seed_means_the_same_tokens_as_on_the_processor()
    {
        Session cpu = open(kModel, "cpu"), cuda = open(kModel, "cuda");
        Request r = request({5, 9, 2}, 24, 0.8f);
        r.sampling.top_p = 0.9f;
        r.sampling.repetition_penalty = 1.2f;
        r.reply_start = {4, 4, 8};
        const Recorded expected = record(cpu, r), got = record(cuda, r);
        QCOMPARE(got.reply_ids(), expected.reply_ids());
        QCOMPARE(got.tokens[5].candidates.size(), expected.tokens[5].candidates.size());
    }

    void tracing_changes_nothing()
    {
        Session session = open(kModel, "cuda");
        Request r = request({5, 9, 2}, 20, 0.9f);
        const Recorded traced = record(session, r);
        QVERIFY(same_draw(traced, record(session, r)));
        std::vector<TokenId> ids;
        r.trace = false;
        const auto sink = [&](Event& event) {
            if (auto* token = std::get_if<TokenEvent>(&event)) ids.push_back(token->id);
        };
        session.generate(r, sink);
        QCOMPARE(ids, traced.reply_ids());
    }

    void experiments_are_recorded_anew()
    {
        Session cpu = open(kModel, "cpu"), cuda = open(kModel, "cuda");
        const Request plain = request({5, 9, 2}, 20);
        const Recorded before = record(cuda, plain);
        for (const int top_k : {1, 16, 2}) {
            Request r = plain;
            r.router.top_k = top_k;
            r.router.groups = false;
            r.router.experts = {{-1, 3, RouterOverride::Kind::Forced, 0}};
            if (top_k < 16) r.router.experts.push_back({2, 5, RouterOverride::Kind::Muted, 0});
            const Recorded expected = record(cpu, r), got = record(cuda, r);
            QCOMPARE(got.reply_ids(), expected.reply_ids());
            for (std::size_t t = 0; t < got.tokens.size(); ++t)
                QCOMPARE(got.tokens[t].routing.experts, expected.tokens[t].routing.experts);
        }
        QVERIFY(same_draw(before, record(cuda, plain)));
    }

    void a_stop_leaves_what_was_sent()
    {
        Session session = open(kModel, "cuda");
        std::stop_source stop;
        const Recorded stopped = record(session, request({5, 9, 2}, 40), &stop, 6);
        QCOMPARE(int(stopped.finished.reason), int(StopReason::Cancelled));
        QCOMPARE(session.cached_tokens(), int(stopped.tokens.size()));
        const Recorded whole = record(session, request({5, 9, 2}, 40));
        for (std::size_t t = 3; t < stopped.tokens.size(); ++t)
            QVERIFY(same_draw(stopped.tokens[t], whole.tokens[whole.tokens.size() - 40 + t - 3]));
    }

    void a_full_context_ends_the_reply()
    {
        LoadOptions options;
        options.device = "cuda";
        options.context = 12;
        Session session(Engine::open(kModel, options));
        const Recorded reply = record(session, request({5, 9, 2}, 0));
        QCOMPARE(int(reply.finished.reason), int(StopReason::ContextFull));
        QCOMPARE(session.cached_tokens(), 12);
    }

    void questions_about_experts_have_the_processors_answers()
    {
        Session cpu = open(kModel, "cpu"), cuda = open(kModel, "cuda");
        const EffectsProbe question{7, {5, 9, 2, 4}, 2, 6, {}};
        const auto expected = std::get<ExpertEffects>(cpu.probe(question));
        const auto got = std::get<ExpertEffects>(cuda.probe(question));
        QCOMPARE(got.experts.size(), expected.experts.size());
        for (std::size_t i = 0; i < got.experts.size(); ++i) {
            QCOMPARE(got.experts[i].expert, expected.experts[i].expert);
            QVERIFY(std::abs(got.experts[i].norm / expected.experts[i].norm - 1) < 16 * 0x1p-11);
            QVERIFY(std::abs(got.experts[i].logit - expected.experts[i].logit) < 0.02f);
        }
        const auto near = std::get<RouterNeighbours>(cuda.probe(NeighboursProbe{2}));
        QCOMPARE(near.nearest, std::get<RouterNeighbours>(cpu.probe(NeighboursProbe{2})).nearest);
    }
};

QTEST_GUILESS_MAIN(tst_cuda_session)
#include "tst_cuda_session.moc"
