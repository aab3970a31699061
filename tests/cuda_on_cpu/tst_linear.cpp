// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backend/cuda/cuda_backend.h"
#include "random_weight.h"

#include <QtTest>

using namespace engine;
using engine::cuda::CudaBackend;
using random_weight::RandomWeight;

namespace {

/// A device with random activations on it. Its memory is the host's: weights are used where they are, so that
/// AddressSanitizer sees what is read beyond their ends.
struct Case {
    std::mt19937 random{21};
    CudaBackend backend{0, 1 << 20};

    RandomWeight weight(WeightType type, int rows, int cols) { return RandomWeight(type, rows, cols, random); }
    std::vector<float> rough(int rows, int cols) { return random_weight::rough_activations(rows * cols, random); }

    Tensor tensor(const std::vector<float>& values, int rows)
    {
        Tensor t = backend.allocate(rows, int(values.size()) / rows);
        backend.copy_from_host(values.data(), 0, rows, t);
        return t;
    }
    std::vector<float> read(const Tensor& t)
    {
        std::vector<float> out(std::size_t(t.rows()) * std::size_t(t.cols()));
        backend.copy_to_host(t, 0, t.rows(), out.data());
        return out;
    }
    /// w * x[first + t] for every token, [tokens, rows].
    std::vector<float> multiply(const Weight& w, const Tensor& x, int first, int tokens)
    {
        Tensor y = backend.allocate(tokens, w.rows);
        backend.linear({{w, y}}, x, first, tokens);
        return read(y);
    }
};

/// What weights of this type are multiplied with: x, or where they come in blocks what the CPU rounds x to.
std::vector<double> factors_of(WeightType type, const float* x, int cols)
{
    std::vector<double> factors(x, x + cols);
    if (!cpu::in_blocks(type)) return factors;
    cpu::Int8Rows memory;
    memory.resize(1, cols);
    const cpu::Int8Row rounded = memory[0];
    kernels_for(cpu::Isa::Scalar)->blocks->quantize(x, 0, cols, rounded);
    for (int i = 0; i < cols; ++i) factors[std::size_t(i)] = double(rounded.scales[i / 32]) * rounded.values[i];
    return factors;
}

/// What is wrong with y [tokens, w.rows], or nothing. Allowed is one rounding of float for each of the terms and sums,
/// of sizes |w x|, |offset x| twice.
QString error_of(const RandomWeight& w, const std::vector<float>& x, int first, int tokens, const std::vector<float>& y)
{
    for (int t = 0; t < tokens; ++t) {
        const auto factors = factors_of(w.type, x.data() + std::size_t(first + t) * std::size_t(w.cols), w.cols);
        for (int r = 0; r < w.rows; ++r) {
            double expected = 0, sizes = 0;
            for (std::size_t c = 0, i = std::size_t(r * w.cols); c < factors.size(); ++c, ++i) {
                expected += double(w.values[i]) * factors[c];
                sizes += (std::abs(double(w.values[i])) + 2 * double(w.shifts[i])) * std::abs(factors[c]);
            }
            const double error = std::abs(double(y[std::size_t(t * w.rows + r)]) - expected);
            const double allowed = (w.cols + 24) * 6e-8 * sizes;
            if (!(error <= allowed)) return QString("token %1 row %2: %3 > %4").arg(t).arg(r).arg(error).arg(allowed);
        }
    }
    return {};
}

/// Where no rounded copy of the tensor's rows [0, rows) is, or the one the CPU would make.
bool rounded_as_on_cpu(const Tensor& t, int rows)
{
    const cuda::Rows found = cuda::rows_of(t);
    const int cols = t.cols();
    if (cols % 32 != 0) return !found.rounded.values && !found.rounded.scales && !found.rounded.half_sums;
    cpu::Int8Rows memory;
    memory.resize(1, cols);
    const cpu::Int8Row expected = memory[0];
    for (int r = 0; r < rows; ++r) {
        kernels_for(cpu::Isa::Scalar)->blocks->quantize(t.row(r), 0, cols, expected);
        const cuda::Rounded& own = found.rounded;
        const auto same = [r](const auto* a, const auto* b, int n) { return std::equal(a, a + n, b + r * n); };
        if (!same(expected.values, own.values, cols) || !same(expected.scales, own.scales, cols / 32) ||
            !same(expected.half_sums, own.half_sums, cols / 16))
            return false;
    }
    return true;
}

}  // namespace

class tst_linear : public QObject {
    Q_OBJECT

    static void add_types()
    {
        QTest::addColumn<int>("type");
        for (std::size_t i = 0; i < block_formats.size(); ++i)
            QTest::addRow("%s", block_formats[i].name.data()) << int(i);
    }

private slots:
    /// One row alone, rows shared by several warps, warps with two rows; rows of all lengths.
    void products_stay_within_their_rounding_data() { add_types(); }
    void products_stay_within_their_rounding()
    {
        QFETCH(int, type);
        Case c;
        for (const auto& [rows, cols] :
             {std::pair{1, 32}, {9, 288}, {131, 32}, {129, 256}, {2, 5632}, {5, 1024}, {3, 2048}, {3, 1408}, {2, 7},
              {5, 132}, {9, 48}, {1, 1}}) {
            if (cols % format_of(WeightType(type)).elements != 0) continue;
            const RandomWeight w = c.weight(WeightType(type), rows, cols);
            const auto x = c.rough(4, cols);
            const Tensor input = c.tensor(x, 4);
            for (const auto& [first, tokens] : {std::pair{0, 1}, {3, 1}, {1, 3}}) {
                const QString error = error_of(w, x, first, tokens, c.multiply(w.weight(), input, first, tokens));
                QVERIFY2(error.isEmpty(), qPrintable(QString("%1 x %2, %3").arg(rows).arg(cols).arg(error)));
            }
        }
    }

    void tokens_do_not_depend_on_each_other_data() { add_types(); }
    void tokens_do_not_depend_on_each_other()
    {
        QFETCH(int, type);
        Case c;
        for (const auto& [rows, cols] : {std::pair{130, 256}, {3, 2048}}) {
            const RandomWeight w = c.weight(WeightType(type), rows, cols);
            const Tensor x = c.tensor(c.rough(15, cols), 15);
            std::vector<std::vector<float>> alone;
            for (int t = 0; t < 15; ++t) alone.push_back(c.multiply(w.weight(), x, t, 1));
            for (const int tokens : {2, 4, 7, cuda::kGemmTokens - 1}) {
                const auto together = c.multiply(w.weight(), x, 15 - tokens, tokens);
                for (int t = 0; t < tokens; ++t)
                    QVERIFY(std::equal(alone[std::size_t(15 - tokens + t)].begin(),
                                       alone[std::size_t(15 - tokens + t)].end(), together.begin() + t * rows));
            }
        }
    }

    void one_call_multiplies_matrices_of_any_types()
    {
        Case c;
        const auto x = c.rough(6, 256);
        const Tensor input = c.tensor(x, 6);
        using enum WeightType;
        for (const auto& types :
             {std::array{Q4_K, Q8_0, BF16, F8_E4M3}, {MXFP4, F32, Q6_K, Q3_K}, {Q5_0, Q5_0, Q5_0, Q5_0}})
            for (const int tokens : {1, 5}) {
                const RandomWeight w[] = {c.weight(types[0], 9, 256), c.weight(types[1], 70, 256),
                                          c.weight(types[2], 1, 256), c.weight(types[3], 129, 256)};
                const Weight on[] = {w[0].weight(), w[1].weight(), w[2].weight(), w[3].weight()};
                Tensor y[4];
                for (int m = 0; m < 4; ++m) y[m] = c.backend.allocate(tokens, w[m].rows);
                c.backend.linear({{on[0], y[0]}, {on[1], y[1]}, {on[2], y[2]}, {on[3], y[3]}}, input, 1, tokens);
                for (int m = 0; m < 4; ++m) {
                    const QString error = error_of(w[m], x, 1, tokens, c.read(y[m]));
                    QVERIFY2(error.isEmpty(), qPrintable(error));
                }
            }
    }

    /// A broken activation must stay visible: it may not become some number.
    void no_number_stays_no_number_data() { add_types(); }
    void no_number_stays_no_number()
    {
        QFETCH(int, type);
        Case c;
        const RandomWeight w = c.weight(WeightType(type), 2, 256);
        for (const float broken : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
            auto x = c.rough(1, 256);
            x[77] = broken;
            for (const float y : c.multiply(w.weight(), c.tensor(x, 1), 0, 1)) QVERIFY(!std::isfinite(y));
        }
    }

    void tables_give_their_rows_data() { add_types(); }
    void tables_give_their_rows()
    {
        QFETCH(int, type);
        Case c;
        for (const int cols : {256, 32, 96, 2304, 48, 7}) {
            if (cols % format_of(WeightType(type)).elements != 0) continue;
            const RandomWeight w = c.weight(WeightType(type), 150, cols);
            const Weight table = w.weight();
            const auto is_row = [&](const std::vector<float>& found, int at, int row) {
                return std::equal(found.begin() + at * cols, found.begin() + (at + 1) * cols,
                                  w.values.begin() + row * cols);
            };
            for (const std::vector<std::int32_t>& ids : {std::vector{149}, {0, 149, 3, 149, 128}}) {
                const int tokens = int(ids.size());
                Tensor x = c.backend.allocate(tokens, cols), rows = c.backend.allocate(tokens, cols);
                const Batch batch{ids, 5, tokens};
                c.backend.begin(batch);
                c.backend.embed(table, batch, x);
                c.backend.look_up(table, ids, rows);
                const auto embedded = c.read(x), looked_up = c.read(rows);
                for (int t = 0; t < tokens; ++t) {
                    QVERIFY(is_row(embedded, t, ids[std::size_t(t)]));
                    QVERIFY(is_row(looked_up, t, ids[std::size_t(t)]));
                }
                QVERIFY(rounded_as_on_cpu(x, tokens));
                QVERIFY(rounded_as_on_cpu(rows, tokens));
            }
        }
    }

    /// Columns: fewer than a warp, no multiple of 32, more than a block keeps.
    void norms_equal_those_in_double_data()
    {
        QTest::addColumn<int>("cols");
        for (const int cols : {1, 7, 20, 32, 48, 96, 512, 2048, 7168, 9300}) QTest::addRow("%d", cols) << cols;
    }
    void norms_equal_those_in_double()
    {
        QFETCH(int, cols);
        const float eps = 1e-6f;
        Case c;
        for (const int tokens : {1, 3})
            for (const bool updates : {false, true})
                for (const bool in_place : {false, true}) {
                    auto before = c.rough(tokens, cols);
                    if (tokens == 3) std::fill_n(before.begin() + cols, cols, 0.0f);
                    const auto change = c.rough(tokens, cols), factors = c.rough(1, cols);
                    Tensor x = c.tensor(before, tokens), y = c.backend.allocate(tokens, cols);
                    const Tensor update = c.tensor(change, tokens), weight = c.tensor(factors, 1);
                    Tensor& out = in_place ? x : y;
                    c.backend.residual_norm(x, updates ? &update : nullptr, tokens, weight, eps, out);
                    const auto found = c.read(out), after = c.read(x);
                    for (int t = 0; t < tokens; ++t) {
                        std::vector<float> sum(before.begin() + t * cols, before.begin() + (t + 1) * cols);
                        for (int i = 0; i < cols && updates; ++i)
                            sum[std::size_t(i)] += change[std::size_t(t * cols + i)];
                        if (!in_place) QVERIFY(std::equal(sum.begin(), sum.end(), after.begin() + t * cols));
                        double squares = 0;
                        for (const float value : sum) squares += double(value) * double(value);
                        const double factor = 1 / std::sqrt(squares / cols + double(eps));
                        for (int i = 0; i < cols; ++i) {
                            const auto at = std::size_t(i);
                            const double expected = double(factors[at]) * double(sum[at]) * factor;
                            const double error = std::abs(double(found[std::size_t(t * cols + i)]) - expected);
                            // Threads add up ten squares at most and are added up in ten steps; the root halves that.
                            QVERIFY(error <= std::abs(expected) * (22.0 / 2 + 5) * 6e-8);
                        }
                    }
                    QVERIFY(rounded_as_on_cpu(out, tokens));
                }
    }

    void copied_rows_are_rounded()
    {
        Case c;
        auto x = c.rough(5, 96);
        std::fill_n(x.begin() + 96, 32, 0.0f);
        std::fill_n(x.begin() + 128, 32, 1e-38f);  // its step has no finite inverse
        std::fill_n(x.begin() + 160, 32, std::numeric_limits<float>::max());
        Tensor all = c.tensor(x, 5);
        QVERIFY(rounded_as_on_cpu(all, 5));
        const auto others = c.rough(2, 96);
        c.backend.copy_from_host(others.data(), 2, 2, all);
        std::copy(others.begin(), others.end(), x.begin() + 2 * 96);
        QVERIFY(c.read(all) == x);
        QVERIFY(rounded_as_on_cpu(all, 5));
        QVERIFY(rounded_as_on_cpu(c.tensor(c.rough(3, 20), 3), 3));
    }

    /// A token's bits are the same whether its operations were recorded or not.
    void recorded_operations_give_the_same()
    {
        Case c;
        const auto adopted = [&](const RandomWeight& w) { return c.backend.adopt(w.weight(), {}); };
        const Weight table = adopted(c.weight(WeightType::Q6_K, 40, 256));
        const Weight a = adopted(c.weight(WeightType::Q4_K, 130, 256));
        const Weight b = adopted(c.weight(WeightType::F16, 6, 256));
        Tensor x = c.backend.allocate(1, 256), normed = c.backend.allocate(1, 256);
        Tensor ya = c.backend.allocate(1, a.rows), yb = c.backend.allocate(1, b.rows);
        const Tensor weight = c.tensor(c.rough(1, 256), 1);
        const auto operations = [&] {
            c.backend.embed(table, {{}, 0, 1}, x);
            c.backend.residual_norm(x, &x, 1, weight, 1e-6f, normed);
            c.backend.linear({{a, ya}, {b, yb}}, normed, 0, 1);
        };
        std::vector<std::vector<float>> direct;
        for (const std::int32_t id : {7, 39}) {
            c.backend.begin({std::span(&id, 1), 0, 1});
            operations();
            direct.push_back(c.read(ya));
            direct.push_back(c.read(yb));
        }
        const auto recording = c.backend.record(operations);
        QVERIFY(recording != nullptr);
        std::size_t at = 0;
        for (const std::int32_t id : {7, 39}) {
            c.backend.begin({std::span(&id, 1), 0, 1});
            c.backend.run(*recording);
            QVERIFY(c.read(ya) == direct[at++]);
            QVERIFY(c.read(yb) == direct[at++]);
        }
    }
};

QTEST_GUILESS_MAIN(tst_linear)
#include "tst_linear.moc"
