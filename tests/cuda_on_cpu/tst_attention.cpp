// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cuda_on_cpu/attention_layer.h"

#include "cuda_on_cpu/traffic.h"
#include "engine/error.h"

#include <QtTest>

#include <limits>

using namespace engine;
using attention_layer::Layer;
using attention_reference::Answer;
using attention_reference::Form;

namespace {

/// What a form does wrong with some queries, or nothing.
QString wrong(Layer& layer, Form form, const std::vector<float>& q, int first)
{
    const std::vector<float> out = layer.attend(form, q, first);
    const int tokens = layer.out.rows(), cols = layer.out.cols();
    double squares = 0, variance = 0;
    for (int t = 0; t < tokens; ++t) {
        const float* query = q.data() + std::size_t(t) * q.size() / std::size_t(tokens);
        const std::vector<Answer> answers = layer.reference->attend(query, first + t + 1, form);
        for (int i = 0; i < cols; ++i) {
            const Answer& expected = answers[std::size_t(i)];
            const double off = out[std::size_t(t * cols + i)] - expected.value;
            if (!(std::abs(off) <= expected.bound))
                return QString("token %1, output %2: %3 instead of %4, which may be off by %5").arg(t).arg(i)
                    .arg(double(out[std::size_t(t * cols + i)])).arg(expected.value).arg(expected.bound);
            squares += off * off;
            variance += expected.variance;
        }
    }
    // Of so many numbers, whose errors hang together only within a head, the mean comes close to what is expected.
    if (squares > variance)
        return QString("off by %1 on average, which should be %2").arg(std::sqrt(squares / (tokens * cols)))
            .arg(std::sqrt(variance / (tokens * cols)));
    if (qEnvironmentVariableIsSet("SHOW_ERRORS"))
        qInfo("%s: mean error %.3g of %.3g expected", form == Form::Absorbed ? "absorbed" : "decompressed",
              std::sqrt(squares / (tokens * cols)), std::sqrt(variance / (tokens * cols)));
    return {};
}

/// What the rounded copy of the floats has wrong, or nothing.
QString wrongly_rounded(Layer& layer)
{
    const std::vector<float> out = layer.downloaded(layer.out);
    const cuda::Rows rows = cuda::rows_of(layer.out);
    if (!rows.rounded.values) return layer.out.cols() % 32 ? QString() : "not rounded";
    std::vector<std::int8_t> values(out.size());
    std::vector<float> scales(out.size() / 32), half_sums(out.size() / 16);
    cudaMemcpy(values.data(), rows.rounded.values, values.size(), cudaMemcpyDeviceToHost);
    cudaMemcpy(scales.data(), rows.rounded.scales, scales.size() * 4, cudaMemcpyDeviceToHost);
    cudaMemcpy(half_sums.data(), rows.rounded.half_sums, half_sums.size() * 4, cudaMemcpyDeviceToHost);
    for (std::size_t group = 0; group < scales.size(); ++group) {
        float largest = 0;
        for (std::size_t i = 0; i < 32; ++i) largest = std::max(largest, std::abs(out[group * 32 + i]));
        if (scales[group] != largest / 127) return QString("scale of group %1").arg(group);
        int sums[2] = {};
        for (std::size_t i = 0; i < 32; ++i) {
            const int value = int(std::nearbyint(out[group * 32 + i] * (127 / largest)));
            if (values[group * 32 + i] != value) return QString("value %1 of group %2").arg(i).arg(group);
            sums[i / 16] += value;
        }
        for (std::size_t half = 0; half < 2; ++half)
            if (half_sums[group * 2 + half] != scales[group] * float(sums[half]))
                return QString("sum of group %1").arg(group);
    }
    return {};
}

/// What append_latent does wrong with some tokens, or nothing.
class Appended {
public:
    Appended(const AttentionShape& shape, bool interleaved)
        : s(shape), layer_(shape, WeightType::F32, false, kFirst + kTokens), interleaved_(interleaved)
    {
        layer_.rotary.interleaved = interleaved;
        ckv_ = layer_.numbers(kTokens * s.latent_dim());
        q_ = layer_.queries(kTokens);
        weight_ = layer_.numbers(s.kv_lora_rank);
        layer_.norm_weight = layer_.uploaded(1, weight_);
        turned_ = layer_.append(kFirst, ckv_, q_);
        cached_ = layer_.latents();
        cos_ = layer_.downloaded(layer_.rotary.cos);
        sin_ = layer_.downloaded(layer_.rotary.sin);
    }

    QString wrong() const
    {
        for (int t = 0; t < kTokens; ++t) {
            if (const QString latent = wrong_latent(t); !latent.isEmpty()) return latent;
            for (int h = 0; h < s.heads; ++h)
                for (int i = 0; i < s.qk_head_dim(); ++i) {
                    const float* head = q_.data() + (t * s.heads + h) * s.qk_head_dim();
                    const double q = i < s.qk_nope_head_dim
                                         ? head[i]
                                         : rotated(head + s.qk_nope_head_dim, i - s.qk_nope_head_dim, kFirst + t);
                    const auto place = std::size_t((t * s.heads + h) * s.qk_head_dim() + i);
                    if (differ(turned_[place], q, kFloats)) return QString("q %1 of head %2").arg(i).arg(h);
                }
        }
        return {};
    }

private:
    static constexpr int kFirst = 7, kTokens = 3;
    static constexpr double kFloats = 1e-6, kHalf = 0x1p-11 + kFloats;  // relative

    static bool differ(double a, double b, double relative) { return std::abs(a - b) > relative * std::abs(b) + 1e-6; }

    double rotated(const float* x, int i, int position) const
    {
        const int pairs = s.qk_rope_head_dim / 2, pair = interleaved_ ? i / 2 : i % pairs;
        const bool second = interleaved_ ? i % 2 : i >= pairs;
        const double a = x[interleaved_ ? 2 * pair : pair], b = x[interleaved_ ? 2 * pair + 1 : pair + pairs];
        const auto angle = std::size_t(position * pairs + pair);
        return second ? a * sin_[angle] + b * cos_[angle] : a * cos_[angle] - b * sin_[angle];
    }

    QString wrong_latent(int t) const
    {
        const int rank = s.kv_lora_rank;
        const float* x = ckv_.data() + t * s.latent_dim();
        const double* row = cached_.data() + (kFirst + t) * s.latent_dim();
        double squares = 0, norm = 0;
        for (int r = 0; r < rank; ++r) squares += double(x[r]) * x[r];
        for (int r = 0; r < rank; ++r) {
            const double latent = weight_[std::size_t(r)] * x[r] / std::sqrt(squares / rank + 1e-6);
            if (differ(row[r], latent, kHalf)) return QString("latent %1 of token %2").arg(r).arg(t);
            norm += latent * latent;
        }
        for (int i = 0; i < s.qk_rope_head_dim; ++i)
            if (differ(row[rank + i], rotated(x + rank, i, kFirst + t), kHalf)) return QString("k_pe %1").arg(i);
        const bool norm_differs = differ(layer_.slab.latent_norm[std::size_t(t)], std::sqrt(norm), 10 * kFloats);
        return norm_differs ? QString("norm of token %1").arg(t) : QString();
    }

    const AttentionShape s;
    Layer layer_;
    bool interleaved_;
    std::vector<float> ckv_, q_, weight_, turned_, cos_, sin_;
    std::vector<double> cached_;
};

struct Shape {
    const char* name;
    AttentionShape shape;
    int positions;
    bool halves = false;
    std::vector<WeightType> types = {WeightType::BF16};
    std::vector<std::pair<int, int>> batches;  // first position, tokens
};

const std::vector<Shape>& shapes()
{
    using enum WeightType;
    static const std::vector<Shape> all = {
        {"small", {4, 24, 12, 8, 12}, 560, false, {F32, BF16},
         {{0, 1}, {1, 1}, {31, 1}, {32, 1}, {33, 1}, {500, 1}, {0, 2}, {30, 5}, {480, 70}}},
        {"small halves", {4, 24, 12, 8, 12}, 64, true, {F32, F8_E4M3}, {{0, 1}, {33, 1}, {0, 40}}},
        {"nothing fits", {5, 21, 10, 6, 9}, 140, false, {F32}, {{0, 1}, {31, 2}, {3, 17}, {40, 100}}},
        {"144", {3, 144, 40, 8, 24}, 80, false, {BF16}, {{0, 1}, {32, 1}, {60, 15}, {0, 65}}},
        {"lite", {16, 512, 128, 64, 128}, 34, false, {BF16, Q4_K}, {{0, 1}, {33, 1}, {30, 3}}},
        {"lite halves", {16, 512, 128, 64, 128}, 34, true, {Q8_0}, {{33, 1}}},
        {"lite, two heads", {2, 512, 128, 64, 128}, 540, false, {BF16}, {{31, 1}, {500, 1}, {500, 5}, {470, 70}}},
        {"flash", {20, 512, 192, 64, 256}, 34, false, {BF16}, {{33, 1}, {31, 2}}},
        {"flash halves", {20, 128, 192, 64, 256}, 34, true, {BF16}, {{20, 14}}},
        {"ranges", {10, 24, 240, 16, 256}, 620, false, {BF16}, {{618, 2}, {378, 12}}},  // of 384 positions
        {"large", {128, 64, 32, 16, 32}, 100, false, {BF16, Q4_0}, {{0, 1}, {99, 1}, {31, 5}}},
        {"all types", {2, 256, 64, 16, 64}, 40, false,
         {F16, F8_E4M3, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4},
         {{33, 1}, {0, 5}}},
        {"all types, halves", {2, 256, 64, 16, 64}, 40, true, {F16, F8_E4M3, Q4_0, Q4_1, Q5_0, Q5_1, IQ4_NL, MXFP4},
         {{33, 1}, {0, 5}}},
    };
    return all;
}

}  // namespace

class tst_attention : public QObject {
    Q_OBJECT

private slots:
    void answers_as_in_double_precision_data()
    {
        QTest::addColumn<int>("shape");
        QTest::addColumn<int>("type");
        for (int i = 0; i < int(shapes().size()); ++i)
            for (const WeightType type : shapes()[std::size_t(i)].types)
                QTest::addRow("%s, %s", shapes()[std::size_t(i)].name, format_of(type).name.data()) << i << int(type);
    }

    void answers_as_in_double_precision()
    {
        QFETCH(int, shape);
        QFETCH(int, type);
        const Shape& c = shapes()[std::size_t(shape)];
        Layer layer(c.shape, WeightType(type), c.halves, c.positions);
        for (const auto& [first, tokens] : c.batches) {
            const std::vector<float> q = layer.queries(tokens);
            for (const Form form : {Form::Absorbed, Form::Decompressed}) {
                QString what = wrong(layer, form, q, first);
                if (what.isEmpty()) what = wrongly_rounded(layer);
                QVERIFY2(what.isEmpty(), qPrintable(QString("%1 tokens at %2: %3").arg(tokens).arg(first).arg(what)));
            }
        }
    }

    void less_shared_memory_is_enough()
    {
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_CAPABILITY", "75");
        for (const AttentionShape& shape : {AttentionShape{2, 512, 128, 64, 128}, {1, 512, 192, 64, 256}}) {
            Layer layer(shape, WeightType::BF16, false, 100);
            const std::vector<float> q = layer.queries(2);
            for (const Form form : {Form::Absorbed, Form::Decompressed}) {
                const QString what = wrong(layer, form, q, 97);
                QVERIFY2(what.isEmpty(), qPrintable(what));
            }
        }
        qunsetenv("EXPERTSCOPE_CUDA_ON_CPU_CAPABILITY");
    }

    /// The cache is most of what a long conversation reads: all heads of a group share each row.
    void every_cached_row_is_read_once()
    {
        for (const int heads : {4, 16, 20}) {
            Layer layer({heads, 48, 16, 8, 16}, WeightType::BF16, false, 200);
            const auto row = std::size_t(cuda::latent_stride(layer.s)) * 2;
            cuda_on_cpu::watch_copies(layer.cache.data.get(), 200 * row);
            layer.attend(Form::Absorbed, layer.queries(1), 163);
            QCOMPARE(cuda_on_cpu::bytes_copied(), 164 * row * std::size_t((heads + 15) / 16));
        }
        cuda_on_cpu::watch_copies(nullptr, 0);
    }

    void a_recording_answers_as_the_calls_themselves()
    {
        const AttentionShape shape{4, 24, 12, 8, 12};
        Layer recorded(shape, WeightType::F32, false, 300), direct(shape, WeightType::F32, false, 300);
        struct Pass {
            Tensor ckv, q, out;
        };
        const auto make = [](Layer& layer) {
            return Pass{layer.backend.allocate(1, layer.s.latent_dim()),
                        layer.backend.allocate(1, layer.s.heads * layer.s.qk_head_dim()),
                        layer.backend.allocate(1, layer.s.heads * layer.s.v_head_dim)};
        };
        Pass a = make(recorded), b = make(direct);
        const auto operations = [](Layer& layer, Pass& pass, const Batch& batch) {
            layer.backend.append_latent(layer.s, layer.rotary, layer.norm_weight, pass.ckv, batch, 0, layer.cache,
                                        pass.q, layer.slab);
            layer.backend.attend_absorbed(layer.s, layer.up, pass.q, batch, layer.cache, pass.out);
        };
        const auto recording = recorded.backend.record([&] { operations(recorded, a, {{}, 0, 1, 0}); });
        const std::vector<std::int32_t> ids = {1};
        int row = 0;
        for (const int position : {0, 1, 31, 32, 33, 64, 200, 299}) {
            const Batch batch{ids, position, 1, row};
            const std::vector<float> ckv = recorded.numbers(recorded.s.latent_dim()), q = recorded.queries(1);
            for (Layer* layer : {&recorded, &direct}) {
                Pass& pass = layer == &recorded ? a : b;
                layer->backend.copy_from_host(ckv.data(), 0, 1, pass.ckv);
                layer->backend.copy_from_host(q.data(), 0, 1, pass.q);
                layer->backend.begin(batch);
                if (layer == &recorded) layer->backend.run(*recording);
                else operations(direct, b, batch);
                layer->backend.wait(layer->backend.submit());
            }
            QCOMPARE(recorded.downloaded(a.out), direct.downloaded(b.out));
            QCOMPARE(recorded.downloaded(a.q), direct.downloaded(b.q));
            QCOMPARE(recorded.latents(), direct.latents());
            QCOMPARE(recorded.slab.latent_norm, direct.slab.latent_norm);
            QVERIFY(recorded.slab.latent_norm[std::size_t(row)] > 0);
            ++row;
        }
    }

    void latents_are_normalised_rotated_and_kept_as_halves()
    {
        for (const bool interleaved : {true, false})
            for (const AttentionShape& shape : {AttentionShape{3, 21, 10, 6, 9}, {16, 512, 128, 64, 128}}) {
                const QString what = Appended(shape, interleaved).wrong();
                QVERIFY2(what.isEmpty(), qPrintable(what));
            }
    }

    void norms_are_left_alone_when_nobody_reads_them()
    {
        Layer layer({2, 24, 12, 8, 12}, WeightType::F32, false, 10);
        layer.slab.captured = false;
        std::fill(layer.slab.latent_norm.begin(), layer.slab.latent_norm.end(), -1.0f);
        layer.append(3, layer.numbers(2 * layer.s.latent_dim()));
        layer.backend.wait(layer.backend.submit());
        for (const float norm : layer.slab.latent_norm) QCOMPARE(norm, -1.0f);
    }

    void what_is_no_number_stays_one_and_what_is_too_large_becomes_the_largest()
    {
        constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
        Layer layer({2, 24, 12, 8, 12}, WeightType::F32, false, 40);
        std::vector<float> ckv = layer.numbers(layer.s.latent_dim());
        ckv.back() = 1e6f;
        ckv[std::size_t(layer.s.latent_dim() - 2)] = 0;
        layer.append(0, ckv);
        QVERIFY(std::abs(layer.latents()[std::size_t(layer.s.latent_dim() - 1)]) == 65504);
        for (const Form form : {Form::Absorbed, Form::Decompressed})
            for (const float out : layer.attend(form, layer.queries(2), 38)) QVERIFY(std::isfinite(out));
        ckv[0] = kNan;
        layer.append(5, ckv);
        for (const Form form : {Form::Absorbed, Form::Decompressed})
            for (const float out : layer.attend(form, layer.queries(2), 38)) QVERIFY(std::isnan(out));
    }

    void shapes_without_room_are_refused()
    {
        cuda::check_shape({1, 512, 192, 64, 256});
        for (const AttentionShape& shape :
             {AttentionShape{1, 513, 8, 8, 8}, {1, 512, 8, 66, 8}, {1, 16, 250, 8, 8}, {1, 16, 8, 8, 257}})
            QVERIFY_THROWS_EXCEPTION(Error, cuda::check_shape(shape));
    }
};

QTEST_GUILESS_MAIN(tst_attention)
#include "tst_attention.moc"
