// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/weight_row.cuh"
#include "random_weight.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cctype>
#include <fstream>
#include <limits>

using namespace engine;
using namespace engine::cuda;
using random_weight::RandomWeight;

namespace {

std::string upper(std::string_view text)
{
    std::string result;
    for (const char c : text) result += char(std::toupper(static_cast<unsigned char>(c)));
    return result;
}

template <class T>
std::vector<T> from_hex(const std::string& hex)
{
    const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(hex));
    std::vector<T> values(std::size_t(bytes.size()) / sizeof(T));
    std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(T));
    return values;
}

nlohmann::json read_json(const char* name)
{
    return nlohmann::json::parse(std::ifstream(std::string(EXPERTSCOPE_SOURCE_DIR "/tests/data/") + name));
}

WeightRow row_of(const Weight& w, int row)
{
    const int blocks = (w.cols + kScaleBlock - 1) / kScaleBlock;
    return {w.row(row), w.block_scales ? w.block_scales + row / kScaleBlock * blocks : nullptr, w.cols};
}

/// All numbers of a row, part by part; -1 where none was written.
std::vector<float> numbers_of(const Weight& w, int row)
{
    std::vector<float> out;
    for_type(w.type, [&]<WeightType type>() {
        for (int part = 0; part < parts_of(w.cols); ++part) {
            float numbers[kPart];
            std::fill_n(numbers, kPart, -1.0f);
            dequantize<type>(row_of(w, row), part, numbers);
            out.insert(out.end(), numbers, numbers + std::min(kPart, w.cols - part * kPart));
        }
    });
    return out;
}

bool same_bits(const std::vector<float>& a, const float* b)
{
    return std::memcmp(a.data(), b, a.size() * sizeof(float)) == 0;
}

/// Zeros may differ in their sign: the CPU adds float types to a sum.
bool same(const std::vector<float>& a, const float* b)
{
    const auto equal = [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return std::equal(a.begin(), a.end(), b, equal);
}

RoundedPart rounded(const float* x)
{
    float numbers[kPart];
    std::copy_n(x, kPart, numbers);
    return round_part(numbers);
}

}  // namespace

/// The arithmetic that the CUDA kernels share with no device: of formats and of rounding.
class tst_cuda_formats : public QObject {
    Q_OBJECT

    static void add_types()
    {
        QTest::addColumn<int>("type");
        for (std::size_t i = 0; i < block_formats.size(); ++i)
            QTest::addRow("%s", block_formats[i].name.data()) << int(i);
    }

private slots:
    void blocks_become_numbers_exactly()
    {
        const nlohmann::json vectors = read_json("quant-vectors.json");
        int types = 0;
        for (std::size_t i = 0; i < block_formats.size(); ++i)
            for (const auto& [name, entry] : vectors.items()) {
                if (!cpu::in_blocks(WeightType(i)) || upper(name) != block_formats[i].name) continue;
                ++types;
                for (const auto& vector : entry["vectors"]) {
                    const auto bytes = from_hex<std::byte>(vector["block_hex"]);
                    const auto expected = from_hex<float>(vector["f32_le_hex"]);
                    const auto found = numbers_of({WeightType(i), 1, int(expected.size()), bytes.data()}, 0);
                    QCOMPARE(found.size(), expected.size());
                    QVERIFY2(same_bits(found, expected.data()), name.c_str());
                }
            }
        QCOMPARE(types, 13);
    }

    /// Rows start at every address that their type allows, and the last one ends where the memory ends.
    void rows_equal_those_of_the_cpu_data() { add_types(); }
    void rows_equal_those_of_the_cpu()
    {
        QFETCH(int, type);
        std::mt19937 random(5);
        for (const int cols : {32, 288, 256, 1536, 7, 33, 200}) {
            if (cols % format_of(WeightType(type)).elements != 0) continue;
            const RandomWeight w(WeightType(type), 131, cols, random);
            for (int r = 0; r < w.rows; ++r)
                QVERIFY(same(numbers_of(w.weight(), r), w.values.data() + r * cols));
        }
    }

    void every_half_and_e4m3_code_is_right()
    {
        std::vector<std::uint16_t> halves;
        for (int i = 0; i < 65536; ++i) halves.push_back(std::uint16_t(i));
        const Weight w{WeightType::F16, 1, 65536, reinterpret_cast<const std::byte*>(halves.data())};
        QVERIFY(same(numbers_of(w, 0), random_weight::floats_of(w).data()));

        const nlohmann::json table = read_json("e4m3_table.json")["e4m3_to_f32"];
        for (std::size_t i = 0; i < 256; ++i) {
            if (table[i].is_null())
                QVERIFY(std::isnan(e4m3_number(std::uint32_t(i))));
            else
                QCOMPARE(e4m3_number(std::uint32_t(i)), table[i].get<float>());
        }
    }

    void products_stay_within_their_rounding_data() { add_types(); }
    void products_stay_within_their_rounding()
    {
        QFETCH(int, type);
        if (!cpu::in_blocks(WeightType(type))) return;
        std::mt19937 random(6);
        const RandomWeight w(WeightType(type), 20, 512, random);
        for (const bool exact : {true, false}) {
            const auto x = exact ? random_weight::exact_activations(512, random)
                                 : random_weight::rough_activations(512, random);
            for (int r = 0; r < w.rows; ++r)
                for (int part = 0; part < 512 / kPart; ++part) {
                    float found = 0;
                    for_type(w.type, [&]<WeightType t>() {
                        if constexpr (!is_float(t)) {
                            Part weights;
                            unpack_part<t>(read_part<t>(row_of(w.weight(), r), part), part, weights);
                            found = part_product<t>(weights, rounded(&x[std::size_t(part * kPart)]));
                        }
                    });
                    // What random_weight::product says, of this part alone.
                    double expected = 0, bound = 0;
                    for (int c = part * kPart; c < (part + 1) * kPart; ++c) {
                        const std::size_t i = std::size_t(r * w.cols + c);
                        const double weight = std::abs(double(w.values[i]));
                        const double change = random_weight::rounding(x.data(), c, w.cols);
                        expected += double(w.values[i]) * double(x[std::size_t(c)]);
                        bound += weight * change + (kPart + 24) * 6e-8 * (weight + 2 * double(w.shifts[i])) *
                                                       (std::abs(double(x[std::size_t(c)])) + change);
                    }
                    const double error = std::abs(double(found) - expected);
                    QVERIFY2(error <= bound, qPrintable(QString("%1 > %2").arg(error).arg(bound)));
                }
        }
    }

    void rounding_equals_that_of_the_cpu()
    {
        std::mt19937 random(9);
        auto x = random_weight::rough_activations(4096, random);
        std::fill_n(x.begin() + 32, 32, 0.0f);
        std::fill_n(x.begin() + 64, 32, 1e-38f);  // its step has no finite inverse
        std::fill_n(x.begin() + 96, 32, std::numeric_limits<float>::max());
        cpu::Int8Rows rows;
        rows.resize(1, int(x.size()));
        const cpu::Int8Row expected = rows[0];
        kernels_for(cpu::Isa::Scalar)->blocks->quantize(x.data(), 0, int(x.size()), expected);
        for (std::size_t part = 0; part < x.size() / kPart; ++part) {
            const RoundedPart found = rounded(&x[part * kPart]);
            QVERIFY(std::memcmp(found.values, expected.values + part * kPart, kPart) == 0);
            QCOMPARE(found.scale, expected.scales[part]);
            QCOMPARE(found.half_sums[0], expected.half_sums[2 * part]);
            QCOMPARE(found.half_sums[1], expected.half_sums[2 * part + 1]);
        }
        for (const float broken : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
            x[3] = broken;
            QVERIFY(!std::isfinite(rounded(x.data()).scale));
        }
    }
};

QTEST_GUILESS_MAIN(tst_cuda_formats)
#include "tst_cuda_formats.moc"
