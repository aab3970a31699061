// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/checkpoint.h"

#include "error_code.h"
#include "gguf_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace engine;

class tst_gguf_shards : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        directory_ = std::make_unique<QTemporaryDir>();
        write(1, part(0, {}));
        write(2, part(1, {"x", "y"}));
        write(3, part(2, {"z"}));
    }

    void parts_are_one_table()
    {
        const Checkpoint checkpoint(path(1));
        QCOMPARE(checkpoint.names(), (std::vector<std::string>{"x", "y", "z"}));
        QCOMPARE(std::to_integer<int>(checkpoint.find("y")->bytes[0]), int('y'));
        QVERIFY(checkpoint.gguf()->has("split.no"));
    }

    void a_merged_file_may_keep_its_keys()
    {
        GgufBytes gguf = part(0, {"x"}, 1);
        gguf.write(path(1) + ".gguf");
        QCOMPARE(code_of(path(1) + ".gguf"), std::string("none"));
    }

    void refused()
    {
        QCOMPARE(code_of(path(2)), std::string("SHARD-FIRST"));

        std::filesystem::copy_file(path(1), path(1) + ".renamed.gguf");
        QCOMPARE(code_of(path(1) + ".renamed.gguf"), std::string("SHARD-COUNT"));

        std::filesystem::remove(path(3));
        QCOMPARE(code_of(path(1)), std::string("SHARD-MISSING"));
        write(3, part(2, {"x"}));
        QCOMPARE(code_of(path(1)), std::string("SHARD-DUP"));
        write(3, part(2, {"z", "w"}));
        QCOMPARE(code_of(path(1)), std::string("SHARD-COUNT"));
        write(3, part(2, {"z"}, 4));
        QCOMPARE(code_of(path(1)), std::string("SHARD-COUNT"));
        write(3, part(1, {"z"}));
        QCOMPARE(code_of(path(1)), std::string("SHARD-MIXED"));
        write(3, part(2, {"z"}).key("general.architecture", gguf_type::text, GgufBytes::text("llama")));
        QCOMPARE(code_of(path(1)), std::string("SHARD-MIXED"));
        write(3, part(2, {"z"}));
        QCOMPARE(code_of(path(1)), std::string("none"));
    }

private:
    /// 32 bytes per tensor, all its name's letter.
    static GgufBytes part(std::uint16_t number, const std::vector<std::string>& tensors, std::uint16_t count = 3)
    {
        constexpr std::uint32_t u16 = 2;
        GgufBytes gguf;
        if (number == 0) gguf.key("general.architecture", gguf_type::text, GgufBytes::text("deepseek2"));
        gguf.key("split.no", u16, GgufBytes::raw(number)).key("split.count", u16, GgufBytes::raw(count));
        gguf.key("split.tensors.count", gguf_type::i32, GgufBytes::raw(3));
        for (const std::string& name : tensors) {
            gguf.tensor(name, {8}, 0, gguf.data.size());
            gguf.data += std::string(32, name[0]);
        }
        return gguf;
    }

    std::string path(int number) const
    {
        return directory_->filePath(QString("m-0000%1-of-00003.gguf").arg(number)).toStdString();
    }
    void write(int number, const GgufBytes& gguf) const { gguf.write(path(number)); }
    static std::string code_of(const std::string& path)
    {
        return error_code([&] { Checkpoint checkpoint(path); });
    }

    std::unique_ptr<QTemporaryDir> directory_;
};

QTEST_GUILESS_MAIN(tst_gguf_shards)
#include "tst_gguf_shards.moc"
