// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Memory, uploads, passes and recordings of the CUDA backend.
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/error.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <span>

using namespace engine;
using cuda::CudaBackend;

namespace {

constexpr std::size_t kMiB = 1 << 20;

/// An environment variable of the stand-in, for one test.
class Setting {
public:
    Setting(const char* name, const QByteArray& value) : name_(QByteArray("EXPERTSCOPE_CUDA_ON_CPU_") + name)
    {
        qputenv(name_, value);
    }
    ~Setting() { qunsetenv(name_); }

private:
    QByteArray name_;
};

std::vector<std::byte> some_bytes(std::size_t count)
{
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = std::byte(i * 2654435761u >> 13);
    return bytes;
}

std::vector<std::byte> device_bytes(const void* from, std::size_t count)
{
    std::vector<std::byte> bytes(count);
    cudaMemcpy(bytes.data(), from, count, cudaMemcpyDeviceToHost);
    return bytes;
}

std::vector<float> rising(int count, float from = 0)
{
    std::vector<float> numbers(std::size_t(count), 0.0f);
    std::iota(numbers.begin(), numbers.end(), from);
    return numbers;
}

std::vector<float> row_of(Backend& backend, const Tensor& tensor, int row)
{
    std::vector<float> numbers(std::size_t(tensor.cols()));
    backend.copy_to_host(tensor, row, 1, numbers.data());
    return numbers;
}

/// What is thrown, or nothing.
std::optional<ErrorParts> failure(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.parts();
    }
    return {};
}

std::size_t free_memory()
{
    std::size_t free = 0, total = 0;
    cudaMemGetInfo(&free, &total);
    return free;
}

/// x += 1, through the operations: 0 in front of what is normalised does no harm.
struct Adder {
    explicit Adder(Backend& backend)
        : x(backend.allocate(1, 32)), one(backend.allocate(1, 32)), weight(backend.allocate(1, 32)),
          y(backend.allocate(1, 32))
    {
        const std::vector<float> ones(32, 1.0f);
        backend.copy_from_host(ones.data(), 0, 1, one);
        backend.copy_from_host(ones.data(), 0, 1, weight);
    }
    void add(Backend& backend) { backend.residual_norm(x, &one, 1, weight, 1e-6f, y); }

    Tensor x, one, weight, y;
};

}  // namespace

class tst_cuda_core : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { cudaDeviceReset(); }

    void says_what_it_is()
    {
        CudaBackend backend(0, kMiB);
        QCOMPARE(QString::fromStdString(backend.name()), QStringLiteral("cuda"));
        QVERIFY(QString::fromStdString(backend.describe())
                    .startsWith(QStringLiteral("CUDA on a CPU, 4 multiprocessors, compute 8.0, driver 13.0")));
        QCOMPARE(backend.latent_element_bytes(), 2);
    }

    void tensors_are_zero_and_their_memory_is_used_again()
    {
        CudaBackend backend(0, kMiB);
        const std::size_t free = free_memory();
        for (int round = 0; round < 100; ++round) {
            Tensor tensor = backend.allocate(100, 1000);  // more than half of it
            for (const int row : {0, 99}) QCOMPARE(row_of(backend, tensor, row), std::vector<float>(1000));
            backend.copy_from_host(rising(1000).data(), 99, 1, tensor);
            QCOMPARE(row_of(backend, tensor, 99), rising(1000));
            QCOMPARE(row_of(backend, tensor, 98), std::vector<float>(1000));
        }
        QCOMPARE(free_memory(), free);
    }

    void what_does_not_fit_gets_memory_of_its_own_and_gives_it_back()
    {
        CudaBackend backend(0, kMiB);
        const std::size_t free = free_memory();
        {
            Tensor large = backend.allocate(1000, 1000);
            QVERIFY(free_memory() <= free - 4'000'000);
            backend.copy_from_host(rising(1000).data(), 999, 1, large);
            QCOMPARE(row_of(backend, large, 999), rising(1000));
        }
        QCOMPARE(free_memory(), free);
    }

    void memory_outlives_the_backend_as_long_as_something_lies_in_it()
    {
        const std::size_t free = free_memory();
        Tensor tensor;
        {
            CudaBackend backend(0, kMiB);
            tensor = backend.allocate(1, 10);
        }
        QVERIFY(free_memory() < free);
        tensor = {};
        QCOMPARE(free_memory(), free);
    }

    void too_little_memory_is_said_with_numbers()
    {
        const Setting memory("MEMORY", "8388608");
        const auto at_first = failure([] { CudaBackend backend(0, 9 * kMiB); });
        QVERIFY(at_first);
        QCOMPARE(at_first->code, std::string("MEMORY"));
        QCOMPARE(at_first->found, std::string("9 MiB asked for"));
        QCOMPARE(at_first->allowed, std::string("8 MiB of 8 MiB are free"));

        CudaBackend backend(0, 6 * kMiB);
        const auto later = failure([&] { backend.allocate(4000, 1000); });
        QVERIFY(later);
        QCOMPARE(later->code, std::string("MEMORY"));
        QCOMPARE(later->allowed, std::string("2 MiB of 8 MiB are free"));
        Tensor fits = backend.allocate(1000, 1000);  // and it goes on
        QCOMPARE(row_of(backend, fits, 0), std::vector<float>(1000));
    }

    void latents_take_two_bytes_a_number_and_are_zero()
    {
        CudaBackend backend(0, 0);
        const std::size_t free = free_memory();
        const LatentRows rows = backend.allocate_latents({1, 24, 8, 6, 8, 1}, 10);  // 30 numbers a row, padded to 32
        QCOMPARE(rows.capacity, 10);
        QCOMPARE(free - free_memory(), std::size_t(10 * 32 * 2));
        backend.wait(backend.submit());
        QCOMPARE(device_bytes(rows.data.get(), 640), std::vector<std::byte>(640));
    }

    void weights_arrive_whole_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("cols");
        QTest::addRow("small") << 3 << 32;
        QTest::addRow("a piece") << 4096 << 4096;        // 16 MiB
        QTest::addRow("some pieces") << 10001 << 4096;
    }
    void weights_arrive_whole()
    {
        QFETCH(int, rows);
        QFETCH(int, cols);
        const Setting defer("DEFER", "1");
        CudaBackend backend(0, 64 * kMiB);
        const std::size_t bytes = std::size_t(rows) * std::size_t(cols);
        const std::size_t scales = std::size_t((rows + 127) / 128) * std::size_t((cols + 127) / 128) * 4;
        const std::vector<std::byte> file = some_bytes(bytes + scales + 2);  // aligned to nothing
        const Weight on_disk{WeightType::F8_E4M3, rows, cols, file.data() + 1,
                             reinterpret_cast<const float*>(file.data() + 1 + bytes)};
        const Weight weight = backend.adopt(on_disk, {});
        const Weight again = backend.adopt(on_disk, {});  // through the same pieces
        backend.wait(backend.submit());
        for (const Weight& copy : {weight, again}) {
            QCOMPARE(reinterpret_cast<std::uintptr_t>(copy.data) % 256, std::uintptr_t(0));
            QVERIFY(std::ranges::equal(device_bytes(copy.data, bytes), std::span(file).subspan(1, bytes)));
            const auto stored = std::span(file).subspan(1 + bytes, scales);
            QVERIFY(std::ranges::equal(device_bytes(copy.block_scales, scales), stored));
        }
        QVERIFY(weight.data != again.data);
    }

    void an_upload_stops_between_pieces()
    {
        CudaBackend backend(0, 128 * kMiB);
        const std::vector<std::byte> file = some_bytes(100 * kMiB);
        std::stop_source stop;
        stop.request_stop();
        const Weight on_disk{WeightType::F8_E4M3, 100, int(kMiB), file.data()};
        const Weight weight = backend.adopt(on_disk, stop.get_token());
        backend.wait(backend.submit());
        QVERIFY(weight);
        QVERIFY(!std::ranges::equal(device_bytes(weight.data, 256), std::span(file).first(256)));  // nothing was copied
    }

    void host_memory_is_the_devices_too()
    {
        CudaBackend backend(0, kMiB);
        std::pmr::vector<float> numbers(1000, backend.host_memory());
        void* on_device = nullptr;
        QCOMPARE(cudaHostGetDevicePointer(&on_device, numbers.data(), 0), cudaSuccess);
        QCOMPARE(on_device, static_cast<void*>(numbers.data()));
    }

    void a_batch_may_be_begun_before_the_one_before_is_done()
    {
        const Setting defer("DEFER", "1");
        CudaBackend backend(0, 4 * kMiB);
        const std::vector<float> numbers = rising(64 * 8);
        const Weight table = backend.adopt(
            {WeightType::F32, 64, 8, reinterpret_cast<const std::byte*>(numbers.data())}, {});
        std::vector<Tensor> rows;
        std::vector<std::int32_t> ids(5);
        for (int round = 0; round < 20; ++round) {
            std::iota(ids.begin(), ids.end(), round);
            const auto batch = std::span(ids).first(round % 2 ? 5 : 1);
            rows.push_back(backend.allocate(5, 8));
            backend.begin({batch, round, int(batch.size()), 0});
            backend.embed(table, {batch, round, int(batch.size()), 0}, rows.back());
            std::fill(ids.begin(), ids.end(), 63);  // nobody may read them later
        }
        for (int round = 0; round < 20; ++round)
            for (int t = 0; t < (round % 2 ? 5 : 1); ++t)
                QCOMPARE(row_of(backend, rows[std::size_t(round)], t), rising(8, float(8 * (round + t))));
    }

    void a_recording_does_again_what_was_asked_for()
    {
        CudaBackend backend(0, kMiB);
        Adder adder(backend);
        const auto recording = backend.record([&] { adder.add(backend); });
        QVERIFY(recording != nullptr);
        QCOMPARE(row_of(backend, adder.x, 0), std::vector<float>(32));  // recording does nothing itself
        for (int i = 0; i < 3; ++i) backend.run(*recording);
        QCOMPARE(row_of(backend, adder.x, 0), std::vector<float>(32, 3.0f));
        adder.add(backend);
        backend.run(*recording);
        QCOMPARE(row_of(backend, adder.x, 0), std::vector<float>(32, 5.0f));
    }

    void what_cannot_be_recorded_is_an_error_and_nothing_breaks()
    {
        CudaBackend backend(0, kMiB);
        Adder adder(backend);
        int calls = 0;
        const auto lost = failure([&] {
            backend.record([&] {
                adder.add(backend);
                if (++calls == 2) row_of(backend, adder.x, 0);  // waits for the stream that is captured
            });
        });
        QVERIFY(lost);
        QCOMPARE(lost->code, std::string("DEVICE-LOST"));
        QVERIFY(QString::fromStdString(lost->found).startsWith(QStringLiteral("cudaErrorStreamCapture")));
        const auto promise = failure([&] { backend.record([&] { backend.begin({{}, 0, 1, 0}); }); });
        QVERIFY(promise);
        QCOMPARE(promise->code, std::string("INTERNAL"));
        adder.add(backend);
        const auto recording = backend.record([&] { adder.add(backend); });
        backend.run(*recording);
        QCOMPARE(row_of(backend, adder.x, 0), std::vector<float>(32, 2.0f));
    }

    void tickets_may_be_waited_for_late_and_twice()
    {
        const Setting defer("DEFER", "1");
        CudaBackend backend(0, kMiB);
        Adder adder(backend);
        std::vector<std::uint64_t> tickets;
        for (int i = 0; i < 40; ++i) {
            const std::int32_t id = 0;
            backend.begin({{&id, 1}, i, 1, 0});
            adder.add(backend);
            tickets.push_back(backend.submit());
        }
        for (const auto ticket : tickets) QCOMPARE(backend.wait(ticket), StageLaps{});
        QCOMPARE(backend.wait(tickets.front()), StageLaps{});
        QCOMPARE(row_of(backend, adder.x, 0), std::vector<float>(32, 40.0f));
        QVERIFY(failure([&] { backend.wait(tickets.back() + 1); }));
        QVERIFY(failure([&] { backend.wait(0); }));
    }

    void stages_are_timed_where_the_clock_was_started()
    {
        CudaBackend backend(0, kMiB);
        Adder adder(backend);
        const std::int32_t id = 0;
        const auto pass = [&](bool timed) {
            backend.begin({{&id, 1}, 0, 1, 0});
            if (timed) backend.start_clock();
            for (int layer = 0; layer < 3; ++layer) {
                for (int i = 0; i < 20; ++i) adder.add(backend);
                backend.lap(Stage::Attention);
                adder.add(backend);
                backend.lap(Stage::Experts);
            }
            return backend.submit();
        };
        const auto plain = pass(false), timed = pass(true), other = pass(false);
        const StageLaps laps = backend.wait(timed);
        QVERIFY(laps[std::size_t(Stage::Attention)] > laps[std::size_t(Stage::Experts)]);
        QVERIFY(laps[std::size_t(Stage::Experts)] > 0);
        QCOMPARE(laps[std::size_t(Stage::Router)], 0.0f);
        QCOMPARE(backend.wait(timed), laps);
        QCOMPARE(backend.wait(plain), StageLaps{});
        QCOMPARE(backend.wait(other), StageLaps{});
    }

    void a_pass_waited_for_in_the_middle_goes_on_with_its_times()
    {
        CudaBackend backend(0, kMiB);
        Adder adder(backend);
        const std::int32_t id = 0;
        backend.begin({{&id, 1}, 0, 1, 0});
        backend.start_clock();
        adder.add(backend);
        backend.lap(Stage::Router);
        const StageLaps half = backend.wait(backend.submit());
        adder.add(backend);
        backend.lap(Stage::Experts);
        const StageLaps whole = backend.wait(backend.submit());
        QCOMPARE(whole[std::size_t(Stage::Router)], half[std::size_t(Stage::Router)]);
        QVERIFY(whole[std::size_t(Stage::Experts)] > 0);
    }

    void recorded_passes_are_timed_each_by_itself()
    {
        CudaBackend backend(0, kMiB);
        Adder adder(backend);
        const std::int32_t id = 0;
        auto recording = backend.record([&] {
            backend.start_clock();
            for (int i = 0; i < 20; ++i) adder.add(backend);
            backend.lap(Stage::Head);
        });
        const auto plain = backend.record([&] {
            adder.add(backend);
            backend.lap(Stage::Head);
        });
        std::vector<std::uint64_t> tickets;
        for (int i = 0; i < 3; ++i) {
            backend.begin({{&id, 1}, 0, 1, 0});
            backend.run(i == 1 ? *plain : *recording);
            adder.add(backend);
            backend.lap(Stage::Sampling);
            tickets.push_back(backend.submit());
        }
        const StageLaps first = backend.wait(tickets[0]), last = backend.wait(tickets[2]);
        for (const StageLaps& laps : {first, last}) {
            QVERIFY(laps[std::size_t(Stage::Head)] > laps[std::size_t(Stage::Sampling)]);
            QVERIFY(laps[std::size_t(Stage::Sampling)] > 0);
        }
        QVERIFY(first != last);
        QCOMPARE(backend.wait(tickets[1]), StageLaps{});

        backend.begin({{&id, 1}, 0, 1, 0});
        backend.run(*recording);
        const auto ticket = backend.submit();
        recording.reset();  // its events are gone
        QCOMPARE(backend.wait(ticket), StageLaps{});
    }

    void a_lost_device_says_so_until_the_end_and_nothing_crashes()
    {
        const std::size_t launches = 5;  // of the backend itself and of the adder: then it is lost
        const Setting lost("LOSE_AFTER", QByteArray::number(qulonglong(launches)));
        const Setting defer("DEFER", "1");
        auto backend = std::make_unique<CudaBackend>(0, kMiB);
        Adder adder(*backend);
        std::pmr::vector<float> pinned(10, backend->host_memory());
        const auto recording = backend->record([&] { adder.add(*backend); });
        std::uint64_t ticket = 0;
        const auto first = failure([&] {
            for (int i = 0; i < 10; ++i) backend->run(*recording);
            ticket = backend->submit();
            backend->wait(ticket);
        });
        QVERIFY(first);
        QCOMPARE(first->code, std::string("DEVICE-LOST"));
        QVERIFY(QString::fromStdString(first->found).startsWith(QStringLiteral("cudaError")));
        const std::function<void()> calls[] = {[&] { backend->allocate(1, 1); },
                                               [&] { row_of(*backend, adder.x, 0); },
                                               [&] { adder.add(*backend); },
                                               [&] { backend->run(*recording); },
                                               [&] { backend->begin({{}, 0, 1, 0}); },
                                               [&] { backend->submit(); },
                                               [&] { backend->wait(1); },
                                               [&] { backend->record([] {}); },
                                               [&] { CudaBackend(0, kMiB); }};
        for (const auto& call : calls) {
            const auto again = failure(call);
            QVERIFY(again);
            QCOMPARE(again->code, std::string("DEVICE-LOST"));
        }
    }
};

QTEST_GUILESS_MAIN(tst_cuda_core)
#include "tst_cuda_core.moc"
