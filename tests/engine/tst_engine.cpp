// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/session.h"

#include "io/error_code.h"
#include "process_memory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <pthread.h>
#include <time.h>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <limits>
#include <thread>

using namespace engine;

namespace {

const std::string kGolden = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden";
const std::string kWorkshop = EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop";

long entries_of(const char* folder)
{
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

/// How many mappings of model files this process has.
int model_mappings()
{
    std::ifstream maps("/proc/self/maps");
    int count = 0;
    for (std::string line; std::getline(maps, line);)
        count += line.find(EXPERTSCOPE_SOURCE_DIR) != line.npos &&
                 (line.ends_with(".safetensors") || line.ends_with(".gguf"));
    return count;
}

void open_and_ask(const std::string& model)
{
    const auto engine = Engine::open(model, {"cpu", 3, 64});
    QVERIFY(model_mappings() > 0);
    Session session(engine);
    Request request;
    request.ids = {1, 2, 3};
    request.sampling.max_tokens = 2;
    session.generate(request, {});
}

double milliseconds_of(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Processor time, which a busy machine does not lengthen, from a stop `after` so many milliseconds of opening to the
/// end of opening; nothing when it had ended.
std::optional<double> stop_while_opening(const std::string& model, double after)
{
    clockid_t clock{};
    ::pthread_getcpuclockid(::pthread_self(), &clock);
    const double begin = milliseconds_of(clock);
    std::stop_source stop;
    double asked = 0;
    std::atomic<bool> ended = false;
    std::jthread visitor([&] {
        while (!ended && milliseconds_of(clock) < begin + after)
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        asked = milliseconds_of(clock);
        stop.request_stop();
    });
    const std::string code = error_code([&] { Engine::open(model, {}, {}, stop.get_token()); });
    const double end = milliseconds_of(clock);
    ended = true;
    visitor.join();
    return code == "CANCELLED" ? std::optional(end - asked) : std::nullopt;
}

}  // namespace

class tst_engine : public QObject {
    Q_OBJECT

private slots:
    void switching_models_leaves_nothing_behind()
    {
        const std::vector<std::string> models = {kGolden + "/g3-v3", kGolden + "/g1-v2lite/model-new.gguf", kWorkshop,
                                                 kGolden + "/g7-v3-fp8-sharded"};
        constexpr int kWarmUp = 12, kCycles = 52;
        for (int i = 0; i < kWarmUp; ++i)
            open_and_ask(models[std::size_t(i) % models.size()]);
        const long descriptors = entries_of("/proc/self/fd"), threads = entries_of("/proc/self/task");
        std::vector<std::int64_t> heap(kCycles), resident(kCycles);
        for (int i = 0; i < kCycles; ++i) {
            open_and_ask(models[std::size_t(i) % models.size()]);
            QCOMPARE(model_mappings(), 0);
            QCOMPARE(entries_of("/proc/self/fd"), descriptors);
            QTRY_COMPARE(entries_of("/proc/self/task"), threads);  // the kernel forgets a joined thread a moment later
            heap[std::size_t(i)] = heap_bytes().value_or(0);
            resident[std::size_t(i)] = resident_bytes();
        }
        // What every opening leaves behind makes every round over the models grow. What malloc keeps for its next
        // calls (it counts as in use) makes some of them grow, ever fewer.
        const std::size_t round = models.size();
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        for (std::size_t i = 2 * round - 1; i < heap.size(); i += round)
            least = std::min(least, heap[i] - heap[i - round]);
        qInfo("heap grew by %lld bytes, resident memory by %lld", qlonglong(heap.back() - heap.front()),
              qlonglong(resident.back() - resident.front()));
        QVERIFY(least <= 0);
        QVERIFY(heap.back() - heap.front() <= 64 * 1024);
        if (heap_bytes()) QVERIFY(resident.back() - resident.front() <= 512 * 1024);
    }

    /// Kimi's folders hold no tokenizer.json.
    void a_folder_with_ranks_speaks()
    {
        namespace fs = std::filesystem;
        const QTemporaryDir folder;
        const fs::path path = folder.path().toStdString();
        for (const char* file : {"config.json", "model.safetensors"}) fs::copy(kGolden + "/kimi/" + file, path / file);
        QVERIFY(!Engine::open(path)->text());
        std::ofstream ranks(path / "tiktoken.model");
        for (int byte = 0; byte < 256; ++byte)
            ranks << QByteArray(1, char(byte)).toBase64().toStdString() << ' ' << byte << '\n';
        ranks.close();
        const auto engine = Engine::open(path);
        QVERIFY(engine->text());
        QCOMPARE(engine->text()->tokenize("\x20!"), (std::vector<TokenId>{32, 33}));
        QCOMPARE(engine->card().tokenizer, std::string("kimi-k2"));
    }

    void a_stop_is_obeyed_wherever_it_comes()
    {
        const std::string model = kGolden + "/g3-v3";
        int looks = 0;
        Engine::open(model, {}, [&](std::int64_t, std::int64_t) { ++looks; });
        QVERIFY(looks > 20);
        std::stop_source before;
        before.request_stop();
        QCOMPARE(error_code([&] { Engine::open(model, {}, {}, before.get_token()); }), std::string("CANCELLED"));
        for (int at = 1; at < looks; at += 7) {
            std::stop_source stop;
            int look = 0;
            const auto progress = [&](std::int64_t done, std::int64_t total) {
                QVERIFY(done > 0 && done <= total);
                if (++look == at) stop.request_stop();
            };
            QCOMPARE(error_code([&] { Engine::open(model, {}, progress, stop.get_token()); }),
                     std::string("CANCELLED"));
            QCOMPARE(look, at);
            QCOMPARE(model_mappings(), 0);
        }
    }

    /// Reading a vocabulary of 128,000 tokens is the longest part of opening what lies in memory.
    void a_stop_is_obeyed_soon()
    {
        const QString compressed =
            QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/../shared/data/vocab/deepseek-v3-base-v4-added-tokenizer.json.gz");
        if (!QFile::exists(compressed)) QSKIP("the vocabulary is not here");
        QTemporaryDir folder;
        const std::string model = folder.path().toStdString();
        for (const char* file : {"config.json", "model.safetensors"})
            std::filesystem::copy(kGolden + "/g3-v3/" + file, model);
        QProcess unpack;
        unpack.setStandardOutputFile(folder.filePath(QStringLiteral("tokenizer.json")));
        unpack.start(QStringLiteral("gzip"), {QStringLiteral("-dc"), compressed});
        QVERIFY(unpack.waitForFinished());

        int stopped = 0;
        double longest = 0;
        for (int after = 0; after < 500; after += 50) {
            const auto took = stop_while_opening(model, after);
            if (!took) break;
            ++stopped;
            longest = std::max(longest, *took);
        }
        qInfo("stopped %d times, at the latest after %.1f ms", stopped, longest);
        QVERIFY(stopped > 1);
        QVERIFY(longest < 250);
    }

    void missing_and_damaged_models_are_refused()
    {
        const auto code = [](const std::string& model) { return error_code([&] { Engine::open(model); }); };
        QCOMPARE(code("/nonexistent/model"), std::string("MODEL-MISSING"));
        QCOMPARE(code("no-such-bundled-model"), std::string("MODEL-MISSING"));
        QTemporaryDir empty;
        QCOMPARE(code(empty.path().toStdString()), std::string("MODEL-MISSING"));
        QVERIFY(QFile::copy(QString::fromStdString(kGolden) + "/g3-v3/config.json", empty.filePath("config.json")));
        QCOMPARE(code(empty.path().toStdString()), std::string("MODEL-MISSING"));
        const QString other = QString::fromStdString(kGolden) + "/g1-v2lite/model.safetensors";
        QVERIFY(QFile::copy(other, empty.filePath("model.safetensors")));
        const std::string mixed = code(empty.path().toStdString());
        QVERIFY2(mixed == "MODEL-TENSOR-MISSING" || mixed == "MODEL-SHAPE", mixed.c_str());
    }

    void loading_can_be_cancelled()
    {
        std::stop_source stop;
        const auto progress = [&](std::int64_t, std::int64_t) { stop.request_stop(); };
        QVERIFY_EXCEPTION_THROWN(Engine::open(kGolden + "/g3-v3", {}, progress, stop.get_token()), Error);
    }
};

QTEST_GUILESS_MAIN(tst_engine)
#include "tst_engine.moc"
