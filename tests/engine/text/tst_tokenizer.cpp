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
        QCOMPARE(error_code([&] { tokenizer_of(json); }), std::string("TOK-BYTES"));
        json["model"]["byte_fallback"] = true;
        for (const char* token : {"<0x-1>", "<0xZZ>", "<0x1 >"}) {
            json["model"]["vocab"][token] = 291;
            QCOMPARE(error_code([&] { tokenizer_of(json); }), std::string("TOK-BYTE"));
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

    void published_vectors();
};

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
