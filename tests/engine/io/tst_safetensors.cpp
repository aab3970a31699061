// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/safetensors.h"

#include "../attempt.h"
#include "error_code.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace engine;

namespace {

std::string length_bytes(std::uint64_t length)
{
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes.push_back(static_cast<char>(length >> (8 * i)));
    return bytes;
}

std::string file_of(const std::string& header, std::size_t data_size)
{
    return length_bytes(header.size()) + header + std::string(data_size, '\1');
}

std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets)
{
    return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

/// A header of one tensor "w".
std::string tensor(const std::string& dtype, const std::string& shape, const std::string& offsets)
{
    return "{\"w\":" + entry(dtype, shape, offsets) + "}";
}

/// A header of one tensor without elements; `name` as JSON writes it.
std::string empty_tensor(const std::string& name)
{
    return std::string("{\"").append(name).append("\":").append(entry("U8", "[0]", "[0,0]")).append("}");
}

}  // namespace

class tst_safetensors : public QObject {
    Q_OBJECT

private slots:
    void damaged_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("code");
        add_framing_rows();
        add_entry_rows();
        add_layout_rows();
    }
    void damaged()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, code);
        write(file.toStdString());
        const Attempt opening = attempt([&] { Safetensors opened(path()); });
        QCOMPARE(opening.code, code.toStdString());
        QVERIFY(opening.sentence.find("file.safetensors") != std::string::npos);
        QVERIFY2(opening.is_cheap(std::size_t(file.size())), opening.cost().c_str());
    }

    void tensors_lie_where_the_header_says()
    {
        std::string file =
            file_of(R"({"b":)" + entry("U8", "[2]", "[4,6]") + R"(,"a":)" + entry("F32", "[]", "[0,4]") +
                        R"(,"empty":)" + entry("I64", "[0,7]", "[6,6]") + R"(,"__metadata__":{"k":"v"}}   )",
                    6);
        file.back() = '\x7F';
        const Safetensors opened = open(file);
        QCOMPARE(opened.names(), (std::vector<std::string>{"a", "b", "empty"}));
        QCOMPARE(opened.find("a")->shape, std::vector<std::int64_t>());
        QCOMPARE(opened.find("b")->bytes.size(), std::size_t(2));
        QCOMPARE(std::to_integer<int>(opened.find("b")->bytes[1]), 0x7F);
        QCOMPARE(opened.find("empty")->bytes.size(), std::size_t(0));
        QVERIFY(!opened.find("c"));
    }

    void every_truncation_is_refused()
    {
        const std::string whole = file_of(tensor("BF16", "[2,3]", "[0,12]"), 12);
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY2(error_code([&] { open(whole.substr(0, length)); }) != "none",
                     qPrintable(QString::number(length)));
        QCOMPARE(error_code([&] { open(whole); }), std::string("none"));
    }

    void every_changed_header_byte_is_survived()
    {
        const std::string whole = file_of(tensor("BF16", "[2,3]", "[0,12]"), 12);
        for (std::size_t at = 0; at + 12 < whole.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                std::string changed = whole;
                changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
                std::size_t total = 0;
                error_code([&] {
                    const Safetensors opened = open(changed);
                    for (std::size_t i = 0; i < opened.names().size(); ++i)
                        for (const std::byte byte : opened.tensor(i).bytes)
                            total += std::to_integer<std::size_t>(byte);
                });
                QVERIFY(total <= 12);  // whatever is accepted lies inside the data, whose bytes are all 1
            }
        }
    }

    void dtypes_have_their_widths_data()
    {
        QTest::addColumn<int>("bits");
        const std::pair<const char*, int> widths[] = {
            {"BOOL", 8},    {"U8", 8},          {"I8", 8},          {"F8_E5M2", 8}, {"F8_E4M3", 8},
            {"F8_E8M0", 8}, {"F8_E4M3FNUZ", 8}, {"F8_E5M2FNUZ", 8}, {"F4", 4},      {"F6_E2M3", 6},
            {"F6_E3M2", 6}, {"I16", 16},        {"U16", 16},        {"F16", 16},    {"BF16", 16},
            {"I32", 32},    {"U32", 32},        {"F32", 32},        {"C64", 64},    {"F64", 64},
            {"I64", 64},    {"U64", 64}};
        for (const auto& [name, bits] : widths)
            QTest::newRow(name) << bits;
    }
    void dtypes_have_their_widths()
    {
        QFETCH(int, bits);
        const std::string bytes = std::to_string(bits);
        const Safetensors opened =
            open(file_of(tensor(QTest::currentDataTag(), "[8]", "[0," + bytes + "]"), std::size_t(bits)));
        QCOMPARE(name_of(opened.find("w")->dtype), std::string_view(QTest::currentDataTag()));
        const ElementBlock block = block_of(opened.find("w")->dtype);
        QCOMPARE(8 * block.bytes / block.elements, bits);
    }

    /// With the shortest description a tensor can have, which makes the most memory of the least text.
    void as_many_tensors_as_allowed()
    {
        constexpr int most = 160'000;
        std::string header;
        for (int i = 0; i <= most; ++i) {
            header += (i ? ",\"" : "{\"") + std::to_string(i) + "\":" + entry("U8", "[0]", "[0,0]");
            if (i < most - 1) continue;
            write(file_of(header + "}", 0));
            const Attempt opening = attempt([&] { QVERIFY(Safetensors(path()).find("159999")); });
            QCOMPARE(opening.code, std::string(i < most ? "none" : "ST-COUNT"));
            QVERIFY2(opening.memory <= PeakMemory::allowed(header.size()), opening.cost().c_str());
            QVERIFY2(opening.milliseconds < 2000 * Attempt::patience, opening.cost().c_str());
        }
    }

    void written_files_are_read_back()
    {
        const std::vector<float> logits{1.5f, -2.0f, 3.25f, 0.0f, 1e-30f, -1e30f};
        const std::vector<std::int32_t> experts{7, -1};
        const auto path = folder() / "out.safetensors";
        std::ofstream(path) << "old";
        write_safetensors(path, {{"logits", {DType::F32, {2, 3}, std::as_bytes(std::span(logits))}},
                                 {"experts", {DType::I32, {2}, std::as_bytes(std::span(experts))}},
                                 {"none", {DType::F32, {0}, {}}}});
        const Safetensors opened{path};
        QCOMPARE(opened.find("logits")->shape, (std::vector<std::int64_t>{2, 3}));
        QVERIFY(std::ranges::equal(opened.find("logits")->bytes, std::as_bytes(std::span(logits))));
        QVERIFY(std::ranges::equal(opened.find("experts")->bytes, std::as_bytes(std::span(experts))));
        QCOMPARE(QDir(directory_.path()).entryList({"*.part"}).size(), 0);
    }

    void a_failed_write_leaves_the_old_file()
    {
        const auto path = folder() / "no" / "such" / "folder.safetensors";
        QCOMPARE(error_code([&] { write_safetensors(path, {}); }), std::string("FILE-IO"));
    }

private:
    static void row(const char* name, const std::string& file, const char* code)
    {
        QTest::newRow(name) << QByteArray::fromStdString(file) << code;
    }

    static void add_framing_rows()
    {
        row("empty", "", "ST-SHORT");
        row("7 bytes", std::string(7, '\0'), "ST-SHORT");
        row("header of 2^64 - 1", length_bytes(~0ull) + "{}", "ST-HEADER-SIZE");
        row("header of file size - 7", length_bytes(3) + "{}", "ST-HEADER-SIZE");
        row("header of 100,000,001", length_bytes(100'000'001) + "{}", "ST-HEADER-SIZE");
        row("header of 0", length_bytes(0), "ST-HEADER-JSON");
        row("header of 1", length_bytes(1) + "{", "ST-HEADER-JSON");
        row("not UTF-8", file_of("{\"\xFF\":1}", 0), "ST-HEADER-UTF8");
        row("byte order mark", file_of("\xEF\xBB\xBF{}", 0), "ST-HEADER-UTF8");
        row("UTF-16", file_of(std::string("{\0}\0", 4), 0), "ST-HEADER-UTF8");
        row("starts with a space", file_of(" {}", 0), "ST-HEADER-START");
        row("a list", file_of("[1]", 0), "ST-HEADER-START");
        row("padded with NUL", file_of(std::string("{}\0", 3), 0), "ST-HEADER-JSON");
        row("cut JSON", file_of("{\"w\":{\"dty", 0), "ST-HEADER-JSON");
        row("200,000 deep", file_of("{\"w\":" + std::string(200'000, '['), 0), "JSON-DEPTH");
        row("200,000 deep from the start", file_of(std::string(200'000, '['), 0), "JSON-DEPTH");
        row("HTML page", "<!DOCTYPE html><html><body>Not found</body></html>", "ST-HEADER-SIZE");
    }

    static void add_entry_rows()
    {
        row("tensor twice",
            file_of(
                R"({"w":)" + entry("U8", "[4]", "[0,4]") + R"(,"w":)" + entry("F32", "[1]", "[0,4]") + "}",
                4),
            "ST-DUP-KEY");
        row("dtype twice",
            file_of(R"({"w":{"dtype":"U8","dtype":"I8","shape":[4],"data_offsets":[0,4]}})", 4),
            "ST-DUP-KEY");
        row("metadata twice", file_of(R"({"__metadata__":{},"__metadata__":{}})", 0), "ST-DUP-KEY");
        row("metadata with a number", file_of(R"({"__metadata__":{"a":1}})", 0), "ST-METADATA");
        row("metadata with a list", file_of(R"({"__metadata__":{"a":["b"]}})", 0), "ST-METADATA");
        row("metadata with an object", file_of(R"({"__metadata__":{"a":{}}})", 0), "ST-METADATA");
        row("metadata is a string", file_of(R"({"__metadata__":"a"})", 0), "ST-METADATA");
        row("entry is a number", file_of(R"({"w":1})", 0), "ST-HEADER-JSON");
        row("entry is a list", file_of(R"({"w":[]})", 0), "ST-HEADER-JSON");
        row("dtype F33", file_of(tensor("F33", "[1]", "[0,4]"), 4), "ST-DTYPE");
        row("dtype in small letters", file_of(tensor("f32", "[1]", "[0,4]"), 4), "ST-DTYPE");
        row("dtype missing", file_of(R"({"w":{"shape":[4],"data_offsets":[0,4]}})", 4), "ST-DTYPE");
        row("dtype a number", file_of(R"({"w":{"dtype":3,"shape":[4],"data_offsets":[0,4]}})", 4),
            "ST-DTYPE");
        for (const char* shape : {"[-1]", "[1.5]", "[1e3]", "[\"4\"]", "[18446744073709551616]",
                                  "[9223372036854775808]", "[null]", "[[4]]"})
            row(qPrintable(QString("shape %1").arg(shape)), file_of(tensor("U8", shape, "[0,4]"), 4),
                "ST-SHAPE");
        row("shape missing", file_of(R"({"w":{"dtype":"U8","data_offsets":[0,4]}})", 4), "ST-SHAPE");
        row("shape a number", file_of(tensor("U8", "4", "[0,4]"), 4), "ST-SHAPE");
        row("nine dimensions", file_of(tensor("U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]"), 1), "ST-SHAPE");
        row("size wraps", file_of(tensor("U8", "[4294967296,4294967296]", "[0,0]"), 0), "ST-OVERFLOW");
        row("size wraps before a zero", file_of(tensor("F32", "[4611686018427387904,8,0]", "[0,0]"), 0),
            "ST-OVERFLOW");
        row("bits wrap", file_of(tensor("F64", "[9223372036854775807]", "[0,0]"), 0), "ST-OVERFLOW");
        for (const char* offsets :
             {"[4,0]", "[-1,4]", "[0,4.0]", "[0]", "[0,2,4]", "[\"0\",\"4\"]", "4", "null"})
            row(qPrintable(QString("offsets %1").arg(offsets)), file_of(tensor("U8", "[4]", offsets), 4),
                "ST-OFFSET");
        row("offsets missing", file_of(R"({"w":{"dtype":"U8","shape":[4]}})", 4), "ST-OFFSET");
        row("one byte short of its shape", file_of(tensor("U8", "[5]", "[0,4]"), 4), "ST-SIZE");
        row("one byte long for its shape", file_of(tensor("U8", "[3]", "[0,4]"), 4), "ST-SIZE");
        row("half a byte", file_of(tensor("F4", "[3]", "[0,2]"), 2), "ST-MISALIGNED");
        row("six bits", file_of(tensor("F6_E2M3", "[3]", "[0,3]"), 3), "ST-MISALIGNED");
        row("name of 1 MB", file_of(empty_tensor(std::string(1'000'000, 'n')), 0), "ST-NAME");
        row("name of 2 MB", file_of(empty_tensor(std::string(2'000'000, 'n')), 0), "ST-NAME");
        row("name with NUL", file_of(empty_tensor("a\\u0000b"), 0), "ST-NAME");
        row("name with half a surrogate", file_of(empty_tensor("\\ud800"), 0), "ST-NAME");
        row("no name", file_of(empty_tensor(""), 0), "ST-NAME");
    }

    static void add_layout_rows()
    {
        const auto two = [](const char* a, const char* shape_a, const char* b, const char* shape_b) {
            return "{\"a\":" + entry("U8", shape_a, a) + ",\"b\":" + entry("U8", shape_b, b) + "}";
        };
        row("overlap", file_of(two("[0,4]", "[4]", "[2,6]", "[4]"), 6), "ST-OVERLAP");
        row("same bytes", file_of(two("[0,4]", "[4]", "[0,4]", "[4]"), 4), "ST-OVERLAP");
        row("empty tensor inside another", file_of(two("[0,4]", "[4]", "[2,2]", "[0]"), 4), "ST-OVERLAP");
        row("hole", file_of(two("[0,4]", "[4]", "[5,6]", "[1]"), 6), "ST-HOLE");
        row("hole at the start", file_of(tensor("U8", "[4]", "[1,5]"), 5), "ST-HOLE");
        row("bytes behind", file_of(tensor("U8", "[4]", "[0,4]"), 5), "ST-TRAILING");
        row("bytes without tensors", file_of("{}", 1), "ST-TRAILING");
        row("past the end", file_of(tensor("U8", "[4]", "[0,4]"), 3), "ST-RANGE");
        row("far past the end", file_of(tensor("U8", "[9223372036854775807]", "[0,9223372036854775807]"), 3),
            "ST-RANGE");
    }

    Safetensors open(const std::string& content) const
    {
        write(content);
        return Safetensors(path());
    }
    void write(const std::string& content) const { std::ofstream(path(), std::ios::binary) << content; }
    std::filesystem::path path() const { return folder() / "file.safetensors"; }
    std::filesystem::path folder() const { return directory_.path().toStdString(); }

    QTemporaryDir directory_;
};

QTEST_GUILESS_MAIN(tst_safetensors)
#include "tst_safetensors.moc"
