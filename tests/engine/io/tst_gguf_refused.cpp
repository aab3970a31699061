// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/gguf.h"

#include "../attempt.h"
#include "gguf_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace engine;

namespace {

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

class tst_gguf_refused : public QObject {
    Q_OBJECT

private slots:
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
        row("list of 10^7 small numbers", list(gguf_type::u8, 10'000'000, std::string(10'000'000, 'x')), "GGUF-ARRAY");
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
        row("Q4_0, 2^62 x 4", only_tensor({1ull << 62, 4}, 2), "GGUF-SIZE");
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
        refuses(gguf.file(), gguf.header().size(), code);
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
        row("gzip", "\x1F\x8B\x08" + std::string(64, '\0'), "NOT-A-MODEL");
        row("pickle", "\x80\x02}" + std::string(64, '\0'), "NOT-A-MODEL");
        row("database", "SQLite format 3" + std::string(64, '\0'), "NOT-A-MODEL");
        row("zip", "PK\x03\x04" + std::string(64, '\0'), "NOT-A-MODEL");
        row("safetensors", B::u64(2) + "{}", "NOT-A-MODEL");
        row("program", "\x7F" "ELF" + std::string(64, '\0'), "NOT-A-MODEL");
    }
    void other_files()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        refuses(bytes.toStdString(), std::size_t(bytes.size()), code);
    }

private:
    /// The code, a sentence that names the file, and no time or memory lost.
    void refuses(const std::string& bytes, std::size_t header, const QString& code) const
    {
        const std::string path = directory_.filePath("file.gguf").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        const Attempt opening = attempt([&] { Gguf file(path); });
        QCOMPARE(opening.code, code.toStdString());
        QVERIFY(opening.sentence.find("file.gguf") != std::string::npos);
        QVERIFY2(opening.is_cheap(header), opening.cost().c_str());
    }

    QTemporaryDir directory_;
};

QTEST_GUILESS_MAIN(tst_gguf_refused)
#include "tst_gguf_refused.moc"
