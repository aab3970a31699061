// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include "random_weight.h"

#include <QtTest>

#include <limits>
#include <numeric>

using namespace engine;
using namespace engine::cpu;
using random_weight::RandomWeight;

namespace {

const Kernels* amx()
{
    return kernels_for(Isa::Amx);
}

/// Rows of activations in tiles, and where their products go.
struct TiledBatch {
    std::vector<float> x, y;
    int rows, cols;
    TokenTileRows memory;

    TiledBatch(std::vector<float> values, int columns, int outputs)
        : x(std::move(values)),
          y(x.size() / std::size_t(columns) * std::size_t(outputs), -1),
          rows(outputs),
          cols(columns)
    {
    }

    int tokens() const { return int(x.size()) / cols; }

    /// Tokens [first, last) go through the weights' rows [begin, end) together.
    void multiply(const Weight& w, int first, int last, int begin, int end)
    {
        std::vector<const float*> in;
        std::vector<float*> out;
        for (int t = first; t < last; ++t) {
            in.push_back(x.data() + t * cols);
            out.push_back(y.data() + t * rows);
        }
        const TokenTiles tiles = memory.resize(TokenTiles::strips(last - first), cols);
        for (int s = 0; s < TokenTiles::strips(last - first); ++s)
            amx()->tiles->pack(in.data() + 16 * s, std::min(16, last - first - 16 * s), 0, cols, tiles.from(s));
        amx()->tiles->matmul(rows_of(w, begin, end), tiles, out.data(), last - first);
    }
};

}  // namespace

class tst_tile_kernels : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        if (!amx()) QSKIP("this processor has no matrix unit");
    }

    void products_stay_within_their_rounding_data()
    {
        QTest::addColumn<int>("type");
        for (std::size_t i = 0; i < block_formats.size(); ++i)
            if (in_blocks(WeightType(i))) QTest::addRow("%s", block_formats[i].name.data()) << int(i);
    }

    /// Weights and activations are each off by 2^-9 of themselves at most, and every addition by 2^-23 of the sum so
    /// far, since the unit adds pairs and truncates.
    void products_stay_within_their_rounding()
    {
        QFETCH(int, type);
        std::mt19937 random(5);
        for (const auto& [rows, cols, tokens] :
             {std::tuple{1, 256, 1}, {33, 512, 5}, {70, 768, 16}, {16, 256, 17}, {64, 256, 40}, {3, 416, 33}}) {
            if (cols % format_of(WeightType(type)).elements != 0) continue;
            const RandomWeight w(WeightType(type), rows, cols, random);
            const std::vector<float> floats = random_weight::floats_of(w.weight());
            TiledBatch batch(random_weight::rough_activations(tokens * cols, random), cols, rows);
            batch.multiply(w.weight(), 0, tokens, 0, rows);
            const double allowed = std::ldexp(2, -9) + std::ldexp(1, -18) + cols * std::ldexp(1, -23);
            for (int t = 0; t < tokens; ++t)
                for (int r = 0; r < rows; ++r) {
                    double sum = 0, size = 0;
                    for (int c = 0; c < cols; ++c) {
                        const double term =
                            double(floats[std::size_t(r * cols + c)]) * batch.x[std::size_t(t * cols + c)];
                        sum += term;
                        size += std::abs(term);
                    }
                    const double error = std::abs(batch.y[std::size_t(t * rows + r)] - sum);
                    QVERIFY2(error <= allowed * size, qPrintable(QString("%1 > %2").arg(error).arg(allowed * size)));
                }
        }
    }

    void batch_and_split_do_not_matter()
    {
        constexpr int kRows = 75, kCols = 512, kTokens = 37;
        std::mt19937 random(3);
        for (const WeightType type : {WeightType::Q4_K, WeightType::Q6_K, WeightType::Q8_0}) {
            const RandomWeight w(type, kRows, kCols, random);
            const auto x = random_weight::rough_activations(kTokens * kCols, random);
            TiledBatch together(x, kCols, kRows), apart(x, kCols, kRows);
            together.multiply(w.weight(), 0, kTokens, 0, kRows);
            for (int t = 0; t < kTokens; t += 5)
                for (const auto& [begin, end] : {std::pair{0, 3}, {3, 40}, {40, kRows}})
                    apart.multiply(w.weight(), t, std::min(t + 5, kTokens), begin, end);
            QVERIFY(together.y == apart.y);
        }
    }

    void no_number_stays_no_number()
    {
        std::mt19937 random(1);
        const RandomWeight w(WeightType::Q8_0, 1, 64, random);
        for (const float broken : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
            TiledBatch batch(random_weight::rough_activations(6 * 64, random), 64, 1);
            batch.x[2 * 64 + 40] = broken;
            batch.multiply(w.weight(), 0, 6, 0, 1);
            for (int t = 0; t < 6; ++t)
                QCOMPARE(std::isfinite(batch.y[std::size_t(t)]), t != 2);
        }
    }

    /// Experts of many tokens go by tiles, those of few by 8 bits; both are the MLP that the 8-bit kernels compute.
    void experts_agree_with_8_bits()
    {
        constexpr int kHidden = 256, kWidth = 512, kTokens = 24, kExperts = 3;
        std::mt19937 random(11);
        std::vector<RandomWeight> stored;
        for (int e = 0; e <= kExperts; ++e)
            for (const auto& [rows, cols] : {std::pair{kWidth, kHidden}, {kWidth, kHidden}, {kHidden, kWidth}})
                stored.emplace_back(WeightType::Q4_K, rows, cols, random);
        std::vector<Mlp> mlps;
        for (std::size_t e = 0; e < stored.size(); e += 3)
            mlps.push_back({stored[e].weight(), stored[e + 1].weight(), stored[e + 2].weight()});
        const Mlp shared = mlps.back();
        mlps.pop_back();
        RoutingSlab slab;
        slab.layers = 1, slab.top_k = 1, slab.n_experts = kExperts;
        slab.resize(kTokens);
        for (int t = 0; t < kTokens; ++t) {  // 2, 0 and 22 tokens
            slab.experts[std::size_t(t)] = t % 16 == 3 ? 0 : 2;
            slab.weights[std::size_t(t)] = 0.5f;
        }
        std::vector<std::vector<float>> results;
        for (const Isa isa : {Isa::Avx512Vnni, Isa::Amx}) {
            CpuBackend backend(2, *kernels_for(isa));
            Tensor x = backend.allocate(kTokens, kHidden), y = backend.allocate(kTokens, kHidden);
            std::mt19937 same(7);
            const auto values = random_weight::rough_activations(kTokens * kHidden, same);
            for (std::size_t i = 0; i < values.size(); ++i)
                x.data()[i] = values[i] / 100;
            backend.experts({mlps, shared}, x, {{}, 0, kTokens}, 0, slab, y);
            results.emplace_back(y.data(), y.data() + kTokens * kHidden);
        }
        double difference = 0, size = 0;
        for (std::size_t i = 0; i < results[0].size(); ++i) {
            difference += std::pow(double(results[0][i]) - results[1][i], 2);
            size += std::pow(double(results[0][i]), 2);
        }
        // Three products in a row, each off by 0.5 % where 8 bits round a block of 32 (2.3 deviations / 127 / sqrt 12)
        // and by less in tiles, and the product of gate and up adds both of theirs.
        QVERIFY2(std::sqrt(difference / size) < 0.02, qPrintable(QString::number(std::sqrt(difference / size))));
        QVERIFY(difference > 0);
    }
};

QTEST_GUILESS_MAIN(tst_tile_kernels)
#include "tst_tile_kernels.moc"
