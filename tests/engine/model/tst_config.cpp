// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/config.h"

#include "../attempt.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace engine;

namespace {

const char* const kGood = R"({
  "model_type": "deepseek_v3", "vocab_size": 96, "hidden_size": 48, "num_hidden_layers": 3,
  "num_attention_heads": 4, "q_lora_rank": 28, "kv_lora_rank": 24, "qk_nope_head_dim": 12, "qk_rope_head_dim": 8,
  "v_head_dim": 12, "intermediate_size": 80, "moe_intermediate_size": 20, "n_routed_experts": 16,
  "n_shared_experts": 1, "num_experts_per_tok": 4, "first_k_dense_replace": 1, "n_group": 4, "topk_group": 2,
  "max_position_embeddings": 256, "rope_theta": 10000
})";

std::string with(const char* key, const QJsonValue& value)
{
    QJsonObject object = QJsonDocument::fromJson(kGood).object();
    value.isUndefined() ? object.remove(key) : (void)object.insert(key, value);
    return QJsonDocument(object).toJson().toStdString();
}

std::string code_of(const std::string& json)
{
    try {
        parse_config(json, "config.json");
    } catch (const Error& error) {
        return error.code();
    }
    return "loads";
}

}  // namespace

class tst_config : public QObject {
    Q_OBJECT

private slots:
    void defaults_of_the_two_generations()
    {
        const Config v3 = parse_config(kGood, "config.json");
        QCOMPARE(v3.scoring_func, std::string("sigmoid"));
        QCOMPARE(v3.topk_method, std::string("noaux_tc"));
        QVERIFY(v3.norm_topk_prob);
        QCOMPARE(v3.moe_layers, (std::vector<int>{1, 2}));
        const Config v2 = parse_config(with("model_type", "deepseek_v2"), "config.json");
        QCOMPARE(v2.scoring_func, std::string("softmax"));
        QCOMPARE(v2.topk_method, std::string("greedy"));
        QVERIFY(!v2.norm_topk_prob);
    }

    void nested_language_model()
    {
        const std::string wrapped = R"({"model_type": "kimi_vl", "text_config": )" + std::string(kGood) + "}";
        QCOMPARE(parse_config(wrapped, "config.json").hidden_size, 48);
    }

    void families_by_their_settings()
    {
        for (const char* type : {"deepseek_v3", "kimi_k2", "kimi_k25", "glm4_moe_lite"})
            QCOMPARE(parse_config(with("model_type", type), "config.json").scoring_func, std::string("sigmoid"));
        const QJsonObject fp8{{"quant_method", "fp8"}, {"fmt", "e4m3"}, {"weight_block_size", QJsonArray{128, 128}}};
        QCOMPARE(code_of(with("quantization_config", fp8)), std::string("loads"));
        QCOMPARE(parse_config(with("num_nextn_predict_layers", 1), "config.json").num_hidden_layers, 3);
    }

    void unsupported_families_are_named_data()
    {
        QTest::addColumn<QString>("family");
        QTest::newRow("deepseek_v32") << "DeepSeek-V3.2";
        QTest::newRow("deepseek_v4") << "DeepSeek-V4";
        QTest::newRow("glm_moe_dsa") << "GLM-5";
        QTest::newRow("longcat_flash") << "LongCat";
        QTest::newRow("kimi_linear") << "Kimi-Linear";
        QTest::newRow("llama") << "llama";
    }
    void unsupported_families_are_named()
    {
        QFETCH(QString, family);
        const Attempt reading = attempt([] { parse_config(with("model_type", QTest::currentDataTag()), "config.json"); });
        QCOMPARE(reading.code, std::string("MODEL-ARCH"));
        QVERIFY2(reading.sentence.find(family.toStdString()) != std::string::npos, reading.sentence.c_str());
        const Attempt indexed = attempt([] { parse_config(with("index_topk", 2048), "config.json"); });
        QCOMPARE(indexed.code, std::string("MODEL-ARCH"));
        QVERIFY(indexed.sentence.find("DeepSeek-V3.2") != std::string::npos);
    }

    void code_beside_the_weights_is_not_looked_at()
    {
        const QJsonObject map{{"AutoModel", "modeling.py--x"}};
        QCOMPARE(code_of(with("auto_map", map)), std::string("loads"));
    }

    void large_files_take_little_memory()
    {
        std::string lists = "[[]";
        while (lists.size() < 4'000'000) lists += ",[]";
        const std::string json = "{\"model_type\":" + lists + "]}";
        const Attempt reading = attempt([&] { parse_config(json, "config.json"); });
        QCOMPARE(reading.code, std::string("JSON-SIZE"));
        QVERIFY2(reading.is_cheap(json.size()), reading.cost().c_str());
    }

    void refused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* key, const QJsonValue& value, const char* code) {
            QTest::addRow("%s %s", key, qPrintable(value.toVariant().toString())) << QString(key) << value << QString(code);
        };
        row("model_type", 3, "CFG-VALUE");
        row("text_config", 3, "CFG-VALUE");
        row("quantization_config", QJsonObject{{"quant_method", "compressed-tensors"}}, "MODEL-QUANT");
        row("quantization_config", QJsonObject{{"quant_method", "fp8"}}, "MODEL-QUANT");
        row("quantization_config",
            QJsonObject{{"quant_method", "fp8"}, {"weight_block_size", QJsonArray{64, 128}}}, "MODEL-QUANT");
        row("quantization_config",
            QJsonObject{{"quant_method", "fp8"}, {"fmt", "e5m2"}, {"weight_block_size", QJsonArray{128, 128}}},
            "MODEL-QUANT");
        row("quantization_config", "fp8", "CFG-VALUE");
        row("model_type", QJsonValue::Undefined, "CFG-VALUE");
        row("hidden_size", 0, "CFG-VALUE");
        row("hidden_size", -8, "CFG-VALUE");
        row("hidden_size", "48", "CFG-VALUE");
        row("hidden_size", 48.5, "CFG-VALUE");
        row("hidden_size", 1e12, "CFG-VALUE");
        row("hidden_size", QJsonValue::Undefined, "CFG-VALUE");
        row("num_hidden_layers", 100000, "CFG-VALUE");
        row("qk_rope_head_dim", 7, "CFG-VALUE");
        row("qk_rope_head_dim", 0, "CFG-VALUE");
        row("qk_nope_head_dim", 0, "CFG-VALUE");
        row("v_head_dim", 0, "CFG-VALUE");
        row("num_attention_heads", 0, "CFG-VALUE");
        row("kv_lora_rank", 65537, "CFG-VALUE");
        row("n_routed_experts", "16", "CFG-VALUE");
        row("n_routed_experts", 16.5, "CFG-VALUE");
        row("num_experts_per_tok", 256, "CFG-VALUE");
        row("max_position_embeddings", 0, "CFG-VALUE");
        row("rms_norm_eps", 0, "CFG-VALUE");
        row("attention_bias", true, "CFG-VALUE");
        row("hidden_act", "gelu", "CFG-VALUE");
        row("scoring_func", "tanh", "CFG-VALUE");
        row("topk_method", "random", "CFG-VALUE");
        row("n_routed_experts", -1, "CFG-VALUE");
        row("n_routed_experts", 1000000000, "CFG-VALUE");
        row("num_experts_per_tok", 0, "CFG-VALUE");
        row("num_experts_per_tok", 17, "CFG-MOE");
        row("num_experts_per_tok", 9, "CFG-MOE");
        row("n_group", 3, "CFG-MOE");
        row("topk_group", 5, "CFG-MOE");
        row("rms_norm_eps", -1, "CFG-VALUE");
        row("rope_theta", 0, "CFG-VALUE");
        row("rope_scaling", QJsonObject{{"type", "dynamic"}}, "CFG-ROPE");
        row("rope_scaling", QJsonObject{{"type", "yarn"}, {"factor", 0}}, "CFG-ROPE");
        row("rope_scaling", QJsonObject{{"type", "yarn"}}, "CFG-ROPE");
        row("rope_scaling", "yarn", "CFG-ROPE");
        row("mlp_layer_types", QJsonArray{"dense"}, "CFG-LENGTH");
        row("mlp_layer_types", QJsonArray{"dense", "sparse", "odd"}, "CFG-VALUE");
    }
    void refused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, code);
        const std::string json = with(qPrintable(key), value);
        const Attempt reading = attempt([&] { parse_config(json, "config.json"); });
        QCOMPARE(reading.code, code.toStdString());
        QVERIFY(reading.sentence.find("config.json") != std::string::npos);
        QVERIFY2(reading.is_cheap(json.size()), reading.cost().c_str());
    }

    void every_truncation_is_one_sentence()
    {
        const std::string good = kGood;
        for (std::size_t length = 0; length < good.size(); ++length) {
            const std::string code = code_of(good.substr(0, length));
            QVERIFY2(code.starts_with("JSON-"), code.c_str());
        }
        QCOMPARE(code_of(good), std::string("loads"));
    }
};

QTEST_GUILESS_MAIN(tst_config)
#include "tst_config.moc"
