// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/backend.h"
#include "engine/model/config.h"
#include "engine/model/model.h"
#include "engine/model/rotary.h"

#include "../io/error_code.h"
#include "gguf_parts.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace engine;

namespace {

const std::string golden = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/";

std::vector<float> logits_of(const std::string& path)
{
    const Checkpoint checkpoint(path);
    const Config config = load_config(checkpoint);
    const auto backend = make_cpu_backend(1);
    const Model model(config, load_weights(config, checkpoint, *backend, {}, {}), *backend, 16);
    const std::vector<TokenId> ids = {3, 1, 4, 1, 5, 9, 2, 6};
    LatentCache cache = model.make_cache(16);
    ForwardState state = model.make_state(8, 8);
    model.forward(ids, cache, state, {}, {});
    return {state.logits.data(), state.logits.data() + 8 * state.logits.cols()};
}

using Change = std::function<void(Parts&)>;

Change set(const char* key, const Json& value)
{
    return [=](Parts& parts) { parts.keys[key] = value; };
}

Change without(const char* tensor)
{
    return [=](Parts& parts) { parts.tensors.erase(tensor); };
}

}  // namespace

class tst_gguf_model : public QObject {
    Q_OBJECT

private slots:
    void settings_equal_config_json_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("file");
        QTest::newRow("old layout") << "g1-v2lite" << "model-old.gguf";
        QTest::newRow("new layout") << "g1-v2lite" << "model-new.gguf";
        QTest::newRow("groups and bias") << "g3-v3" << "model-new.gguf";
    }
    void settings_equal_config_json()
    {
        QFETCH(QString, folder);
        QFETCH(QString, file);
        const std::string directory = golden + folder.toStdString();
        const Config json = load_config(Checkpoint(directory));
        const Config keys = load_config(Checkpoint(directory + "/" + file.toStdString()));
        QCOMPARE(keys.model_type, json.model_type);
        const auto sizes = [](const Config& c) {
            return std::vector<int>{c.vocab_size, c.hidden_size, c.num_hidden_layers, c.num_attention_heads,
                                    c.q_lora_rank, c.kv_lora_rank, c.qk_nope_head_dim, c.qk_rope_head_dim,
                                    c.v_head_dim, c.intermediate_size, c.moe_intermediate_size, c.n_routed_experts,
                                    c.n_shared_experts, c.num_experts_per_tok, c.n_group, c.topk_group,
                                    c.max_position_embeddings, c.norm_topk_prob, c.tie_word_embeddings,
                                    c.rope_original_max_position_embeddings};
        };
        QCOMPARE(sizes(keys), sizes(json));
        QCOMPARE(keys.moe_layers, json.moe_layers);
        QCOMPARE(keys.scoring_func, json.scoring_func);
        QCOMPARE(keys.topk_method, json.topk_method);
        QCOMPARE(keys.rope_type, json.rope_type);
        QCOMPARE(keys.routed_scaling_factor, json.routed_scaling_factor);
        QCOMPARE(keys.rms_norm_eps, json.rms_norm_eps);
        for (const auto& value : {&Config::rope_theta, &Config::rope_factor, &Config::rope_beta_fast,
                                  &Config::rope_beta_slow, &Config::rope_mscale, &Config::rope_mscale_all_dim})
            QVERIFY(std::abs(keys.*value - json.*value) < 1e-6);
    }

    void what_old_files_leave_out()
    {
        Parts parts(golden + "g3-v3/model-new.gguf");
        for (const char* key : {"expert_gating_func", "expert_weights_norm", "vocab_size", "rope.scaling.yarn_beta_fast",
                                "rope.scaling.yarn_beta_slow"})
            parts.keys.erase(std::string("deepseek2.") + key);
        parts.together().write(path());
        const Config config = load_config(Checkpoint(path()));
        QCOMPARE(config.scoring_func, std::string("sigmoid"));
        QVERIFY(config.norm_topk_prob);
        QCOMPARE(config.vocab_size, 96);
        QCOMPARE(config.rope_beta_fast, 32.0);
        QCOMPARE(logits_of(path()), logits_of(golden + "g3-v3/model-new.gguf"));
    }

    void released_models_without_their_newer_keys()
    {
        const auto shaped = [&](int width, int experts, int chosen, bool biased) {
            Parts parts(golden + std::string(biased ? "g3-v3/model-new.gguf" : "g1-v2lite/model-old.gguf"));
            for (const char* key : {"expert_group_count", "expert_group_used_count", "rope.scaling.yarn_beta_fast",
                                    "rope.scaling.yarn_beta_slow"})
                parts.keys.erase(std::string("deepseek2.") + key);
            parts.keys["deepseek2.embedding_length"] = width;
            parts.keys["deepseek2.expert_count"] = experts;
            for (auto& [name, tensor] : parts.tensors)
                if (name.ends_with("ffn_down_exps.weight")) tensor = {{experts, 1, 1}, std::string(std::size_t(experts) * 4, '\0')};
            parts.keys["deepseek2.expert_used_count"] = chosen;
            parts.together().write(path());
            return load_config(Checkpoint(path()));
        };
        const Config v3 = shaped(7168, 256, 8, true);
        QCOMPARE(v3.n_group, 8);
        QCOMPARE(v3.topk_group, 4);
        QCOMPARE(v3.rope_beta_fast, 32.0);
        const Config v2 = shaped(5120, 160, 6, false);
        QCOMPARE(v2.n_group, 8);
        QCOMPARE(v2.topk_group, 3);
        QCOMPARE(v2.topk_method, std::string("group_limited_greedy"));
        const Config kimi = shaped(7168, 384, 8, true);
        QCOMPARE(kimi.n_group, 1);
        QCOMPARE(kimi.rope_beta_fast, 1.0);
        QCOMPARE(shaped(48, 16, 4, true).n_group, 1);
    }

    void an_attention_factor_replaces_what_follows_from_the_multiplier()
    {
        Parts parts(golden + "g3-v3/model-new.gguf");
        parts.keys["deepseek2.rope.scaling.yarn_attn_factor"] = 1.25;
        parts.keys["deepseek2.rope.scaling.yarn_ext_factor"] = 1.0;
        parts.together().write(path());
        const Config config = load_config(Checkpoint(path()));
        QCOMPARE(rotary_attention_factor(config), 1.25);
        QCOMPARE(softmax_scale(config), softmax_scale(load_config(Checkpoint(golden + "g3-v3/model-new.gguf"))));
        QVERIFY(logits_of(path()) != logits_of(golden + "g3-v3/model-new.gguf"));
    }

    void the_mtp_block_is_left_aside()
    {
        Parts parts(golden + "g3-v3/model-new.gguf");
        parts.keys["deepseek2.block_count"] = 4;
        parts.keys["deepseek2.nextn_predict_layers"] = 1;
        parts.tensors["blk.3.nextn.enorm.weight"] = parts.tensors["output_norm.weight"];
        parts.tensors["blk.3.attn_norm.weight"] = parts.tensors["output_norm.weight"];
        parts.together().write(path());
        QCOMPARE(load_config(Checkpoint(path())).num_hidden_layers, 3);
        QCOMPARE(logits_of(path()), logits_of(golden + "g3-v3/model-new.gguf"));
    }

    void a_missing_head_is_the_embedding()
    {
        Parts parts(golden + "g1-v2lite/model-old.gguf");
        parts.tensors["output.weight"] = parts.tensors["token_embd.weight"];
        parts.together().write(path());
        const std::vector<float> expected = logits_of(path());
        parts.tensors.erase("output.weight");
        parts.together().write(path());
        QCOMPARE(logits_of(path()), expected);
    }

    /// kv_b whole, and beside it its halves without a dimension for the heads.
    void both_halves_beside_the_whole()
    {
        Parts parts(golden + "g1-v2lite/model-old.gguf"), halves(golden + "g1-v2lite/model-new.gguf");
        for (auto& [name, tensor] : halves.tensors) {
            if (name.find("attn_k_b") == std::string::npos && name.find("attn_v_b") == std::string::npos) continue;
            QCOMPARE(tensor.shape.size(), std::size_t(3));
            parts.tensors[name] = {{tensor.shape[0] * tensor.shape[1], tensor.shape[2]}, tensor.bytes};
        }
        parts.together().write(path());
        QCOMPARE(logits_of(path()), logits_of(golden + "g1-v2lite/model-new.gguf"));
    }

    void gate_and_up_in_one_tensor()
    {
        Parts parts(golden + "g3-v3/model-new.gguf");
        const Stored gate = parts.tensors["blk.2.ffn_gate_exps.weight"], up = parts.tensors["blk.2.ffn_up_exps.weight"];
        Stored fused{{gate.shape[0], 2 * gate.shape[1], gate.shape[2]}, {}};
        const std::size_t size = gate.bytes.size() / std::size_t(gate.shape[0]);
        for (std::size_t e = 0; e < std::size_t(gate.shape[0]); ++e)
            fused.bytes += gate.bytes.substr(e * size, size) + up.bytes.substr(e * size, size);
        parts.tensors.erase("blk.2.ffn_gate_exps.weight");
        parts.tensors.erase("blk.2.ffn_up_exps.weight");
        parts.tensors["blk.2.ffn_gate_up_exps.weight"] = fused;
        parts.together().write(path());
        QCOMPARE(logits_of(path()), logits_of(golden + "g3-v3/model-new.gguf"));
    }

    void unsupported_families_are_named_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("family");
        const auto row = [](const char* name, const char* family) {
            QTest::newRow(name) << set("general.architecture", name) << QString(family);
        };
        row("deepseek32", "DeepSeek-V3.2");
        row("deepseek4", "DeepSeek-V4");
        row("longcat-flash", "LongCat");
        row("kimi-linear", "Kimi-Linear");
        row("glm-dsa", "GLM-5");
        row("llama", "llama");
        QTest::newRow("indexer") << set("deepseek2.attention.indexer.top_k", 8) << "DeepSeek-V3.2";
    }
    void unsupported_families_are_named()
    {
        QFETCH(Change, change);
        QFETCH(QString, family);
        Parts parts(golden + "g3-v3/model-new.gguf");
        change(parts);
        parts.together().write(path());
        try {
            load_config(Checkpoint(path()));
            QFAIL("loaded");
        } catch (const Error& error) {
            QCOMPARE(error.code(), std::string("MODEL-ARCH"));
            QVERIFY2(error.parts().found.find(family.toStdString()) != std::string::npos, error.what());
            QVERIFY(error.parts().advice.find("may be fine") != std::string::npos);
        }
    }

    void refused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const Change& change, const char* code) {
            QTest::newRow(name) << change << QString(code);
        };
        row("long name", set("general.architecture", std::string(1 << 20, 'x')), "MODEL-ARCH");
        row("no architecture", [](Parts& parts) { parts.keys.erase("general.architecture"); }, "MODEL-ARCH");
        row("temperature", set("deepseek2.attention.temperature_scale", 0.1), "MODEL-ARCH");
        row("0 blocks", set("deepseek2.block_count", 0), "MODEL-HPARAM");
        row("513 blocks", set("deepseek2.block_count", 513), "MODEL-HPARAM");
        row("2^31 blocks", set("deepseek2.block_count", std::int64_t(1) << 31), "MODEL-HPARAM");
        row("blocks as text", set("deepseek2.block_count", "3"), "MODEL-HPARAM");
        row("as many MTP blocks", set("deepseek2.nextn_predict_layers", 3), "MODEL-HPARAM");
        row("0 heads", set("deepseek2.attention.head_count", 0), "MODEL-HPARAM");
        row("3 heads of keys for 4", set("deepseek2.attention.head_count_kv", 3), "MODEL-HPARAM");
        row("more heads of keys than heads", set("deepseek2.attention.head_count_kv", 5), "MODEL-HPARAM");
        row("rope wider than the head", set("deepseek2.rope.dimension_count", 20), "MODEL-HPARAM");
        row("odd rope", set("deepseek2.rope.dimension_count", 7), "MODEL-HPARAM");
        for (const float theta : {0.0f, float(NAN), float(INFINITY)})
            row(qPrintable(QString("theta %1").arg(double(theta))), set("deepseek2.rope.freq_base", theta), "MODEL-HPARAM");
        for (const float eps : {0.0f, -1.0f, float(NAN)})
            row(qPrintable(QString("eps %1").arg(double(eps))),
                set("deepseek2.attention.layer_norm_rms_epsilon", eps), "MODEL-HPARAM");
        row("half a ramp", set("deepseek2.rope.scaling.yarn_ext_factor", 0.5), "MODEL-HPARAM");
        row("other scaling", set("deepseek2.rope.scaling.type", "longrope"), "MODEL-HPARAM");
        row("context 0", set("deepseek2.context_length", 0), "MODEL-HPARAM");
        row("context -1", set("deepseek2.context_length", -1), "MODEL-HPARAM");
        row("groups as text", set("deepseek2.expert_group_count", "4"), "MODEL-HPARAM");
        row("other gating", set("deepseek2.expert_gating_func", 3), "MODEL-HPARAM");
        row("no experts", set("deepseek2.expert_count", 0), "MODEL-MOE");
        row("10^9 experts", set("deepseek2.expert_count", 1'000'000'000), "MODEL-HPARAM");
        row("more experts than tensors", set("deepseek2.expert_count", 32), "MODEL-MOE");
        row("more chosen than experts", set("deepseek2.expert_used_count", 17), "MODEL-MOE");
        row("256 chosen", set("deepseek2.expert_used_count", 256), "MODEL-HPARAM");
        row("none chosen", set("deepseek2.expert_used_count", 0), "MODEL-HPARAM");
        row("one expert tensor missing", without("blk.2.ffn_up_exps.weight"), "MODEL-TENSOR-MISSING");
        row("part of the shared expert missing", without("blk.2.ffn_down_shexp.weight"), "MODEL-TENSOR-MISSING");
        row("half of the expansion missing", without("blk.0.attn_v_b.weight"), "MODEL-TENSOR-MISSING");
        row("short bias", [](Parts& parts) { parts.tensors["blk.2.exp_probs_b.bias"] = {{8}, std::string(32, '\0')}; },
            "MODEL-SHAPE");
        row("vocabulary larger than its table", set("deepseek2.vocab_size", 97), "MODEL-SHAPE");
        row("experts in a flat tensor", [](Parts& parts) {
            auto& shape = parts.tensors["blk.2.ffn_up_exps.weight"].shape;
            shape = {shape[0] * shape[1], shape[2]};
        }, "MODEL-MOE");
    }
    void refused()
    {
        QFETCH(Change, change);
        QFETCH(QString, code);
        Parts parts(golden + "g3-v3/model-new.gguf");
        change(parts);
        parts.together().write(path());
        try {
            logits_of(path());
            QFAIL("computed");
        } catch (const Error& error) {
            QCOMPARE(error.code(), code.toStdString());
            QVERIFY(std::string_view(error.what()).size() < 600);
        }
    }

private:
    std::string path() const { return directory_.filePath("file.gguf").toStdString(); }
    QTemporaryDir directory_;
};

QTEST_GUILESS_MAIN(tst_gguf_model)
#include "tst_gguf_model.moc"
