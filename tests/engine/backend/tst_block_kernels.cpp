// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "random_weight.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cctype>
#include <fstream>
#include <limits>

using namespace engine;
using namespace engine::cpu;
using random_weight::RandomWeight;

namespace {

constexpr Isa kIsas[] = {Isa::Scalar, Isa::Avx2, Isa::Avx512, Isa::Avx512Vnni};

std::vector<WeightType> all_types()
{
    std::vector<WeightType> types;
    for (std::size_t i = 0; i < block_formats.size(); ++i) types.push_back(WeightType(i));
    return types;
}

std::string upper(std::string_view text)
{
    std::string result;
    for (const char c : text) result += char(std::toupper(static_cast<unsigned char>(c)));
    return result;
}

nlohmann::json read_json(const char* name)
{
    return nlohmann::json::parse(std::ifstream(std::string(EXPERTSCOPE_SOURCE_DIR "/tests/data/") + name));
}

template <class T>
std::vector<T> from_hex(const std::string& hex)
{
    const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(hex));
    std::vector<T> values(std::size_t(bytes.size()) / sizeof(T));
    std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(T));
    return values;
}

/// Some rows of activations, as they are and rounded.
struct Batch {
    std::vector<float> x, y;
    std::vector<const float*> in;
    std::vector<float*> out;
    Int8Rows rounded;
    std::vector<Int8Row> int8;

    Batch(const Kernels& kernels, std::vector<float> values, int tokens, int rows) : x(std::move(values))
    {
        const int cols = int(x.size()) / tokens;
        y.assign(std::size_t(tokens * rows), -1);
        rounded.resize(tokens, cols);
        for (int t = 0; t < tokens; ++t) {
            in.push_back(x.data() + t * cols);
            out.push_back(y.data() + t * rows);
            int8.push_back(rounded[t]);
            if (cols % 32 == 0) kernels.blocks->quantize(in.back(), 0, cols, int8.back());
        }
    }

    void multiply(const Kernels& kernels, const RowBlock& w, int first, int tokens)
    {
        if (in_blocks(w.type))
            kernels.blocks->matmul(w, int8.data() + first, out.data() + first, tokens);
        else
            kernels.matmul(w, in.data() + first, out.data() + first, tokens);
    }
};

}  // namespace

class tst_block_kernels : public QObject {
    Q_OBJECT

    static void add_types()
    {
        QTest::addColumn<int>("isa");
        QTest::addColumn<int>("type");
        const char* names[] = {"scalar", "avx2", "avx512", "vnni"};
        for (const Isa isa : kIsas)
            for (const WeightType type : all_types())
                QTest::addRow("%s %s", names[int(isa)], format_of(type).name.data()) << int(isa) << int(type);
    }

private slots:
    void blocks_become_numbers_exactly()
    {
        const nlohmann::json vectors = read_json("quant-vectors.json");
        int types = 0;
        for (const WeightType type : all_types()) {
            if (!in_blocks(type)) continue;
            for (const auto& [name, entry] : vectors.items()) {
                if (upper(name) != format_of(type).name) continue;
                ++types;
                for (const auto& vector : entry["vectors"]) {
                    const auto bytes = from_hex<std::byte>(vector["block_hex"]);
                    const auto expected = from_hex<std::uint32_t>(vector["f32_le_hex"]);
                    QCOMPARE(int(expected.size()), format_of(type).elements);
                    for (const Isa isa : kIsas) {
                        const Kernels* kernels = kernels_for(isa);
                        if (!kernels) continue;
                        std::vector<std::uint32_t> found(expected.size());
                        const Weight w{type, 1, int(expected.size()), bytes.data()};
                        kernels->blocks->dequantize(rows_of(w, 0, 1), reinterpret_cast<float*>(found.data()));
                        QVERIFY2(found == expected, name.c_str());
                    }
                }
            }
        }
        QCOMPARE(types, 13);
    }

    void e4m3_equals_its_table()
    {
        const nlohmann::json table = read_json("e4m3_table.json")["e4m3_to_f32"];
        std::vector<std::byte> codes;
        for (int i = 0; i < 256; ++i) codes.push_back(std::byte(i));
        const float scales[] = {1, 1};
        const float one = 1;
        const float* factor = &one;
        for (const Isa isa : kIsas) {
            const Kernels* kernels = kernels_for(isa);
            if (!kernels) continue;
            std::vector<float> found(256);
            float* out = found.data();
            const Weight w{WeightType::F8_E4M3, 1, 256, codes.data(), scales};
            kernels->combine(rows_of(w, 0, 1), &factor, &out, 1);
            for (std::size_t i = 0; i < 256; ++i) {
                if (table[i].is_null())
                    QVERIFY(std::isnan(found[i]));
                else
                    QCOMPARE(found[i], table[i].get<float>());
            }
        }
    }

    void matmul_stays_within_its_rounding_data() { add_types(); }
    void matmul_stays_within_its_rounding()
    {
        QFETCH(int, isa);
        QFETCH(int, type);
        const Kernels* kernels = kernels_for(Isa(isa));
        if (!kernels) QSKIP("this processor lacks the instruction set");
        std::mt19937 random(42);
        // Rows of 32, 96 and 416 end in fewer than eight blocks.
        for (const auto& [rows, cols, tokens] : {std::tuple{1, 256, 1}, {5, 768, 1}, {7, 512, 6}, {140, 256, 2},
                                                 {3, 32, 1}, {2, 96, 5}, {3, 416, 4}}) {
            if (cols % format_of(WeightType(type)).elements != 0) continue;
            const RandomWeight w(WeightType(type), rows, cols, random);
            for (const bool exact : {true, false}) {
                Batch batch(*kernels,
                            exact ? random_weight::exact_activations(tokens * cols, random)
                                  : random_weight::rough_activations(tokens * cols, random),
                            tokens, rows);
                batch.multiply(*kernels, rows_of(w.weight(), 0, rows), 0, tokens);
                for (int t = 0; t < tokens; ++t)
                    for (int r = 0; r < rows; ++r) {
                        const auto expected = product(w, r, batch.in[std::size_t(t)]);
                        const double error = std::abs(batch.out[std::size_t(t)][r] - expected.value);
                        QVERIFY2(error <= expected.bound,
                                 qPrintable(QString("%1 > %2").arg(error).arg(expected.bound)));
                    }
            }
        }
    }

    /// A prompt in one batch is the same as token by token, and rows may be shared out in any way.
    void batch_and_split_do_not_matter_data() { add_types(); }
    void batch_and_split_do_not_matter()
    {
        QFETCH(int, isa);
        QFETCH(int, type);
        const Kernels* kernels = kernels_for(Isa(isa));
        if (!kernels) QSKIP("this processor lacks the instruction set");
        constexpr int kRows = 11, kCols = 512, kTokens = 7;
        std::mt19937 random(3);
        const RandomWeight w(WeightType(type), kRows, kCols, random);
        const auto x = random_weight::rough_activations(kTokens * kCols, random);
        Batch together(*kernels, x, kTokens, kRows), alone(*kernels, x, kTokens, kRows);
        together.multiply(*kernels, rows_of(w.weight(), 0, kRows), 0, kTokens);
        for (int t = 0; t < kTokens; ++t)
            for (const auto& [begin, end] : {std::pair{0, 3}, {3, 4}, {4, kRows}})
                alone.multiply(*kernels, rows_of(w.weight(), begin, end), t, 1);
        QVERIFY(together.y == alone.y);
    }

    void rounding_is_half_a_step_and_the_same_everywhere()
    {
        std::mt19937 random(9);
        auto x = random_weight::rough_activations(256, random);
        std::fill_n(x.begin() + 32, 32, 0.0f);
        std::fill_n(x.begin() + 64, 32, 1e-38f);  // its step has no finite inverse
        std::fill_n(x.begin() + 96, 32, std::numeric_limits<float>::max());
        Batch scalar(*kernels_for(Isa::Scalar), x, 1, 1);
        for (int i = 0; i < 256; ++i) {
            const double kept = double(scalar.int8[0].scales[i / 32]) * scalar.int8[0].values[i];
            const double allowed = i / 32 == 2 ? 1e-38 : random_weight::rounding(x.data(), i, 256);
            QVERIFY(std::abs(kept - double(x[std::size_t(i)])) <= allowed);
        }
        for (const Isa isa : kIsas) {
            const Kernels* kernels = kernels_for(isa);
            if (!kernels) continue;
            Batch other(*kernels, x, 1, 1);
            QVERIFY(std::equal(other.int8[0].values, other.int8[0].values + 256, scalar.int8[0].values));
            QVERIFY(std::equal(other.int8[0].scales, other.int8[0].scales + 8, scalar.int8[0].scales));
            QVERIFY(std::equal(other.int8[0].sums, other.int8[0].sums + 8, scalar.int8[0].sums));
            QVERIFY(std::equal(other.int8[0].half_sums, other.int8[0].half_sums + 16, scalar.int8[0].half_sums));
        }
    }

    /// A broken activation must stay visible: it may not round to some number.
    void no_number_stays_no_number()
    {
        std::mt19937 random(1);
        for (const Isa isa : kIsas)
            for (const float broken : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
                const Kernels* kernels = kernels_for(isa);
                if (!kernels) continue;
                const RandomWeight w(WeightType::Q8_0, 1, 64, random);
                auto x = random_weight::rough_activations(64, random);
                x[40] = broken;
                Batch batch(*kernels, x, 1, 1);
                batch.multiply(*kernels, rows_of(w.weight(), 0, 1), 0, 1);
                QVERIFY(!std::isfinite(batch.y[0]));
            }
    }

    /// Rows of one head know their place in the grid of scales.
    void fp8_scales_follow_the_rows()
    {
        std::mt19937 random(2);
        const RandomWeight w(WeightType::F8_E4M3, 300, 200, random);
        const auto x = random_weight::rough_activations(200, random);
        for (const Isa isa : kIsas) {
            const Kernels* kernels = kernels_for(isa);
            if (!kernels) continue;
            Batch whole(*kernels, x, 1, 300), part(*kernels, x, 1, 150);
            whole.multiply(*kernels, rows_of(w.weight(), 0, 300), 0, 1);
            const RowBlock rows{w.type, w.weight().row(100), 200, 0, 150, 200, w.block_scales.data(), 100};
            part.multiply(*kernels, rows, 0, 1);
            QVERIFY(std::equal(part.y.begin(), part.y.end(), whole.y.begin() + 100));
            for (int r = 0; r < 300; ++r) {
                const auto expected = product(w, r, x.data());
                QVERIFY(std::abs(whole.y[std::size_t(r)] - expected.value) <= expected.bound);
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_block_kernels)
#include "tst_block_kernels.moc"
