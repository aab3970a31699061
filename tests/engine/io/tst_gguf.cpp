// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/checkpoint.h"

#include "error_code.h"
#include "gguf_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

#include <ctime>
#include <functional>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace engine;

namespace {

/// Milliseconds of work, however busy the machine is with other things.
class CpuTimer {
public:
    long elapsed() const { return long((std::clock() - start_) * 1000 / CLOCKS_PER_SEC); }

private:
    std::clock_t start_ = std::clock();
};

using Change = std::function<void(GgufBytes&)>;
using B = GgufBytes;

constexpr std::uint64_t all_ones = ~std::uint64_t(0);

Change key(const std::string& name, std::uint32_t type, const std::string& value)
{
    return [=](B& gguf) { gguf.key(name, type, value); };
}

Change list(std::uint32_t type, std::uint64_t count, const std::string& elements = {})
{
    return key("x", gguf_type::list, B::u32(type) + B::u64(count) + elements);
}

/// The base with one more tensor.
Change tensor(const std::string& name, const std::vector<std::uint64_t>& ne, std::uint32_t type = 0,
              std::uint64_t offset = 256)
{
    return [=](B& gguf) { gguf.tensor(name, ne, type, offset); };
}

Change only_tensor(const std::vector<std::uint64_t>& ne, std::uint32_t type = 0, std::uint64_t offset = 0)
{
    return [=](B& gguf) {
        gguf.tensors.clear();
        gguf.tensor("a", ne, type, offset);
    };
}

Change alignment(std::uint32_t value)
{
    return key("general.alignment", gguf_type::u32, B::u32(value));
}

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
    }
    void accepted()
    {
        QFETCH(Change, change);
        GgufBytes gguf = small_gguf();
        change(gguf);
        const CpuTimer timer;
        open(gguf.file());
        QVERIFY2(timer.elapsed() < 250, qPrintable(QString::number(timer.elapsed())));
    }

    void refused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const Change& change, const char* code) {
            QTest::newRow(name) << change << QString(code);
        };
        for (const std::uint32_t version : {0u, 1u, 4u, ~0u})
            row(qPrintable(QString("version %1").arg(version)), [=](B& g) { g.version = version; }, "GGUF-VERSION");
        row("big-endian", [](B& g) { g.version = 0x03000000; }, "GGUF-ENDIAN");
        for (const std::uint64_t count : {all_ones, std::uint64_t(1) << 63, std::uint64_t(1) << 40}) {
            row(qPrintable(QString("%1 tensors").arg(count)), [=](B& g) { g.tensor_count = count; }, "GGUF-COUNT");
            row(qPrintable(QString("%1 keys").arg(count)), [=](B& g) { g.key_count = count; }, "GGUF-COUNT");
        }
        row("1,000,000 keys", [](B& g) {
            for (int i = 0; i < 1'000'000; ++i) g.keys.push_back(B::text(std::to_string(i)) + B::u32(0) + "x");
        }, "GGUF-COUNT");
        row("a key more than there are", [](B& g) {
            g.tensors.clear();
            g.data.clear();
            g.alignment = 1;
            g.key_count = g.keys.size() + 1;
        }, "GGUF-SHORT");

        row("key length wraps", [](B& g) { g.keys.push_back(B::u64(all_ones)); }, "GGUF-STRING");
        row("empty key", key("", 0, "x"), "GGUF-KEY-EMPTY");
        row("long key", key(std::string(65'536, 'k'), 0, "x"), "GGUF-KEY-LONG");
        row("key with NUL", key(std::string("a\0b", 3), 0, "x"), "GGUF-KEY-CHARS");
        row("key with ESC", key("a\x1B[2J", 0, "x"), "GGUF-KEY-CHARS");
        row("key that is no UTF-8", key("a\xFF", 0, "x"), "GGUF-KEY-CHARS");
        row("key twice", key("deepseek2.block_count", gguf_type::u32, B::u32(3)), "GGUF-KEY-DUP");
        for (const std::uint32_t type : {13u, 255u, ~0u})
            row(qPrintable(QString("value type %1").arg(type)), key("x", type, "yyyyyyyy"), "GGUF-KV-TYPE");
        row("bool 7", key("x", gguf_type::boolean, "\x07"), "GGUF-KV-BOOL");
        row("list with bool 7", list(gguf_type::boolean, 2, "\x01\x07"), "GGUF-KV-BOOL");
        row("string of 900 MB", key("x", gguf_type::text, B::u64(900'000'000)), "GGUF-STRING");
        row("list of 2^61 f64", list(gguf_type::f64, std::uint64_t(1) << 61), "GGUF-ARRAY");
        row("list of 10^9 strings", list(gguf_type::text, 1'000'000'000), "GGUF-ARRAY");
        row("string of a list with 2^63 bytes", list(gguf_type::text, 1, B::u64(1ull << 63)), "GGUF-STRING");
        std::string nested;
        for (int i = 0; i < 10'000; ++i) nested += B::u32(gguf_type::list) + B::u64(1);
        row("list of lists", list(gguf_type::list, 1, B::u32(gguf_type::u8) + B::u64(1) + "x"), "GGUF-ARRAY-NEST");
        row("10,000 lists deep", key("x", gguf_type::list, nested), "GGUF-ARRAY-NEST");
        row("list of type 13", list(13, 1, "x"), "GGUF-KV-TYPE");
        for (const std::uint32_t value : {0u, 3u, 13u, 1u << 17, 1u << 30, 1u << 31})
            row(qPrintable(QString("alignment %1").arg(value)), alignment(value), "GGUF-ALIGN");
        row("alignment i32", key("general.alignment", gguf_type::i32, B::u32(32)), "GGUF-KV-TYPE");
        row("alignment string", key("general.alignment", gguf_type::text, B::text("32")), "GGUF-KV-TYPE");
        row("alignment list", key("general.alignment", gguf_type::list, B::u32(gguf_type::u32) + B::u64(0)),
            "GGUF-KV-TYPE");

        row("no dimensions", tensor("x", {}), "GGUF-DIMS");
        row("5 dimensions", tensor("x", {1, 1, 1, 1, 1}), "GGUF-DIMS");
        row("2^32-1 dimensions", [](B& g) { g.tensors.push_back(B::text("x") + B::u32(~0u)); }, "GGUF-DIMS");
        for (int zero = 0; zero < 4; ++zero) {
            std::vector<std::uint64_t> ne(4, 1);
            ne[std::size_t(zero)] = 0;
            row(qPrintable(QString("dimension %1 is 0").arg(zero)), tensor("x", ne), "GGUF-DIM-ZERO");
        }
        row("dimension -1", tensor("x", {all_ones}), "GGUF-DIM-NEG");
        row("dimension -2^63", tensor("x", {1ull << 63}), "GGUF-DIM-NEG");
        row("2^32 x 2^32", only_tensor({1ull << 32, 1ull << 32}), "GGUF-SIZE");
        row("2^16, four times", only_tensor({1 << 16, 1 << 16, 1 << 16, 1 << 16}), "GGUF-SIZE");
        row("2^32 x 2^31", only_tensor({1ull << 32, 1ull << 31}), "GGUF-SIZE");
        row("2^33 x (2^31 + 1)", only_tensor({1ull << 33, (1ull << 31) + 1}), "GGUF-SIZE");
        row("F32, 2^62 - 1", only_tensor({(1ull << 62) - 1}), "GGUF-SIZE");
        row("I64, 2^62", only_tensor({1ull << 62}, 27), "GGUF-SIZE");
        row("Q8_0, 2^62", only_tensor({1ull << 62}, 8), "GGUF-TENSOR-RANGE");
        row("Q8_0, 2^62 x 2", only_tensor({1ull << 62, 2}, 8), "GGUF-SIZE");
        row("sum of sizes wraps", [](B& g) {
            g.tensor("x", {(1ull << 63) - 64}, 24, 256).tensor("y", {(1ull << 63) - 64}, 24, 512);
        }, "GGUF-SIZE");
        row("type 999", only_tensor({32}, 999), "GGUF-TENSOR-TYPE");
        row("type -1", only_tensor({32}, ~0u), "GGUF-TENSOR-TYPE");
        row("type that was removed", only_tensor({32}, 4), "MODEL-DTYPE");
        row("type that is not supported", only_tensor({256}, 16), "MODEL-DTYPE");
        row("Q4_K row of 33", only_tensor({33}, 12), "GGUF-BLOCK");
        row("offset 2^64 - 32", only_tensor({8}, 0, all_ones - 31), "GGUF-TENSOR-RANGE");
        row("offset 2^64 - 1", only_tensor({8}, 0, all_ones), "GGUF-TENSOR-ALIGN");
        row("offset 4", only_tensor({8}, 0, 4), "GGUF-TENSOR-ALIGN");
        row("offset behind the end", tensor("x", {8}, 0, 4096), "GGUF-TENSOR-RANGE");
        row("last byte missing", [](B& g) { g.data.pop_back(); }, "GGUF-TENSOR-RANGE");
        row("no data", [](B& g) { g.data.clear(); }, "GGUF-TENSOR-RANGE");
        row("two tensors on the same bytes", tensor("x", {8}, 0, 128), "GGUF-OVERLAP");
        row("hole", [](B& g) { g.data.resize(400); g.tensor("x", {8}, 0, 288); }, "GGUF-GAP");
        row("name of 64 bytes", tensor(std::string(64, 'n'), {8}), "GGUF-NAME");
        row("empty name", tensor("", {8}), "GGUF-NAME");
        row("name with NUL", tensor(std::string("a\0b", 3), {8}), "GGUF-NAME");
        row("name with a path", tensor("../x", {8}), "GGUF-NAME");
        row("name twice", tensor("a", {8}), "GGUF-NAME-DUP");
    }
    void refused()
    {
        QFETCH(Change, change);
        QFETCH(QString, code);
        GgufBytes gguf = small_gguf();
        change(gguf);
        refuses(gguf.file(), code.toStdString());
    }

    void other_files_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const std::string& bytes, const char* code) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(code);
        };
        row("empty", "", "GGUF-SHORT");
        row("10 bytes", small_gguf().file().substr(0, 10), "GGUF-SHORT");
        row("other magic", "GGUX" + std::string(64, '\0'), "NOT-A-MODEL");
        for (const char* old : {"ggml", "ggjt", "GGLA", "lmgg", "tjgg"})
            row(old, old + std::string(64, '\0'), "GGUF-OLD");
        row("web page", "<!DOCTYPE html><html><body>404</body></html>", "NOT-A-MODEL");
        row("LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "NOT-A-MODEL");
        row("zip", "PK\x03\x04" + std::string(64, '\0'), "NOT-A-MODEL");
        row("safetensors", B::u64(2) + "{}", "NOT-A-MODEL");
        row("program", "\x7F" "ELF" + std::string(64, '\0'), "NOT-A-MODEL");
    }
    void other_files()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        refuses(bytes.toStdString(), code.toStdString());
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
        list(gguf_type::text, count, tokens)(gguf);
        gguf.write(path());
        const long before = peak_kilobytes();
        const CpuTimer timer;
        const Gguf file(path().c_str());
        QVERIFY2(timer.elapsed() < 250, qPrintable(QString::number(timer.elapsed())));
        const long allowed = 2 * long(file.header().size()) / 1024 + 16 * 1024;
        QVERIFY2(peak_kilobytes() - before < allowed, qPrintable(QString::number(peak_kilobytes() - before)));
        QCOMPARE(file.texts("x").size(), std::size_t(count));
    }

    void a_huge_sparse_file_is_not_scanned()
    {
        GgufBytes gguf = small_gguf();
        gguf.write(path());
        std::filesystem::resize_file(path(), std::uintmax_t(1) << 40);
        const CpuTimer timer;
        QCOMPARE(error_code([&] { Gguf file(path().c_str()); }), std::string("none"));
        QVERIFY(timer.elapsed() < 250);
    }

    void what_is_no_file_is_refused_without_waiting()
    {
        const std::string fifo = (folder() / "fifo.gguf").string();
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        QCOMPARE(error_code([&] { Checkpoint checkpoint(fifo); }), std::string("FILE-KIND"));
        QCOMPARE(error_code([&] { Checkpoint checkpoint(folder() / "none.gguf"); }), std::string("FILE-MISSING"));
    }

private:
    std::filesystem::path folder() const { return directory_.path().toStdString(); }
    std::string path() const { return (folder() / "file.gguf").string(); }

    static long peak_kilobytes()
    {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        return usage.ru_maxrss;
    }

    Gguf open(const std::string& bytes) const
    {
        std::ofstream(path(), std::ios::binary) << bytes;
        return Gguf(path());
    }

    std::string code_of(const std::string& bytes) const
    {
        std::ofstream(path(), std::ios::binary) << bytes;
        return error_code([&] { Gguf file(path().c_str()); });
    }

    /// The code, a sentence that names the file, and no time lost.
    void refuses(const std::string& bytes, const std::string& code) const
    {
        std::ofstream(path(), std::ios::binary) << bytes;
        const CpuTimer timer;
        try {
            Gguf file(path().c_str());
            QFAIL("opened");
        } catch (const Error& error) {
            QCOMPARE(error.code(), code);
            QVERIFY(QString::fromUtf8(error.what()).contains("file.gguf"));
        }
        QVERIFY(timer.elapsed() < 250);
    }

    QTemporaryDir directory_;
};

QTEST_GUILESS_MAIN(tst_gguf)
#include "tst_gguf.moc"
