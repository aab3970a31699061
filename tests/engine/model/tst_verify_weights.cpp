// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/verify_weights.h"

#include "../io/error_code.h"
#include "block_model.h"
#include "engine/error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <limits>

using namespace engine;
using block_model::TwoFiles;

class tst_verify_weights : public QObject {
    Q_OBJECT

private slots:
    void golden_models_are_sound_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* path : {"g1-v2lite", "g1-v2lite/model-new.gguf", "g3-v3", "g7-v3-fp8-sharded"})
            QTest::newRow(path) << EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/" + QString(path);
    }
    void golden_models_are_sound()
    {
        QFETCH(QString, path);
        const Checkpoint checkpoint(path.toStdString());
        std::int64_t read = 0, size = 0;
        verify_weights(checkpoint, [&](std::int64_t done, std::int64_t total) { read = done, size = total; }, {});
        std::int64_t bytes = 0;
        for (const std::string& name : checkpoint.names()) bytes += std::int64_t(checkpoint.find(name)->bytes.size());
        QCOMPARE(read, bytes);
        QCOMPARE(size, bytes);
    }

    void one_bad_scale_is_found_data()
    {
        QTest::addColumn<int>("type");
        for (std::size_t i = 0; i < block_formats.size(); ++i)
            if (block_formats[i].elements > 1) QTest::newRow(std::string(block_formats[i].name).c_str()) << int(i);
    }
    /// One scale of the last expert becomes a NaN.
    void one_bad_scale_is_found()
    {
        QFETCH(int, type);
        const auto format = format_of(WeightType(type));
        TwoFiles files(WeightType(type), 1);
        files.blocks.write(path());
        const std::string name = "blk.1.ffn_up_exps.weight";
        const auto tensor = [&] { return Checkpoint(path()).find(name)->bytes.size(); };
        QCOMPARE(error_code([&] { verify(); }), std::string("none"));

        const std::size_t blocks = tensor() / std::size_t(format.bytes), bad = blocks - 2;
        std::byte* const at = data_of(files.blocks, name) + bad * std::size_t(format.bytes);
        if (WeightType(type) == WeightType::MXFP4) {
            at[0] = std::byte(0xFF);  // the exponent that means NaN
        } else {
            const std::uint16_t nan = 0x7E00;
            std::memcpy(at + random_weight::scale_bytes(WeightType(type)).halves[0], &nan, 2);
        }
        files.blocks.write(path());
        try {
            verify();
            QFAIL("a NaN passed");
        } catch (const Error& error) {
            QCOMPARE(error.code(), std::string("WEIGHT-NONFINITE"));
            const std::size_t number = bad * std::size_t(format.elements);
            const std::string place = "tensor \"" + name + "\", row " + std::to_string(number / block_model::kWidth) +
                                      ", column " + std::to_string(number % block_model::kWidth);
            QVERIFY2(error.parts().where.ends_with(place), error.what());
        }
    }

    void a_request_to_stop_is_heard()
    {
        TwoFiles(WeightType::Q8_0, 1).blocks.write(path());
        std::stop_source stop;
        const Checkpoint checkpoint(path());
        const auto ask = [&](std::int64_t, std::int64_t) { stop.request_stop(); };
        QCOMPARE(error_code([&] { verify_weights(checkpoint, ask, stop.get_token()); }), std::string("CANCELLED"));
    }

private:
    std::string path() const { return folder_.filePath("model.gguf").toStdString(); }
    void verify() const { verify_weights(Checkpoint(path()), {}, {}); }

    /// Where a tensor begins in what the file's data is written from.
    std::byte* data_of(GgufBytes& gguf, const std::string& name) const
    {
        const Checkpoint checkpoint(path());
        const auto* end = checkpoint.gguf()->file().bytes().data() + checkpoint.gguf()->file().bytes().size();
        const auto from_end = std::size_t(end - checkpoint.find(name)->bytes.data());
        return reinterpret_cast<std::byte*>(gguf.data.data() + gguf.data.size() - from_end);
    }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(tst_verify_weights)
#include "tst_verify_weights.moc"
