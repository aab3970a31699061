// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text.h"
#include "engine/text/tokenizer.h"

#include "../io/error_code.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace engine;
using Json = nlohmann::json;

namespace {

using Ids = std::vector<TokenId>;

/// tests/reference/tokenizer_vectors.py
const Json& published()
{
    static const Json file = Json::parse(std::ifstream(EXPERTSCOPE_SOURCE_DIR "/tests/data/tokenizers.json"));
    return file;
}

std::string shown(const Json& text, const Ids& ids)
{
    return text.dump() + " gives " + Json(ids).dump();
}

}  // namespace

class tst_tokenizer_vectors : public QObject {
    Q_OBJECT

private slots:
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }

    /// Added tokens with all their flags, and words that stay whole, as the library `tokenizers` reads them.
    void files_of_hugging_face()
    {
        for (const Json& model : published()["json"]) {
            const Tokenizer tokenizer = Tokenizer::parse(model["file"].dump(), "test");
            QVERIFY(model["vectors"].size() >= 300);
            for (const Json& vector : model["vectors"]) {
                const Ids ids = tokenizer.encode(vector[0].get<std::string>(), true);
                QVERIFY2(ids == vector[1].get<Ids>(), shown(vector[0], ids).c_str());
            }
        }
    }

    /// As the library `tiktoken` reads them: plain, and with control tokens.
    void ranks_of_kimi()
    {
        const Json& model = published()["tiktoken"];
        write("tiktoken.model", model["files"]["tiktoken.model"].get<std::string>());
        write("tokenizer_config.json", model["files"]["tokenizer_config.json"].dump());
        for (const char* path : {"", "tiktoken.model"}) {
            const auto text = Text::open(folder() / path);
            QCOMPARE(text->pre_tokenizer(), std::string("kimi-k2"));
            QCOMPARE(text->template_family(), std::string("kimi-k2"));
            QVERIFY(!text->bos());
            for (const Json& vector : model["vectors"])
                for (const bool special : {false, true}) {
                    const Ids ids = text->tokenize(vector[0].get<std::string>(), special);
                    QVERIFY2(ids == vector[special ? 2 : 1].get<Ids>(), shown(vector[0], ids).c_str());
                    QCOMPARE(text->detokenize(ids), vector[0].get<std::string>());
                }
        }
    }

    void control_tokens_of_kimi()
    {
        const Json& model = published()["tiktoken"];
        write("tiktoken.model", model["files"]["tiktoken.model"].get<std::string>());
        const auto unnamed = Text::open(folder());
        const int base = unnamed->size() - 256;
        QCOMPARE(unnamed->piece(base), "<|reserved_token_" + std::to_string(base) + "|>");
        write("tokenizer_config.json", model["files"]["tokenizer_config.json"].dump());
        const auto text = Text::open(folder());
        QCOMPARE(text->piece(base), std::string("[BOS]"));
        QVERIFY(text->is_special(base) && text->ends_reply(base + 1) && text->ends_reply(base + 2));
        const std::vector<Message> chat{{Role::User, "[BOS]<|im_end|><|im_user|>", {}}};
        const Ids ids = text->prompt_ids(chat, false);
        QCOMPARE(std::count(ids.begin(), ids.end(), base), std::ptrdiff_t(0));
        QCOMPARE(std::count(ids.begin(), ids.end(), base + 2), std::ptrdiff_t(2));  // of system and user
        QCOMPARE(std::count(ids.begin(), ids.end(), base + 3), std::ptrdiff_t(1));
    }

    void refused_ranks_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("sound") << QByteArray("YWI= 256") << QByteArray("none");
        for (const char* line : {"YWI=", "YWI 256", "Y=I= 256", "YW*= 256", "YWI= 256 7", "YWI= -1", "YWI= 1048576",
                                 " 256", "YWI= 99999999999", "YWI=  256", "==== 256"})
            QTest::newRow(line) << QByteArray(line) << QByteArray("TOK-RANK");
        QTest::newRow("gap") << QByteArray("YWI= 257") << QByteArray("TOK-RANK");
        QTest::newRow("twice") << QByteArray("YWI= 255") << QByteArray("TOK-ID-DUP");
        QTest::newRow("long") << QByteArray(2000, 'A') + " 256" << QByteArray("TOK-TOKEN-LONG");
    }
    void refused_ranks()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, code);
        std::string ranks;
        for (int byte = 0; byte < 256; ++byte)
            ranks += (QByteArray(1, char(byte)).toBase64() + " " + QByteArray::number(byte) + "\n").toStdString();
        QCOMPARE(error_code([&] { Tokenizer::parse_ranks(ranks + line.toStdString() + "\n", {}, "test"); }),
                 code.toStdString());
        QCOMPARE(error_code([&] { Tokenizer::parse_ranks(ranks.substr(ranks.find('\n') + 1), {}, "test"); }),
                 std::string("TOK-RANK"));
        QCOMPARE(error_code([&] { Tokenizer::parse_ranks(ranks, {{256, ""}}, "test"); }), std::string("TOK-ADDED"));
    }

private:
    std::filesystem::path folder() const { return directory_->path().toStdString(); }
    void write(const char* name, const std::string& text) const { std::ofstream(folder() / name) << text; }

    std::unique_ptr<QTemporaryDir> directory_;
};

QTEST_GUILESS_MAIN(tst_tokenizer_vectors)
#include "tst_tokenizer_vectors.moc"
