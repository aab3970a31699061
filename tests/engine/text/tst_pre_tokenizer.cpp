// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/pre_tokenizer.h"

#include "../io/error_code.h"
#include "engine/text/known_patterns.h"

#include <QRegularExpression>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <fstream>
#include <random>

using namespace engine;

namespace {

PreTokenizer family(std::string_view name)
{
    for (const KnownPatterns& known : known_patterns()) {
        if (known.name != name) continue;
        std::vector<std::string> patterns;
        for (const auto& stage : known.stages)
            patterns.emplace_back(stage.published);
        return PreTokenizer(patterns, "test");
    }
    qFatal("no such family");
}

QStringList pieces(const PreTokenizer& pre_tokenizer, const std::string& text)
{
    std::vector<std::string_view> cut;
    pre_tokenizer.split(text, cut);
    QStringList list;
    for (const std::string_view piece : cut)
        list += QString::fromUtf8(piece.data(), qsizetype(piece.size()));
    return list;
}

}  // namespace

class tst_pre_tokenizer : public QObject {
    Q_OBJECT

private slots:
    void cuts_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* test, const char* name, const char* text, const QStringList& expected) {
            QTest::newRow(test) << QByteArray(name) << QString::fromUtf8(text) << expected;
        };
        row("words", "deepseek-v3", "Hello  world!", {"Hello", " ", " world", "!"});
        row("digits by three", "deepseek-v3", "a12345b", {"a", "123", "45", "b"});
        row("mark before a word", "deepseek-v3", "x.y (don't)", {"x", ".y", " (", "don", "'t", ")"});
        row("kanji and kana", "deepseek-v3", "日本カナab漢", {"日本カナ", "ab", "漢"});
        row("blank lines", "deepseek-v3", "a \n \n  b", {"a", " \n \n", " ", " b"});
        row("white space at the end", "deepseek-v3", "a  \t ", {"a", "  \t "});
        row("no-break spaces", "deepseek-v3", "a\u00A0\u00A0b", {"a", "\u00A0", "\u00A0b"});
        row("vowel separator is no space", "deepseek-v3", "a \u180E b", {"a", " ", "\u180E", " b"});
        row("combining mark", "deepseek-v3", "e\u0301 \u0301", {"e\u0301", " \u0301"});
        row("line ends apart", "deepseek-llm", "a\r\n b", {"a", "\r", "\n", " b"});
        row("ASCII letters cut again", "deepseek-llm", "Fähre 12", {"F", "ä", "hre", " ", "1", "2"});
        row("spaces at the end", "deepseek-llm", "7   ", {"7", "   "});
        row("spaces before digits", "deepseek-llm", "7   8", {"7", "   ", "8"});
        row("letters by canonical equivalence", "deepseek-llm", "\u1F7D\u2126\u212A", {"\u1F7D\u2126\u212A"});
        row("code", "deepseek-coder", "int x=10;", {"int", " x", "=", "1", "0", ";"});
        row("words and Han", "kimi-k2", "HTMLParser I'LL 中文ab漢", {"HTMLParser", " I'LL", " ", "中文", "ab", "漢"});
        row("capitals", "kimi-k2", "ABCdEF xY", {"ABCd", "EF", " x", "Y"});
        row("contraction", "glm4", "I'LL go 2024", {"I", "'LL", " go", " ", "202", "4"});
    }
    void cuts()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(pieces(family(name.toStdString()), text.toStdString()), expected);
    }

    /// Our patterns against the published ones as another engine reads them, where the two mean the same: \s
    /// of QRegularExpression has one character more than White_Space, which the text leaves out.
    void same_as_published_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < known_patterns().size(); ++i)
            QTest::newRow(std::string(known_patterns()[i].name).c_str()) << int(i);
    }
    void same_as_published()
    {
        QFETCH(int, index);
        const KnownPatterns& known = known_patterns()[std::size_t(index)];
        std::vector<QRegularExpression> published;
        for (const auto& stage : known.stages) {
            QString pattern = QString::fromUtf8(stage.published.data(), qsizetype(stage.published.size()));
            pattern.replace(QRegularExpression(R"(\\u([0-9A-F]{4}))"), R"(\x{\1})");
            pattern.replace(QRegularExpression(R"(\[([^\[\]]+)&&\[\^\\p\{Han\}\]\])"), R"((?:(?!\p{Han})[\1]))");
            pattern.replace(R"(\p{Han})", R"(\p{Script:Han})");  // which PCRE2 would read as Script_Extensions
            published.emplace_back(pattern, QRegularExpression::UseUnicodePropertiesOption);
            QVERIFY2(published.back().isValid(), qPrintable(published.back().errorString()));
        }
        const PreTokenizer ours = family(known.name);
        std::mt19937 random(11);
        const QString frequent = QString::fromUtf8("  \t\n\r\u00A0\u3000aZéßſ'sS19٣日カ.,!(|`^$€\u0301\u200Dﬁ");
        for (int round = 0; round < 2000; ++round) {
            QString text;
            for (int i = 0; i < 12; ++i) {
                const auto c = static_cast<char16_t>(random() % 0xD800);
                text += random() % 3 || c == 0x180E || c == 0
                            ? frequent[qsizetype(random() % std::size_t(frequent.size()))]
                            : QChar(c);
            }
            QCOMPARE(pieces(ours, text.toStdString()), split(text, published));
        }
    }

    /// tests/reference/pre_tokenizer_vectors.py
    void same_as_another_library_cuts()
    {
        const auto file =
            nlohmann::json::parse(std::ifstream(EXPERTSCOPE_SOURCE_DIR "/tests/data/pre_tokenizers.json"));
        QCOMPARE(file["families"].size(), known_patterns().size());
        QVERIFY(file["vectors"].size() > 1500);
        for (std::size_t i = 0; i < file["families"].size(); ++i) {
            const PreTokenizer ours = family(file["families"][i].get<std::string>());
            for (const auto& vector : file["vectors"]) {
                const auto text = vector[0].get<std::string>();
                std::vector<int> lengths;
                for (const QString& piece : pieces(ours, text))
                    lengths.push_back(int(piece.toUcs4().size()));
                QVERIFY2(
                    lengths == vector[i + 1].get<std::vector<int>>(),
                    (ours.name() + " cuts " + vector[0].dump() + " into " + nlohmann::json(lengths).dump()).c_str());
            }
        }
    }

    void escapes_and_characters_are_one_pattern()
    {
        const std::vector<std::string> escaped{R"([\r\n])", R"(\s?\p{L}+)", R"(\s?\p{P}+)",
                                               R"([\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+)", R"(\p{N})"};
        const std::vector<std::string> literal{"[\r\n]", R"(\s?\p{L}+)", R"(\s?\p{P}+)", "[一-龥ࠀ-一가-\xED\x9F\xBF]+",
                                               R"(\p{N})"};
        QCOMPARE(PreTokenizer(escaped, "test").name(), std::string("deepseek-coder"));
        QCOMPARE(PreTokenizer(literal, "test").name(), std::string("deepseek-coder"));
    }

    void unknown_patterns_are_shown_and_not_run()
    {
        try {
            PreTokenizer({"(a+)+$"}, "tokenizer.json");
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), std::string("TOK-REGEX"));
            QCOMPARE(error.parts().found, std::string("\"(a+)+$\""));
            QVERIFY(error.parts().allowed.find("deepseek-v3, deepseek-llm") != std::string::npos);
        }
        QCOMPARE(error_code([] { PreTokenizer({R"(\p{N}{1,3})"}, "test"); }), std::string("TOK-REGEX"));
    }

private:
    /// Split with behaviour "Isolated", stage after stage.
    static QStringList split(const QString& text, const std::vector<QRegularExpression>& stages)
    {
        QStringList parts{text};
        for (const QRegularExpression& stage : stages) {
            QStringList next;
            for (const QString& part : parts) {
                qsizetype done = 0;
                for (auto matches = stage.globalMatch(part); matches.hasNext();) {
                    const auto match = matches.next();
                    next += {part.mid(done, match.capturedStart() - done), match.captured()};
                    done = match.capturedEnd();
                }
                next += part.mid(done);
            }
            next.removeAll(QString());
            parts = next;
        }
        return parts;
    }
};

QTEST_GUILESS_MAIN(tst_pre_tokenizer)
#include "tst_pre_tokenizer.moc"
