// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/sampler.h"

#include "engine/draw_math.h"

#include "../io/error_code.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace engine;

namespace {

Sampling sampling(float temperature, float top_p = 1, int top_k = 0, float min_p = 0, float penalty = 1)
{
    Sampling s;
    s.temperature = temperature;
    s.top_p = top_p;
    s.top_k = top_k;
    s.min_p = min_p;
    s.repetition_penalty = penalty;
    s.seed = 42;
    return s;
}

std::vector<float> logits_of(const std::vector<double>& probabilities)
{
    std::vector<float> logits;
    for (const double p : probabilities)
        logits.push_back(static_cast<float>(std::log(p) + 3));
    return logits;
}

/// The whole rule, written the slow way in double precision.
std::vector<double> reference(const std::vector<float>& logits, const Sampling& s)
{
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < logits.size(); ++i)
        order.emplace_back(-logits[i] / s.temperature, i);
    std::sort(order.begin(), order.end());
    std::vector<double> weights;
    for (const auto& [negative, id] : order)
        weights.push_back(std::exp(order[0].first - negative));
    if (s.top_k > 0) weights.resize(std::min<std::size_t>(weights.size(), std::size_t(s.top_k)));
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::size_t kept = 0;
    for (double mass = 0; kept < weights.size() && (s.top_p >= 1 || mass < s.top_p * total); ++kept)
        mass += weights[kept];
    while (kept > 1 && weights[kept - 1] < s.min_p)
        --kept;
    weights.resize(kept);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> probabilities(logits.size(), 0.0);
    for (std::size_t i = 0; i < kept; ++i)
        probabilities[order[i].second] = weights[i] / sum;
    return probabilities;
}

}  // namespace

class tst_sampler : public QObject {
    Q_OBJECT

private slots:
    void greedy_takes_the_strongest_and_the_lowest_of_equals()
    {
        const std::vector<float> logits{1, 5, 2, 5};
        Sampler sampler(sampling(0));
        const Draw draw = sampler.draw(logits, {});
        QCOMPARE(draw.id, 1);
        QCOMPARE(draw.candidates[0].id, 1);
        QCOMPARE(draw.candidates[0].after, 1.0f);
        QCOMPARE(draw.candidates[1].id, 3);
        QCOMPARE(draw.candidates[1].after, 0.0f);
    }

    void drawn_as_often_as_probable_data()
    {
        QTest::addColumn<float>("temperature");
        QTest::addColumn<float>("top_p");
        QTest::addColumn<int>("top_k");
        QTest::addColumn<float>("min_p");
        QTest::newRow("plain") << 1.0f << 1.0f << 0 << 0.0f;
        QTest::newRow("cold") << 0.5f << 1.0f << 0 << 0.0f;
        QTest::newRow("hot") << 2.0f << 1.0f << 0 << 0.0f;
        QTest::newRow("top-k") << 1.0f << 1.0f << 3 << 0.0f;
        QTest::newRow("top-p") << 1.0f << 0.8f << 0 << 0.0f;
        QTest::newRow("min-p") << 1.0f << 1.0f << 0 << 0.3f;
        QTest::newRow("all") << 0.9f << 0.95f << 7 << 0.05f;
        QTest::newRow("only one is left") << 1.0f << 0.01f << 0 << 0.0f;
    }
    /// Chi-square over the tokens: with d degrees of freedom its mean is d and its variance 2 d; the bound of
    /// mean + 6 standard deviations is passed by chance less than once in a million even for d = 1 ... 9, where the
    /// tail is heavier than normal, and the seed is fixed besides.
    void drawn_as_often_as_probable()
    {
        QFETCH(float, temperature);
        QFETCH(float, top_p);
        QFETCH(int, top_k);
        QFETCH(float, min_p);
        const std::vector<float> logits = logits_of({0.05, 0.3, 0.02, 0.2, 0.13, 0.1, 0.08, 0.07, 0.03, 0.02});
        const Sampling s = sampling(temperature, top_p, top_k, min_p);
        const std::vector<double> expected = reference(logits, s);
        Sampler sampler(s);
        std::vector<int> counts(logits.size());
        constexpr int draws = 20'000;
        Draw last;
        for (int i = 0; i < draws; ++i)
            ++counts[std::size_t((last = sampler.draw(logits, {})).id)];

        double chi_square = 0, degrees = -1;
        for (std::size_t id = 0; id < logits.size(); ++id) {
            if (expected[id] == 0) QCOMPARE(counts[id], 0);
            if (expected[id] == 0) continue;
            chi_square += std::pow(counts[id] - draws * expected[id], 2) / (draws * expected[id]);
            ++degrees;
        }
        QVERIFY2(chi_square <= degrees + 6 * std::sqrt(2 * degrees) + 1e-9, qPrintable(QString::number(chi_square)));
        for (const Candidate& candidate : last.candidates)
            QVERIFY(std::abs(candidate.after - expected[std::size_t(candidate.id)]) < 1e-5);
    }

    void candidates_carry_the_plain_softmax()
    {
        std::mt19937 random(1);
        std::normal_distribution<float> normal(0, 4);
        std::vector<float> logits(1000);
        for (float& x : logits)
            x = normal(random);
        Sampler sampler(sampling(0.8f, 0.9f));
        const Draw draw = sampler.draw(logits, {});
        QCOMPARE(draw.candidates.size(), std::size_t(kCandidates));
        double sum = 0;
        for (const float x : logits)
            sum += std::exp(double(x));
        float previous = 1;
        for (const Candidate& candidate : draw.candidates) {
            const double exact = std::exp(double(logits[std::size_t(candidate.id)])) / sum;
            QVERIFY(std::abs(candidate.before / exact - 1) < 1e-5);
            QVERIFY(candidate.before <= previous);
            previous = candidate.before;
        }
        const auto chosen = [&](const Candidate& candidate) { return candidate.id == draw.id && candidate.after > 0; };
        QVERIFY(std::any_of(draw.candidates.begin(), draw.candidates.end(), chosen));
    }

    void a_weak_choice_is_among_the_candidates()
    {
        std::vector<float> logits(100, 0.0f);
        Sampler sampler(sampling(1));
        int outside = 0;
        for (int i = 0; i < 50; ++i) {
            const Draw draw = sampler.draw(logits, {});
            outside += draw.id >= kCandidates;
            QVERIFY(std::any_of(draw.candidates.begin(), draw.candidates.end(),
                                [&](const auto& c) { return c.id == draw.id; }));
        }
        QVERIFY(outside > 0);
    }

    /// What is given is shown with its own probabilities, and what is drawn after it is as without it.
    void a_given_token_takes_the_place_of_the_drawn_one()
    {
        std::vector<float> logits(100, 0.0f);
        logits[97] = -3;
        for (const float temperature : {1.0f, 0.0f}) {
            Sampler with(sampling(temperature, 0.9f)), without(sampling(temperature, 0.9f));
            const Draw given = with.draw(logits, {}, TokenId(97)), drawn = without.draw(logits, {});
            QCOMPARE(given.id, 97);
            const Candidate& last = given.candidates.back();
            QCOMPARE(last.id, 97);
            QVERIFY(std::abs(last.before / (std::exp(-3.0) / (99 + std::exp(-3.0))) - 1) < 1e-5);
            QCOMPARE(last.after, 0.0f);  // filtered out, or not the strongest
            QVERIFY(drawn.id != 97);
            for (int i = 0; i < 5; ++i) QCOMPARE(with.draw(logits, {}).id, without.draw(logits, {}).id);
        }
    }

    void equal_seeds_give_equal_tokens()
    {
        const std::vector<float> logits(50, 0.0f);
        Sampler first(sampling(1)), second(sampling(1));
        Sampling other = sampling(1);
        other.seed = 43;
        Sampler third(other);
        std::vector<TokenId> a, b, c;
        for (int i = 0; i < 20; ++i) {
            a.push_back(first.draw(logits, {}).id);
            b.push_back(second.draw(logits, {}).id);
            c.push_back(third.draw(logits, {}).id);
        }
        QCOMPARE(a, b);
        QVERIFY(a != c);
    }

    void the_random_numbers_are_splitmix64()
    {
        // First output for state 1234567 is 6457827717110365317 (reference implementation by S. Vigna)
        Sampling s = sampling(1);
        s.seed = 1234567;
        const std::vector<float> logits(1000, 0.0f);
        QCOMPARE(Sampler(s).draw(logits, {}).id, TokenId(1000 * (6457827717110365317.0 / 18446744073709551616.0)));
    }

    void barred_tokens_are_never_drawn_data()
    {
        QTest::addColumn<float>("temperature");
        QTest::newRow("greedy") << 0.0f;
        QTest::newRow("drawn") << 1.0f;
    }
    void barred_tokens_are_never_drawn()
    {
        QFETCH(float, temperature);
        const std::vector<float> logits{0, 90, 1, 0, 80};
        Sampler sampler(sampling(temperature), {1, 4, 700});
        for (int i = 0; i < 200; ++i) {
            const Draw draw = sampler.draw(logits, {});
            QVERIFY(draw.id != 1 && draw.id != 4);
            for (const Candidate& candidate : draw.candidates)
                QVERIFY(candidate.id != 1 && candidate.id != 4);
        }
        QCOMPARE(error_code([&] {
                     Sampler(sampling(1), {0, 1}).draw(std::vector<float>{1, 2}, {});
                 }),
                 std::string("INTERNAL"));
    }

    void repetition_is_punished_within_the_window()
    {
        const std::vector<float> logits{2.0f, 1.9f, -1.0f};
        std::vector<TokenId> context{0, 0, 0};
        QCOMPARE(Sampler(sampling(0, 1, 0, 0, 1.2f)).draw(logits, context).id,
                 1);  // once, however often it was said
        context.insert(context.end(), std::size_t(kPenaltyWindow), 2);
        QCOMPARE(Sampler(sampling(0, 1, 0, 0, 1.2f)).draw(logits, context).id, 0);  // said too long ago
        const std::vector<float> negative{-1.0f, -1.1f};
        QCOMPARE(Sampler(sampling(0, 1, 0, 0, 1.2f)).draw(negative, std::vector<TokenId>{0}).id, 1);
    }

    void numbers_that_are_none_data()
    {
        QTest::addColumn<float>("value");
        QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("infinity") << std::numeric_limits<float>::infinity();
        QTest::newRow("minus infinity") << -std::numeric_limits<float>::infinity();
    }
    void numbers_that_are_none()
    {
        QFETCH(float, value);
        for (const std::size_t at : {0, 5, 32, 36}) {
            std::vector<float> logits(37, 1.0f);
            logits[at] = value;
            QCOMPARE(error_code([&] { Sampler(sampling(1)).draw(logits, {}); }), std::string("LOGITS-NONFINITE"));
        }
    }

    void extreme_logits()
    {
        std::vector<float> logits(20, -1e30f);
        logits[7] = 1e30f;
        QCOMPARE(Sampler(sampling(1)).draw(logits, {}).id, 7);
        QCOMPARE(Sampler(sampling(1e-4f, 0.9f)).draw(logits, {}).id, 7);
        QCOMPARE(Sampler(sampling(1)).draw(std::vector<float>{3.0f}, {}).id, 0);
    }

    /// The command line and documents of others can ask for what no slider offers.
    void settings_beyond_reason_draw_what_may_be_drawn()
    {
        const std::vector<float> logits{-2, 3e38f, 1, -3e38f, 2};
        for (const float temperature : {0.0f, 1e-45f, 1e-3f, 1.0f, 1e30f})
            for (const float penalty : {1e-30f, 0.5f, 1e30f})
                for (const float top_p : {0.0f, 1e-30f, 0.9f}) {
                    const Draw draw = Sampler(sampling(temperature, top_p, 0, 0, penalty), {0, 4})
                                          .draw(logits, std::vector<TokenId>{0, 1, 2, 3, 4});
                    QVERIFY(draw.id == 1 || draw.id == 2 || draw.id == 3);
                    for (const Candidate& candidate : draw.candidates)
                        QVERIFY(std::isfinite(candidate.before) && std::isfinite(candidate.after));
                }
    }

    /// Shares of a total are exact: no rounding decides which token is drawn.
    void masses_are_whole_numbers()
    {
        QCOMPARE(mass_of(1.0f), std::uint64_t(1) << 40);
        QCOMPARE(mass_of(0x1p-40f), std::uint64_t(1));
        QCOMPARE(mass_of(0x1.fffffep-41f), std::uint64_t(0));
        QCOMPARE(multiply_high(~std::uint64_t(0), ~std::uint64_t(0)), ~std::uint64_t(0) - 1);
        std::uint64_t state = 1;
        for (int i = 0; i < 1000; ++i) {
            const std::uint64_t a = split_mix(state), b = split_mix(state) >> (i % 64);
            __extension__ using Wide = unsigned __int128;
            QCOMPARE(multiply_high(a, b), std::uint64_t(Wide(a) * b >> 64));
        }
        QCOMPARE(nucleus_mass(1000, 0.5f), std::uint64_t(500));
        QCOMPARE(nucleus_mass(1000, 0.0f), std::uint64_t(1));
    }

    void a_large_vocabulary_is_filtered_like_the_reference()
    {
        std::mt19937 random(5);
        std::normal_distribution<float> normal(0, 3);
        std::vector<float> logits(10'000);
        for (float& x : logits)
            x = normal(random);
        for (const Sampling& s : {sampling(1, 0.95f), sampling(2, 0.9f), sampling(1, 1, 500), sampling(3, 0.5f, 2000),
                                  sampling(1, 1, 0, 0.02f)}) {
            const std::vector<double> expected = reference(logits, s);
            Sampler sampler(s);
            for (int i = 0; i < 100; ++i) {
                const Draw draw = sampler.draw(logits, {});
                QVERIFY(expected[std::size_t(draw.id)] > 0);
                for (const Candidate& c : draw.candidates)
                    QVERIFY(std::abs(c.after - expected[std::size_t(c.id)]) < 1e-6);
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_sampler)
#include "tst_sampler.moc"
