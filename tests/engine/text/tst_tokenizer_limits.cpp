// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/known_patterns.h"
#include "engine/text/tokenizer.h"
#include "tiny_tokenizer.h"

#include <QtTest>

#include <pthread.h>
#include <ctime>

using namespace engine;
using Json = nlohmann::json;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t stack_bytes = 256 * 1024;
#else
constexpr std::size_t stack_bytes = 60 * 1024;
#endif

/// tiny_tokenizer() with the patterns of a family.
Tokenizer tokenizer_of(const KnownPatterns& family)
{
    Json json = tiny_tokenizer();
    Json stages = Json::array();
    for (const auto& stage : family.stages)
        stages.push_back({{"type", "Split"},
                          {"pattern", {{"Regex", std::string(stage.published)}}},
                          {"behavior", "Isolated"},
                          {"invert", false}});
    stages.push_back({{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}});
    json["pre_tokenizer"]["pretokenizers"] = stages;
    return Tokenizer::parse(json.dump(), std::string(family.name));
}

std::string repeated(std::string_view unit, std::size_t bytes)
{
    std::string text;
    while (text.size() < bytes)
        text += unit;
    return text;
}

struct Run {
    const Tokenizer& tokenizer;
    const std::string& text;
    std::vector<TokenId> ids;
    double seconds = 0;  // of processor time, so that a busy machine fails nothing
};

void* encode(void* shared)
{
    Run& run = *static_cast<Run*>(shared);
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
    };
    const double start = now();
    run.ids = run.tokenizer.encode(run.text, true);
    run.seconds = now() - start;
    return nullptr;
}

Run encode_on_a_small_stack(const Tokenizer& tokenizer, const std::string& text)
{
    Run run{tokenizer, text, {}};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    pthread_t thread;
    if (pthread_create(&thread, &attributes, encode, &run) != 0) qFatal("there is no thread with so small a stack");
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    return run;
}

}  // namespace

class tst_tokenizer_limits : public QObject {
    Q_OBJECT

private slots:
    void no_text_takes_long_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < known_patterns().size(); ++i)
            QTest::newRow(std::string(known_patterns()[i].name).c_str()) << int(i);
    }
    /// Quadratic time would be minutes for each.
    void no_text_takes_long()
    {
        QFETCH(int, index);
        const Tokenizer tokenizer = tokenizer_of(known_patterns()[std::size_t(index)]);
        const std::string_view units[] = {
            "l",    "A",      "Al", "Aあ",    "あ",      "A\u0301A", " ",      "\n",
            "\r\n", "\t",     "7",  "字",     "カ",      "\u00A0",   "\u0301", "^",
            "<",    "'",      "'s", "a'",     "hel",     " a",       "l 1\n",  " \n        x",
            "\n  ", "\uFDFA", "😀",  "\u0378", "<｜User", "½ ",       "　字",   std::string_view("\0", 1)};
        for (const std::string_view unit : units) {
            const std::string text = repeated(unit, 200'000);
            const Run run = encode_on_a_small_stack(tokenizer, text);
            QVERIFY2(run.seconds < 2, qPrintable(QString::fromUtf8(unit.data(), qsizetype(unit.size()))));
            QVERIFY(tokenizer.decode(run.ids) == text);
        }
    }

    /// More than PCRE2's limit of steps, too.
    void twelve_megabytes_of_one_letter_data()
    {
        QTest::addColumn<QByteArray>("letter");
        QTest::addColumn<int>("token");
        QTest::newRow("merged") << QByteArray("l") << 257;
        QTest::newRow("capital") << QByteArray("A") << int('A');
    }
    void twelve_megabytes_of_one_letter()
    {
        QFETCH(QByteArray, letter);
        QFETCH(int, token);
        const std::string text = repeated(letter.toStdString(), 12'000'000);
        for (const char* name : {"deepseek-v3", "kimi-k2"}) {
            const auto known = known_patterns();
            const auto family = std::find_if(known.begin(), known.end(), [&](const auto& f) { return f.name == name; });
            const Tokenizer tokenizer = tokenizer_of(*family);
            const Run run = encode_on_a_small_stack(tokenizer, text);
            qInfo("%s: %.2f s of processor time", name, run.seconds);
            QVERIFY(run.seconds < (stack_bytes > 64 * 1024 ? 20 : 2));
            QCOMPARE(run.ids, std::vector<TokenId>(token == 257 ? 6'000'000 : 12'000'000, token));
        }
    }
};

QTEST_GUILESS_MAIN(tst_tokenizer_limits)
#include "tst_tokenizer_limits.moc"
