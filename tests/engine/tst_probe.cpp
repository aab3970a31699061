// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/io/checkpoint.h"
#include "engine/router_override.h"
#include "engine/session.h"

#include "io/error_code.h"
#include "model_copy.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace engine;

namespace {

const std::string kGolden = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/";
constexpr double kTolerance = 1e-4;  // of float32 against float64, as for the whole forward pass; logits are below 4
const char* const kCases[] = {"v2-lite", "v2-group-limited", "v3-groups", "v3-negative-bias"};
const std::vector<TokenId> kIds = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};

std::shared_ptr<const Engine> open(const std::string& name)
{
    return Engine::open(kGolden + name, {"cpu", 2, 256});
}

QJsonArray expected_effects(const std::string& name)
{
    QFile file(QString::fromStdString(kGolden + name + "/effects.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

EffectsProbe probe_of(const QJsonObject& json)
{
    EffectsProbe probe;
    probe.reply = 7;
    for (const auto& id : json["ids"].toArray()) probe.ids.push_back(id.toInt());
    probe.layer = json["layer"].toInt();
    probe.target = json["target"].toInt();
    probe.router = override_from_json(QJsonDocument(json["override"].toObject()).toJson().toStdString(), "here");
    return probe;
}

EffectsProbe plain_probe(const ModelCard& card)
{
    return {7, kIds, card.moe_layers.back(), 11, {}};
}

ExpertEffects effects(Session& session, const EffectsProbe& probe)
{
    return std::get<ExpertEffects>(session.probe(probe));
}

/// The target's logit behind the last token.
double last_logit(Session& session, const EffectsProbe& probe, const RouterOverride& router)
{
    const std::vector<float> logits = session.evaluate(probe.ids, 0, router).logits;
    const std::size_t width = logits.size() / probe.ids.size();
    return logits[(probe.ids.size() - 1) * width + std::size_t(probe.target)];
}

std::vector<double> log_softmax(const float* logits, std::size_t width)
{
    double sum = 0;
    for (std::size_t i = 0; i < width; ++i) sum += std::exp(double(logits[i]));
    std::vector<double> out;
    for (std::size_t i = 0; i < width; ++i) out.push_back(double(logits[i]) - std::log(sum));
    return out;
}

bool near(double a, double b, double tolerance = kTolerance) { return std::abs(a - b) <= tolerance; }

}  // namespace

class tst_probe : public QObject {
    Q_OBJECT

private slots:
    void effects_equal_the_reference_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : kCases) QTest::newRow(name) << QByteArray(name);
    }
    void effects_equal_the_reference()
    {
        QFETCH(QByteArray, name);
        Session session(open(name.toStdString()));
        const QJsonArray all = expected_effects(name.toStdString());
        QCOMPARE(all.size(), 2);  // of the model as it is, and under an experiment
        for (const auto& one : all) {
            const QJsonObject json = one.toObject();
            const EffectsProbe probe = probe_of(json);
            const ExpertEffects found = effects(session, probe);
            QCOMPARE(found.reply, ReplyId(7));
            QCOMPARE(found.position, int(probe.ids.size()) - 1);
            QCOMPARE(found.layer, probe.layer);
            QCOMPARE(found.target, probe.target);
            QVERIFY(near(found.target_logit, json["target_logit"].toDouble()));
            QVERIFY(near(found.stream_norm, json["stream_norm"].toDouble()));
            const QJsonArray experts = json["experts"].toArray();
            QCOMPARE(int(found.experts.size()), int(experts.size()));
            for (int i = 0; i < experts.size(); ++i) {
                const QJsonObject expected = experts[i].toObject();
                const ExpertEffects::One& expert = found.experts[std::size_t(i)];
                QCOMPARE(expert.expert, expected["expert"].toInt());
                QVERIFY(near(expert.weight, expected["weight"].toDouble()));
                QVERIFY(near(expert.norm, expected["norm"].toDouble()));
                QVERIFY(near(expert.logit, expected["logit"].toDouble()));
            }
        }
    }

    /// In a model whose last layer alone has experts, without renormalised weights, the weakest expert is left out by
    /// a smaller top-k, and the shared ones by leaving them out everywhere.
    void effects_equal_brute_force()
    {
        const auto engine = open("v2-group-limited");
        const ModelCard& card = engine->card();
        QCOMPARE(card.moe_layers, std::vector<int>{card.num_hidden_layers - 1});
        QVERIFY(!card.norm_topk_prob);
        Session session(engine);
        const EffectsProbe probe = plain_probe(card);
        const ExpertEffects found = effects(session, probe);
        RouterOverride fewer, unshared;
        fewer.top_k = card.num_experts_per_tok - 1;
        unshared.shared_experts = false;
        const double whole = last_logit(session, probe, {});
        QVERIFY(near(found.target_logit, whole));
        const auto& experts = found.experts;
        QCOMPARE(int(experts.size()), card.num_experts_per_tok + 1);
        QVERIFY(near(experts[experts.size() - 2].logit, whole - last_logit(session, probe, fewer)));
        QVERIFY(near(experts.back().logit, whole - last_logit(session, probe, unshared)));
        QCOMPARE(experts.back().expert, -1);
    }

    /// From a cache that holds the beginning, the same; and a conversation goes on as if nothing had been asked.
    void the_cache_is_continued()
    {
        const auto engine = open("v2-lite");
        const EffectsProbe probe = plain_probe(engine->card());
        Session cold(engine), warm(engine);
        const ExpertEffects expected = effects(cold, probe);
        QCOMPARE(cold.cached_tokens(), int(kIds.size()) - 1);

        Request r;
        r.reply = 5;
        r.ids = kIds;
        r.sampling.temperature = 0;
        r.sampling.max_tokens = 4;
        std::vector<TokenId> first, again;
        ReplyStarted started;
        const auto into = [&](std::vector<TokenId>& ids) {
            return [&](Event& event) {
                if (const auto* token = std::get_if<TokenEvent>(&event); token && token->phase == Phase::Decode)
                    ids.push_back(token->id);
                if (const auto* start = std::get_if<ReplyStarted>(&event)) started = *start;
            };
        };
        warm.generate(r, into(first));
        const ExpertEffects found = effects(warm, probe);
        QCOMPARE(warm.cached_tokens(), int(kIds.size()) - 1);
        for (std::size_t i = 0; i < expected.experts.size(); ++i) {
            QCOMPARE(found.experts[i].expert, expected.experts[i].expert);
            QVERIFY(near(found.experts[i].logit, expected.experts[i].logit));
        }
        warm.generate(r, into(again));
        QCOMPARE(again, first);
        QCOMPARE(started.reused_tokens, int(kIds.size()) - 1);
        QCOMPARE(started.base, ReplyId(7));  // the probe's reply, whose context begins the same
    }

    void neighbours_are_the_nearest_rows()
    {
        const auto engine = open("v3-groups");
        const int layer = engine->card().moe_layers.front();
        Session session(engine);
        const auto found = std::get<RouterNeighbours>(session.probe(NeighboursProbe{layer}));
        const Checkpoint files(kGolden + "v3-groups");
        const TensorView* gate = files.find("model.layers." + std::to_string(layer) + ".mlp.gate.weight");
        QVERIFY(gate && gate->dtype == DType::F32);
        const auto experts = std::size_t(gate->shape[0]), hidden = std::size_t(gate->shape[1]);
        std::vector<float> w(experts * hidden);
        std::memcpy(w.data(), gate->bytes.data(), gate->bytes.size());
        const auto cosine = [&](std::size_t a, std::size_t b) {
            double ab = 0, aa = 0, bb = 0;
            for (std::size_t i = 0; i < hidden; ++i) {
                const double x = w[a * hidden + i], y = w[b * hidden + i];
                ab += x * y, aa += x * x, bb += y * y;
            }
            return ab / std::sqrt(aa * bb);
        };
        QCOMPARE(found.model, engine->card().hash);
        QCOMPARE(found.layer, layer);
        QCOMPARE(found.experts, int(experts));
        QCOMPARE(found.width, 8);
        QCOMPARE(found.nearest.size(), experts * 8);
        QCOMPARE(found.cosine.size(), experts * 8);
        for (std::size_t e = 0; e < experts; ++e) {
            std::vector<std::pair<double, std::size_t>> all;
            for (std::size_t other = 0; other < experts; ++other)
                if (other != e) all.push_back({-cosine(e, other), other});
            std::sort(all.begin(), all.end());
            for (std::size_t n = 0; n < 8; ++n) {
                QCOMPARE(std::size_t(found.nearest[e * 8 + n]), all[n].second);
                QVERIFY(near(found.cosine[e * 8 + n], -all[n].first, 1e-6));
            }
        }
    }

    void divergence_equals_two_evaluations_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("first");
        QTest::newRow("a reply") << 12 << 4;
        QTest::newRow("all but one token") << 12 << 1;
        QTest::newRow("one token") << 12 << 11;
        QTest::newRow("several chunks") << 200 << 3;
    }
    /// A relative error d of logits up to s moves a log probability by at most 2 d s, and so the divergence by at most
    /// four times that for either side.
    void divergence_equals_two_evaluations()
    {
        QFETCH(int, tokens);
        QFETCH(int, first);
        const auto engine = open("v2-lite");
        Session session(engine), other(engine);
        DivergenceProbe probe;
        probe.reply = 7;
        for (int i = 0; i < tokens; ++i) probe.ids.push_back((i * 7 + 3) % engine->card().vocab_size);
        probe.first = first;
        probe.changed.top_k = 1;
        probe.original.bias = false;
        const auto found = std::get<Divergence>(session.probe(probe));
        const Evaluation before = other.evaluate(probe.ids, 0, probe.original);
        const Evaluation after = other.evaluate(probe.ids, 0, probe.changed);
        const std::size_t width = std::size_t(engine->card().vocab_size), count = std::size_t(tokens - first);
        QCOMPARE(found.reply, ReplyId(7));
        QVERIFY(found.original == probe.original && found.changed == probe.changed);
        for (const std::size_t size : {found.kl.size(), found.before.size(), found.after.size(), found.best.size()})
            QCOMPARE(size, count);
        double largest = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = (std::size_t(first) - 1 + i) * width;
            const auto p = log_softmax(before.logits.data() + row, width);
            const auto q = log_softmax(after.logits.data() + row, width);
            double kl = 0;
            for (std::size_t id = 0; id < width; ++id) kl += std::exp(p[id]) * (p[id] - q[id]);
            const auto token = std::size_t(probe.ids[std::size_t(first) + i]);
            QVERIFY(near(found.kl[i], kl, 8 * kTolerance));
            QVERIFY(near(found.before[i], std::exp(p[token]), 2 * kTolerance));
            QVERIFY(near(found.after[i], std::exp(q[token]), 2 * kTolerance));
            QCOMPARE(found.best[i], TokenId(std::max_element(q.begin(), q.end()) - q.begin()));
            largest = std::max(largest, kl);
        }
        QVERIFY(largest > 0.01);  // it is not all nothing
        QCOMPARE(session.cached_tokens(), tokens - 1);
    }

    void the_same_override_changes_nothing()
    {
        Session session(open("v3-groups"));
        DivergenceProbe probe{7, kIds, 5, {}, {}};
        for (int trial = 0; trial < 2; ++trial) {  // the second time from what the first left in the cache
            const auto found = std::get<Divergence>(session.probe(probe));
            for (std::size_t i = 0; i < found.kl.size(); ++i) {
                QVERIFY(near(found.kl[i], 0, 1e-6));
                QVERIFY(near(found.before[i], found.after[i], 1e-6));
            }
        }
    }

    void refuses_what_cannot_be_asked()
    {
        const auto engine = open("v3-groups");
        const ModelCard& card = engine->card();
        Session session(engine);
        const auto code = [&](const Probe& probe) { return error_code([&] { session.probe(probe); }); };
        const auto changed = [&](auto change) {
            EffectsProbe probe = plain_probe(card);
            change(probe);
            return code(probe);
        };
        QCOMPARE(changed([](auto&) {}), std::string("none"));
        QCOMPARE(changed([](auto& p) { p.layer = 0; }), std::string("PROBE-RANGE"));  // a dense one
        QCOMPARE(changed([](auto& p) { p.layer = -1; }), std::string("PROBE-RANGE"));
        QCOMPARE(changed([](auto& p) { p.layer = 99; }), std::string("PROBE-RANGE"));
        QCOMPARE(changed([](auto& p) { p.ids.clear(); }), std::string("PROMPT-EMPTY"));
        QCOMPARE(changed([](auto& p) { p.ids.assign(256, 1); }), std::string("none"));
        QCOMPARE(changed([](auto& p) { p.ids.assign(257, 1); }), std::string("PROMPT-TOO-LONG"));
        QCOMPARE(changed([&](auto& p) { p.ids.back() = card.vocab_size; }), std::string("TOK-ID"));
        QCOMPARE(changed([&](auto& p) { p.target = -1; }), std::string("TOK-ID"));
        QCOMPARE(changed([](auto& p) { p.router.top_k = 99; }), std::string("ROUTER-OVERRIDE"));
        QCOMPARE(code(NeighboursProbe{0}), std::string("PROBE-RANGE"));
        for (const int first : {-1, 0, 12, 13})
            QCOMPARE(code(DivergenceProbe{7, kIds, first, {}, {}}), std::string("PROBE-RANGE"));
        RouterOverride unusable;
        unusable.top_k = 99;
        QCOMPARE(code(DivergenceProbe{7, kIds, 3, {}, unusable}), std::string("ROUTER-OVERRIDE"));
        QCOMPARE(code(DivergenceProbe{7, kIds, 3, unusable, {}}), std::string("ROUTER-OVERRIDE"));
    }

    void can_be_stopped()
    {
        const auto engine = open("v3-groups");
        Session session(engine);
        std::stop_source stop;
        stop.request_stop();
        const int layer = engine->card().moe_layers.front();
        const Probe probes[] = {plain_probe(engine->card()), NeighboursProbe{layer},
                                DivergenceProbe{7, kIds, 3, {}, {}}};
        for (const Probe& probe : probes)
            QCOMPARE(error_code([&] { session.probe(probe, stop.get_token()); }), std::string("CANCELLED"));
        QCOMPARE(session.cached_tokens(), 0);
    }

    void notices_a_changed_file()
    {
        const ModelCopy copy("v3-groups", "model.safetensors");
        const auto engine = Engine::open(copy.model(), {"cpu", 1, 64});
        Session session(engine);
        const auto ask = [&](const Probe& probe) { return error_code([&] { session.probe(probe); }); };
        QCOMPARE(ask(plain_probe(engine->card())), std::string("none"));
        copy.rewrite();
        QCOMPARE(ask(plain_probe(engine->card())), std::string("MODEL-FILE-CHANGED"));
        QCOMPARE(ask(NeighboursProbe{engine->card().moe_layers.front()}), std::string("MODEL-FILE-CHANGED"));
    }
};

QTEST_GUILESS_MAIN(tst_probe)
#include "tst_probe.moc"
