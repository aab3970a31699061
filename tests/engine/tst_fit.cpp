// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"
#include "engine/error.h"
#include "engine/fit.h"

#include "process_memory.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

class tst_fit : public QObject {
    Q_OBJECT

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
