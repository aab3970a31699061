// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tokenizer.h"

#include "../attempt.h"
#include "../io/error_code.h"
#include "tiny_tokenizer.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace engine;
using Json = nlohmann::json;

namespace {

std::string load_code(const Json& json)
{
    return error_code([&] { tokenizer_of(json); });
}

}  // namespace

/// Files that make no tokenizer, and texts and vocabularies that would take one for ever.
class tst_tokenizer_refused : public QObject {
    Q_OBJECT

private slots:
    void refused_files_data();
    void refused_files();
    void as_many_tokens_and_merges_as_allowed_data();
    void as_many_tokens_and_merges_as_allowed();
    void too_many_tokens();
    void every_truncation();
    void every_changed_byte_is_survived();
    void refused_text_files();
    void hostile_sizes_take_no_time_data();
    void hostile_sizes_take_no_time();
    void long_words_need_little_stack();
    void added_tokens_that_nearly_match_take_no_time();
};

void tst_tokenizer_refused::refused_files_data()
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
    row("5,000 added tokens", "/added_tokens", Json(5000, 1), "TOK-ADDED");
    row("1,000,000 added tokens", "/added_tokens", Json(1'000'000, 1), "JSON-SIZE");
    row("a long word as added token", "/added_tokens", added_with("content", std::string(33, 'x')), "TOK-ADDED");
    Json all_added = Json::array();
    for (int i = 0; i < 3000; ++i)
        all_added.push_back({{"id", 400 + i}, {"content", "<" + std::to_string(10'000 + i) + std::string(90, 'x') + ">"}});
    row("300 KB of added tokens", "/added_tokens", all_added, "TOK-ADDED");
    row("ids with a hole of 100,000", "/model/vocab/x-x", 100'000, "TOK-ID");
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
    row("3,000,000 merges", "/model/merges", Json(3'000'000, 1), "TOK-MERGE");
    row("merges are a table", "/model/merges", {{"h e", 1}}, "TOK-MERGE");
    row("300,000 post-processors", "/post_processor", Json(300'000, 1), "JSON-SIZE");
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

void tst_tokenizer_refused::refused_files()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QString, code);
    Json json = tiny_tokenizer();
    QCOMPARE(load_code(json), std::string("none"));
    json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
    const std::string text = json.dump();
    const Attempt loading = attempt([&] { Tokenizer::parse(text, "tokenizer.json"); });
    QCOMPARE(loading.code, code.toStdString());
    QVERIFY(loading.sentence.find("tokenizer.json") != std::string::npos);
    QVERIFY2(loading.is_cheap(text.size()), loading.cost().c_str());
}

void tst_tokenizer_refused::as_many_tokens_and_merges_as_allowed_data()
{
    QTest::addColumn<bool>("ignore_merges");
    QTest::newRow("merged") << false;
    QTest::newRow("whole words") << true;
}

/// Words of the shortest names there can be, each made in two ways where that is possible: the most memory of the
/// least text. Loaded as a file is, so that its text counts too.
void tst_tokenizer_refused::as_many_tokens_and_merges_as_allowed()
{
    QFETCH(bool, ignore_merges);
    Json json = tiny_tokenizer({});
    Json &vocab = json["model"]["vocab"], &merges = json["model"]["merges"];
    vocab.erase("hello"), vocab.erase("Ġhello"), vocab.erase("hell"), vocab.erase("he"), vocab.erase("ll");
    merges = Json::array();
    std::vector<std::string> shorter = {""}, longer;
    std::string alphabet;
    for (char letter = '!'; letter <= '~'; ++letter) alphabet += letter;
    for (int length = 1; vocab.size() < (1 << 18); ++length, std::swap(shorter, longer), longer.clear())
        for (const std::string& stem : shorter)
            for (const char letter : alphabet) {
                const std::string word = stem + letter;
                longer.push_back(word);
                if (length == 1 || vocab.size() == (1 << 18)) continue;
                vocab[word] = vocab.size();
                merges.push_back(word.substr(0, 1) + " " + word.substr(1));
                if (length > 2) merges.push_back(stem + " " + letter);
            }
    json["model"]["ignore_merges"] = ignore_merges;
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("tokenizer.json").toStdString();
    const std::string text = json.dump();
    std::ofstream(file) << text;
    const Attempt loading = attempt([&] { QCOMPARE(Tokenizer::load(file).size(), 1 << 18); });
    qInfo("%zu bytes, %zu merges: %s", text.size(), merges.size(), loading.cost().c_str());
    QCOMPARE(loading.code, std::string("none"));
    QVERIFY2(loading.memory <= PeakMemory::allowed(text.size()), loading.cost().c_str());
}

void tst_tokenizer_refused::too_many_tokens()
{
    std::string text = R"({"model": {"type": "BPE", "vocab": {"a": 0)";
    for (int i = 0; i < 1'000'000; ++i) text += R"(,"a":0)";
    Json json = tiny_tokenizer();
    json.erase("model");
    text += R"(}, "merges": []}, )" + json.dump().substr(1);
    const Attempt loading = attempt([&] { Tokenizer::parse(text, "tokenizer.json"); });
    QCOMPARE(loading.code, std::string("TOK-LENGTH"));
    QVERIFY2(loading.memory <= PeakMemory::allowed(text.size()), loading.cost().c_str());
}

void tst_tokenizer_refused::every_truncation()
{
    const std::string whole = tiny_tokenizer().dump();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::string code = error_code([&] { Tokenizer::parse(whole.substr(0, length), "test"); });
        QVERIFY2(code == "JSON-SYNTAX" || code == "JSON-STRING", (std::to_string(length) + code).c_str());
    }
    QCOMPARE(error_code([&] { Tokenizer::parse(whole, "test"); }), std::string("none"));
}

/// Wherever a byte changes, the file makes a tokenizer that can be used, or is refused in words.
void tst_tokenizer_refused::every_changed_byte_is_survived()
{
    const std::string whole = tiny_tokenizer().dump();
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
        const std::string code = error_code([&] {
            const Tokenizer tokenizer = Tokenizer::parse(changed, "test");
            for (const TokenId id : tokenizer.encode("hello <｜User｜> a", true)) tokenizer.piece(id);
        });
        QVERIFY2(code == "none" || code.starts_with("TOK-") || code.starts_with("JSON-"), code.c_str());
    }
}

void tst_tokenizer_refused::refused_text_files()
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

void tst_tokenizer_refused::hostile_sizes_take_no_time_data()
{
    QTest::addColumn<QString>("unit");
    QTest::addColumn<qsizetype>("bytes");
    QTest::newRow("10 MB of one letter") << "l" << qsizetype(10'000'000);
    const std::pair<const char*, const char*> units[] = {
        {"spaces", " "},         {"newlines", "\n"},     {"marks", "^"},          {"digits", "7"},
        {"kanji", "字"},         {"no-break", "\u00A0"}, {"accents", "\u0301"},   {"start of control tokens", "<"},
        {"expanding", "\ufdfa"}, {"half words", "hel"},  {"short words", "l 1\n"}};
    for (const auto& [name, unit] : units)
        QTest::newRow(name) << QString::fromUtf8(unit) << qsizetype(1'000'000);
}

/// Quadratic time would be hours, so the bound may be generous to a busy machine.
void tst_tokenizer_refused::hostile_sizes_take_no_time()
{
    QFETCH(QString, unit);
    QFETCH(qsizetype, bytes);
    const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
    std::string text;
    while (std::ssize(text) < bytes)
        text += unit.toStdString();
    QElapsedTimer timer;
    timer.start();
    const std::vector<TokenId> ids = tokenizer.encode(text, true);
    const auto elapsed = timer.elapsed();
    qInfo("%zd bytes in %lld ms", text.size(), elapsed);
    QVERIFY(elapsed < 30'000);
    QVERIFY(tokenizer.decode(ids) == text);
}

/// At each byte as much of an added token as may be compared before it turns out to be another.
void tst_tokenizer_refused::added_tokens_that_nearly_match_take_no_time()
{
    const std::string almost(31, 'l');
    const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer({almost + "x", "lll"}));
    const std::string text(1'999'998, 'l');
    const Attempt encoding = attempt([&] { QCOMPARE(tokenizer.encode(text, false).size(), text.size() / 3); });
    QVERIFY2(encoding.milliseconds < 2000 * Attempt::patience, encoding.cost().c_str());
}

void tst_tokenizer_refused::long_words_need_little_stack()
{
    const Tokenizer tokenizer = tokenizer_of(tiny_tokenizer());
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 128 * 1024);
    pthread_t thread;
    const auto encode = [](void* shared) -> void* {
        const auto& in_thread = *static_cast<const Tokenizer*>(shared);
        return reinterpret_cast<void*>(
            in_thread.encode(std::string(1'000'000, 'l') + std::string(1'000'000, ' '), true).size());
    };
    QCOMPARE(pthread_create(&thread, &attributes, encode, const_cast<Tokenizer*>(&tokenizer)), 0);
    void* count = nullptr;
    pthread_join(thread, &count);
    pthread_attr_destroy(&attributes);
    QCOMPARE(reinterpret_cast<std::size_t>(count), std::size_t(500'000 + 1'000'000));
}

QTEST_GUILESS_MAIN(tst_tokenizer_refused)
#include "tst_tokenizer_refused.moc"
