// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"
#include "engine/model/config.h"
#include "engine/model/model.h"

#include "block_model.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace engine;
using block_model::TwoFiles;

namespace {

using Logits = std::vector<double>;

constexpr int kRuns = 24;  // with dither

/// A model of a file on kernels of the test's choice.
class Opened {
public:
    Opened(const std::string& path, const cpu::Kernels& kernels)
        : checkpoint_(path), backend_(1, kernels), model_(load(backend_, checkpoint_))
    {
    }

    Logits logits()
    {
        const std::vector<TokenId> ids = {3, 1, 41, 59, 26, 5, 35};
        LatentCache cache = model_.make_cache(int(ids.size()));
        ForwardState state = model_.make_state(int(ids.size()), int(ids.size()));
        model_.forward(ids, cache, state, {}, {});
        return {state.logits.data(), state.logits.data() + ids.size() * block_model::kVocabulary};
    }

private:
    static Model load(Backend& backend, const Checkpoint& checkpoint)
    {
        const Config config = load_config(checkpoint);
        return Model(config, load_weights(config, checkpoint, backend, {}, {}), backend, 16);
    }

    Checkpoint checkpoint_;
    cpu::CpuBackend backend_;
    Model model_;
};

std::mt19937 dither_random(5);

/// Rounds up or down at random, so that the mean is the number itself: half a step of noise, then to the nearest.
/// The largest of a block stays, and with it the step.
void quantize_with_dither(const float* x, int begin, int end, const cpu::Int8Row& out)
{
    std::vector<float> noisy(x, x + end);
    std::uniform_real_distribution<float> half_a_step(-0.5f, 0.5f);
    for (int first = begin; first < end; first += 32) {
        float largest = 0;
        for (int i = first; i < first + 32; ++i)
            largest = std::max(largest, std::abs(x[i]));
        for (int i = first; i < first + 32; ++i)
            if (std::abs(x[i]) < largest)
                noisy[std::size_t(i)] =
                    std::clamp(x[i] + half_a_step(dither_random) * largest / 127, -largest, largest);
    }
    cpu::best_kernels().blocks->quantize(noisy.data(), begin, end, out);
}

double distance(const Logits& a, const Logits& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

/// Squared distances of logits that differ by rounding alone: mean over runs, and how much single ones differ from it.
struct Spread {
    Logits mean;
    double power = 0, deviation = 0;
};

Spread spread_of(Opened& model)
{
    std::vector<Logits> runs;
    for (int i = 0; i < kRuns; ++i)
        runs.push_back(model.logits());
    Spread spread{Logits(runs[0].size())};
    for (const Logits& run : runs)
        for (std::size_t i = 0; i < run.size(); ++i)
            spread.mean[i] += run[i] / kRuns;
    std::vector<double> powers;
    for (const Logits& run : runs)
        powers.push_back(distance(run, spread.mean) * kRuns / (kRuns - 1));
    for (const double power : powers)
        spread.power += power / kRuns;
    for (const double power : powers)
        spread.deviation += (power - spread.power) * (power - spread.power) / (kRuns - 1);
    spread.deviation = std::sqrt(spread.deviation);
    return spread;
}

}  // namespace

/// A model whose weights come in blocks against the same weights in float32. What may differ is that activations are
/// rounded to 8 bits, and how much that is, is measured: rounding that goes up or down at random, so that its mean is
/// exact, gives logits that scatter around what the blocks compute without rounding. From kRuns runs follow
///  - the power of the noise of one run (mean squared distance from their mean) and how much it varies. The error of
///    rounding to nearest has at most the power of dither (step^2/12 against step^2/6 for each activation);
///  - the error of the mean of the runs: a kRuns-th of that power. This is what makes the comparison sharp.
/// Six standard deviations are allowed in both. Float32 and terms of second order are far below.
class tst_quantised_model : public QObject {
    Q_OBJECT

private slots:
    void equals_its_numbers_in_float32_data()
    {
        QTest::addColumn<int>("type");
        for (int i = int(WeightType::Q4_0); i <= int(WeightType::MXFP4); ++i)
            QTest::addRow("%s", block_formats[std::size_t(i)].name.data()) << i;
    }
    void equals_its_numbers_in_float32()
    {
        QFETCH(int, type);
        cpu::Kernels eight_bits = cpu::best_kernels();
        eight_bits.tiles = nullptr;
        cpu::BlockKernels dithered_blocks = *eight_bits.blocks;
        dithered_blocks.quantize = quantize_with_dither;
        cpu::Kernels dithered = eight_bits;
        dithered.blocks = &dithered_blocks;
        const TwoFiles right(WeightType(type), 1), wrong(WeightType(type), 1.03f);
        const Logits rounded = Opened(path(right.blocks), eight_bits).logits();
        const Logits tiled = Opened(path(right.blocks), cpu::best_kernels()).logits();
        Opened noisy(path(right.blocks), dithered);
        const Spread spread = spread_of(noisy);
        const Logits exact = Opened(path(right.floats), cpu::best_kernels()).logits();
        const Logits other = Opened(path(wrong.floats), cpu::best_kernels()).logits();

        const double allowed = spread.power + 6 * spread.deviation;
        const double of_mean = distance(spread.mean, exact) * kRuns;
        qInfo("noise %.4f of the logits; to nearest %.2f, mean of the runs %.2f of what is allowed; wrong scale %.1f",
              std::sqrt(spread.power / distance(exact, Logits(exact.size()))), distance(rounded, exact) / allowed,
              of_mean / allowed, distance(spread.mean, other) * kRuns / allowed);
        QVERIFY(distance(rounded, exact) <= allowed);
        QVERIFY(distance(tiled, exact) <= allowed);  // the matrix unit's bfloat16 rounds less than 8 bits do
        QVERIFY(of_mean <= allowed);
        // One of the matrices 3 % too large would not pass.
        QVERIFY(distance(spread.mean, other) * kRuns > allowed);
    }

private:
    std::string path(const GgufBytes& file)
    {
        const std::string name = directory_.filePath(QString("%1.gguf").arg(files_++)).toStdString();
        file.write(name);
        return name;
    }
    QTemporaryDir directory_;
    int files_ = 0;
};

QTEST_GUILESS_MAIN(tst_quantised_model)
#include "tst_quantised_model.moc"
