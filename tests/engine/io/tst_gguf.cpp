// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/checkpoint.h"

#include "../attempt.h"
#include "error_code.h"
#include "gguf_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

#include <sys/stat.h>

using namespace engine;

namespace {

using Change = std::function<void(GgufBytes&)>;
using B = GgufBytes;

}  // namespace

class tst_gguf : public QObject {
    Q_OBJECT

private slots:
    void keys_and_tensors()
    {
        const Gguf file = open(small_gguf().file());
        QCOMPARE(file.names(), (std::vector<std::string>{"a", "b", "q"}));
        QCOMPARE(file.tensor(0).shape, (std::vector<std::int64_t>{4, 8}));
        QCOMPARE(file.tensor(2).dtype, DType::Q8_0);
        QCOMPARE(file.tensor(2).bytes.size(), std::size_t(68));
        QCOMPARE(std::to_integer<int>(file.tensor(1).bytes[0]), 128);

        QVERIFY(file.has("deepseek2.block_count"));
        const Json keys = file.scalars("deepseek2.");
        QCOMPARE(keys.size(), std::size_t(4));
        QCOMPARE(keys["block_count"].get<int>(), 3);
        QCOMPARE(keys["rope.freq_base"].get<double>(), 10000.0);
        QCOMPARE(keys["expert_weights_norm"].get<bool>(), true);
        QCOMPARE(keys["big"].get<std::int64_t>(), std::int64_t(1) << 40);
        QCOMPARE(file.texts("tokenizer.ggml.tokens"), (std::vector<std::string_view>{"a", "", "\xC3\xA9"}));
        QCOMPARE(file.integers("tokenizer.ggml.token_type"), (std::vector<std::int64_t>{1, -3}));
        QVERIFY(file.texts("nothing").empty());
        QCOMPARE(error_code([&] { file.integers("tokenizer.ggml.tokens"); }), std::string("VOCAB-TYPE"));
        QCOMPARE(error_code([&] { file.texts("deepseek2.big"); }), std::string("VOCAB-TYPE"));
        QCOMPARE(error_code([&] { file.integers("tokenizer.ggml.scores"); }), std::string("VOCAB-TYPE"));
    }

    void accepted_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
        row("version 2", [](B& g) { g.version = 2; });
        row("trailing bytes", [](B& g) { g.data += std::string(1 << 20, 'P'); });
        row("alignment 64", [](B& g) {
            g = GgufBytes();
            g.key("general.alignment", gguf_type::u32, B::u32(64)).tensor("a", {8}, 0, 0).tensor("b", {8}, 0, 64);
            g.alignment = 64;
            g.data = std::string(96, 'x');
        });
        row("no tensors", [](B& g) { g.tensors.clear(); });
        row("60,000 keys", [](B& g) {
            for (int i = 0; i < 60'000; ++i) g.key("k" + std::to_string(i), gguf_type::u8, "x");
        });
        row("100,000 tensors", [](B& g) {
            g.tensors.clear();
            for (std::uint64_t i = 0; i < 100'000; ++i) g.tensor(std::to_string(i), {1}, 0, 32 * i);
            g.data.resize(32 * 100'000);
        });
    }
    void accepted()
    {
        QFETCH(Change, change);
        GgufBytes gguf = small_gguf();
        change(gguf);
        gguf.write(path());
        const Attempt opening = attempt([&] { Gguf file(path()); });
        QVERIFY2(opening.code == "none", opening.sentence.c_str());
        QVERIFY2(opening.is_cheap(gguf.header().size()), opening.cost().c_str());
    }

    void trailing_bytes_are_told()
    {
        GgufBytes gguf = small_gguf();
        gguf.data.resize((gguf.data.size() + 31) / 32 * 32);
        gguf.write(path());
        QVERIFY(Checkpoint(path()).notes().empty());
        gguf.data += "PK\x03\x04";
        gguf.write(path());
        QCOMPARE(Gguf(path()).trailing_bytes(), std::uint64_t(4));
        const auto notes = Checkpoint(path()).notes();
        QCOMPARE(notes.size(), std::size_t(1));
        QVERIFY(notes[0].starts_with("GGUF-TRAILING - ") && notes[0].find("file.gguf") != std::string::npos);
    }

    void every_truncation()
    {
        const std::string whole = small_gguf().file();
        const std::size_t header = small_gguf().header().size();
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const std::string code = code_of(whole.substr(0, length));
            const bool expected = length < header ? code == "GGUF-SHORT" : code == "GGUF-TENSOR-RANGE";
            QVERIFY2(expected, qPrintable(QString("%1 bytes: %2").arg(length).arg(QString::fromStdString(code))));
        }
        QCOMPARE(code_of(whole), std::string("none"));
    }

    /// Whatever one byte becomes, the file opens or is refused in words.
    void every_byte_changed()
    {
        const std::string whole = small_gguf().file();
        const std::size_t header = small_gguf().header().size();
        for (std::size_t at = 0; at < header; ++at)
            for (const int change : {0x01, 0x80, 0xFF}) {
                std::string bytes = whole;
                bytes[at] = char(bytes[at] ^ change);
                const std::string code = code_of(bytes);
                const bool in_words = code == "none" || code.starts_with("GGUF-") || code.starts_with("NOT-A-MODEL") ||
                                      code == "MODEL-DTYPE";
                QVERIFY2(in_words, code.c_str());
            }
    }

    void a_large_vocabulary_is_quick_and_small()
    {
        std::string tokens;
        constexpr int count = 1'000'000;
        for (int i = 0; i < count; ++i) tokens += B::text("token " + std::to_string(i));
        GgufBytes gguf = small_gguf();
        gguf.key("x", gguf_type::list, B::u32(gguf_type::text) + B::u64(count) + tokens).write(path());
        const Attempt opening = attempt([&] { QCOMPARE(Gguf(path()).texts("x").size(), std::size_t(count)); });
        QVERIFY2(opening.is_cheap(gguf.header().size()), opening.cost().c_str());
    }

    void a_huge_sparse_file_is_not_scanned()
    {
        GgufBytes gguf = small_gguf();
        gguf.write(path());
        std::filesystem::resize_file(path(), std::uintmax_t(1) << 39);
        const Attempt opening = attempt([&] { Gguf file(path()); });
        QVERIFY2(opening.code == "none", opening.sentence.c_str());
        QVERIFY2(opening.is_cheap(gguf.header().size()), opening.cost().c_str());
    }

    void what_is_no_file_is_refused_without_waiting()
    {
        const std::string fifo = (folder() / "fifo.gguf").string();
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        QCOMPARE(error_code([&] { Checkpoint checkpoint(fifo); }), std::string("FILE-KIND"));
        QCOMPARE(error_code([&] { Checkpoint checkpoint(folder() / "none.gguf"); }), std::string("FILE-MISSING"));
        std::filesystem::create_symlink(folder() / "none.gguf", folder() / "link.gguf");
        QCOMPARE(error_code([&] { Checkpoint checkpoint(folder() / "link.gguf"); }), std::string("FILE-MISSING"));
        QCOMPARE(error_code([&] { Gguf file(folder()); }), std::string("FILE-KIND"));
        QCOMPARE(error_code([&] { Gguf file("/dev/zero"); }), std::string("FILE-KIND"));
    }

private:
    std::filesystem::path folder() const { return directory_.path().toStdString(); }
    std::string path() const { return (folder() / "file.gguf").string(); }

    Gguf open(const std::string& bytes) const
    {
        std::ofstream(path(), std::ios::binary) << bytes;
        return Gguf(path());
    }

    std::string code_of(const std::string& bytes) const
    {
        std::ofstream(path(), std::ios::binary) << bytes;
        return error_code([&] { Gguf file(path()); });
    }

    QTemporaryDir directory_;
};

QTEST_GUILESS_MAIN(tst_gguf)
#include "tst_gguf.moc"
