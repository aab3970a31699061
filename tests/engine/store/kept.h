// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/engine/io/error_code.h"
#include "tests/engine/store/sample_document.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <filesystem>
#include <fstream>

/// What comes out of a document is what went in.
namespace kept {

using namespace engine;

class Files {
public:
    std::filesystem::path newFile() { return folder_.filePath(QString("%1.expertscope").arg(++files_)).toStdString(); }

protected:
    QTemporaryDir folder_;
    int files_ = 0;
};

inline void compareTokens(const TokenEvent& a, const TokenEvent& b)
{
    QCOMPARE(a.reply, b.reply);
    QCOMPARE(a.position, b.position);
    QCOMPARE(a.id, b.id);
    QCOMPARE(a.phase, b.phase);
    QCOMPARE(a.special, b.special);
    QCOMPARE(a.piece, b.piece);
    QCOMPARE(a.text, b.text);
    QCOMPARE(a.time_us, b.time_us);
    QVERIFY(a.times.attention == b.times.attention && a.times.router == b.times.router &&
            a.times.experts == b.times.experts && a.times.head == b.times.head && a.times.sampling == b.times.sampling);
    QVERIFY(a.routing.experts == b.routing.experts);
    QVERIFY(a.routing.weights == b.routing.weights);
    QVERIFY(a.routing.scores == b.routing.scores);
    QVERIFY(a.latent_norm == b.latent_norm);
    QCOMPARE(a.candidates.size(), b.candidates.size());
    for (std::size_t i = 0; i < a.candidates.size(); ++i) {
        const Candidate &x = a.candidates[i], &y = b.candidates[i];
        QVERIFY(x.id == y.id && x.text == y.text && x.before == y.before && x.after == y.after);
    }
}

inline void compareStarted(const ReplyStarted& a, const ReplyStarted& b)
{
    QVERIFY(a.reply == b.reply && a.base == b.base && a.prompt_tokens == b.prompt_tokens &&
            a.reused_tokens == b.reused_tokens && a.thinking == b.thinking);
    const Sampling &x = a.sampling, &y = b.sampling;
    QVERIFY(x.temperature == y.temperature && x.top_k == y.top_k && x.top_p == y.top_p && x.min_p == y.min_p &&
            x.repetition_penalty == y.repetition_penalty && x.max_tokens == y.max_tokens);
    QCOMPARE(x.seed, y.seed);
    QVERIFY(a.router == b.router && a.given_tokens == b.given_tokens);
}

inline std::int64_t formatOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::array<unsigned char, 64> header{};  // user_version: 4 bytes at offset 60, big-endian
    stream.read(reinterpret_cast<char*>(header.data()), header.size());
    return header[60] << 24 | header[61] << 16 | header[62] << 8 | header[63];
}

inline void compareFinished(const ReplyFinished& a, const ReplyFinished& b)
{
    QVERIFY(a.reply == b.reply && a.reason == b.reason && a.tokens == b.tokens && a.dropped_events == b.dropped_events);
    QVERIFY(a.first_token_ms == b.first_token_ms && a.tokens_per_second == b.tokens_per_second &&
            a.prefill_tokens_per_second == b.prefill_tokens_per_second && a.observing_ms == b.observing_ms);
}

inline std::vector<Event> replay(const Store& store, ReplyId reply)
{
    std::vector<Event> events;
    store.replay(reply, [&](Event& event) { events.push_back(std::move(event)); });
    return events;
}

}  // namespace kept
