// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/model.h"

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/model/config.h"
#include "engine/router_override.h"

#include "../io/error_code.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

using namespace engine;

namespace {

const QString kGolden = QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden");
constexpr double kTolerance = 1e-4;  // of the largest expected value: float32 sums against a float64 reference

template <class T>
std::vector<T> numbers(const TensorView& view)
{
    std::vector<T> out(view.bytes.size() / sizeof(T));
    std::memcpy(out.data(), view.bytes.data(), view.bytes.size());
    return out;
}

struct Expected {
    std::vector<TokenId> ids;
    std::vector<float> logits, weights, scores, latent_norm;
    std::vector<std::int32_t> experts;  // empty for the two goldens without routing
};

Expected load_expected(const QString& folder, const QString& name = "expected.safetensors")
{
    Expected e;
    if (QFile::exists(folder + "/" + name)) {
        const Safetensors file((folder + "/" + name).toStdString());
        e.ids = numbers<TokenId>(*file.find("input_ids"));
        e.logits = numbers<float>(*file.find("logits"));
        e.experts = numbers<std::int32_t>(*file.find("experts"));
        e.weights = numbers<float>(*file.find("weights"));
        e.scores = numbers<float>(*file.find("scores"));
        e.latent_norm = numbers<float>(*file.find("latent_norm"));
        return e;
    }
    QFile file(folder + "/expected.json");
    if (!file.open(QIODevice::ReadOnly)) return e;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    for (const auto& id : json["input_ids"].toArray()) e.ids.push_back(id.toInt());
    for (const auto& row : json["logits"].toArray())
        for (const auto& value : row.toArray()) e.logits.push_back(float(value.toDouble()));
    return e;
}

struct Computed {
    std::vector<float> logits, weights, scores, latent_norm;
    std::vector<std::int32_t> experts;
};

/// Forwards ids in batches of the given sizes, the last size repeated.
Computed compute(const Model& model, const std::vector<TokenId>& ids, std::vector<int> batches,
                 const RouterOverride& router = {})
{
    const int total = int(ids.size()), layers = model.config().num_hidden_layers;
    LatentCache cache = model.make_cache(total);
    Computed out;
    for (std::size_t b = 0; cache.length < total; b = std::min(b + 1, batches.size() - 1)) {
        const int count = std::min(batches[b], total - cache.length);
        ForwardState state = model.make_state(count, count);
        if (!model.forward({ids.data() + cache.length, std::size_t(count)}, cache, state, {true, true}, {}, router))
            return {};
        const auto append = [](auto& to, const auto* from, std::size_t n) { to.insert(to.end(), from, from + n); };
        append(out.logits, state.logits.data(), std::size_t(count * state.logits.cols()));
        const RoutingSlab& slab = state.routing;
        append(out.experts, slab.experts.data(), slab.chosen(count, 0));
        append(out.weights, slab.weights.data(), slab.chosen(count, 0));
        append(out.scores, slab.scores.data(), slab.scored(count, 0));
        append(out.latent_norm, slab.latent_norm.data(), std::size_t(count * layers));
    }
    return out;
}

double relative_error(const std::vector<float>& a, const std::vector<float>& b)
{
    if (a.size() != b.size()) return INFINITY;
    double worst = 0, largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        worst = std::max(worst, std::abs(double(a[i]) - b[i]));
        largest = std::max(largest, std::abs(double(b[i])));
    }
    return std::isfinite(worst) ? worst / largest : INFINITY;
}

void compare(const Computed& got, const Expected& expected)
{
    const double error = relative_error(got.logits, expected.logits);
    QVERIFY2(error < kTolerance, qPrintable(QString("logits off by %1").arg(error)));
    if (expected.experts.empty()) return;
    QCOMPARE(got.experts, expected.experts);
    QVERIFY(relative_error(got.weights, expected.weights) < kTolerance);
    QVERIFY(relative_error(got.scores, expected.scores) < kTolerance);
    QVERIFY(relative_error(got.latent_norm, expected.latent_norm) < kTolerance);
}

}  // namespace

class tst_model : public QObject {
    Q_OBJECT

private slots:
    void equals_reference_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("isa");
        const QStringList cases = QDir(kGolden).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(cases.size() >= 10);
        const char* names[] = {"scalar", "avx2", "avx512"};
        for (const QString& name : cases) {
            QStringList files = QDir(kGolden + "/" + name).entryList({"*.gguf"}, QDir::Files);
            files.prepend("");  // the folder's safetensors
            for (const QString& file : files)
                for (int isa = 0; isa < 3; ++isa)
                    QTest::addRow("%s/%s, %s", qPrintable(name), qPrintable(file), names[isa])
                        << kGolden + "/" + name << file << isa;
        }
    }

    /// Logits and routing of every position, prefilled at once, token by token, and in any chunks.
    void equals_reference()
    {
        QFETCH(QString, folder);
        QFETCH(QString, file);
        QFETCH(int, isa);
        const auto* kernels = cpu::kernels_for(cpu::Isa(isa));
        if (!kernels) QSKIP("this processor lacks the instruction set");
        cpu::CpuBackend backend(2, *kernels);
        const Checkpoint checkpoint((folder + "/" + file).toStdString());
        const Config config = load_config(checkpoint);
        const Expected expected = load_expected(folder);
        QVERIFY(expected.ids.size() >= 16);
        const Model model(config, load_weights(config, checkpoint, backend, {}, {}), backend, 128);
        const int all = int(expected.ids.size());
        for (const auto& batches : {std::vector{all}, std::vector{1}, std::vector{10, 1}, std::vector{5, 7, 3}})
            compare(compute(model, expected.ids, batches), expected);
    }

    void equals_reference_under_an_experiment_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char* name : {"v2-lite", "v2-group-limited", "v3-groups", "v3-negative-bias"})
            QTest::newRow(name) << kGolden + "/" + name;
    }

    /// The same model before and after it, with one set of activations: the experiment leaves nothing behind.
    void equals_reference_under_an_experiment()
    {
        QFETCH(QString, folder);
        QFile file(folder + "/experiment.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const RouterOverride router = override_from_json(file.readAll().toStdString(), "experiment.json");
        const auto backend = make_cpu_backend(2);
        const Checkpoint checkpoint(folder.toStdString());
        const Config config = load_config(checkpoint);
        check_override(router, config);
        const Model model(config, load_weights(config, checkpoint, *backend, {}, {}), *backend, 128);
        const Expected plain = load_expected(folder);
        const Expected changed = load_expected(folder, "expected-experiment.safetensors");
        QVERIFY(relative_error(changed.logits, plain.logits) > 1e-2);
        for (const auto& batches : {std::vector{int(plain.ids.size())}, std::vector{1}, std::vector{5, 7, 3}}) {
            compare(compute(model, plain.ids, batches), plain);
            compare(compute(model, changed.ids, batches, router), changed);
        }
    }

    void one_state_serves_any_top_k()
    {
        const std::string folder = (kGolden + "/v3-groups").toStdString();
        const auto backend = make_cpu_backend(1);
        const Checkpoint checkpoint(folder);
        const Config config = load_config(checkpoint);
        const Model model(config, load_weights(config, checkpoint, *backend, {}, {}), *backend, 32);
        ForwardState state = model.make_state(4, 1);
        const std::vector<TokenId> ids = {1, 2, 3, 4};
        std::vector<float> first;
        for (const int top_k : {0, 1, 16, 0}) {
            LatentCache cache = model.make_cache(4);
            const RouterOverride router{.top_k = top_k, .experts = {}, .bias = true, .groups = top_k < 9};
            QVERIFY(model.forward(ids, cache, state, {}, {}, router));
            QCOMPARE(state.routing.top_k, top_k > 0 ? top_k : config.num_experts_per_tok);
            QCOMPARE(state.routing.chosen(4, 0), ids.size() * std::size_t(state.routing.layers * state.routing.top_k));
            if (top_k > 0) continue;
            const std::vector<float> logits(state.logits.data(), state.logits.data() + state.logits.cols());
            if (first.empty()) first = logits;
            QCOMPARE(logits, first);
        }
    }

    void block_scales_are_checked_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<QString>("code");
        QTest::newRow("as they are") << 0 << "none";
        QTest::newRow("missing") << 1 << "MODEL-TENSOR-MISSING";
        QTest::newRow("a row too few") << 2 << "MODEL-SHAPE";
        QTest::newRow("of another type") << 3 << "MODEL-DTYPE";
        QTest::newRow("a vector of bytes") << 4 << "MODEL-DTYPE";
        QTest::newRow("a vector of whole numbers") << 5 << "MODEL-DTYPE";
        QTest::newRow("a matrix of whole numbers") << 6 << "MODEL-DTYPE";
    }
    void block_scales_are_checked()
    {
        QFETCH(int, change);
        QFETCH(QString, code);
        const std::string folder = (kGolden + "/g7-v3-fp8-sharded").toStdString();
        const Checkpoint shards(folder);
        std::vector<TensorEntry> entries;
        for (const std::string& name : shards.names()) {
            TensorView view = *shards.find(name);
            if (name == "model.layers.0.mlp.down_proj.weight_scale_inv") {
                QCOMPARE(view.shape, (std::vector<std::int64_t>{2, 2}));
                if (change == 1) continue;
                if (change == 2) view = {view.dtype, {1, 2}, view.bytes.first(8)};
                if (change == 3) view.dtype = DType::I32;
            }
            if (change == 4 && name == "model.norm.weight")
                view = {DType::F8_E4M3, view.shape, view.bytes.first(std::size_t(view.shape[0]))};
            const int bytes = block_of(view.dtype).bytes;  // whole numbers as wide as what they are declared over
            const DType whole = bytes == 4 ? DType::I32 : bytes == 2 ? DType::I16 : DType::I8;
            if (change == 5 && name == "model.norm.weight") view.dtype = whole;
            if (change == 6 && name == "lm_head.weight") view.dtype = whole;
            entries.push_back({name, view});
        }
        QTemporaryDir one;
        write_safetensors(one.filePath("model.safetensors").toStdString(), entries);
        const Checkpoint checkpoint(one.path().toStdString());
        const auto backend = make_cpu_backend(1);
        const Config config = load_config(shards);
        QCOMPARE(error_code([&] { load_weights(config, checkpoint, *backend, {}, {}); }), code.toStdString());
    }

    void finding_weights_copies_none()
    {
        QTemporaryDir folder;
        const std::string golden = (kGolden + "/g3-v3").toStdString(), copy = folder.path().toStdString();
        std::filesystem::copy(golden + "/config.json", copy);
        std::ifstream in(golden + "/model.safetensors", std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(in)), {});
        std::uint64_t header = 0;
        std::memcpy(&header, bytes.data(), 8);
        bytes.insert(8 + header, 1, ' ');  // a header of odd length: no tensor is aligned
        ++header;
        std::memcpy(bytes.data(), &header, 8);
        std::ofstream(copy + "/model.safetensors", std::ios::binary) << bytes;

        const Checkpoint checkpoint(copy);
        const Config config = load_config(checkpoint);
        const auto backend = make_cpu_backend(1);
        Weights weights = find_weights(config, checkpoint, *backend, {});
        const std::byte* const stored = checkpoint.find("model.embed_tokens.weight")->bytes.data();
        QVERIFY(reinterpret_cast<std::uintptr_t>(stored) % 2 == 1);
        QCOMPARE(weights.embed_tokens.data, stored);
        std::int64_t last = 0, all = 0;
        adopt_weights(weights, *backend, [&](std::int64_t done, std::int64_t total) {
            QVERIFY(done > last);
            last = done;
            all = total;
        }, {});
        QCOMPARE(last, all);
        QVERIFY(reinterpret_cast<std::uintptr_t>(weights.embed_tokens.data) % 4 == 0);
        const std::size_t size = weights.embed_tokens.row_bytes() * std::size_t(weights.embed_tokens.rows);
        QVERIFY(std::equal(stored, stored + size, weights.embed_tokens.data));
    }

    void both_forms_of_attention_agree()
    {
        const std::string folder = (kGolden + "/v3-groups").toStdString();
        const auto backend = make_cpu_backend(2);
        const Checkpoint checkpoint(folder);
        const Config config = load_config(checkpoint);
        const Weights weights = load_weights(config, checkpoint, *backend, {}, {});
        const AttentionShape shape{config.num_attention_heads, config.kv_lora_rank, config.qk_nope_head_dim,
                                   config.qk_rope_head_dim, config.v_head_dim, 0.2f};
        constexpr int kPast = 11, kTokens = 9;
        const auto fill = [](Tensor& t) {
            for (int i = 0; i < t.rows() * t.cols(); ++i) t.data()[i] = std::sin(float(i) * 0.7f);
        };
        LatentRows cache = backend->allocate_latents(shape, kPast + kTokens);
        auto* latents = reinterpret_cast<float*>(cache.data.get());  // the processor keeps floats
        for (int i = 0; i < cache.capacity * shape.latent_dim(); ++i) latents[i] = std::sin(float(i) * 0.7f);
        const Batch batch{{}, kPast, kTokens};
        Tensor q = backend->allocate(kTokens, shape.heads * shape.qk_head_dim());
        Tensor absorbed = backend->allocate(kTokens, shape.heads * shape.v_head_dim);
        Tensor expanded = backend->allocate(kTokens, shape.heads * shape.v_head_dim);
        fill(q);
        const LatentExpansion& up = weights.layers[0].kv_b_proj;
        backend->attend_absorbed(shape, up, q, batch, cache, absorbed);
        backend->attend_decompressed(shape, up, q, batch, cache, expanded);
        for (int i = 0; i < absorbed.rows() * absorbed.cols(); ++i)
            QVERIFY(std::abs(absorbed.data()[i] - expanded.data()[i]) < 1e-5f);
    }

    void a_stop_leaves_the_cache_as_it_was()
    {
        const std::string folder = (kGolden + "/g3-v3").toStdString();
        const auto backend = make_cpu_backend(1);
        const Checkpoint checkpoint(folder);
        const Config config = load_config(checkpoint);
        const Model model(config, load_weights(config, checkpoint, *backend, {}, {}), *backend, 32);
        LatentCache cache = model.make_cache(32);
        ForwardState state = model.make_state(4, 1);
        const std::vector<TokenId> ids = {1, 2, 3};
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!model.forward(ids, cache, state, {}, stop.get_token()));
        QCOMPARE(cache.length, 0);
        QVERIFY(model.forward(ids, cache, state, {}, {}));
        QCOMPARE(cache.length, 3);
    }
};

QTEST_GUILESS_MAIN(tst_model)
#include "tst_model.moc"
