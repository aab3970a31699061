// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text.h"

#include <QtTest>

#include <random>

using engine::Utf8Stream;

namespace {

std::string streamed(const std::vector<std::string>& parts)
{
    Utf8Stream stream;
    std::string text;
    for (const std::string& part : parts) {
        const std::string released = stream.push(part);
        if (!QString::fromStdString(released).isValidUtf16()) qFatal("half a character");
        text += released;
    }
    return text + stream.finish();
}

}  // namespace

class tst_utf8_stream : public QObject {
    Q_OBJECT

private slots:
    void whole_and_broken_text_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* bytes, const char* text) {
            QTest::newRow(name) << QByteArray(bytes) << QString::fromUtf8(text);
        };
        row("nothing", "", "");
        row("all lengths", "aé日😀z", "aé日😀z");
        row("never a byte", "a\xFFz", "a\uFFFDz");
        row("continuation alone", "\x80\xBF", "\uFFFD\uFFFD");
        row("overlong slash", "\xC0\xAF", "\uFFFD\uFFFD");
        row("surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD");
        row("beyond U+10FFFF", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD");
        row("character broken by a letter", "\xE6\x97z", "\uFFFDz");
        row("character broken by another", "\xE6\x97日", "\uFFFD日");
        row("last code point", "\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF");
        row("cut at the end", "a\xF0\x9F\x98", "a\uFFFD");
    }
    void whole_and_broken_text()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        const std::string whole = bytes.toStdString();
        for (std::size_t cut = 0; cut <= whole.size(); ++cut)
            QCOMPARE(QString::fromStdString(streamed({whole.substr(0, cut), whole.substr(cut)})), text);
        std::vector<std::string> bytewise;
        for (const char byte : whole)
            bytewise.push_back(std::string(1, byte));
        QCOMPARE(QString::fromStdString(streamed(bytewise)), text);
    }

    void characters_come_when_they_are_complete()
    {
        Utf8Stream stream;
        QCOMPARE(stream.push("a\xF0\x9F"), std::string("a"));
        QCOMPARE(stream.push("\x98"), std::string());
        QCOMPARE(stream.push("\x80!"), std::string("😀!"));
        QCOMPARE(stream.finish(), std::string());
    }

    void random_bytes_do_not_depend_on_the_cut()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 200; ++round) {
            std::string bytes;
            for (int i = 0; i < 40; ++i)
                bytes.push_back(static_cast<char>(random() % 4 ? 0x80 + random() % 128 : random() % 128));
            const std::string whole = streamed({bytes});
            for (std::size_t cut = 0; cut <= bytes.size(); ++cut)
                QCOMPARE(streamed({bytes.substr(0, cut), bytes.substr(cut)}), whole);
            QCOMPARE(QString::fromStdString(whole).toStdString(), whole);  // valid UTF-8
        }
    }
};

QTEST_GUILESS_MAIN(tst_utf8_stream)
#include "tst_utf8_stream.moc"
