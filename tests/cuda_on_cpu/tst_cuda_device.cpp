// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The plug-in is found, a device chosen that the model fits, and the model computed there.
#include "app/worker.h"
#include "engine/backend/cuda_plugin.h"
#include "engine/device_choice.h"
#include "engine/engine.h"
#include "engine/error.h"
#include "engine/fit.h"
#include "engine/session.h"

#include <QTest>

using namespace engine;

namespace {

constexpr const char* kGolden = "/tests/data/golden/g3-v3";

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

CudaDevices find(const CudaPlugin*& plugin) { return find_cuda_devices(PLUGIN, plugin); }

QString reason()
{
    const CudaPlugin* plugin = nullptr;
    const CudaDevices found = find(plugin);
    return found.devices.empty() ? QString::fromStdString(found.reason) : QStringLiteral("there is one");
}

std::shared_ptr<const Engine> open(const std::string& device, int context = 256)
{
    return Engine::open(std::string(EXPERTSCOPE_SOURCE_DIR) + kGolden, {device, 1, context});
}

/// What opening throws, or nothing.
std::optional<ErrorParts> failure(const std::string& device, int context = 256)
{
    try {
        open(device, context);
    } catch (const Error& error) {
        return error.parts();
    }
    return {};
}

std::vector<TokenId> reply(const std::shared_ptr<const Engine>& engine, const EventSink& sink = {})
{
    Session session(engine);
    std::vector<TokenId> ids;
    Request request;
    request.ids = {3, 1, 4, 1, 5, 9, 2, 6};
    request.sampling = {.temperature = 0, .max_tokens = 12};
    request.ignore_end = true;
    session.generate(request, [&](Event& event) {
        const auto* token = std::get_if<TokenEvent>(&event);
        if (token && token->phase == Phase::Decode) ids.push_back(token->id);
        if (sink) sink(event);
    });
    return ids;
}

/// How a short reply of a worker ended: "finished", or the code of its failure.
std::string answered(app::Worker& worker)
{
    Request request;
    request.ids = {3, 1, 4};
    request.sampling.max_tokens = 2;
    request.ignore_end = true;
    worker.submit(request);
    std::string end;
    const auto ended = [&] {
        Event event;
        while (worker.events().pop(event)) {
            if (std::holds_alternative<ReplyFinished>(event)) end = "finished";
            if (const auto* failed = std::get_if<Failure>(&event)) end = failed->error.code;
        }
        return !end.empty();
    };
    return QTest::qWaitFor(ended, 60'000) ? end : "nothing";
}

/// Where a worker has loaded a model, or the code of its failure.
std::string loaded(app::Worker& worker, const char* model, const LoadOptions& options)
{
    worker.open_model(std::string(EXPERTSCOPE_SOURCE_DIR) + model, options);
    std::string where;
    const auto answered = [&] {
        Event event;
        while (worker.events().pop(event)) {
            if (const auto* ready = std::get_if<ModelReady>(&event)) where = ready->card->backend;
            if (const auto* failed = std::get_if<Failure>(&event)) where = failed->error.code;
        }
        return !where.empty();
    };
    return QTest::qWaitFor(answered, 60'000) ? where : "nothing";
}

}  // namespace

class tst_cuda_device : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("EXPERTSCOPE_CUDA", PLUGIN);
        qputenv("EXPERTSCOPE_CUDA_ON_CPU_UNIFIED", "1");  // much faster with so much memory
    }

    void a_device_is_described()
    {
        const CudaPlugin* plugin = nullptr;
        const CudaDevices found = find(plugin);
        QVERIFY(plugin);
        QCOMPARE(found.devices.size(), std::size_t(1));
        QVERIFY(found.reason.empty() && found.has_driver);
        const CudaDevice& device = found.devices.front();
        QCOMPARE(device.number, 0);
        QCOMPARE(device.name, std::string("CUDA on a CPU"));
        QCOMPARE(device.capability, 80);
        QCOMPARE(device.total_memory, std::uint64_t(8) << 30);
        QCOMPARE(device.pci_bus_id, std::string("0000:c0:00.0"));
        QCOMPARE(plugin->free_memory(0), device.total_memory);
    }

    void no_device_has_a_reason()
    {
        {
            const Setting none("DEVICES", "0");
            QCOMPARE(reason(), QStringLiteral("the NVIDIA driver shows no GPU"));
        }
        {
            const Setting old("DRIVER", "12040");
            QCOMPARE(reason(), QStringLiteral("the NVIDIA driver is too old: it speaks CUDA 12.4, 13.0 is needed"));
        }
        {
            const Setting none("DRIVER", "0");
            QCOMPARE(reason(), QStringLiteral("no NVIDIA driver on this machine"));
        }
        const Setting old("CAPABILITY", "61");
        QCOMPARE(reason(), QStringLiteral("CUDA on a CPU has compute capability 6.1, older than 7.5"));
    }

    void errors_pass_from_the_plugin_to_the_program()
    {
        const CudaPlugin* plugin = nullptr;
        find(plugin);
        QVERIFY_THROWS_EXCEPTION(Error, plugin->make(0, std::size_t(9) << 30));
        QVERIFY_THROWS_EXCEPTION(Error, plugin->make(7, 0));
    }

    void a_model_is_computed_where_it_is_wanted()
    {
        for (const char* device : {"auto", "cuda", "cuda:0"}) {
            const auto engine = open(device);
            QCOMPARE(engine->card().backend, std::string("cuda"));
            QVERIFY(engine->card().backend_detail.starts_with("CUDA on a CPU, 4 multiprocessors"));
            QCOMPARE(engine->card().pci_bus_id, std::string("0000:c0:00.0"));
            QCOMPARE(engine->card().cache_element_bytes, 2);
            QVERIFY(engine->card().notes.empty());
        }
        const auto engine = open("cpu");
        QCOMPARE(engine->card().backend, std::string("cpu"));
        QVERIFY(engine->card().pci_bus_id.empty());
    }

    void devices_that_are_not_there_are_refused()
    {
        QCOMPARE(failure("tpu")->code, std::string("DEVICE-UNKNOWN"));
        QCOMPARE(failure("cuda:")->code, std::string("DEVICE-UNKNOWN"));
        QCOMPARE(failure("cuda:-1")->code, std::string("DEVICE-UNKNOWN"));
        QCOMPARE(failure("cuda:1")->code, std::string("DEVICE-MISSING"));
        QCOMPARE(failure("cuda:1")->allowed, std::string("cuda:0 (CUDA on a CPU)"));
    }

    void a_model_that_does_not_fit_says_what_would()
    {
        const Setting memory("MEMORY", "943718400");  // 900 MiB
        const auto error = failure("cuda", 256);
        QVERIFY(!error);
        ModelCard card = open("cpu")->card();
        card.weight_bytes = 31LL << 30;
        card.total_parameters = card.weight_bytes / 2;
        card.kv_lora_rank = 512;
        card.qk_rope_head_dim = 64;
        card.num_hidden_layers = 27;
        card.max_position_embeddings = 163840;
        card.context = 100000;
        const int longest = longest_device_context(card, 34LL << 30);
        QVERIFY(longest > 4096 && longest < 100000);
        QVERIFY(estimate_device_fit(card, longest).total() <= 34LL << 30);
        QVERIFY(estimate_device_fit(card, longest + 1).total() > 34LL << 30);
        QCOMPARE(longest_device_context(card, 20LL << 30), 0);
    }

    void what_a_model_needs_is_what_it_takes()
    {
        const CudaPlugin* plugin = nullptr;
        find(plugin);
        const auto before = std::int64_t(plugin->free_memory(0));
        const auto engine = open("cuda");
        const std::int64_t reserved = before - std::int64_t(plugin->free_memory(0));
        QCOMPARE(reserved, estimate_device_fit(engine->card(), 256).reserved());
        const Session session(engine);
        QCOMPARE(before - std::int64_t(plugin->free_memory(0)), reserved);
    }

    void too_small_a_device_is_left_aside_and_named()
    {
        const Setting memory("MEMORY", "268435456");  // 256 MiB
        const auto error = failure("cuda");
        QVERIFY(error);
        QCOMPARE(error->code, std::string("DEVICE-MEMORY"));
        QVERIFY(error->allowed.starts_with("0.2 GiB"));
        QVERIFY(QString::fromStdString(error->advice).contains("--device cpu"));
        const auto engine = open("auto");
        QCOMPARE(engine->card().backend, std::string("cpu"));
        QVERIFY(engine->card().backend_detail.ends_with("; the model does not fit the GPU"));
        QCOMPARE(engine->card().notes.size(), std::size_t(1));
        QVERIFY(engine->card().notes.front().starts_with("The GPU is not used: DEVICE-MEMORY - "));
        reply(engine);
    }

    void a_model_takes_the_place_of_another_where_both_do_not_fit()
    {
        const Setting memory("MEMORY", "1073741824");
        app::Worker worker;
        QCOMPARE(loaded(worker, kGolden, {"cuda", 1, 64}), std::string("cuda"));
        QCOMPARE(loaded(worker, kGolden, {"auto", 1, 64}), std::string("cuda"));
        QCOMPARE(loaded(worker, kGolden, {"cuda:7", 1, 64}), std::string("DEVICE-MISSING"));
        QCOMPARE(loaded(worker, kGolden, {"cpu", 1, 64}), std::string("cpu"));
    }

    void a_model_comes_back_when_what_took_its_place_does_not_fit()
    {
        const std::int64_t enough = estimate_device_fit(open("cpu", 64)->card(), 64).total() + (1 << 20);
        const Setting memory("MEMORY", QByteArray::number(qlonglong(enough)));
        app::Worker worker;
        QCOMPARE(loaded(worker, kGolden, {"cuda", 1, 64}), std::string("cuda"));
        QCOMPARE(loaded(worker, "/resources/models/workshop", {"cuda", 1, 2048}), std::string("DEVICE-MEMORY"));
        QCOMPARE(answered(worker), std::string("finished"));
    }

    void a_model_of_too_large_dimensions_is_for_the_processor()
    {
        ModelCard card = open("cpu")->card();
        card.kv_lora_rank = 1024;
        const DeviceChoice choice = choose_device("auto", card);
        QVERIFY(!choice.backend);
        QVERIFY(choice.note.starts_with("The GPU is not used: DEVICE-SHAPE - "));
        QVERIFY(!choice.note.ends_with("(--device cpu)."));  // it is done already
        try {
            choose_device("cuda", card);
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).endsWith("(--device cpu)."));
        }
    }

    void replies_are_the_processors()
    {
        QCOMPARE(reply(open("cuda")), reply(open("cpu")));
    }

    /// The last test: a lost device stays lost in this process.
    void a_device_lost_in_a_reply_is_an_error_and_the_processor_goes_on()
    {
        const auto engine = open("cuda");
        app::Worker worker;
        QCOMPARE(loaded(worker, kGolden, {"cuda", 1, 64}), std::string("cuda"));
        const Setting lost("LOSE_AFTER", "60");
        QVERIFY_THROWS_EXCEPTION(Error, reply(engine));
        QVERIFY_THROWS_EXCEPTION(Error, reply(engine));
        QCOMPARE(answered(worker), std::string("DEVICE-LOST"));
        QCOMPARE(answered(worker), std::string("DEVICE-LOST"));
        QCOMPARE(loaded(worker, kGolden, {"cuda", 1, 64}), std::string("DEVICE-LOST"));
        QCOMPARE(loaded(worker, kGolden, {"auto", 1, 64}), std::string("cpu"));
        QCOMPARE(answered(worker), std::string("finished"));
    }
};

QTEST_GUILESS_MAIN(tst_cuda_device)
#include "tst_cuda_device.moc"
