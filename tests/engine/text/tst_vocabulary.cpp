// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "../io/error_code.h"
#include "engine/text.h"
#include "engine/text/tokenizer.h"
#include "published_ids.h"
#include "tiny_tokenizer.h"

#include <QtTest>

#include <cstring>
#include <map>

using namespace engine;
using Json = nlohmann::json;

namespace {

using Ids = std::vector<TokenId>;

/// The vocabulary of tiny_tokenizer() as a GGUF file lists it, and a token of each type behind it.
struct TinyVocabulary {
    std::vector<std::string> tokens, merges;
    std::vector<std::int64_t> types;

    Vocabulary view() const
    {
        return {.model = "gpt2",
                .pre_tokenizer = "deepseek-v3",
                .tokens = {tokens.begin(), tokens.end()},
                .types = types,
                .merges = {merges.begin(), merges.end()},
                .bos = {},
                .eos = 261,
                .eot = {},
                .add_bos = true,
                .chat_template = {}};
    }
};

TinyVocabulary tiny_vocabulary()
{
    const Json json = tiny_tokenizer();
    TinyVocabulary tiny{std::vector<std::string>(261), json["model"]["merges"], std::vector<std::int64_t>(261, 1)};
    for (const auto& [token, id] : json["model"]["vocab"].items())
        tiny.tokens[id.get<std::size_t>()] = token;
    const std::pair<const char*, int> others[] = {{"<a>", 3}, {"字", 4}, {"<user>", 4}, {"[unused]", 5}, {"<0x0A>", 6}};
    for (const auto& [token, type] : others) {
        tiny.tokens.emplace_back(token);
        tiny.types.push_back(type);
    }
    return tiny;
}

/// Lists and strings among the keys of a sound GGUF file.
class GgufLists {
public:
    explicit GgufLists(QByteArray bytes) : bytes_(std::move(bytes))
    {
        at_ = 16;
        const auto keys = number<std::uint64_t>();
        for (std::uint64_t i = 0; i < keys; ++i) {
            const std::string name(string());
            value(name, number<std::uint32_t>());
        }
    }

    std::string text(const std::string& name) const { return std::string(texts_.at(name).at(0)); }
    const std::vector<std::string_view>& texts(const std::string& name) const { return texts_.at(name); }
    const std::vector<std::int64_t>& numbers(const std::string& name) const { return numbers_.at(name); }

private:
    template <class Number>
    Number number()
    {
        Number n;
        std::memcpy(&n, bytes_.constData() + at_, sizeof n);
        at_ += sizeof n;
        return n;
    }
    std::string_view string()
    {
        const auto size = number<std::uint64_t>();
        at_ += size;
        return {bytes_.constData() + at_ - size, size};
    }
    void value(const std::string& name, std::uint32_t type)
    {
        constexpr int sizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
        if (type == 9) {
            const auto element = number<std::uint32_t>();
            const auto count = number<std::uint64_t>();
            for (std::uint64_t i = 0; i < count; ++i)
                value(name, element);
        } else if (type == 8) {
            texts_[name].push_back(string());
        } else if (type == 5) {
            numbers_[name].push_back(number<std::int32_t>());
        } else {
            at_ += std::size_t(sizes[type]);
        }
    }

    QByteArray bytes_;
    std::size_t at_ = 0;
    std::map<std::string, std::vector<std::string_view>> texts_;
    std::map<std::string, std::vector<std::int64_t>> numbers_;
};

}  // namespace

class tst_vocabulary : public QObject {
    Q_OBJECT

private slots:
    void vocabularies_of_plain_values()
    {
        const Tokenizer tokenizer = Tokenizer::from(tiny_vocabulary().view(), "tiny.gguf");
        QCOMPARE(tokenizer.encode("hello hello", false), Ids({259, 260}));
        QCOMPARE(tokenizer.encode("<a>é<user>", false).size(), std::size_t(3 + 2 + 6));
        QCOMPARE(tokenizer.encode("<a>é<user>", true), Ids({261, 0xC3, 0xA9, 263}));
        QCOMPARE(tokenizer.encode("字", false), Ids({262}));  // user-defined, in all text
        QCOMPARE(tokenizer.encode("[unused]", true).size(), std::size_t(8));
        QCOMPARE(tokenizer.decode(Ids({264, 265})), std::string("[unused]\n"));
        QVERIFY(tokenizer.is_special(261) && !tokenizer.is_special(263));
    }

    void refused_vocabularies()
    {
        const auto code = [](auto change) {
            TinyVocabulary tiny = tiny_vocabulary();
            Vocabulary vocabulary = tiny.view();
            change(tiny, vocabulary);
            return error_code([&] { Tokenizer::from(vocabulary, "tiny.gguf"); });
        };
        QCOMPARE(code([](auto&, auto&) {}), std::string("none"));
        QCOMPARE(code([](auto&, auto& v) { v.model = "llama"; }), std::string("VOCAB-KIND"));
        QCOMPARE(code([](auto&, auto& v) { v.pre_tokenizer = "(a+)+"; }), std::string("TOK-REGEX"));
        QCOMPARE(code([](auto&, auto& v) { v.tokens.clear(); }), std::string("VOCAB-LENGTH"));
        QCOMPARE(code([](auto&, auto& v) { v.types.pop_back(); }), std::string("VOCAB-LENGTH"));
        for (const std::int64_t id : {std::int64_t(266), std::int64_t(0xFFFFFFFF), std::int64_t(-1)})
            QCOMPARE(code([id](auto&, auto& v) { v.eos = id; }), std::string("VOCAB-ID"));
        for (const char* token : {"<0x-1>", "<0xZZ>", "x"})
            QCOMPARE(code([token](auto&, auto& v) { v.tokens[265] = token; }), std::string("VOCAB-BYTE"));
        QCOMPARE(code([](auto&, auto& v) { v.tokens['a'] = "Ġ"; }), std::string("VOCAB-BYTES"));
        const std::string long_token(1'000'000, 'x');
        QCOMPARE(code([&](auto&, auto& v) { v.tokens['a'] = long_token; }), std::string("VOCAB-TOKEN-LONG"));
        QCOMPARE(code([&](auto&, auto& v) { v.tokens[261] = long_token; }), std::string("VOCAB-TOKEN-LONG"));
        for (const char* merge : {"h x", "e h", "he", " he", "", "h e l"})
            QCOMPARE(code([merge](auto&, auto& v) { v.merges[0] = merge; }), std::string("VOCAB-MERGE"));
        QCOMPARE(code([](auto&, auto& v) { v.merges[1] = v.merges[0]; }), std::string("VOCAB-MERGE"));
        QCOMPARE(code([](auto&, auto& v) { v.merges.resize(10'000'000); }), std::string("VOCAB-MERGE"));
        QCOMPARE(code([](auto&, auto& v) { v.tokens[263] = "<a>"; }), std::string("VOCAB-ID-DUP"));
    }

    void published_vectors_data();
    void published_vectors();
};

void tst_vocabulary::published_vectors_data()
{
    QTest::addColumn<QByteArray>("pre_tokenizer");
    for (const char* name : {"deepseek-llm", "deepseek-coder"})
        QTest::newRow(name) << QByteArray(name);
}

/// The vocabularies of deepseek-llm, V2 and Coder-V2, and of deepseek-coder, as GGUF files hold them.
void tst_vocabulary::published_vectors()
{
    QFETCH(QByteArray, pre_tokenizer);
    const QString file = qEnvironmentVariable("EXPERTSCOPE_SHARED_DATA", EXPERTSCOPE_SOURCE_DIR "/../shared/data") +
                         "/vocab/ggml-vocab-" + pre_tokenizer + ".gguf";
    QFile gguf(file), texts(file + ".inp"), answers(file + ".out");
    if (!gguf.open(QFile::ReadOnly) || !texts.open(QFile::ReadOnly) || !answers.open(QFile::ReadOnly))
        QSKIP("the published vocabulary is not on this machine");
    const GgufLists lists(gguf.readAll());
    Vocabulary vocabulary;
    vocabulary.model = lists.text("tokenizer.ggml.model");
    vocabulary.pre_tokenizer = lists.text("tokenizer.ggml.pre");
    vocabulary.tokens = lists.texts("tokenizer.ggml.tokens");
    vocabulary.merges = lists.texts("tokenizer.ggml.merges");
    vocabulary.types = lists.numbers("tokenizer.ggml.token_type");
    const Tokenizer tokenizer = Tokenizer::from(vocabulary, file.toStdString());
    QCOMPARE(tokenizer.pre_tokenizer(), pre_tokenizer.toStdString());
    compare_ids(tokenizer, texts.readAll(), answers);
    compare_random_texts(tokenizer);
    // The 13 bytes that no UTF-8 text has gave their characters away as tokens.
    if (pre_tokenizer == "deepseek-llm") QCOMPARE(tokenizer.encode("Führer", false), Ids({37, 100014, 71, 6245}));
}

QTEST_GUILESS_MAIN(tst_vocabulary)
#include "tst_vocabulary.moc"
