// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/checkpoint.h"

#include "../attempt.h"
#include "error_code.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <fstream>

using namespace engine;

class tst_checkpoint : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        directory_ = std::make_unique<QTemporaryDir>();
        write_shard("a.safetensors", {"x", "y"});
        write_shard("b.safetensors", {"z"});
    }

    void shards_are_one_table()
    {
        write_index(R"({"x":"a.safetensors","y":"a.safetensors","z":"b.safetensors"})");
        const Checkpoint checkpoint(folder());
        QCOMPARE(checkpoint.names(), (std::vector<std::string>{"x", "y", "z"}));
        QCOMPARE(std::to_integer<int>(checkpoint.find("z")->bytes[0]), int('z'));
        QVERIFY(!checkpoint.find("w"));
    }

    void a_single_file_comes_first()
    {
        write_shard("model.safetensors", {"w"});
        write_index("{}");
        const Checkpoint checkpoint(folder());
        QVERIFY(checkpoint.find("w"));
    }

    void tensors_stay_where_they_are_when_moved()
    {
        write_index(R"({"x":"a.safetensors","y":"a.safetensors","z":"b.safetensors"})");
        Checkpoint first(folder());
        const TensorView* before = first.find("y");
        const Checkpoint second(std::move(first));
        QCOMPARE(second.find("y"), before);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("map");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const std::string& map, const char* code) {
            QTest::newRow(name) << QByteArray::fromStdString(map) << code;
        };
        for (const char* shard :
             {"../a.safetensors", "../../etc/passwd", "/abs.safetensors", "a/b.safetensors",
              "C:\\\\x.safetensors", "a\\u0000.safetensors", "", ".", "..", ".hidden.safetensors"})
            row(shard, "{\"x\":\"" + std::string(shard) + "\"}", "INDEX-NAME");
        row("shard is a number", R"({"x":1})", "INDEX-NAME");
        row("shard is the index", R"({"x":"model.safetensors.index.json"})", "INDEX-KIND");
        row("shard is a pickle", R"({"x":"pytorch_model.bin"})", "INDEX-KIND");
        row("tensor that the shard lacks", R"({"x":"a.safetensors","y":"a.safetensors","v":"a.safetensors"})",
            "INDEX-MISSING");
        row("tensor that the index lacks", R"({"x":"a.safetensors"})", "INDEX-EXTRA");
        row("tensor in another shard", R"({"x":"a.safetensors","y":"b.safetensors","z":"b.safetensors"})",
            "INDEX-EXTRA");
        row("shard that is not there", R"({"x":"c.safetensors"})", "SHARD-MISSING");
        row("map is a list", "[]", "INDEX-JSON");
        row("map is nothing", "null", "INDEX-JSON");
        row("nested", std::string(100'000, '['), "JSON-DEPTH");
        row("tensor twice", R"({"x":"a.safetensors","x":"b.safetensors"})", "INDEX-DUP");
        std::string many = "{";
        for (int i = 0; i < 100'000; ++i)
            many += (i ? ",\"" : "\"") + std::to_string(i) + "\":\"s" + std::to_string(i) + ".safetensors\"";
        row("100,000 shards", many + "}", "INDEX-COUNT");
    }
    void refused()
    {
        QFETCH(QByteArray, map);
        QFETCH(QString, code);
        write_index(map.toStdString());
        const Attempt opening = attempt([&] { Checkpoint checkpoint(folder()); });
        QCOMPARE(opening.code, code.toStdString());
        QVERIFY(opening.sentence.find(folder().string()) != std::string::npos);
        QVERIFY2(opening.is_cheap(std::size_t(map.size())), opening.cost().c_str());
    }

    void every_truncation_of_the_index()
    {
        const std::string whole = R"({"metadata":{"total_size":12},"weight_map":)"
                                  R"({"x":"a.safetensors","y":"a.safetensors","z":"b.safetensors"}})";
        const auto code = [&](const std::string& index) {
            std::ofstream(folder() / "model.safetensors.index.json") << index;
            return error_code([&] { Checkpoint checkpoint(folder()); });
        };
        for (std::size_t length = 0; length < whole.size(); ++length)
            QCOMPARE(code(whole.substr(0, length)), std::string("JSON-SYNTAX"));
        QCOMPARE(code(whole), std::string("none"));
    }

    void a_shard_that_is_a_folder()
    {
        std::filesystem::create_directory(folder() / "c.safetensors");
        write_index(R"({"x":"c.safetensors"})");
        QCOMPARE(error_code([&] { Checkpoint checkpoint(folder()); }), std::string("FILE-KIND"));
    }

    void a_tensor_in_two_shards()
    {
        write_shard("b.safetensors", {"x"});
        write_shard("c.safetensors", {"x"});
        write_index(R"({"x":"b.safetensors","y":"c.safetensors"})");
        QCOMPARE(error_code([&] { Checkpoint checkpoint(folder()); }), std::string("ST-DUP"));
    }

    void no_weights()
    {
        std::ofstream(folder() / "pytorch_model.bin") << "pickle";
        try {
            Checkpoint checkpoint(folder());
            QFAIL("opened");
        } catch (const Error& error) {
            QCOMPARE(error.code(), std::string("MODEL-MISSING"));
            QVERIFY(error.parts().allowed.find("safetensors") != std::string::npos);
        }
    }

private:
    std::filesystem::path folder() const { return directory_->path().toStdString(); }

    /// Four bytes per tensor, all its name's letter.
    void write_shard(const char* name, const std::vector<std::string>& tensors) const
    {
        std::vector<TensorEntry> entries;
        std::vector<std::array<std::byte, 4>> data(tensors.size());
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            data[i].fill(std::byte(tensors[i][0]));
            entries.push_back({tensors[i], {DType::F32, {1}, data[i]}});
        }
        write_safetensors(folder() / name, entries);
    }
    void write_index(const std::string& map) const
    {
        std::ofstream(folder() / "model.safetensors.index.json")
            << R"({"metadata":{"total_size":12},"weight_map":)" << map << "}";
    }

    std::unique_ptr<QTemporaryDir> directory_;
};

QTEST_GUILESS_MAIN(tst_checkpoint)
#include "tst_checkpoint.moc"
