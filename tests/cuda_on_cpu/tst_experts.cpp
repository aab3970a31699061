// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backend/cuda/cuda_backend.h"
#include "rounded_ranges.h"

#include <QtTest>

using namespace engine;
using namespace rounded_ranges;
using random_weight::RandomWeight;

namespace {

constexpr int kFirstRow = 1;  // of the slab
constexpr int kLayers = 2, kLayer = 1;

struct RandomMlp {
    RandomWeight gate, up, down;

    RandomMlp(const std::array<WeightType, 3>& types, int hidden, int width, std::mt19937& random)
        : gate(types[0], width, hidden, random),
          up(types[1], width, hidden, random),
          down(types[2], hidden, width, random)
    {
    }

    Mlp adopted_by(Backend& backend) const
    {
        return {backend.adopt(gate.weight(), {}), backend.adopt(up.weight(), {}), backend.adopt(down.weight(), {})};
    }

    /// Of one token, alone or together with many.
    Ranges of(const float* x, bool narrow) const
    {
        Ranges input;
        for (int i = 0; i < gate.cols; ++i) input.push_back({x[i], x[i]});
        const auto rounded = [narrow](const Ranges& values, const RandomWeight& w) {
            if (narrow) return to_bf16(values);
            return cpu::in_blocks(w.type) ? to_8_bits(values) : values;
        };
        const Ranges g = product(gate, rounded(input, gate), narrow), u = product(up, rounded(input, up), narrow);
        return product(down, rounded(gated(g, u), down), narrow);
    }
};

/// A layer on the device and what it is to compute.
class Layer {
public:
    Layer(int hidden, int experts, int top_k) : hidden_(hidden), slab_(backend_.host_memory()), top_k_(top_k)
    {
        gate_.reserve(std::size_t(experts * hidden));
        std::normal_distribution<float> normal;
        for (int i = 0; i < experts * hidden; ++i) gate_.push_back(normal(random_) / 8);
        const auto* bytes = reinterpret_cast<const std::byte*>(gate_.data());
        router_.gate = backend_.adopt({WeightType::F32, experts, hidden, bytes, nullptr}, {});
        router_.top_k = top_k;
        router_.norm_topk_prob = true;
        slab_.layers = kLayers;
        slab_.top_k = top_k;
        slab_.n_experts = experts;
    }

    void add_expert(const std::array<WeightType, 3>& types, int width)
    {
        routed_.emplace_back(types, hidden_, width, random_);
        adopted_.push_back(routed_.back().adopted_by(backend_));
    }
    void share(const std::array<WeightType, 3>& types, int width)
    {
        shared_.emplace(types, hidden_, width, random_);
        adopted_shared_ = shared_->adopted_by(backend_);
    }
    void mute(int expert)
    {
        router_.boosts.push_back({std::uint16_t(expert), -std::numeric_limits<float>::infinity()});
    }

    void take(int tokens)
    {
        x_ = random_weight::rough_activations(tokens * hidden_, random_);
        for (float& x : x_) x /= 4;
        on_device_ = backend_.allocate(tokens, hidden_);
        backend_.copy_from_host(x_.data(), 0, tokens, on_device_);
        slab_.resize(tokens + kFirstRow);
        results_ = backend_.allocate(tokens, hidden_);
    }

    /// Of the first tokens.
    std::vector<float> routed_to_experts(int tokens)
    {
        const std::vector<std::int32_t> ids(std::size_t(tokens), 0);
        const Batch batch{ids, 0, tokens, kFirstRow};
        backend_.begin(batch);
        backend_.route(router_, on_device_, batch, kLayer, slab_);
        experts(batch);
        return results(tokens);
    }
    /// The same again, of what is routed, from a recording.
    std::vector<float> recorded()
    {
        const Batch batch{{}, 0, 1, kFirstRow};
        const auto recording = backend_.record([&] { experts(batch); });
        const std::vector<float> zeros(std::size_t(hidden_), 0);
        backend_.copy_from_host(zeros.data(), 0, 1, results_);
        backend_.run(*recording);
        return results(1);
    }
    std::vector<float> by_shared_alone(int tokens)
    {
        backend_.mlp(adopted_shared_, on_device_, tokens, results_);
        return results(tokens);
    }

    /// What one token's result may be.
    Ranges expected(int token, bool narrow) const
    {
        Ranges sum(static_cast<std::size_t>(hidden_));
        std::vector<double> sizes(static_cast<std::size_t>(hidden_));
        const auto add = [&](const RandomMlp& mlp, double weight) {
            const Ranges y = mlp.of(x_.data() + token * hidden_, narrow);
            for (std::size_t i = 0; i < y.size(); ++i) {
                sum[i] = {sum[i].low + weight * y[i].low, sum[i].high + weight * y[i].high};
                sizes[i] += weight * y[i].largest();
            }
        };
        const std::size_t chosen = slab_.chosen(kFirstRow + token, kLayer);
        for (std::size_t k = chosen; k < chosen + std::size_t(top_k_); ++k)
            add(routed_[slab_.experts[k]], double(slab_.weights[k]));
        if (shared_) add(*shared_, 1);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = sum[i].wider((top_k_ + 2) * kFloat * sizes[i]);
        return sum;
    }
    Ranges expected_of_shared(int token, bool narrow) const { return shared_->of(x_.data() + token * hidden_, narrow); }

    int hidden() const { return hidden_; }
    int experts_without_tokens(int tokens) const
    {
        std::vector<bool> used(routed_.size());
        for (int t = 0; t < tokens; ++t)
            for (int k = 0; k < top_k_; ++k)
                used[slab_.experts[slab_.chosen(kFirstRow + t, kLayer) + std::size_t(k)]] = true;
        return int(std::count(used.begin(), used.end(), false));
    }

private:
    void experts(const Batch& batch)
    {
        const ExpertSet set{adopted_, shared_ ? adopted_shared_ : Mlp{}};
        backend_.experts(set, on_device_, batch, kLayer, slab_, results_);
    }
    std::vector<float> results(int tokens)
    {
        std::vector<float> results(std::size_t(tokens * hidden_));
        backend_.copy_to_host(results_, 0, tokens, results.data());
        return results;
    }

    std::mt19937 random_{7};
    cuda::CudaBackend backend_{0, 0};
    int hidden_;
    std::vector<float> gate_, x_;
    Router router_;
    RoutingSlab slab_;
    int top_k_;
    std::vector<RandomMlp> routed_;
    std::vector<Mlp> adopted_;
    std::optional<RandomMlp> shared_;
    Mlp adopted_shared_;
    Tensor on_device_, results_;
};

QString outside(const std::vector<float>& found, int token, const Ranges& expected)
{
    double widest = 0, largest = 0;  // a range that excludes nothing proves nothing
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto value = double(found[std::size_t(token) * expected.size() + i]);
        if (!(value >= expected[i].low && value <= expected[i].high))
            return QString("token %1, number %2: %3 instead of %4 to %5").arg(token).arg(i).arg(value)
                .arg(expected[i].low).arg(expected[i].high);
        widest = std::max(widest, expected[i].radius());
        largest = std::max(largest, expected[i].largest());
    }
    return widest > largest / 10 ? QString("ranges of %1 for numbers of %2").arg(widest).arg(largest) : QString();
}

constexpr std::array kFloats{WeightType::BF16, WeightType::BF16, WeightType::BF16};
constexpr int kMany = cuda::kGemmTokens;

}  // namespace

class tst_experts : public QObject {
    Q_OBJECT

private slots:
    void sums_of_experts_data();
    void sums_of_experts();
    void experts_of_several_types();
    void every_expert_chosen();
    void shared_expert_missing();
    void dense_layers_data();
    void dense_layers();
    void the_same_bits_in_any_batch();
    void the_same_bits_from_a_recording();
};

/// Each type for all matrices, where rows are long enough for it; where they are not, the hidden numbers meet another.
void tst_experts::sums_of_experts_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("tokens");
    for (const int tokens : {1, 2, kMany - 1, kMany, kMany + 1, 70})
        for (std::size_t type = 0; type < block_formats.size(); ++type)
            if (tokens == 2 || tokens == 70 || type == std::size_t(WeightType::BF16) || type > 12)
                QTest::addRow("%s, %d tokens", block_formats[type].name.data(), tokens) << int(type) << tokens;
}

void tst_experts::sums_of_experts()
{
    QFETCH(int, type);
    QFETCH(int, tokens);
    const int elements = block_formats[std::size_t(type)].elements;
    const std::array<WeightType, 3> types{WeightType(type), WeightType(type), WeightType(type)};
    const int hidden = elements == 1 ? 48 : elements == 32 ? 96 : 256;
    const int width = elements == 1 ? 20 : elements;
    Layer layer(hidden, 8, 3);
    for (int i = 0; i < 8; ++i) layer.add_expert(types, width);
    layer.share(types, 2 * width);
    layer.mute(2);
    layer.take(tokens);
    const std::vector<float> found = layer.routed_to_experts(tokens);
    QVERIFY(layer.experts_without_tokens(tokens) > 0);
    for (int t = 0; t < tokens; ++t) QCOMPARE(outside(found, t, layer.expected(t, tokens >= kMany)), QString());
}

void tst_experts::experts_of_several_types()
{
    constexpr std::array one{WeightType::Q4_K, WeightType::Q6_K, WeightType::Q5_0};
    constexpr std::array other{WeightType::Q4_K, WeightType::F8_E4M3, WeightType::F16};
    Layer layer(256, 32, 4);
    for (int i = 0; i < 32; ++i) layer.add_expert(i % 3 == 0 ? one : other, 64);
    layer.share({WeightType::BF16, WeightType::Q8_0, WeightType::MXFP4}, 128);
    for (const int tokens : {3, 40}) {
        layer.take(tokens);
        const std::vector<float> found = layer.routed_to_experts(tokens);
        for (int t = 0; t < tokens; ++t) QCOMPARE(outside(found, t, layer.expected(t, tokens >= kMany)), QString());
    }
}

void tst_experts::every_expert_chosen()
{
    Layer layer(48, 40, 40);
    for (int i = 0; i < 40; ++i) layer.add_expert(kFloats, 20);
    layer.share(kFloats, 20);
    for (const int tokens : {2, 70}) {
        layer.take(tokens);
        const std::vector<float> found = layer.routed_to_experts(tokens);
        for (int t = 0; t < tokens; ++t) QCOMPARE(outside(found, t, layer.expected(t, tokens >= kMany)), QString());
    }
}

void tst_experts::shared_expert_missing()
{
    Layer layer(64, 8, 2);
    for (int i = 0; i < 8; ++i) layer.add_expert({WeightType::Q8_0, WeightType::Q8_0, WeightType::Q8_0}, 32);
    for (const int tokens : {1, 20}) {
        layer.take(tokens);
        const std::vector<float> found = layer.routed_to_experts(tokens);
        for (int t = 0; t < tokens; ++t) QCOMPARE(outside(found, t, layer.expected(t, tokens >= kMany)), QString());
    }
}

void tst_experts::dense_layers_data()
{
    QTest::addColumn<int>("type");
    for (const auto type : {WeightType::F32, WeightType::BF16, WeightType::F8_E4M3, WeightType::Q4_0, WeightType::Q8_0})
        QTest::newRow(format_of(type).name.data()) << int(type);
}

void tst_experts::dense_layers()
{
    QFETCH(int, type);
    const bool blocks = cpu::in_blocks(WeightType(type));
    Layer layer(blocks ? 64 : 48, 8, 1);
    layer.share({WeightType(type), WeightType(type), WeightType(type)}, blocks ? 288 : 133);
    for (const int tokens : {1, 2, kMany - 1, kMany, kMany + 1, 70}) {
        layer.take(tokens);
        const std::vector<float> found = layer.by_shared_alone(tokens);
        for (int t = 0; t < tokens; ++t)
            QCOMPARE(outside(found, t, layer.expected_of_shared(t, tokens >= kMany)), QString());
    }
}

void tst_experts::the_same_bits_in_any_batch()
{
    Layer layer(64, 8, 3);
    for (int i = 0; i < 8; ++i) layer.add_expert({WeightType::Q4_0, WeightType::BF16, WeightType::Q8_0}, 96);
    layer.share(kFloats, 200);
    layer.take(70);
    const auto begin_alike = [](const std::vector<float>& some, const std::vector<float>& more) {
        return some.size() < more.size() && std::equal(some.begin(), some.end(), more.begin());
    };
    QVERIFY(begin_alike(layer.routed_to_experts(1), layer.routed_to_experts(kMany - 1)));
    QVERIFY(begin_alike(layer.routed_to_experts(kMany), layer.routed_to_experts(70)));
}

void tst_experts::the_same_bits_from_a_recording()
{
    Layer layer(64, 8, 3);
    for (int i = 0; i < 8; ++i) layer.add_expert({WeightType::Q4_0, WeightType::Q4_0, WeightType::Q8_0}, 96);
    layer.share(kFloats, 200);
    layer.take(2);
    const std::vector<float> direct = layer.routed_to_experts(1);
    QCOMPARE(layer.recorded(), direct);
    layer.routed_to_experts(2);  // buffers grow, and where the recording's were stays theirs
    layer.routed_to_experts(1);
    QCOMPARE(layer.recorded(), direct);
}

QTEST_GUILESS_MAIN(tst_experts)
#include "tst_experts.moc"
