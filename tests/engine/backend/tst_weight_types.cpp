// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/backend.h"
#include "random_weight.h"

#include <QtTest>

using namespace engine;
using engine::cpu::in_blocks;
using random_weight::product;
using random_weight::RandomWeight;

namespace {

constexpr int kTokens = 3;

/// Every operation of the backend on every weight type, with two threads.
struct Case {
    WeightType type;
    std::mt19937 random{11};
    std::unique_ptr<Backend> backend = make_cpu_backend(2);

    RandomWeight weight(int rows, int cols) { return weight(type, rows, cols); }
    RandomWeight weight(WeightType t, int rows, int cols) { return RandomWeight(t, rows, cols, random); }

    Tensor exact(int rows, int cols)
    {
        Tensor x = backend->allocate(rows, cols);
        const auto values = random_weight::exact_activations(rows * cols, random);
        std::copy(values.begin(), values.end(), x.data());
        return x;
    }
    Tensor rough(int rows, int cols)
    {
        Tensor x = backend->allocate(rows, cols);
        const auto values = random_weight::rough_activations(rows * cols, random);
        std::copy(values.begin(), values.end(), x.data());
        return x;
    }
};

/// Weights of one MLP, small enough that SiLU does not saturate.
struct RandomMlp {
    RandomWeight gate, up, down;

    RandomMlp(Case& c, WeightType g, WeightType u, WeightType d, int width, int inner)
        : gate(c.weight(g, inner, width)), up(c.weight(u, inner, width)), down(c.weight(d, width, inner))
    {
    }
    Mlp weights() const { return {gate.weight(), up.weight(), down.weight()}; }
};

/// down . hidden in double, and its bound: the errors of gate and up through SiLU (slope at most 1.1), then the
/// rounding of the hidden row.
std::vector<random_weight::Product> expected_mlp(const RandomMlp& m, const float* x)
{
    std::vector<float> hidden;
    std::vector<double> errors;
    for (int i = 0; i < m.gate.rows; ++i) {
        const auto gate = product(m.gate, i, x), up = product(m.up, i, x);
        const double silu = gate.value / (1 + std::exp(-gate.value));
        hidden.push_back(float(silu * up.value));
        const double silu_error = 1.1 * gate.bound + std::abs(silu) * 1e-6;
        errors.push_back(silu_error * (std::abs(up.value) + up.bound) + std::abs(silu) * up.bound +
                         std::abs(silu * up.value) * 1e-6);
    }
    std::vector<random_weight::Product> out;
    for (int r = 0; r < m.down.rows; ++r) {
        auto y = product(m.down, r, hidden.data());
        for (int i = 0; i < m.down.cols; ++i) {
            // An error moves the number itself, and the step of its whole block by at most as much.
            const int block = i / 32 * 32;
            const double largest = *std::max_element(errors.begin() + block, errors.begin() + block + 32);
            y.bound += std::abs(double(m.down.values[std::size_t(r * m.down.cols + i)])) *
                       (errors[std::size_t(i)] + largest / 254);
        }
        out.push_back(y);
    }
    return out;
}

/// One attention layer whose queries and latents are exact in 8 bits.
struct Attention {
    static constexpr int kPast = 5, kPositions = kPast + kTokens;
    AttentionShape shape{2, 256, 256, 16, 32, 2e-6f};
    Tensor q, latents;  // [kPositions, R+dr], which the cache holds
    LatentRows cache;

    explicit Attention(Case& c)
        : q(c.exact(kTokens, shape.heads * shape.qk_head_dim())), latents(c.exact(kPositions, shape.latent_dim())),
          cache(c.backend->allocate_latents(shape, kPositions))
    {
        // The processor keeps them as floats.
        std::memcpy(cache.data.get(), latents.data(), sizeof(float) * kPositions * std::size_t(shape.latent_dim()));
        // Few terms make a score, so that what float may do to it stays small beside the score.
        for (int t = 0; t < kTokens; ++t)
            for (int h = 0; h < shape.heads; ++h) {
                float* q_nope = q.row(t) + h * shape.qk_head_dim();
                std::fill_n(q_nope, shape.qk_nope_head_dim, 0.0f);
                for (int i = 0; i < 3; ++i) q_nope[32 * i + t + 7 * h] = i == 1 ? -127 : 127;
            }
    }

    /// out [H*dv] of token t, from keys [H][dn][R] and values [H][dv][R] as numbers.
    void check(const std::vector<float>& keys, const RandomWeight& values, int first_value_row, int rows_of_head,
               int t, const float* out) const
    {
        const int R = shape.kv_lora_rank, dn = shape.qk_nope_head_dim, visible = kPast + t + 1;
        for (int h = 0; h < shape.heads; ++h) {
            const float* query = q.row(t) + h * shape.qk_head_dim();
            std::vector<double> scores, sizes;
            for (int p = 0; p < visible; ++p) {
                double score = 0, size = 0;
                for (int i = 0; i < dn; ++i)
                    for (int r = 0; r < R; ++r) {
                        const double term =
                            double(query[i]) * double(keys[std::size_t((h * dn + i) * R + r)]) * latents.row(p)[r];
                        score += term;
                        size += std::abs(term);
                    }
                for (int i = 0; i < shape.qk_rope_head_dim; ++i) score += double(query[dn + i]) * latents.row(p)[R + i];
                scores.push_back(score * double(shape.scale));
                sizes.push_back((size + std::abs(score)) * double(shape.scale));
            }
            const double highest = *std::max_element(scores.begin(), scores.end());
            // A score may be off by one rounding for each of its terms (stored integers and offsets are up to four
            // times as large as the weights they make), a softmax by e^that twice.
            const double off = *std::max_element(sizes.begin(), sizes.end()) * 4 * (R + 50) * 6e-8;
            const double relative = std::expm1(2 * off) + 3e-6;
            double sum = 0;
            for (const double s : scores) sum += std::exp(s - highest);
            std::vector<float> mixed;
            for (int r = 0; r < R; ++r) {
                double value = 0;
                for (int p = 0; p < visible; ++p)
                    value += std::exp(scores[std::size_t(p)] - highest) / sum * double(latents.row(p)[r]);
                mixed.push_back(float(value));
            }
            for (int i = 0; i < shape.v_head_dim; ++i) {
                const int row = first_value_row + h * rows_of_head + i;
                const auto expected = product(values, row, mixed.data());
                double weights = 0;
                for (int r = 0; r < R; ++r) {
                    const std::size_t at = std::size_t(row * R + r);
                    weights += std::abs(double(values.values[at])) + 2 * double(values.shifts[at]);
                }
                // Decompressed values are not rounded, but carry the roundings of their own sums.
                const double allowed = expected.bound + weights * 127 * (relative * 1.01 + (R + 24) * 6e-8);
                const double error = std::abs(double(out[h * shape.v_head_dim + i]) - expected.value);
                QVERIFY2(error <= allowed, qPrintable(QString("%1 > %2").arg(error).arg(allowed)));
            }
        }
    }
};

}  // namespace

class tst_weight_types : public QObject {
    Q_OBJECT

    static void add_types()
    {
        QTest::addColumn<int>("type");
        for (std::size_t i = 0; i < block_formats.size(); ++i)
            QTest::addRow("%s", block_formats[i].name.data()) << int(i);
    }

private slots:
    void linear_embed_and_route_data() { add_types(); }
    void linear_embed_and_route()
    {
        QFETCH(int, type);
        Case c{WeightType(type)};
        const RandomWeight w = c.weight(200, 512);
        const Tensor x = c.rough(kTokens + 1, w.cols);
        Tensor y = c.backend->allocate(kTokens, w.rows), one = c.backend->allocate(1, w.rows);
        c.backend->linear({{w.weight(), y}}, x, 1, kTokens);
        for (int t = 0; t < kTokens; ++t) {
            c.backend->linear({{w.weight(), one}}, x, 1 + t, 1);
            QVERIFY(std::equal(one.row(0), one.row(0) + w.rows, y.row(t)));
            for (int r = 0; r < w.rows; ++r) {
                const auto expected = product(w, r, x.row(1 + t));
                QVERIFY(std::abs(y.row(t)[r] - expected.value) <= expected.bound);
            }
        }

        Tensor embedded = c.backend->allocate(2, w.cols);
        c.backend->look_up(w.weight(), std::vector<std::int32_t>{199, 0}, embedded);
        QVERIFY(std::equal(embedded.row(0), embedded.row(0) + w.cols, w.values.end() - w.cols));
        QVERIFY(std::equal(embedded.row(1), embedded.row(1) + w.cols, w.values.begin()));

        Router router;
        router.gate = w.weight();
        router.scoring = Scoring::Sigmoid;
        router.top_k = 4;
        RoutingSlab slab;
        slab.layers = 1;
        slab.top_k = router.top_k;
        slab.n_experts = w.rows;
        slab.resize(1);
        c.backend->route(router, x, {{}, 0, 1}, 0, slab);
        c.backend->linear({{w.weight(), one}}, x, 0, 1);
        for (int e = 0; e < w.rows; ++e)
            QCOMPARE(slab.scores[std::size_t(e)], 1 / (1 + std::exp(-one.row(0)[e])));
    }

    void mlp_stays_within_its_rounding_data() { add_types(); }
    void mlp_stays_within_its_rounding()
    {
        QFETCH(int, type);
        const auto own = WeightType(type), other = type % 2 ? WeightType::Q6_K : WeightType::BF16;
        for (const auto& [gate, up, down] : {std::tuple{own, own, own}, {own, other, other}, {other, own, own}}) {
            Case c{own};
            const RandomMlp mlp(c, gate, up, down, 256, 512);
            Tensor x = c.rough(kTokens, 256), y = c.backend->allocate(kTokens, 256);
            for (int i = 0; i < kTokens * 256; ++i) x.data()[i] *= 0.02f;
            c.backend->mlp(mlp.weights(), x, kTokens, y);
            for (int t = 0; t < kTokens; ++t) {
                const auto expected = expected_mlp(mlp, x.row(t));
                for (int r = 0; r < 256; ++r) {
                    const double error = std::abs(y.row(t)[r] - expected[std::size_t(r)].value);
                    QVERIFY2(error <= expected[std::size_t(r)].bound,
                             qPrintable(QString("%1 > %2").arg(error).arg(expected[std::size_t(r)].bound)));
                }
            }
        }
    }

    /// The sum over the experts of what each computes alone, whatever shares a batch.
    void experts_are_mlps_data() { add_types(); }
    void experts_are_mlps()
    {
        QFETCH(int, type);
        Case c{WeightType(type)};
        const int width = 256;
        const RandomMlp first(c, c.type, c.type, c.type, width, 256);
        const RandomMlp second(c, c.type, WeightType::F32, WeightType::Q8_0, width, 256);
        const RandomMlp third(c, WeightType::Q4_K, c.type, WeightType::F16, width, 256);
        const RandomMlp shared(c, c.type, c.type, c.type, width, 512);
        const std::vector<Mlp> routed{first.weights(), second.weights(), third.weights()};
        RoutingSlab slab;
        slab.layers = 1;
        slab.top_k = 2;
        slab.n_experts = 3;
        slab.resize(kTokens);
        slab.experts = {2, 0, 0, 1, 1, 2};
        slab.weights = {0.5f, 0.25f, 1, 2, 0.75f, 3};

        Tensor x = c.rough(kTokens, width), y = c.backend->allocate(kTokens, width);
        for (int i = 0; i < kTokens * width; ++i) x.data()[i] *= 0.02f;
        c.backend->experts({routed, shared.weights()}, x, {{}, 0, kTokens}, 0, slab, y);
        std::vector<Tensor> alone;
        for (const Mlp& mlp : {routed[0], routed[1], routed[2], shared.weights()}) {
            alone.push_back(c.backend->allocate(kTokens, width));
            c.backend->mlp(mlp, x, kTokens, alone.back());
        }
        for (int t = 0; t < kTokens; ++t)
            for (int i = 0; i < width; ++i) {
                double sum = alone[3].row(t)[i], sizes = std::abs(sum);
                for (int k = 0; k < 2; ++k) {
                    const std::size_t at = std::size_t(2 * t + k);
                    const double term = double(slab.weights[at]) * double(alone[slab.experts[at]].row(t)[i]);
                    sum += term;
                    sizes += std::abs(term);
                }
                QVERIFY(std::abs(double(y.row(t)[i]) - sum) <= 4 * 6e-8 * sizes);
            }
    }

    void attention_expands_latents_of_both_layouts_data() { add_types(); }
    void attention_expands_latents_of_both_layouts()
    {
        QFETCH(int, type);
        Case c{WeightType(type)};
        Attention a(c);
        const AttentionShape& s = a.shape;
        const int R = s.kv_lora_rank, dn = s.qk_nope_head_dim, dv = s.v_head_dim;
        const RandomWeight kv_b = c.weight(s.heads * (dn + dv), R);
        const RandomWeight k_b = c.weight(s.heads * R, dn), v_b = c.weight(s.heads * dv, R);
        std::vector<float> whole_keys, split_keys;  // [H][dn][R]
        for (int h = 0; h < s.heads; ++h)
            for (int i = 0; i < dn; ++i)
                for (int r = 0; r < R; ++r) {
                    whole_keys.push_back(kv_b.values[std::size_t((h * (dn + dv) + i) * R + r)]);
                    split_keys.push_back(k_b.values[std::size_t((h * R + r) * dn + i)]);
                }
        const LatentExpansion whole{kv_b.weight(), {}, {}}, split{{}, k_b.weight(), v_b.weight()};
        Tensor out = c.backend->allocate(kTokens, s.heads * dv);
        const Batch batch{{}, Attention::kPast, kTokens};
        for (const bool absorbed : {true, false})
            for (const bool is_whole : {true, false}) {
                const LatentExpansion& up = is_whole ? whole : split;
                if (absorbed)
                    c.backend->attend_absorbed(s, up, a.q, batch, a.cache, out);
                else
                    c.backend->attend_decompressed(s, up, a.q, batch, a.cache, out);
                for (int t = 0; t < kTokens; ++t) {
                    if (is_whole)
                        a.check(whole_keys, kv_b, dn, dn + dv, t, out.row(t));
                    else
                        a.check(split_keys, v_b, 0, dv, t, out.row(t));
                }
            }
    }
};

QTEST_GUILESS_MAIN(tst_weight_types)
#include "tst_weight_types.moc"
