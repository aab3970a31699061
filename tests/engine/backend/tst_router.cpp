// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/backend.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace engine;

namespace {

/// The router's logits are chosen by an identity gate: token x = the wanted logits.
struct Case {
    Router router;
    std::vector<float> gate, logits;
    RoutingSlab slab;
    std::unique_ptr<Backend> backend = make_cpu_backend(1);
    Tensor bias;

    explicit Case(std::vector<float> wanted, int top_k) : logits(std::move(wanted))
    {
        const int n = int(logits.size());
        gate.assign(std::size_t(n * n), 0);
        for (int i = 0; i < n; ++i) gate[std::size_t(i * n + i)] = 1;
        router.gate = {WeightType::F32, n, n, reinterpret_cast<const std::byte*>(gate.data())};
        router.top_k = top_k;
        slab.layers = 1;
        slab.top_k = top_k;
        slab.n_experts = n;
        slab.resize(1);
    }

    void set_bias(std::vector<float> values)
    {
        bias = backend->allocate(1, int(values.size()));
        std::copy(values.begin(), values.end(), bias.data());
        router.bias = &bias;
    }

    std::vector<int> run()
    {
        Tensor x = backend->allocate(1, int(logits.size()));
        std::copy(logits.begin(), logits.end(), x.data());
        backend->route(router, x, {{}, 0, 1}, 0, slab);
        return {slab.experts.begin(), slab.experts.end()};
    }
};

float sigmoid(float z) { return 1 / (1 + std::exp(-z)); }

constexpr float kMuted = -std::numeric_limits<float>::infinity();

/// Of numbers below 4 that come from one exponential, one division and a few products, each rounded to half a unit in
/// the last place and the exponential to a few.
constexpr float kRounding = 16 * std::numeric_limits<float>::epsilon();

}  // namespace

class tst_router : public QObject {
    Q_OBJECT

private slots:
    void greedy_softmax_is_not_renormalised()
    {
        Case c({1, 3, 2, 0}, 2);
        c.router.routed_scaling_factor = 4;
        QCOMPARE(c.run(), (std::vector<int>{1, 2}));
        const double sum = std::exp(1) + std::exp(3) + std::exp(2) + 1;
        QVERIFY(std::abs(c.slab.weights[0] - 4 * std::exp(3) / sum) < 1e-6);
        QVERIFY(std::abs(c.slab.scores[3] - 1 / sum) < 1e-7);
    }

    void ties_go_to_the_lower_index()
    {
        Case c({2, 5, 5, 5, 2}, 2);
        QCOMPARE(c.run(), (std::vector<int>{1, 2}));
    }

    void bias_selects_but_does_not_weigh()
    {
        Case c({0, 1, 2, 3}, 2);
        c.router.scoring = Scoring::Sigmoid;
        c.router.method = TopkMethod::NoauxTc;
        c.router.norm_topk_prob = true;
        c.router.routed_scaling_factor = 2.5f;
        c.set_bias({1, 0, 0, 0});
        QCOMPARE(c.run(), (std::vector<int>{0, 3}));
        const float sum = sigmoid(0) + sigmoid(3);
        QVERIFY(std::abs(c.slab.weights[0] - 2.5f * sigmoid(0) / sum) < 1e-6f);
        QVERIFY(std::abs(c.slab.scores[0] - 0.5f) < 1e-7f);  // before the bias
    }

    void noaux_groups_count_their_two_best()
    {
        // Group 0 has the best single expert, group 1 the best pair.
        Case c({9, -9, 3, 3}, 1);
        c.router.method = TopkMethod::NoauxTc;
        c.router.scoring = Scoring::Sigmoid;
        c.router.n_group = 2;
        c.router.topk_group = 1;
        QCOMPARE(c.run(), (std::vector<int>{2}));
        c.router.method = TopkMethod::GroupLimitedGreedy;
        QCOMPARE(c.run(), (std::vector<int>{0}));
    }

    void negative_scores_stay_ahead_of_masked_groups()
    {
        Case c({0, 0, 0, 0}, 2);
        c.router.method = TopkMethod::NoauxTc;
        c.router.scoring = Scoring::Sigmoid;
        c.router.n_group = 2;
        c.router.topk_group = 1;
        c.set_bias({-3, -3, -2, -2});
        QCOMPARE(c.run(), (std::vector<int>{2, 3}));
    }

    void a_muted_expert_is_not_chosen_but_scored()
    {
        Case c({1, 3, 2, 0}, 2);
        c.router.boosts = {{1, kMuted}, {1, 5.0f}};  // a boost does nothing to it
        QCOMPARE(c.run(), (std::vector<int>{2, 0}));
        const double sum = std::exp(1) + std::exp(3) + std::exp(2) + 1;
        QVERIFY(std::abs(c.slab.weights[0] - std::exp(2) / sum) < kRounding);  // as if nothing were muted
        QVERIFY(std::abs(c.slab.scores[1] - std::exp(3) / sum) < kRounding);
    }

    void a_boost_selects_but_does_not_weigh()
    {
        Case c({0, 1, 2, 3}, 2);
        c.router.scoring = Scoring::Sigmoid;
        c.router.method = TopkMethod::NoauxTc;
        c.router.norm_topk_prob = true;
        c.router.routed_scaling_factor = 2.5f;
        c.router.boosts = {{0, 0.25f}, {0, 0.25f}};  // 0.5 + 0.5 against 0.953, 0.881 and 0.731
        QCOMPARE(c.run(), (std::vector<int>{0, 3}));
        const float sum = sigmoid(0) + sigmoid(3);
        QVERIFY(std::abs(c.slab.weights[0] - 2.5f * sigmoid(0) / sum) < kRounding);
        QVERIFY(std::abs(c.slab.weights[1] - 2.5f * sigmoid(3) / sum) < kRounding);
        QCOMPARE(c.slab.scores[0], 0.5f);
        c.router.boosts = {{3, -1.0f}};
        QCOMPARE(c.run(), (std::vector<int>{2, 1}));
    }

    void a_boost_lifts_its_group()
    {
        Case c({2, 0, 1, 0}, 1);
        c.router.method = TopkMethod::GroupLimitedGreedy;
        c.router.n_group = 2;
        c.router.topk_group = 1;
        QCOMPARE(c.run(), (std::vector<int>{0}));
        c.router.boosts = {{3, 1.0f}};
        QCOMPARE(c.run(), (std::vector<int>{3}));
    }

    void forced_experts_take_places_in_any_group()
    {
        Case c({5, 4, 1, 0}, 2);
        c.router.method = TopkMethod::GroupLimitedGreedy;
        c.router.n_group = 2;
        c.router.topk_group = 1;
        c.router.forced = {3, 3};
        QCOMPARE(c.run(), (std::vector<int>{0, 3}));  // strongest first, forced or not
        const double sum = std::exp(5) + std::exp(4) + std::exp(1) + 1;
        QVERIFY(std::abs(c.slab.weights[1] - 1 / sum) < kRounding);
        c.router.forced = {0};
        QCOMPARE(c.run(), (std::vector<int>{0, 1}));  // it would have come anyway
        c.router.forced = {3, 2};
        QCOMPARE(c.run(), (std::vector<int>{2, 3}));
    }

    void forced_experts_leave_the_group_scores_alone()
    {
        // The groups' pairs sum to 0.881 + 0.5 and 0.731 + 0.731: the second is kept, forced or not.
        Case c({2, 0, 1, 1}, 2);
        c.router.method = TopkMethod::NoauxTc;
        c.router.scoring = Scoring::Sigmoid;
        c.router.n_group = 2;
        c.router.topk_group = 1;
        c.router.forced = {2};
        QCOMPARE(c.run(), (std::vector<int>{2, 3}));
        c.router.forced = {0};
        QCOMPARE(c.run(), (std::vector<int>{0, 2}));
    }

    void a_muted_expert_does_not_count_for_its_group()
    {
        Case c({9, 0, 0.5f, 0.5f}, 1);
        c.router.method = TopkMethod::NoauxTc;
        c.router.scoring = Scoring::Sigmoid;
        c.router.n_group = 2;
        c.router.topk_group = 1;
        QCOMPARE(c.run(), (std::vector<int>{0}));  // 1.5 against 1.245
        c.router.boosts = {{0, kMuted}};
        QCOMPARE(c.run(), (std::vector<int>{2}));  // 0.5
        c.router.boosts = {{0, kMuted}, {1, 1.0f}};
        QCOMPARE(c.run(), (std::vector<int>{1}));  // 1.5
        c.router.boosts = {{0, kMuted}, {2, kMuted}};
        QCOMPARE(c.run(), (std::vector<int>{3}));  // one left in each: 0.5 against 0.622
    }

    void a_group_of_muted_experts_is_the_last()
    {
        Case c({9, 9, 0, 0}, 2);
        c.router.method = TopkMethod::NoauxTc;
        c.router.scoring = Scoring::Sigmoid;
        c.router.n_group = 2;
        c.router.topk_group = 1;
        c.set_bias({0, 0, -9, -9});
        c.router.boosts = {{0, kMuted}, {1, kMuted}};
        QCOMPARE(c.run(), (std::vector<int>{2, 3}));
    }

    void v2_normalised_weights_are_not_scaled()
    {
        Case c({1, 2, 3, 4}, 2);
        c.router.norm_topk_prob = true;
        c.router.scale_normalised = false;
        c.router.routed_scaling_factor = 16;
        c.run();
        QVERIFY(std::abs(c.slab.weights[0] + c.slab.weights[1] - 1) < 1e-6f);
    }
};

QTEST_GUILESS_MAIN(tst_router)
#include "tst_router.moc"
