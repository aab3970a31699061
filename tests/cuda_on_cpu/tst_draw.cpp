// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/error.h"
#include "engine/text/sampler.h"

#include <QtTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace engine;

namespace {

constexpr std::size_t kMemory = 64 << 10;
constexpr int kFirstRow = 3;

/// A reply drawn by the device and by the processor side by side.
class Both {
public:
    Both(Backend& device, const DrawRule& rule, int vocabulary)
        : device_(device), sampler_(rule.sampling, {rule.barred.begin(), rule.barred.end()}),
          context_(rule.context.begin(), rule.context.end()), given_(rule.given.begin(), rule.given.end()),
          logits_(device.allocate(1, vocabulary)), drawn_(kTraceRows, device.host_memory())
    {
        device_.start_drawing(rule);
    }

    void draw_on_device() { device_.draw(logits_, kFirstRow, drawn_.data()); }
    void set(const std::vector<float>& logits) { device_.copy_from_host(logits.data(), 0, 1, logits_); }
    const Drawn& latest() const { return drawn_[std::size_t(draws_ - 1) % kTraceRows]; }

    /// The next token of both, the device's drawn by `draw`; what differs, or nothing.
    QString next(const std::vector<float>& logits, const std::function<void()>& draw)
    {
        set(logits);
        draw();
        device_.wait(device_.submit());
        std::optional<TokenId> given;
        if (std::size_t(taken_) < given_.size()) given = given_[std::size_t(taken_)];
        const Draw expected = sampler_.draw(logits, context_, given);
        ++taken_;
        ++draws_;
        context_.push_back(expected.id);
        return difference(latest(), expected);
    }
    QString next(const std::vector<float>& logits)
    {
        return next(logits, [this] { draw_on_device(); });
    }

    void skip() { ++draws_; }  // a draw that the processor did not join

private:
    static QString difference(const Drawn& drawn, const Draw& expected)
    {
        if (drawn.nonfinite != -1) return QString("%1 is not a number").arg(drawn.nonfinite);
        if (drawn.id != expected.id) return QString("drew %1 instead of %2").arg(drawn.id).arg(expected.id);
        if (std::size_t(drawn.count) != expected.candidates.size())
            return QString("%1 candidates instead of %2").arg(drawn.count).arg(expected.candidates.size());
        for (std::size_t i = 0; i < expected.candidates.size(); ++i) {
            const Drawn::One& one = drawn.candidates[i];
            const Candidate& other = expected.candidates[i];
            if (one.id != other.id || std::bit_cast<int>(one.before) != std::bit_cast<int>(other.before) ||
                std::bit_cast<int>(one.after) != std::bit_cast<int>(other.after))
                return QString("candidate %1 is %2 (%3, %4) instead of %5 (%6, %7)").arg(i).arg(one.id)
                    .arg(double(one.before)).arg(double(one.after)).arg(other.id).arg(double(other.before))
                    .arg(double(other.after));
        }
        return {};
    }

    Backend& device_;
    Sampler sampler_;
    std::vector<TokenId> context_, given_;
    Tensor logits_;
    std::pmr::vector<Drawn> drawn_;
    int taken_ = 0, draws_ = 0;
};

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}

    int below(int n) { return int(engine_() % unsigned(n)); }
    float normal(float deviation) { return std::normal_distribution<float>(0, deviation)(engine_); }
    template <class T>
    T one_of(const std::vector<T>& values) { return values[std::size_t(below(int(values.size())))]; }
    std::vector<TokenId> ids(int count, int vocabulary)
    {
        std::vector<TokenId> ids(static_cast<std::size_t>(count));
        for (TokenId& id : ids) id = below(vocabulary);
        return ids;
    }

private:
    std::mt19937 engine_;
};

enum class Shape { Peaky, Soft, NearlyFlat, Flat, Tied, TwoLevels, Far, Extreme, Count };

std::vector<float> logits_of(Shape shape, int vocabulary, Random& random)
{
    std::vector<float> logits(static_cast<std::size_t>(vocabulary));
    for (float& x : logits) switch (shape) {
        case Shape::Peaky: x = random.normal(8); break;
        case Shape::Soft: x = random.normal(2); break;
        case Shape::NearlyFlat: x = random.normal(1e-3f); break;
        case Shape::Flat: x = random.below(2) ? 0.0f : -0.0f; break;
        case Shape::Tied: x = std::round(random.normal(2)); break;
        case Shape::TwoLevels: x = random.below(20) ? -4.0f : 3.0f; break;
        case Shape::Far: x = random.normal(60); break;
        default: x = random.one_of<float>({-3e38f, -1e30f, -1.0f, 0.0f, 1e-40f, 2.0f, 3e38f}); break;
        }
    if (shape == Shape::Peaky) logits[std::size_t(random.below(vocabulary))] += 20;
    return logits;
}

Sampling random_sampling(int vocabulary, Random& random)
{
    Sampling s;
    s.temperature = random.one_of<float>({0, 1e-45f, 1e-3f, 0.3f, 0.7f, 1, 1, 1.5f, 5, 100});
    s.top_k = random.one_of<int>({0, 0, 0, 1, 2, 5, 40, vocabulary, vocabulary + 5});
    s.top_p = random.one_of<float>({0, 0.01f, 0.5f, 0.9f, 0.95f, 0.999999f, 1, 1});
    s.min_p = random.one_of<float>({0, 0, 0, 1e-13f, 0.01f, 0.1f, 0.5f, 1});
    s.repetition_penalty = random.one_of<float>({1, 1, 1.1f, 2, 0.5f});
    s.seed = std::uint64_t(random.below(1 << 30));
    return s;
}

QString description(const Sampling& s)
{
    return QString("temperature %1, top-k %2, top-p %3, min-p %4, penalty %5, seed %6").arg(double(s.temperature))
        .arg(s.top_k).arg(double(s.top_p)).arg(double(s.min_p)).arg(double(s.repetition_penalty)).arg(s.seed);
}

Sampling sampling(float temperature, float top_p = 1, int top_k = 0)
{
    Sampling s;
    s.temperature = temperature;
    s.top_p = top_p;
    s.top_k = top_k;
    s.seed = 42;
    return s;
}

}  // namespace

class tst_draw : public QObject {
    Q_OBJECT

private slots:
    void draws_what_the_processor_draws_data()
    {
        QTest::addColumn<int>("vocabulary");
        QTest::addColumn<int>("replies");
        QTest::newRow("one token") << 1 << 3;
        QTest::newRow("fewer than are shown") << 7 << 20;
        QTest::newRow("tiny") << 64 << 80;
        QTest::newRow("a slice") << 1024 << 40;
        QTest::newRow("a slice and a token") << 1025 << 40;
        QTest::newRow("of a small model") << 2560 << 30;
        QTest::newRow("more slices than are shown") << 12345 << 6;
    }
    /// Replies of a few tokens under random rules, with prompts, barred ids, and tokens put in the model's mouth.
    void draws_what_the_processor_draws()
    {
        QFETCH(int, vocabulary);
        QFETCH(int, replies);
        cuda::CudaBackend device(0, kMemory);
        Random random(static_cast<unsigned>(vocabulary));
        for (int reply = 0; reply < replies; ++reply) {
            const Sampling s = random_sampling(vocabulary, random);
            std::vector<TokenId> barred = random.ids(random.below(2) * random.below(vocabulary), vocabulary);
            std::erase(barred, TokenId(random.below(vocabulary)));
            if (barred.size() >= std::size_t(vocabulary)) barred.clear();
            barred.push_back(vocabulary + 5);
            const auto context = random.ids(random.below(3) * random.below(80), vocabulary);
            const auto given = random.ids(random.below(2) * random.below(4), vocabulary);
            Both both(device, {s, barred, context, given}, vocabulary);
            for (int token = 0; token < 5; ++token) {
                const auto shape = Shape(random.below(int(Shape::Count)));
                const QString different = both.next(logits_of(shape, vocabulary, random));
                QVERIFY2(different.isEmpty(), qPrintable(QString("reply %1, token %2, shape %3: %4; %5").arg(reply)
                             .arg(token).arg(int(shape)).arg(different, description(s))));
            }
        }
    }

    void a_real_vocabulary_data()
    {
        QTest::addColumn<int>("vocabulary");
        QTest::addColumn<int>("top_k");
        QTest::newRow("129280") << 129'280 << 0;
        QTest::newRow("2^18") << (1 << 18) << 5000;
    }
    void a_real_vocabulary()
    {
        QFETCH(int, vocabulary);
        QFETCH(int, top_k);
        cuda::CudaBackend device(0, kMemory);
        Random random(1);
        for (const Shape shape : {Shape::Peaky, Shape::NearlyFlat}) {
            const auto logits = logits_of(shape, vocabulary, random);
            for (const Sampling& s : {sampling(1), sampling(0.7f, 0.95f, top_k)}) {
                Both both(device, {s, {}, {}, {}}, vocabulary);
                QCOMPARE(both.next(logits), QString());
            }
        }
    }

    /// What stands in the recording is where things are, not what they are: a recording serves later replies.
    void recorded_draws_go_on_from_each_other()
    {
        constexpr int vocabulary = 1500;
        cuda::CudaBackend device(0, kMemory);
        Random random(2);
        Tensor logits = device.allocate(1, vocabulary);
        std::pmr::vector<Drawn> drawn(kTraceRows, device.host_memory());
        device.start_drawing({sampling(1), {}, {}, {}});
        const auto recording = device.record([&] { device.draw(logits, kFirstRow, drawn.data()); });
        for (const bool greedy : {false, true, false}) {
            Sampling s = sampling(greedy ? 0.0f : 0.8f, 0.97f, 300);
            s.repetition_penalty = 1.3f;
            const std::vector<TokenId> barred = random.ids(50, vocabulary), context = random.ids(70, vocabulary),
                                       given = random.ids(2, vocabulary);
            device.start_drawing({s, barred, context, given});
            Sampler sampler(s, barred);
            std::vector<TokenId> said = context;
            for (std::size_t i = 0; i < 100; ++i) {
                const auto numbers = logits_of(Shape::Soft, vocabulary, random);
                device.copy_from_host(numbers.data(), 0, 1, logits);
                device.run(*recording);
                device.wait(device.submit());
                std::optional<TokenId> put;
                if (i < given.size()) put = given[i];
                said.push_back(sampler.draw(numbers, said, put).id);
                QCOMPARE(drawn[i % kTraceRows].id, said.back());
            }
        }
    }

    void the_drawn_token_is_the_next_batch()
    {
        constexpr int vocabulary = 100, width = 4;
        cuda::CudaBackend device(0, kMemory);
        std::vector<float> rows(std::size_t(vocabulary) * width);
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = float(i / width);
        const Weight in_file{WeightType::F32, vocabulary, width, reinterpret_cast<const std::byte*>(rows.data())};
        const Weight table = device.adopt(in_file, {});
        Tensor x = device.allocate(1, width);
        Random random(3);
        Both both(device, {sampling(2), {}, {}, {}}, vocabulary);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(both.next(logits_of(Shape::Soft, vocabulary, random)), QString());
            const Batch next{{}, i, 1, kFirstRow};
            device.begin(next);
            device.embed(table, next, x);
            float row[width];
            device.copy_to_host(x, 0, 1, row);
            QCOMPARE(row[0], float(both.latest().id));
        }
    }

    void numbers_that_are_none_data()
    {
        QTest::addColumn<float>("value");
        QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("minus NaN") << -std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("infinity") << std::numeric_limits<float>::infinity();
        QTest::newRow("minus infinity") << -std::numeric_limits<float>::infinity();
    }
    /// The first of them is named, nothing is drawn, and the reply could go on as if that pass had never been.
    void numbers_that_are_none()
    {
        QFETCH(float, value);
        constexpr int vocabulary = 3000;
        cuda::CudaBackend device(0, kMemory);
        Random random(4);
        for (const float temperature : {0.0f, 1.0f})
            for (const std::size_t at : {0, 700, 1024, 2999}) {
                const std::vector<TokenId> barred{1024};  // looked at all the same
                Both both(device, {sampling(temperature, 0.9f), barred, {}, {}}, vocabulary);
                const auto good = logits_of(Shape::Soft, vocabulary, random);
                auto bad = good;
                bad[at] = bad[2999] = value;
                QCOMPARE(both.next(good), QString());
                both.set(bad);
                both.draw_on_device();
                device.wait(device.submit());
                both.skip();
                QCOMPARE(both.latest().nonfinite, std::int32_t(at));
                QCOMPARE(std::bit_cast<int>(both.latest().nonfinite_logit), std::bit_cast<int>(value));
                QVERIFY(both.latest().id >= 0 && both.latest().id < vocabulary);
                QCOMPARE(both.latest().count, 0);
                QCOMPARE(both.next(good), QString());
            }
    }

    void a_vocabulary_that_is_barred_is_refused()
    {
        cuda::CudaBackend device(0, kMemory);
        Tensor logits = device.allocate(1, 3);
        std::pmr::vector<Drawn> drawn(kTraceRows, device.host_memory());
        device.start_drawing({sampling(1), std::vector<TokenId>{2, 0, 1, 1}, {}, {}});
        QVERIFY_THROWS_EXCEPTION(Error, device.draw(logits, 0, drawn.data()));
    }
};

QTEST_GUILESS_MAIN(tst_draw)
#include "tst_draw.moc"
