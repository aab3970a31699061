// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/card_json.h"
#include "tests/engine/store/kept.h"

#include <QElapsedTimer>

#include <cmath>
#include <ctime>

using namespace kept;

class TestStore : public QObject, kept::Files {
    Q_OBJECT

private slots:
    void keepsADocument();
    void keepsEveryMessageField();
    void keepsTheModelCard();
    void keepsOneProvenancePerModel();
    void replaysWhatWasRecorded();
    void keepsDeviceSamples();
    void replacesAMessage();
    void keepsBranches();
    void recoversAnInterruptedReply();
    void keepsThinkingApart();
    void refusesToCreateOverAFile();
    void exportsACopyForStrangers();
    void exportsOverAnOldCopy();
    void checksAfterAnUncleanEnd();
    void recordsCheaply();
};

void TestStore::keepsADocument()
{
    const auto file = newFile();
    {
        Store store = Store::create(file);
        sample::fill(store);
        store.set_title("猫 and “cats”");
    }
    const Document read = Store::open(file).read();
    QCOMPARE(read.title, std::string("猫 and “cats”"));
    QCOMPARE(read.system_prompt, std::string("Be brief."));
    QCOMPARE(read.active_leaf, ReplyId(2));
    QCOMPARE(read.messages.size(), std::size_t(2));
    QCOMPARE(Store::open(file).token_count(), std::int64_t(6));
}

void TestStore::keepsEveryMessageField()
{
    const auto file = newFile();
    StoredMessage reply = sample::place(9, 4);
    reply.message = {Role::Assistant, std::string("content \0 with zero", 19), "thinking"};
    reply.started = {9, 4, 20, 11, true, {0.6f, 40, 0.9f, 0.05f, 1.1f, 0xFEDCBA9876543210ull, 300}};
    reply.finished = {9, StopReason::Cancelled, 17, 12.5f, 512.25f, 2048.5f, 3, {}};
    reply.complete = true;
    Store store = Store::create(file);
    StoredMessage system = sample::question(4, 0, "rules");
    system.message.role = Role::System;
    store.put_message(system);
    store.put_message(reply);

    const Document read = Store::open(file).read();
    QCOMPARE(read.messages[0].message.role, Role::System);
    QCOMPARE(read.messages[0].created_ms, system.created_ms);
    QVERIFY(read.messages[0].complete);
    const StoredMessage& found = read.messages[1];
    QCOMPARE(found.id, ReplyId(9));
    QCOMPARE(found.parent, ReplyId(4));
    QCOMPARE(found.message.role, Role::Assistant);
    QCOMPARE(found.message.content, reply.message.content);
    QCOMPARE(found.message.thinking, reply.message.thinking);
    QVERIFY(found.complete);
    compareStarted(found.started, reply.started);
    compareFinished(found.finished, reply.finished);
}

void TestStore::keepsTheModelCard()
{
    const Provenance written = sample::provenance();
    const auto file = newFile();
    Store::create(file).add_provenance(written);
    const Provenance read = Store::open(file).read().provenance.at(0);
    QCOMPARE(read.program_version, written.program_version);
    QCOMPARE(read.capture, written.capture);
    QCOMPARE(card_to_json(read.card), card_to_json(written.card));
    QVERIFY(read.card.e_score_correction_bias == written.card.e_score_correction_bias);
    QVERIFY(read.card.moe_layers == written.card.moe_layers);
    QVERIFY(read.card.dtypes == written.card.dtypes);
    QVERIFY(read.card.routed_scaling_factor == 2.5f && read.card.rms_norm_eps == 1e-5f);
    QVERIFY(read.card.norm_topk_prob && read.card.tie_word_embeddings && !read.card.rope_interleave);
    QVERIFY(read.card.rope_mscale == 0.707 && read.card.topk_group == 3 && read.card.v_head_dim == 14);
    QVERIFY(read.card.scoring_func == "sigmoid" && read.card.backend_detail == "AVX2, 2 threads");
    QVERIFY(read.card.active_weight_bytes == 4'000'007 && read.card.supports_thinking);
}

void TestStore::keepsOneProvenancePerModel()
{
    const auto file = newFile();
    Store store = Store::create(file);
    Provenance other = sample::provenance();
    other.card.name = "other";
    store.add_provenance(sample::provenance());
    store.add_provenance(other);
    store.add_provenance(sample::provenance());
    const auto read = store.read().provenance;
    QCOMPARE(read.size(), std::size_t(2));
    QCOMPARE(read[1].card.name, std::string("other"));
}

void TestStore::replaysWhatWasRecorded()
{
    const auto file = newFile();
    {
        Store store = Store::create(file);
        sample::fill(store);
        store.append_tokens(sample::tokens(7, 1, {"another reply"}));
    }
    const auto written = sample::tokens(2, 3, {"On", " the", " mat."});
    const std::vector<Event> events = replay(Store::open(file), 2);
    QCOMPARE(events.size(), written.size() + 2);
    compareStarted(std::get<ReplyStarted>(events.front()), sample::started(2, 3));
    for (std::size_t i = 0; i < written.size(); ++i)
        compareTokens(std::get<TokenEvent>(events[i + 1]), written[i]);
    const auto& end = std::get<ReplyFinished>(events.back());
    compareFinished(end, sample::finished(2, 3, {}));
    QCOMPARE(end.text, std::string("On the mat."));
    QVERIFY(replay(Store::open(file), 1).empty());   // a question
    QVERIFY(replay(Store::open(file), 99).empty());  // nothing
}

void TestStore::keepsDeviceSamples()
{
    const auto file = newFile();
    DeviceSample full{5'000'000, 12.5f, 6.25f, 1ull << 33, 1ull << 34, 123456, {}};
    full.gpus.push_back({"GPU A", 91, 33, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, "", {}, {}, {}, {}});
    GpuSample bare;
    bare.name = "GPU B";
    full.gpus.push_back(bare);
    Store::create(file).append_device({DeviceSample{}, full});

    const auto read = Store::open(file).device();
    QCOMPARE(read.size(), std::size_t(2));
    QVERIFY(!read[0].cpu_percent && !read[0].memory_used && read[0].gpus.empty());
    QCOMPARE(read[1].time_us, std::int64_t(5'000'000));
    QVERIFY(read[1].cpu_percent == 12.5f && read[1].process_cpu_percent == 6.25f);
    QVERIFY(read[1].memory_used == 1ull << 33 && read[1].memory_total == 1ull << 34 &&
            read[1].process_memory == 123456u);
    QCOMPARE(read[1].gpus.size(), std::size_t(2));
    const GpuSample& gpu = read[1].gpus[0];
    QVERIFY(gpu.name == "GPU A" && gpu.utilization == 91u && gpu.memory_utilization == 33u && gpu.memory_used == 7u);
    QVERIFY(gpu.memory_total == 8u && gpu.process_memory == 9u && gpu.power_mw == 10u && gpu.power_limit_mw == 11u);
    QVERIFY(gpu.temperature_c == 12u && gpu.sm_clock_mhz == 13u && gpu.memory_clock_mhz == 14u);
    QVERIFY(gpu.pcie_tx_kbps == 15u && gpu.pcie_rx_kbps == 16u);
    QVERIFY(read[1].gpus[1].name == "GPU B" && !read[1].gpus[1].utilization && !read[1].gpus[1].pcie_rx_kbps);
}

void TestStore::replacesAMessage()
{
    Store store = Store::create(newFile());
    store.put_message(sample::question(1, 0, "first"));
    store.put_message(sample::question(1, 0, "second"));
    const Document read = store.read();
    QCOMPARE(read.messages.size(), std::size_t(1));
    QCOMPARE(read.messages[0].message.content, std::string("second"));
}

void TestStore::keepsBranches()
{
    Store store = Store::create(newFile());
    store.put_message(sample::question(1, 0, "question"));
    store.put_message(sample::question(3, 1, "left"));
    store.put_message(sample::question(4, 1, "right"));
    store.put_message(sample::question(5, 0, "edited question"));
    const Document read = store.read();
    QCOMPARE(read.messages.size(), std::size_t(4));
    QCOMPARE(read.messages[2].parent, ReplyId(1));
    QCOMPARE(read.messages[3].parent, ReplyId(0));
}

void TestStore::recoversAnInterruptedReply()
{
    const auto file = newFile();
    {
        Store store = Store::create(file);
        store.add_provenance(sample::provenance());
        store.put_message(sample::question(1, 0, "Say it"));
        StoredMessage place = sample::place(2, 1);
        place.started = sample::started(2, 2);
        store.put_message(place);
        store.append_tokens(sample::tokens(2, 2, {"Half", " a"}));
    }
    const StoredMessage read = Store::open(file).read().messages.at(1);
    QVERIFY(!read.complete);
    QCOMPARE(read.message.content, std::string("Half a"));
    QCOMPARE(read.finished.tokens, 2);
}

void TestStore::keepsThinkingApart()
{
    ReplyFold fold(true);
    for (const char* piece : {"I", " see", "</think>", "Yes", ", a </think> tag"})
        fold.add(sample::token(1, 0, Phase::Decode, piece));
    fold.add(sample::token(1, 0, Phase::Prefill, "a prompt"));
    TokenEvent end = sample::token(1, 0, Phase::Decode, "<end>");
    end.special = true;
    end.text = "\xEF\xBF\xBD";  // what was held back, set free by a control token
    fold.add(end);
    QCOMPARE(fold.message().thinking, std::string("I see"));
    QCOMPARE(fold.message().content, std::string("Yes, a </think> tag\xEF\xBF\xBD"));
    QCOMPARE(fold.tokens(), 5);
}

void TestStore::refusesToCreateOverAFile()
{
    const auto file = newFile();
    Store::create(file).set_title("kept");
    QCOMPARE(error_code([&] { Store::create(file); }), std::string("STORE-IO"));
    QCOMPARE(Store::open(file).read().title, std::string("kept"));
}

void TestStore::exportsACopyForStrangers()
{
    const auto file = newFile(), copy = newFile();
    Store store = Store::create(file);
    sample::fill(store);
    store.export_to(copy);
    QVERIFY(!std::filesystem::exists(copy.string() + "-wal"));
    QVERIFY(!std::filesystem::exists(copy.string() + ".part"));
    const Store foreign = Store::open_foreign(copy);
    QCOMPARE(foreign.read().title, std::string("Cats"));
    QCOMPARE(foreign.token_count(), std::int64_t(6));
    QCOMPARE(replay(foreign, 2).size(), std::size_t(8));
    const auto second = newFile();
    foreign.export_to(second);
    QCOMPARE(Store::open_foreign(second).read().messages.size(), std::size_t(2));
}

void TestStore::exportsOverAnOldCopy()
{
    const auto copy = newFile();
    Store store = Store::create(newFile());
    store.export_to(copy);
    store.set_title("newer");
    store.export_to(copy);
    QCOMPARE(Store::open_foreign(copy).read().title, std::string("newer"));
    QCOMPARE(error_code([&] { store.export_to(copy.parent_path() / "no" / "such" / "folder"); }), std::string("STORE-IO"));
}

void TestStore::checksAfterAnUncleanEnd()
{
    const auto file = newFile(), abandoned = newFile();
    Store store = Store::create(file);
    sample::fill(store);
    // The files as a killed program leaves them: while they are open, with the log beside the document.
    std::filesystem::copy_file(file, abandoned);
    std::filesystem::copy_file(file.string() + "-wal", abandoned.string() + "-wal");
    QVERIFY(std::filesystem::file_size(abandoned.string() + "-wal") > 0);
    QCOMPARE(Store::open(abandoned).read().messages.size(), std::size_t(2));
}

/// What the recorder adds to a reply at 500 tokens/s: printed, and held to a tenth of a core even in slow builds.
void TestStore::recordsCheaply()
{
    Store store = Store::create(newFile());
    store.add_provenance(sample::provenance());
    constexpr int batches = 20, batch = 250;
    std::vector<TokenEvent> tokens;
    for (int i = 0; i < batch; ++i)
        tokens.push_back(sample::token(2, i, Phase::Decode, " word"));
    QElapsedTimer wall;
    wall.start();
    const std::clock_t begin = std::clock();
    for (int i = 0; i < batches; ++i) {
        for (TokenEvent& token : tokens)
            token.position = i * batch + int(&token - tokens.data());
        store.append_tokens(tokens);
    }
    const double cpu_us = 1e6 * double(std::clock() - begin) / CLOCKS_PER_SEC / (batches * batch);
    qInfo("storing a token: %.1f us CPU, %.1f us wall; 500 tokens/s take %.2f %% of a core", cpu_us,
          double(wall.nsecsElapsed()) / 1e3 / (batches * batch), cpu_us * 500 / 1e4);
    QCOMPARE(store.token_count(), std::int64_t(batches * batch));
    QVERIFY2(cpu_us < 200, "storing a token costs more than a tenth of a core at 500 tokens/s");
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
