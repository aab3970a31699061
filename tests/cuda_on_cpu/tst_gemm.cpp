// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backend/cuda/cuda_backend.h"
#include "rounded_ranges.h"

#include <QtTest>

using namespace engine;
using random_weight::RandomWeight;
using rounded_ranges::Ranges;

namespace {

struct Shape {
    int rows, cols, tokens;
};

}  // namespace

class tst_gemm : public QObject {
    Q_OBJECT

private slots:
    void products_of_every_type_data();
    void products_of_every_type();
    void products_do_not_depend_on_the_batch();
};

void tst_gemm::products_of_every_type_data()
{
    QTest::addColumn<int>("type");
    for (std::size_t type = 0; type < block_formats.size(); ++type)
        QTest::newRow(block_formats[type].name.data()) << int(type);
}

void tst_gemm::products_of_every_type()
{
    QFETCH(int, type);
    const int elements = block_formats[std::size_t(type)].elements;
    std::mt19937 random(unsigned(type) + 1);
    cuda::CudaBackend backend(0, 0);
    // Columns of blocks count blocks. Rows of floats also end within parts, and within what is aligned to 16 bytes.
    const std::vector<Shape> floats{{48, 48, 16}, {130, 20, 70}, {7, 33, 17}, {200, 128, 64}, {129, 160, 65}};
    const std::vector<Shape> small_blocks{{48, 1, 16}, {200, 5, 70}, {129, 7, 65}};
    const std::vector<Shape> large_blocks{{48, 1, 16}, {130, 2, 65}};
    for (auto [rows, cols, tokens] : elements == 1 ? floats : elements == 32 ? small_blocks : large_blocks) {
        const RandomWeight weight(WeightType(type), rows, cols * elements, random);
        const int width = weight.cols, first = 2;
        const std::vector<float> values = random_weight::rough_activations((tokens + first) * width, random);
        Tensor x = backend.allocate(tokens + first, width), y = backend.allocate(tokens, rows);
        backend.copy_from_host(values.data(), 0, tokens + first, x);
        const Weight adopted = backend.adopt(weight.weight(), {});
        backend.begin({std::vector<std::int32_t>(std::size_t(tokens), 0), 0, tokens});
        backend.linear({{adopted, y}}, x, first, tokens);
        std::vector<float> result(std::size_t(tokens) * std::size_t(rows));
        backend.copy_to_host(y, 0, tokens, result.data());
        for (int t = 0; t < tokens; ++t) {
            Ranges input;
            for (int i = (t + first) * width; i < (t + first + 1) * width; ++i)
                input.push_back({values[std::size_t(i)], values[std::size_t(i)]});
            const Ranges expected = product(weight, to_bf16(input), true);
            for (int r = 0; r < rows; ++r) {
                const auto found = double(result[std::size_t(t * rows + r)]);
                const auto [low, high] = expected[std::size_t(r)];
                QVERIFY2(found >= low && found <= high,
                         qPrintable(QString("%1 x %2, token %3, row %4: %5 instead of %6 to %7").arg(rows).arg(width)
                                        .arg(t).arg(r).arg(found).arg(low).arg(high)));
            }
        }
    }
}

void tst_gemm::products_do_not_depend_on_the_batch()
{
    std::mt19937 random(5);
    cuda::CudaBackend backend(0, 0);
    const RandomWeight weight(WeightType::Q6_K, 40, 512, random);
    const Weight adopted = backend.adopt(weight.weight(), {});
    const std::vector<float> values = random_weight::rough_activations(80 * 512, random);
    Tensor x = backend.allocate(80, 512), all = backend.allocate(80, 40), some = backend.allocate(20, 40);
    backend.copy_from_host(values.data(), 0, 80, x);
    backend.linear({{adopted, all}}, x, 0, 80);
    backend.linear({{adopted, some}}, x, 59, 20);
    std::vector<float> expected(20 * 40), found(20 * 40);
    backend.copy_to_host(all, 59, 20, expected.data());
    backend.copy_to_host(some, 0, 20, found.data());
    QVERIFY(expected == found);
}

QTEST_GUILESS_MAIN(tst_gemm)
#include "tst_gemm.moc"
