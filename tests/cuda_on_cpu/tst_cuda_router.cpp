// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backend/backend.h"
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/error.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <list>
#include <random>

using namespace engine;

namespace {

constexpr std::size_t kMemory = 64 << 20;
constexpr int kLayers = 3, kLayer = 1;
constexpr float kMuted = -std::numeric_limits<float>::infinity();

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}

    int below(int n) { return int(engine_() % unsigned(n)); }
    float normal() { return std::normal_distribution<float>()(engine_); }
    template <class T>
    T one_of(const std::vector<T>& values) { return values[std::size_t(below(int(values.size())))]; }

private:
    std::mt19937 engine_;
};

using Numbers = std::vector<float>;

/// Whole numbers whose products add up to the same in any order, so that both sides score alike. Some rows are equal:
/// their experts tie.
Numbers gate_of(int n_experts, int width, Random& random)
{
    Numbers gate(std::size_t(n_experts) * std::size_t(width));
    for (int e = 0; e < n_experts; ++e) {
        float* row = gate.data() + std::size_t(e) * std::size_t(width);
        if (e > 0 && random.below(4) == 0)
            std::copy_n(gate.data() + std::size_t(random.below(e)) * std::size_t(width), width, row);
        else
            for (int i = 0; i < width; ++i) row[i] = float(random.below(3) - 1);
    }
    return gate;
}

Numbers inputs_of(int tokens, int width, Random& random)
{
    Numbers x(std::size_t(tokens) * std::size_t(width), 0.0f);
    for (int t = 0; t < tokens; ++t)  // few of them: logits stay small
        for (int i = 0; i < 6; ++i) x[std::size_t(t * width + random.below(width))] = float(random.below(5) - 2) / 2;
    return x;
}

Weight f32(const Numbers& numbers, int rows)
{
    return {WeightType::F32, rows, int(numbers.size()) / rows, reinterpret_cast<const std::byte*>(numbers.data())};
}

/// One backend with a router, its inputs and a slab.
struct Side {
    Side(Backend& b, const Router& rule, const Weight& gate, const Numbers& bias, const Numbers& inputs, int rows)
        : backend(b), slab(b.host_memory()), router(rule)
    {
        router.gate = backend.adopt(gate, {});
        if (!bias.empty()) {
            biases = backend.allocate(1, int(bias.size()));
            backend.copy_from_host(bias.data(), 0, 1, biases);
            router.bias = &biases;
        }
        x = backend.allocate(int(inputs.size()) / gate.cols, gate.cols);
        backend.copy_from_host(inputs.data(), 0, x.rows(), x);
        slab.layers = kLayers;
        slab.top_k = rule.top_k;
        slab.n_experts = gate.rows;
        slab.model_layers = kLayers;
        slab.resize(rows);
    }

    void route(const Batch& batch)
    {
        backend.begin(batch);
        backend.route(router, x, batch, kLayer, slab);
        backend.wait(backend.submit());
    }

    Backend& backend;
    RoutingSlab slab;
    Router router;
    Tensor biases, x;
};

bool near(float a, float b) { return std::abs(a - b) <= 1e-5f * std::max(std::abs(a), std::abs(b)) + 1e-9f; }

/// What differs in one token's row of the layer, or nothing.
QString difference(const RoutingSlab& device, const RoutingSlab& cpu, int device_row, int cpu_row)
{
    const std::size_t at = device.chosen(device_row, kLayer), other = cpu.chosen(cpu_row, kLayer);
    for (std::size_t k = 0; k < std::size_t(cpu.top_k); ++k) {
        if (device.experts[at + k] != cpu.experts[other + k])
            return QString("place %1: expert %2 instead of %3").arg(k).arg(device.experts[at + k])
                .arg(cpu.experts[other + k]);
        if (!near(device.weights[at + k], cpu.weights[other + k]))
            return QString("weight %1: %2 instead of %3").arg(k).arg(double(device.weights[at + k]))
                .arg(double(cpu.weights[other + k]));
    }
    const std::size_t scores = device.scored(device_row, kLayer), others = cpu.scored(cpu_row, kLayer);
    for (std::size_t e = 0; e < std::size_t(cpu.n_experts); ++e)
        if (!near(device.scores[scores + e], cpu.scores[others + e])) return QString("score of %1").arg(e);
    return {};
}

/// A rule that leaves enough experts to choose from.
Router random_rule(int n_experts, Random& random)
{
    Router r;
    r.scoring = random.one_of<Scoring>({Scoring::Softmax, Scoring::Sigmoid});
    r.method = random.one_of<TopkMethod>({TopkMethod::Greedy, TopkMethod::GroupLimitedGreedy, TopkMethod::NoauxTc});
    std::vector<int> groups;
    for (int n = 1; n <= n_experts; ++n)
        if (n_experts % n == 0) groups.push_back(n);
    r.n_group = random.one_of(groups);
    r.topk_group = 1 + random.below(r.n_group);
    r.norm_topk_prob = random.below(2);
    r.scale_normalised = random.below(2);
    r.routed_scaling_factor = random.one_of<float>({1, 2.5f, 16});
    const int allowed = r.method == TopkMethod::Greedy ? n_experts : n_experts / r.n_group * r.topk_group;
    const int muted = random.below(2) * random.below(std::max(allowed / 2, 1));
    for (int i = 0; i < muted; ++i) r.boosts.push_back({std::uint16_t(random.below(n_experts)), kMuted});
    const int most = allowed - muted;
    r.top_k = random.below(4) ? 1 + random.below(std::min(most, 8)) : 1 + random.below(most);
    for (int i = random.below(2) * random.below(6); i > 0; --i)
        r.boosts.push_back({std::uint16_t(random.below(n_experts)), float(random.below(9) - 4) / 4});
    for (int i = random.below(2) * random.below(r.top_k + 1); i > 0; --i)
        r.forced.push_back(std::uint16_t(random.below(n_experts)));
    return r;
}

Numbers random_bias(int n_experts, Random& random)
{
    Numbers bias(random.below(2) ? std::size_t(n_experts) : 0);
    for (float& b : bias) b = float(random.below(5) - 2) / 8;
    return bias;
}

QString description(const Router& r, int n_experts, int tokens)
{
    return QString("%1 experts, %2 tokens, K %3, method %4, %5 of %6 groups, %7 boosts, %8 forced").arg(n_experts)
        .arg(tokens).arg(r.top_k).arg(int(r.method)).arg(r.topk_group).arg(r.n_group).arg(r.boosts.size())
        .arg(r.forced.size());
}

/// Experts small enough to be multiplied here.
struct Experts {
    Experts(Backend& backend, int count, int width, int hidden)
    {
        Random random(9);
        for (int e = 0; e < count; ++e) {
            const auto matrix = [&](int rows, int cols) {
                Numbers& n = numbers.emplace_back(std::size_t(rows) * std::size_t(cols));
                for (float& x : n) x = random.normal() * 0.3f;
                return backend.adopt(f32(n, rows), {});
            };
            routed.push_back({matrix(hidden, width), matrix(hidden, width), matrix(width, hidden)});
        }
    }
    std::list<Numbers> numbers;
    std::vector<Mlp> routed;
};

Numbers multiplied(Side& side, const Experts& experts, const Batch& batch)
{
    Tensor y = side.backend.allocate(batch.tokens, side.x.cols());
    side.backend.experts({experts.routed, {}}, side.x, batch, kLayer, side.slab, y);
    Numbers out(std::size_t(batch.tokens) * std::size_t(y.cols()));
    side.backend.copy_to_host(y, 0, batch.tokens, out.data());
    return out;
}

float farthest(const Numbers& a, const Numbers& b)
{
    float most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
    return most;
}

std::vector<std::int32_t> ids(int tokens) { return std::vector<std::int32_t>(std::size_t(tokens), 1); }

}  // namespace

class tst_cuda_router : public QObject {
    Q_OBJECT

private slots:
    void chooses_what_the_processor_chooses_data()
    {
        QTest::addColumn<int>("n_experts");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("rules");
        QTest::newRow("tiny") << 8 << 48 << 150;
        QTest::newRow("odd") << 30 << 50 << 100;
        QTest::newRow("64") << 64 << 64 << 60;
        QTest::newRow("160, rows shared by warps") << 160 << 2048 << 6;
        QTest::newRow("384, rows shared by eight") << 384 << 7168 << 2;
        QTest::newRow("512") << 512 << 36 << 8;
    }
    void chooses_what_the_processor_chooses()
    {
        QFETCH(int, n_experts);
        QFETCH(int, width);
        QFETCH(int, rules);
        cuda::CudaBackend device(0, kMemory);
        const auto cpu = make_cpu_backend(1);
        Random random(static_cast<unsigned>(n_experts));
        for (int i = 0; i < rules; ++i) {
            const Router rule = random_rule(n_experts, random);
            const int tokens = random.one_of<int>({1, 1, 2, 3, 15, 16, 17, 40}), row = random.below(3);
            const Numbers gate = gate_of(n_experts, width, random), bias = random_bias(n_experts, random),
                          x = inputs_of(tokens, width, random);
            Side here(device, rule, f32(gate, n_experts), bias, x, row + tokens);
            Side there(*cpu, rule, f32(gate, n_experts), bias, x, tokens);
            const auto some = ids(tokens);
            here.route({some, 0, tokens, row});
            there.route({some, 0, tokens, 0});
            for (int t = 0; t < tokens; ++t) {
                const QString different = difference(here.slab, there.slab, row + t, t);
                QVERIFY2(different.isEmpty(), qPrintable(QString("rule %1, token %2: %3; %4").arg(i).arg(t)
                             .arg(different, description(rule, n_experts, tokens))));
            }
        }
    }

    /// A token's scores do not depend on what stands beside it: bit by bit the same alone and among many.
    void a_token_is_routed_alike_in_every_batch()
    {
        constexpr int n_experts = 21, width = 2052, tokens = 20;
        cuda::CudaBackend device(0, kMemory);
        Random random(3);
        Numbers gate(std::size_t(n_experts) * width), x(std::size_t(tokens) * width);
        for (float& w : gate) w = random.normal();
        for (float& w : x) w = random.normal() / 16;
        Router rule;
        rule.top_k = 4;
        Side all(device, rule, f32(gate, n_experts), {}, x, tokens);
        const auto some = ids(tokens);
        all.route({some, 0, tokens, 0});
        for (int t = 0; t < tokens; ++t) {
            const Numbers own(x.begin() + t * width, x.begin() + (t + 1) * width);
            Side one(device, rule, f32(gate, n_experts), {}, own, 1);
            one.route({std::span(some).first(1), 0, 1, 0});
            const auto mine = one.slab.scores.begin() + std::ptrdiff_t(one.slab.scored(0, kLayer));
            const auto among = all.slab.scores.begin() + std::ptrdiff_t(all.slab.scored(t, kLayer));
            QVERIFY(std::equal(mine, mine + n_experts, among));
        }
    }

    /// The device keeps a choice of its own, which experts() goes by, and takes another one over from the host.
    void experts_follow_the_choice_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::newRow("one") << 1;
        QTest::newRow("few") << 3;
    }
    void experts_follow_the_choice()
    {
        QFETCH(int, tokens);
        constexpr int n_experts = 8, width = 48, row = 1;
        cuda::CudaBackend device(0, kMemory);
        const auto cpu = make_cpu_backend(1);
        Random random(4);
        const Experts here_experts(device, n_experts, width, 20), there_experts(*cpu, n_experts, width, 20);
        const auto some = ids(tokens);
        const Batch batch{some, 0, tokens, row};
        for (const int top_k : {3, 8, 2}) {  // the memory grows, and has room to spare
            Router rule;
            rule.top_k = top_k;
            const Numbers gate = gate_of(n_experts, width, random), x = inputs_of(tokens, width, random);
            Side here(device, rule, f32(gate, n_experts), {}, x, row + tokens);
            Side there(*cpu, rule, f32(gate, n_experts), {}, x, row + tokens);
            here.route(batch);
            there.route(batch);
            const Numbers expected = multiplied(there, there_experts, batch);
            QVERIFY(farthest(multiplied(here, here_experts, batch), expected) < 1e-4f);

            for (Side* side : {&here, &there}) {
                const std::size_t last = side->slab.chosen(row + tokens - 1, kLayer);
                side->slab.weights[last] = -3;
                side->slab.experts[last + 1] = 7;
                side->backend.take_choice(batch, kLayer, side->slab);
            }
            const Numbers changed = multiplied(there, there_experts, batch);
            QVERIFY(farthest(changed, expected) > 1e-2f);
            QVERIFY(farthest(multiplied(here, here_experts, batch), changed) < 1e-4f);

            here.slab.captured = false;
            std::fill(here.slab.experts.begin(), here.slab.experts.end(), std::uint16_t(999));
            std::fill(here.slab.scores.begin(), here.slab.scores.end(), -1.0f);
            here.route(batch);
            QVERIFY(farthest(multiplied(here, here_experts, batch), expected) < 1e-4f);
            QVERIFY(std::all_of(here.slab.experts.begin(), here.slab.experts.end(), [](int e) { return e == 999; }));
            QVERIFY(std::all_of(here.slab.scores.begin(), here.slab.scores.end(), [](float s) { return s == -1; }));
        }
    }

    /// A recording goes by the row of now, and keeps the experiment that it was made with whatever is routed meanwhile.
    void recorded_routing_follows_the_drawn_tokens()
    {
        constexpr int n_experts = 16, width = 48, first_row = 2;
        cuda::CudaBackend device(0, kMemory);
        const auto cpu = make_cpu_backend(1);
        Random random(5);
        Router rule;
        rule.top_k = 3;
        rule.boosts = {{4, kMuted}, {5, 0.5f}};
        rule.forced = {9};
        Router other = rule;
        other.boosts = {{1, kMuted}};
        other.forced = {2, 3};
        const Numbers gate = gate_of(n_experts, width, random), first = inputs_of(1, width, random);
        Side here(device, rule, f32(gate, n_experts), {}, first, first_row + kTraceRows);
        Side meanwhile(device, other, f32(gate, n_experts), {}, first, 1);
        Tensor logits = device.allocate(1, 30);
        std::pmr::vector<Drawn> drawn(kTraceRows, device.host_memory());
        device.start_drawing({});
        const auto recording = device.record([&] {
            device.route(here.router, here.x, {{}, 0, 1, 77}, kLayer, here.slab);
            device.draw(logits, first_row, drawn.data());
        });
        const auto prompt = ids(1);
        device.begin({prompt, 0, 1, 0});
        for (int i = 0; i < 10; ++i) {
            const Numbers x = inputs_of(1, width, random);
            Side there(*cpu, rule, f32(gate, n_experts), {}, x, 1);
            there.route({prompt, 0, 1, 0});
            device.copy_from_host(x.data(), 0, 1, here.x);
            if (i > 0) device.begin({{}, i, 1, 77});
            device.run(*recording);
            device.wait(device.submit());
            const int row = i == 0 ? 0 : first_row + (i - 1) % kTraceRows;
            QCOMPARE(difference(here.slab, there.slab, row, 0), QString());
            meanwhile.backend.route(meanwhile.router, meanwhile.x, {{}, 0, 1, 0}, kLayer, here.slab);
            device.wait(device.submit());
        }
    }

    /// What a damaged model computes must not make experts() read where there is nothing.
    void logits_that_are_no_numbers_choose_some_experts()
    {
        constexpr int n_experts = 20, width = 48;
        cuda::CudaBackend device(0, kMemory);
        Random random(6);
        for (const auto scoring : {Scoring::Softmax, Scoring::Sigmoid})
            for (const int forced : {0, 2}) {
                Numbers gate = gate_of(n_experts, width, random), x(width, 1.0f);
                gate[3 * width] = std::numeric_limits<float>::quiet_NaN();
                gate[5 * width] = std::numeric_limits<float>::infinity();
                Router rule;
                rule.scoring = scoring;
                rule.method = TopkMethod::NoauxTc;
                rule.n_group = 4;
                rule.topk_group = 2;
                rule.top_k = 7;
                for (int i = 0; i < forced; ++i) rule.forced.push_back(std::uint16_t(i));
                Side here(device, rule, f32(gate, n_experts), {}, x, 1);
                const auto some = ids(1);
                here.route({some, 0, 1, 0});
                const auto first = here.slab.experts.begin() + std::ptrdiff_t(here.slab.chosen(0, kLayer));
                std::vector<std::uint16_t> chosen(first, first + rule.top_k);
                std::sort(chosen.begin(), chosen.end());
                QVERIFY(std::unique(chosen.begin(), chosen.end()) == chosen.end());
                QVERIFY(chosen.back() < n_experts);
            }
    }

    void more_experts_than_there_is_room_for()
    {
        constexpr int n_experts = 513, width = 4;
        cuda::CudaBackend device(0, kMemory);
        const Numbers gate(std::size_t(n_experts) * width, 1.0f), x(width, 1.0f);
        Router rule;
        rule.top_k = 1;
        Side here(device, rule, f32(gate, n_experts), {}, x, 1);
        const auto some = ids(1);
        QVERIFY_THROWS_EXCEPTION(Error, here.route({some, 0, 1, 0}));
    }
};

QTEST_GUILESS_MAIN(tst_cuda_router)
#include "tst_cuda_router.moc"
