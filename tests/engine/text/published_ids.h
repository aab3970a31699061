// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/tokenizer.h"
#include "random_text.h"

#include <QtTest>

/// `texts` in the form of llama.cpp's vocabulary tests, `answers` a line of ids for each.
inline void compare_ids(const engine::Tokenizer& tokenizer, QByteArray rest, QFile& answers)
{
    const QByteArray separator = "\n__ggml_vocab_test__\n";
    int compared = 0;
    for (qsizetype end = 0; end >= 0; ++compared) {
        end = rest.indexOf(separator);
        const std::string text = rest.left(end < 0 ? rest.size() : end).toStdString();
        std::vector<engine::TokenId> expected;
        for (const QByteArray& id : answers.readLine().simplified().split(' '))
            if (!id.isEmpty()) expected.push_back(id.toInt());
        QCOMPARE(tokenizer.encode(text, false), expected);
        QCOMPARE(tokenizer.decode(expected), text);
        rest = rest.mid(end + separator.size());
    }
    QVERIFY2(compared >= 46, qPrintable(QString::number(compared)));
    QVERIFY(answers.atEnd());
}

/// Any text comes back from its ids, and none of them is a control token.
inline void compare_random_texts(const engine::Tokenizer& tokenizer)
{
    std::mt19937 random(21);
    for (int round = 0; round < 500; ++round) {
        const std::string text = random_text(random, 1 + round % 80);
        const auto ids = tokenizer.encode(text, false);
        QCOMPARE(tokenizer.decode(ids), text);
        QVERIFY(std::none_of(ids.begin(), ids.end(), [&](engine::TokenId id) { return tokenizer.is_special(id); }));
    }
}
