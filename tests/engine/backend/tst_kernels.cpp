// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <random>

using namespace engine;
using namespace engine::cpu;

namespace {

/// Random numbers that their type holds exactly, so that only the summation can differ.
struct Matrix {
    WeightType type;
    int rows, cols;
    std::vector<float> values;
    std::vector<std::byte> bytes;

    Weight weight() const { return {type, rows, cols, bytes.data()}; }
};

std::uint16_t half_bits(WeightType type, float value)
{
    std::uint32_t bits;
    std::memcpy(&bits, &value, 4);
    if (type == WeightType::BF16) return std::uint16_t(bits >> 16);
    const std::uint32_t sign = (bits >> 16) & 0x8000u;
    if ((bits & 0x7FFFFFFFu) == 0) return std::uint16_t(sign);
    return std::uint16_t(sign | ((((bits >> 23) & 0xFF) - 112) << 10) | ((bits >> 13) & 0x3FF));
}

Matrix random_matrix(WeightType type, int rows, int cols, std::mt19937& random)
{
    std::uniform_int_distribution<int> steps(-127, 127);  // 7 bits: exact in bfloat16 and in half precision
    Matrix m{type, rows, cols, {}, {}};
    for (int i = 0; i < rows * cols; ++i) m.values.push_back(float(steps(random)) / 64);
    m.bytes.resize(m.values.size() * bytes_of_row(type, 1));
    for (std::size_t i = 0; i < m.values.size(); ++i) {
        if (type == WeightType::F32) {
            std::memcpy(m.bytes.data() + 4 * i, &m.values[i], 4);
        } else {
            const std::uint16_t half = half_bits(type, m.values[i]);
            std::memcpy(m.bytes.data() + 2 * i, &half, 2);
        }
    }
    return m;
}

/// A float sum of n products can be off by n * eps * sum of their sizes.
double bound(int n, double sizes) { return (n + 8) * 6e-8 * sizes; }

}  // namespace

class tst_kernels : public QObject {
    Q_OBJECT

private:
    static void add_rows()
    {
        QTest::addColumn<int>("isa");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("cols");
        QTest::addColumn<int>("tokens");
        const char* isa_names[] = {"scalar", "avx2", "avx512"};
        const char* type_names[] = {"f32", "f16", "bf16"};
        const int shapes[][3] = {{1, 1, 1}, {3, 7, 2}, {8, 16, 1}, {9, 36, 5}, {13, 67, 9}, {33, 129, 4}};
        for (int isa = 0; isa < 3; ++isa)
            for (int type = 0; type < 3; ++type)
                for (const auto& s : shapes)
                    QTest::addRow("%s %s %dx%d, %d tokens", isa_names[isa], type_names[type], s[0], s[1], s[2])
                        << isa << type << s[0] << s[1] << s[2];
    }

private slots:
    void matmul_equals_double_sums_data() { add_rows(); }
    void matmul_equals_double_sums()
    {
        QFETCH(int, isa);
        QFETCH(int, type);
        QFETCH(int, rows);
        QFETCH(int, cols);
        QFETCH(int, tokens);
        const Kernels* kernels = kernels_for(Isa(isa));
        if (!kernels) QSKIP("this processor lacks the instruction set");
        std::mt19937 random(42);
        const Matrix w = random_matrix(WeightType(type), rows, cols, random);
        const Matrix x = random_matrix(WeightType::F32, tokens, cols, random);
        std::vector<float> y(std::size_t(tokens * rows), -1);
        std::vector<const float*> in;
        std::vector<float*> out;
        for (int t = 0; t < tokens; ++t) {
            in.push_back(x.values.data() + t * cols);
            out.push_back(y.data() + t * rows);
        }
        kernels->matmul(rows_of(w.weight(), 0, rows), in.data(), out.data(), tokens);
        for (int t = 0; t < tokens; ++t)
            for (int r = 0; r < rows; ++r) {
                double sum = 0, sizes = 0;
                for (int c = 0; c < cols; ++c) {
                    const double product = double(w.values[std::size_t(r * cols + c)]) * in[std::size_t(t)][c];
                    sum += product;
                    sizes += std::abs(product);
                }
                QVERIFY(std::abs(y[std::size_t(t * rows + r)] - sum) <= bound(cols, sizes));
            }
    }

    void combine_equals_double_sums_data() { add_rows(); }
    void combine_equals_double_sums()
    {
        QFETCH(int, isa);
        QFETCH(int, type);
        QFETCH(int, rows);
        QFETCH(int, cols);
        const Kernels* kernels = kernels_for(Isa(isa));
        if (!kernels) QSKIP("this processor lacks the instruction set");
        std::mt19937 random(7);
        const Matrix w = random_matrix(WeightType(type), rows, cols, random);
        const Matrix factors = random_matrix(WeightType::F32, 1, rows, random);
        std::vector<float> y(std::size_t(cols), -1);
        const float* in = factors.values.data();
        float* out = y.data();
        kernels->combine(rows_of(w.weight(), 0, rows), &in, &out, 1);
        for (int c = 0; c < cols; ++c) {
            double sum = 0, sizes = 0;
            for (int r = 0; r < rows; ++r) {
                const double product = double(w.values[std::size_t(r * cols + c)]) * factors.values[std::size_t(r)];
                sum += product;
                sizes += std::abs(product);
            }
            QVERIFY(std::abs(y[std::size_t(c)] - sum) <= bound(rows, sizes));
        }
    }

    /// The router's ties must be ties on every path: the same row gives the same bits in any tile and batch.
    void equal_rows_give_equal_bits()
    {
        for (const Isa isa : {Isa::Scalar, Isa::Avx2, Isa::Avx512}) {
            const Kernels* kernels = kernels_for(isa);
            if (!kernels) continue;
            std::mt19937 random(3);
            constexpr int kRows = 13, kCols = 38, kTokens = 7;
            Matrix w = random_matrix(WeightType::F32, 1, kCols, random);
            for (float& value : w.values) value *= 1.1f;  // not exact any more: the order of summation shows
            std::vector<float> rows;
            for (int r = 0; r < kRows; ++r) rows.insert(rows.end(), w.values.begin(), w.values.end());
            const Matrix x = random_matrix(WeightType::F32, 1, kCols, random);
            std::vector<float> y(kTokens * kRows);
            std::vector<const float*> in(kTokens, x.values.data());
            std::vector<float*> out;
            for (int t = 0; t < kTokens; ++t) out.push_back(y.data() + t * kRows);
            kernels->matmul(rows_of(rows.data(), kCols, kRows, kCols), in.data(), out.data(), kTokens);
            for (const float value : y) QCOMPARE(value, y[0]);
        }
    }

    void several_outputs_equal_one_at_a_time()
    {
        for (const Isa isa : {Isa::Scalar, Isa::Avx2, Isa::Avx512}) {
            const Kernels* kernels = kernels_for(isa);
            if (!kernels) continue;
            constexpr int kRows = 21, kCols = 83, kOutputs = 7;
            std::mt19937 random(5);
            const Matrix w = random_matrix(WeightType::BF16, kRows, kCols, random);
            const Matrix factors = random_matrix(WeightType::F32, kOutputs, kRows, random);
            std::vector<float> together(kOutputs * kCols), alone(kCols);
            std::vector<const float*> in;
            std::vector<float*> out;
            for (int n = 0; n < kOutputs; ++n) {
                in.push_back(factors.values.data() + n * kRows);
                out.push_back(together.data() + n * kCols);
            }
            kernels->combine(rows_of(w.weight(), 0, kRows), in.data(), out.data(), kOutputs);
            for (int n = 0; n < kOutputs; ++n) {
                float* single = alone.data();
                kernels->combine(rows_of(w.weight(), 0, kRows), &in[std::size_t(n)], &single, 1);
                QVERIFY(std::equal(alone.begin(), alone.end(), together.begin() + n * kCols));
            }
        }
    }

    void softmax_and_swiglu_equal_double_results()
    {
        for (const Isa isa : {Isa::Scalar, Isa::Avx2, Isa::Avx512}) {
            const Kernels* kernels = kernels_for(isa);
            if (!kernels) continue;
            for (const int n : {1, 5, 16, 70}) {
                std::vector<float> x, up;
                for (int i = 0; i < n; ++i) {
                    x.push_back(std::sin(float(i)) * 30);
                    up.push_back(std::cos(float(i)));
                }
                std::vector<float> soft = x, gate = x;
                gate[0] = -200;  // e^200 overflows a float: silu must still be zero
                kernels->softmax(soft.data(), n, 0.5f);
                kernels->swiglu(gate.data(), up.data(), n);
                double sum = 0, highest = -1e9;
                for (const float v : x) highest = std::max(highest, 0.5 * v);
                for (const float v : x) sum += std::exp(0.5 * v - highest);
                for (int i = 0; i < n; ++i) {
                    const double v = x[std::size_t(i)];
                    QVERIFY(std::abs(soft[std::size_t(i)] - std::exp(0.5 * v - highest) / sum) < 2e-6);
                    const double silu = i == 0 ? 0 : v / (1 + std::exp(-v));
                    QVERIFY(std::abs(gate[std::size_t(i)] - silu * up[std::size_t(i)]) < 1e-5);
                }
            }
        }
    }

    void subnormal_and_special_halves()
    {
        const std::uint16_t halves[] = {0x0001, 0x03FF, 0x8001, 0x7BFF, 0x0400};
        const float expected[] = {0x1p-24f, 1023 * 0x1p-24f, -0x1p-24f, 65504.0f, 0x1p-14f};
        for (const Isa isa : {Isa::Scalar, Isa::Avx2, Isa::Avx512}) {
            const Kernels* kernels = kernels_for(isa);
            if (!kernels) continue;
            for (int i = 0; i < 5; ++i) {
                std::vector<std::uint16_t> row(64, halves[i]);
                const Weight w{WeightType::F16, 1, 64, reinterpret_cast<const std::byte*>(row.data())};
                const float one = 1;
                const float* factor = &one;
                std::vector<float> y(64);
                float* out = y.data();
                kernels->combine(rows_of(w, 0, 1), &factor, &out, 1);
                for (const float value : y) QCOMPARE(value, expected[i]);
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_kernels)
#include "tst_kernels.moc"
