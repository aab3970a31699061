// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/device_choice.h"
#include "engine/engine.h"
#include "engine/error.h"
#include "engine/fit.h"

#include "process_memory.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

class tst_fit : public QObject {
    Q_OBJECT

    static constexpr std::int64_t kGiB = 1LL << 30;

    /// DeepSeek-V2-Lite as it is published.
    static engine::ModelCard lite()
    {
        engine::ModelCard card;
        card.vocab_size = 102400;
        card.hidden_size = 2048;
        card.num_hidden_layers = 27;
        card.num_attention_heads = 16;
        card.kv_lora_rank = 512;
        card.qk_nope_head_dim = card.v_head_dim = 128;
        card.qk_rope_head_dim = 64;
        card.intermediate_size = 10944;
        card.moe_intermediate_size = 1408;
        card.n_routed_experts = 64;
        card.n_shared_experts = 2;
        card.num_experts_per_tok = 6;
        card.max_position_embeddings = 163840;
        for (int l = 1; l < 27; ++l) card.moe_layers.push_back(l);
        card.total_parameters = 15'706'484'224;
        card.weight_bytes = 2 * card.total_parameters;
        card.dtypes = {"BF16"};
        card.context = 4096;
        return card;
    }

private slots:
    void cache_grows_with_the_context_and_weights_do_not()
    {
        const auto card = engine::inspect_model(EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop");
        const engine::FitEstimate small = engine::estimate_fit(*card, 512), large = engine::estimate_fit(*card, 2048);
        QCOMPARE(small.weights, card->weight_bytes);
        QCOMPARE(small.cache, 512 * card->cache_bytes_per_token);
        QCOMPARE(large.cache, 4 * small.cache);
        QCOMPARE(large.weights, small.weights);
        QVERIFY(small.scratch > 0 && small.total() == small.weights + small.cache + small.scratch);
        QCOMPARE(engine::estimate_fit(*card, 0).context, card->context);
    }

    void follows_the_buffers_that_a_session_reserves_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("context");
        QTest::addRow("workshop, long") << "/resources/models/workshop" << 1024;
        QTest::addRow("workshop, short") << "/resources/models/workshop" << 300;
        QTest::addRow("workshop, less than a chunk") << "/resources/models/workshop" << 100;
        QTest::addRow("golden") << "/tests/data/golden/g3-v3" << 256;
        QTest::addRow("golden of GGUF") << "/tests/data/golden/g1-v2lite/model-new.gguf" << 256;
    }
    void follows_the_buffers_that_a_session_reserves()
    {
        QFETCH(QString, model);
        QFETCH(int, context);
        if (!heap_bytes()) QSKIP("the heap does not say what is in use");
        const auto engine = engine::Engine::open(EXPERTSCOPE_SOURCE_DIR + model.toStdString(), {"cpu", 2, context});
        const std::int64_t before = *heap_bytes();
        engine::Session session(engine);
        const std::int64_t reserved = *heap_bytes() - before;
        engine::Request request;
        request.ids.assign(std::size_t(context - 1), 5);
        request.sampling.max_tokens = 1;
        request.ignore_end = true;
        session.generate(request, {});
        const std::int64_t used = *heap_bytes() - before;

        const engine::FitEstimate fit = engine::estimate_fit(engine->card(), context, 2);
        qInfo("estimated %lld + %lld, reserved %lld, in use %lld", qlonglong(fit.cache), qlonglong(fit.scratch),
              qlonglong(reserved), qlonglong(used));
        QVERIFY(reserved >= fit.cache);
        QVERIFY(used <= fit.cache + fit.scratch);
        QVERIFY(used >= (fit.cache + fit.scratch) * 3 / 4);
    }

    void a_gpu_holds_weights_cache_and_what_the_kernels_need()
    {
        const engine::ModelCard card = lite();
        const engine::DeviceFit small = engine::estimate_device_fit(card, 1024);
        const engine::DeviceFit large = engine::estimate_device_fit(card, 5120);
        QVERIFY(small.weights >= card.weight_bytes && small.weights < card.weight_bytes + 32 * (1 << 20));
        QCOMPARE(large.weights, small.weights);
        QCOMPARE(large.cache - small.cache, 4096LL * 27 * (512 + 64) * 2);
        QVERIFY(large.activations > small.activations);
        QCOMPARE(small.reserved(), small.weights + small.cache + small.activations + small.scratch);
        QVERIFY(small.total() > small.reserved());
        QCOMPARE(engine::estimate_device_fit(card, 0).context, 4096);
        engine::ModelCard scaled = card;
        scaled.dtypes = {"F8_E4M3", "F32"};
        QVERIFY(engine::estimate_device_fit(scaled, 1024).weights > small.weights + card.weight_bytes / 4096);
    }

    void the_longest_context_of_a_gpu_fits_and_one_more_does_not()
    {
        const engine::ModelCard card = lite();
        const int longest = engine::longest_device_context(card, 32 * kGiB);
        QVERIFY(longest > 20000 && longest < card.max_position_embeddings);
        QVERIFY(engine::estimate_device_fit(card, longest).total() <= 32 * kGiB);
        QVERIFY(engine::estimate_device_fit(card, longest + 1).total() > 32 * kGiB);
        QCOMPARE(engine::longest_device_context(card, 80 * kGiB), card.max_position_embeddings);
        QCOMPARE(engine::longest_device_context(card, 20 * kGiB), 0);
    }

    void what_does_not_fit_a_gpu_says_what_would()
    {
        engine::ModelCard card = lite();
        card.context = 163840;
        const auto advice = [&](std::int64_t free) { return engine::does_not_fit(card, "A card", free).advice; };
        const engine::ErrorParts long_context = engine::does_not_fit(card, "A card", 32 * kGiB);
        QCOMPARE(long_context.code, std::string("DEVICE-MEMORY"));
        QCOMPARE(long_context.where, std::string("A card"));
        QVERIFY(long_context.found.starts_with("34.8 GiB needed: "));
        QVERIFY(long_context.found.find("weights 29.3 GiB, latent cache of 163840 positions 4.7 GiB") != std::string::npos);
        QCOMPARE(long_context.allowed, std::string("32.0 GiB, which are free"));
        QCOMPARE(long_context.advice, "It fits with a context of at most " +
                                          std::to_string(engine::longest_device_context(card, 32 * kGiB)) + " positions.");
        QVERIFY(advice(24 * kGiB).find(": a Q8_0 file of about 15.5 GiB.") != std::string::npos);
        QVERIFY(advice(12 * kGiB).find(": a Q5_K_M file of about 10.8 GiB.") != std::string::npos);
        QCOMPARE(advice(4 * kGiB), std::string("No file of this model would fit."));
    }

    void a_gpu_has_room_for_published_dimensions_and_refuses_larger_ones()
    {
        engine::check_dimensions(lite());
        engine::ModelCard kimi = lite();  // of the largest published, what kernels must hold at once
        kimi.n_routed_experts = 384;
        kimi.vocab_size = 163840;
        engine::check_dimensions(kimi);
        const auto refused = [](int engine::Config::*field, int value) {
            engine::ModelCard card = lite();
            card.*field = value;
            try {
                engine::check_dimensions(card);
            } catch (const engine::Error& error) {
                return error.code() + ": " + error.parts().where;
            }
            return std::string("taken");
        };
        using engine::Config;
        QCOMPARE(refused(&Config::kv_lora_rank, 513), std::string("DEVICE-SHAPE: kv_lora_rank"));
        QCOMPARE(refused(&Config::qk_rope_head_dim, 66),
                 std::string("DEVICE-SHAPE: kv_lora_rank + qk_rope_head_dim"));
        QCOMPARE(refused(&Config::qk_nope_head_dim, 193),
                 std::string("DEVICE-SHAPE: qk_nope_head_dim + qk_rope_head_dim"));
        QCOMPARE(refused(&Config::v_head_dim, 257), std::string("DEVICE-SHAPE: v_head_dim"));
        QCOMPARE(refused(&Config::n_routed_experts, 513), std::string("DEVICE-SHAPE: n_routed_experts"));
        QCOMPARE(refused(&Config::vocab_size, (1 << 20) + 1), std::string("DEVICE-SHAPE: vocab_size"));
        QCOMPARE(refused(&Config::vocab_size, 1 << 20), std::string("taken"));
    }

    void a_missing_model_says_so()
    {
        try {
            engine::inspect_model("/nowhere/at/all");
            QFAIL("it was opened");
        } catch (const engine::Error& error) {
            QCOMPARE(error.code(), std::string("MODEL-MISSING"));
        }
    }

    void finds_models_of_both_kinds_and_of_split_files_the_first()
    {
        const QTemporaryDir temporary;
        const std::filesystem::path root(temporary.path().toStdString());
        const auto touch = [&](const char* file) {
            std::filesystem::create_directories((root / file).parent_path());
            std::ofstream(root / file) << "x";
        };
        for (const char* file : {"hf/config.json", "hf/model.safetensors", "words/config.json", "one.gguf",
                                 "deep/x-00001-of-00002.gguf", "deep/x-00002-of-00002.gguf", "a/b/c/d/e/f/far.gguf"})
            touch(file);
        const auto found = engine::find_models(root);
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0], root / "deep/x-00001-of-00002.gguf");
        QCOMPARE(found[1], root / "hf");
        QCOMPARE(found[2], root / "one.gguf");
        QVERIFY(engine::find_models(root / "none").empty());
    }
};

QTEST_GUILESS_MAIN(tst_fit)
#include "tst_fit.moc"
