// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tokenizer.h"

#include "../io/error_code.h"
#include "engine/text.h"
#include "published_ids.h"
#include "random_text.h"
#include "tiny_tokenizer.h"

#include <QTemporaryDir>
#include <QtTest>

#include <ctime>
#include <fstream>
#include <random>

using namespace engine;
using Json = nlohmann::json;

namespace {

using Ids = std::vector<TokenId>;

Tokenizer tokenizer_of(const Json& json)
{
    return Tokenizer::parse(json.dump(), "tokenizer.json");
}

std::string load_code(const Json& json)
{
    return error_code([&] { tokenizer_of(json); });
}

}  // namespace

class tst_tokenizer : public QObject {
    Q_OBJECT

private slots:
    void merges_by_rank_then_from_the_left()
    {
        const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
        QCOMPARE(tokenizer.encode("hello", false), Ids({259}));
        QCOMPARE(tokenizer.encode("hello hello", false), Ids({259, 260}));
        QCOMPARE(tokenizer.encode("helloo", false), Ids({259, 'o'}));
        QCOMPARE(tokenizer.encode("lllll", false), Ids({257, 257, 'l'}));
        QCOMPARE(tokenizer.encode("", false), Ids());
        QCOMPARE(tokenizer.size(), 306);
        QCOMPARE(tokenizer.pre_tokenizer(), std::string("deepseek-v3"));
    }

    void merges_as_pairs()
    {
        Json json = tiny_tokenizer();
        json["model"]["merges"] = Json::parse(R"([["h","e"],["l","l"],["he","ll"],["hell","o"],["Ġ","hello"]])");
        QCOMPARE(tokenizer_of(json).encode(" hello", false), Ids({260}));
    }

    void a_lower_rank_that_arises_late_goes_first()
    {
        Json json = tiny_tokenizer();
        json["model"]["vocab"]["llo"] = 270;
        json["model"]["merges"] = {"he llo", "h e", "ll o", "he ll", "l l"};
        QCOMPARE(tokenizer_of(json).encode("hello", false), Ids({259}));  // he l l o, he ll o, he llo
        json["model"]["merges"] = {"he llo", "h e", "he ll", "ll o", "l l"};
        QCOMPARE(tokenizer_of(json).encode("hello", false), Ids({258, 'o'}));  // he l l o, he ll o, hell o
    }

    void typed_control_tokens_are_text()
    {
        const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
        for (const char* token : {"<｜User｜>", "</think>", "<｜end▁of▁sentence｜>"}) {
            const Ids typed = tokenizer.encode(token, false);
            QVERIFY(std::all_of(typed.begin(), typed.end(), [](TokenId id) { return id < 256; }));
            QCOMPARE(tokenizer.decode(typed), std::string(token));
            QCOMPARE(tokenizer.encode(token, true), Ids({*tokenizer.added(token)}));
        }
        QCOMPARE(tokenizer.encode("a<think>hello</think>", true), Ids({'a', 304, 259, 305}));
        QVERIFY(tokenizer.is_special(302));
        QVERIFY(!tokenizer.is_special(304));  // readers may see thoughts
        QVERIFY(!tokenizer.is_special(-1) && !tokenizer.is_special(1 << 30));
    }

    void control_tokens_do_not_arise_across_parts()
    {
        const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
        const std::vector<Tokenizer::Part> parts{{"<｜Us", true}, {"er｜>", false}, {" hel", true}, {"lo", false}};
        const Ids ids = tokenizer.encode(parts);
        QVERIFY(std::find(ids.begin(), ids.end(), 302) == ids.end());
        QCOMPARE(ids.back(), 260);  // merges do cross the border
    }

    void leftmost_and_longest_added_token()
    {
        const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer({"<a>", "<a><b>", "<b>", "<a><b"}));
        QCOMPARE(tokenizer.encode("<a><b><b>", true), Ids({301, 302}));
        QCOMPARE(tokenizer.encode("<a><c>", true), Ids({300, '<', 'c', '>'}));
    }

    void added_characters_count_in_all_text()
    {
        Json json = tiny_tokenizer({"ü", "<｜User｜>"});
        json["model"]["vocab"].erase("ü");  // the byte 0xFC, which is in no UTF-8 text
        const Tokenizer tokenizer = tokenizer_of(json);
        QCOMPARE(tokenizer.encode("ü", false), Ids({300}));
        QVERIFY(!tokenizer.is_special(300));
    }

    void bytes_fall_back_to_their_own_tokens()
    {
        Json json = tiny_tokenizer();
        json["model"]["byte_fallback"] = true;
        json["model"]["vocab"].erase("ü");  // of the alphabet: the byte 0xFC, in no UTF-8 text
        json["model"]["vocab"].erase("Ã");  // 0xC3
        json["model"]["vocab"]["<0xC3>"] = 290;
        const Tokenizer tokenizer = tokenizer_of(json);
        QCOMPARE(tokenizer.encode("é<0xC3>", false), Ids({290, 0xA9, '<', '0', 'x', 'C', '3', '>'}));
        QCOMPARE(tokenizer.decode(Ids({290, 0xA9})), std::string("é"));
        json["model"]["byte_fallback"] = false;
        QCOMPARE(load_code(json), std::string("TOK-BYTES"));
        json["model"]["byte_fallback"] = true;
        for (const char* token : {"<0x-1>", "<0xZZ>", "<0x1 >"}) {
            json["model"]["vocab"][token] = 291;
            QCOMPARE(load_code(json), std::string("TOK-BYTE"));
            json["model"]["vocab"].erase(token);
        }
    }

    void broken_text_is_replaced()
    {
        const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
        QCOMPARE(tokenizer.decode(tokenizer.encode("a\xFFz\xE2\x82", false)), std::string("a\uFFFDz\uFFFD"));
        std::mt19937 random(3);
        for (int round = 0; round < 300; ++round) {
            std::string bytes = random_text(random, round % 20);
            for (char& byte : bytes)
                if (random() % 5 == 0) byte = static_cast<char>(random());
            Utf8Stream stream;
            std::string readable = stream.push(bytes);
            readable += stream.finish();
            QCOMPARE(tokenizer.decode(tokenizer.encode(bytes, round % 2)), readable);
        }
    }

    void decoding_gives_the_text_back()
    {
        const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            const std::string text = random_text(random, 1 + round % 60);
            for (const bool special : {false, true})
                QCOMPARE(tokenizer.decode(tokenizer.encode(text, special)), text);
        }
    }

    void ids_outside_the_vocabulary()
    {
        const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
        QCOMPARE(error_code([&] { tokenizer.decode(Ids{306}); }), std::string("TOK-ID"));
        QCOMPARE(error_code([&] { tokenizer.decode(Ids{-1}); }), std::string("TOK-ID"));
        QCOMPARE(tokenizer.piece(280), std::string());  // a hole
    }

    void refused_files_data();
    void refused_files();
    void refused_text_files();
    void published_vectors();
};

void tst_tokenizer::refused_files_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* pointer, const Json& value, const char* code) {
        QTest::newRow(name) << QByteArray(pointer) << QByteArray::fromStdString(value.dump()) << code;
    };
    const Json added = {{"id", 310}, {"content", "<x>"}};
    const auto added_with = [&](const char* key, const Json& value) {
        Json token = added;
        token[key] = value;
        return Json::array({token});
    };
    const auto split = [](const char* pattern) {
        const Json stage = {{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}};
        return Json::array({stage});
    };
    const char* patterns = "/pre_tokenizer/pretokenizers";

    row("another model", "/model/type", "Unigram", "TOK-TYPE");
    row("ignored merges are no flag", "/model/ignore_merges", 1, "TOK-TYPE");
    row("unknown token", "/model/unk_token", "<unk>", "TOK-TYPE");
    row("no model", "/model", nullptr, "TOK-TYPE");
    row("normalizer that grows text", "/normalizer",
        {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", std::string(1'000'000, 'b')}}, "TOK-TYPE");
    row("NFKC", "/normalizer", {{"type", "NFKC"}}, "TOK-TYPE");
    row("another decoder", "/decoder/type", "Metaspace", "TOK-TYPE");
    row("vocabulary is a list", "/model/vocab", Json::array(), "TOK-TYPE");
    for (const Json& id : {Json(2147483648u), Json(-1), Json(1.5), Json(1 << 30), Json("7"), Json(nullptr)})
        row(("id " + id.dump()).c_str(), "/model/vocab/x-x", id, "TOK-ID");
    row("two tokens with one id", "/model/vocab/x-x", 7, "TOK-ID-DUP");
    row("added token with a used id", "/added_tokens", added_with("id", 7), "TOK-ID-DUP");
    row("added token with a second id", "/added_tokens", added_with("content", "hello"), "TOK-ID-DUP");
    row("added token with a huge id", "/added_tokens", added_with("id", 1 << 30), "TOK-ID");
    row("empty added token", "/added_tokens", added_with("content", ""), "TOK-ADDED");
    row("added token \"a\"", "/added_tokens", added_with("content", "a"), "TOK-ADDED");
    row("added token of 1 MB", "/added_tokens", added_with("content", std::string(1'000'000, 'x')), "TOK-ADDED");
    row("stripping is no flag", "/added_tokens", added_with("lstrip", "yes"), "TOK-ADDED");
    row("added token without id", "/added_tokens", added_with("id", nullptr), "TOK-ADDED");
    row("added tokens are an object", "/added_tokens", Json::object(), "TOK-ADDED");
    row("1,000,000 added tokens", "/added_tokens", Json(1'000'000, 1), "TOK-ADDED");
    row("missing byte", "/model/vocab/Ġ", nullptr, "TOK-ID");
    row("merge of an absent piece", "/model/merges/0", "h x", "TOK-MERGE");
    row("merge into an absent piece", "/model/merges/0", "e h", "TOK-MERGE");
    row("merge without a space", "/model/merges/0", "he", "TOK-MERGE");
    row("merge of three", "/model/merges/0", Json::array({"h", "e", "l"}), "TOK-MERGE");
    row("merge of nothing", "/model/merges/0", " he", "TOK-MERGE");
    row("merge is a number", "/model/merges/0", 1, "TOK-MERGE");
    row("merge twice", "/model/merges/1", "h e", "TOK-MERGE");
    row("merges missing", "/model/merges", nullptr, "TOK-MERGE");
    row("2,000,000 merges", "/model/merges", Json(2'000'000, "h e"), "TOK-MERGE");
    row("(a+)+", patterns, split("(a+)+"), "TOK-REGEX");
    row("(a|a)*b", patterns, split("(a|a)*b"), "TOK-REGEX");
    row("(?=.*a)+", patterns, split("(?=.*a)+"), "TOK-REGEX");
    row("unknown pattern", patterns, split(R"(\w+(?<!x))"), "TOK-REGEX");
    row("no patterns", patterns, Json::array(), "TOK-REGEX");
    row("no pre-tokenizer", "/pre_tokenizer", nullptr, "TOK-REGEX");
    row("unknown stage", patterns, Json::array({{{"type", "Whitespace"}}}), "TOK-TYPE");
    row("stage that removes", "/pre_tokenizer/pretokenizers/0/behavior", "Removed", "TOK-TYPE");
    row("pre-tokenizer that adds a space", "/pre_tokenizer/pretokenizers/3/add_prefix_space", true, "TOK-TYPE");
    row("1,000 stages", patterns, Json(1000, split("x")[0]), "TOK-TYPE");
    Json nested = {{"type", "Sequence"}, {"pretokenizers", Json::array()}};
    for (int i = 0; i < 100; ++i)
        nested = {{"type", "Sequence"}, {"pretokenizers", Json::array({nested})}};
    row("nested sequences", "/pre_tokenizer", nested, "JSON-DEPTH");
}

void tst_tokenizer::refused_files()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QString, code);
    Json json = tiny_tokenizer();
    QCOMPARE(load_code(json), std::string("none"));
    json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
    QCOMPARE(load_code(json), code.toStdString());
}

void tst_tokenizer::refused_text_files()
{
    Json json = tiny_tokenizer();
    json["model"]["vocab"].erase("Ġ");
    json["model"]["merges"].erase(4);
    QCOMPARE(load_code(json), std::string("TOK-BYTES"));

    const std::string twice = R"({"model": {}, "model": {}})";
    QCOMPARE(error_code([&] { Tokenizer::parse(twice, "test"); }), std::string("JSON-DUP"));
    QCOMPARE(error_code([&] { Tokenizer::parse("[]", "test"); }), std::string("TOK-TYPE"));

    const QTemporaryDir folder;
    const std::filesystem::path large = folder.filePath("tokenizer.json").toStdString();
    std::ofstream{large};
    std::filesystem::resize_file(large, std::uintmax_t(1) << 30);
    QCOMPARE(error_code([&] { Tokenizer::load(large); }), std::string("TOK-SIZE"));
}

/// The complete vocabulary of DeepSeek-V3 against ids on which two other implementations agree.
void tst_tokenizer::published_vectors()
{
    const QString folder =
        qEnvironmentVariable("EXPERTSCOPE_SHARED_DATA", EXPERTSCOPE_SOURCE_DIR "/../shared/data") + "/vocab/";
    QProcess unzip;
    unzip.start("gzip", {"-dc", folder + "deepseek-v3-base-v4-added-tokenizer.json.gz"});
    QFile texts(folder + "deepseek-v3.inp"), answers(folder + "deepseek-v3.out");
    if (!unzip.waitForFinished() || unzip.exitCode() != 0 || !texts.open(QFile::ReadOnly) ||
        !answers.open(QFile::ReadOnly))
        QSKIP("the published vocabulary is not on this machine");
    const QByteArray json = unzip.readAllStandardOutput();

    const std::clock_t start = std::clock();
    const Tokenizer tokenizer = Tokenizer::parse({json.data(), std::size_t(json.size())}, "deepseek-v3");
    qInfo("vocabulary of %d read in %.0f ms of processor time", tokenizer.size(),
          1e3 * double(std::clock() - start) / CLOCKS_PER_SEC);

    compare_ids(tokenizer, texts.readAll(), answers);
    QCOMPARE(tokenizer.encode("<｜User｜>你好<｜Assistant｜><think>推理</think>答案<｜end▁of▁sentence｜>", true),
             Ids({128803, 30594, 128804, 128821, 36101, 128822, 7624, 1}));
    compare_random_texts(tokenizer);
}

QTEST_GUILESS_MAIN(tst_tokenizer)
#include "tst_tokenizer.moc"
