// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include "engine/error.h"

#include "gguf_vocabulary.h"
#include "io/error_code.h"
#include "model/gguf_parts.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace engine;

namespace {

using B = GgufBytes;

/// A golden model whose tables have grown to the tiny vocabulary.
GgufBytes model_of(int rows = vocabulary_size)
{
    Parts parts(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/g3-v3/model-new.gguf");
    for (const char* table : {"token_embd.weight", "output.weight"}) {
        Stored& tensor = parts.tensors[table];
        tensor.bytes.resize(tensor.bytes.size() / 96 * std::size_t(rows), '\0');
        tensor.shape[0] = rows;
    }
    parts.keys["deepseek2.vocab_size"] = rows;
    parts.keys["tokenizer.ggml.model"] = "gpt2";
    parts.keys["tokenizer.ggml.pre"] = "deepseek-v3";
    return parts.together();
}

}  // namespace

class tst_open_gguf : public QObject {
    Q_OBJECT

private slots:
    void vocabulary_and_model_in_one_file()
    {
        GgufBytes gguf = model_of();
        add_vocabulary(gguf).key("tokenizer.ggml.bos_token_id", gguf_type::u32, B::u32(300));
        gguf.key("tokenizer.ggml.eos_token_id", gguf_type::u32, B::u32(301)).write(path());
        const auto engine = Engine::open(path());
        QCOMPARE(engine->card().name, std::string("model.gguf"));
        QCOMPARE(engine->card().tokenizer, std::string("deepseek-v3"));
        QCOMPARE(engine->card().dtypes, std::vector<std::string>{"F32"});
        QVERIFY(engine->text());
        QCOMPARE(engine->text()->tokenize("hello hello"), (std::vector<TokenId>{259, 260}));
        QCOMPARE(engine->text()->bos(), std::optional<TokenId>(300));
        QVERIFY(engine->text()->ends_reply(301));
    }

    void a_model_without_vocabulary()
    {
        QVERIFY(!Engine::open(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/g3-v3/model-new.gguf")->text());
    }

    void what_is_odd_is_noted_on_the_card()
    {
        GgufBytes gguf = model_of();
        add_vocabulary(gguf).write(path());
        QVERIFY(Engine::open(path())->card().notes.empty());
        gguf.data += "PK";
        gguf.write(path());
        const auto notes = Engine::open(path())->card().notes;
        QCOMPARE(notes.size(), std::size_t(1));
        QVERIFY(notes[0].starts_with("GGUF-TRAILING - "));
    }

    void the_language_side_alone()
    {
        GgufBytes gguf = model_of();
        add_vocabulary(gguf).write(path());
        QCOMPARE(open_text(path())->tokenize("hello hello"), (std::vector<TokenId>{259, 260}));
        const std::string mute = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/g3-v3/model-new.gguf";
        QCOMPARE(error_code([&] { open_text(mute); }), std::string("MODEL-NO-TOKENIZER"));
    }

    void refused()
    {
        GgufBytes larger = model_of(vocabulary_size + 1);
        add_vocabulary(larger).write(path());
        QCOMPARE(code(), std::string("MODEL-SHAPE"));

        for (const std::uint32_t id : {std::uint32_t(vocabulary_size), ~0u}) {
            GgufBytes gguf = model_of();
            add_vocabulary(gguf).key("tokenizer.ggml.eos_token_id", gguf_type::u32, B::u32(id)).write(path());
            QCOMPARE(code(), std::string("VOCAB-ID"));
        }

        GgufBytes text_id = model_of();
        add_vocabulary(text_id).key("tokenizer.ggml.bos_token_id", gguf_type::text, B::text("300")).write(path());
        QCOMPARE(code(), std::string("VOCAB-TYPE"));

        model_of().key("tokenizer.ggml.tokens", gguf_type::text, B::text("a")).write(path());
        QCOMPARE(code(), std::string("VOCAB-TYPE"));

        const auto scores = [](std::uint32_t type, const std::string& numbers, std::uint64_t count) {
            return B::u32(type) + B::u64(count) + numbers;
        };
        const std::string zeros(4 * vocabulary_size, '\0');
        const auto bytes = scores(gguf_type::u8, zeros.substr(0, vocabulary_size), vocabulary_size);
        const auto shorter = scores(gguf_type::f32, zeros.substr(0, 8), 2);
        const auto right = scores(gguf_type::f32, zeros, vocabulary_size);
        for (const auto& [list, expected] : {std::pair(bytes, "VOCAB-TYPE"), {shorter, "VOCAB-LENGTH"}, {right, "none"}}) {
            GgufBytes gguf = model_of();
            add_vocabulary(gguf).key("tokenizer.ggml.scores", gguf_type::list, list).write(path());
            QCOMPARE(code(), std::string(expected));
        }
    }

private:
    std::string path() const { return directory_.filePath("model.gguf").toStdString(); }
    std::string code() const
    {
        return error_code([&] { Engine::open(path()); });
    }
    QTemporaryDir directory_;
};

QTEST_GUILESS_MAIN(tst_open_gguf)
#include "tst_open_gguf.moc"
