// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/session.h"

#include "io/error_code.h"
#include "model_copy.h"

#include <QtTest>

using namespace engine;

namespace {

Request request(std::vector<TokenId> ids, int max_tokens)
{
    Request r;
    r.ids = std::move(ids);
    r.sampling.temperature = 0;
    r.sampling.max_tokens = max_tokens;
    return r;
}

std::shared_ptr<const Engine> open(const ModelCopy& copy)
{
    return Engine::open(copy.model(), {"cpu", 2, 64});
}

/// The ids of an answer; `seen` is called after each.
std::vector<TokenId> answer(Session& session, const Request& r, const std::function<void(int tokens)>& seen = {})
{
    std::vector<TokenId> ids;
    session.generate(r, [&](Event& event) {
        const auto* token = std::get_if<TokenEvent>(&event);
        if (!token || token->phase != Phase::Decode) return;
        ids.push_back(token->id);
        if (seen) seen(int(ids.size()));
    });
    return ids;
}

struct Harm {
    const char* name;
    void (*act)(const ModelCopy& copy);
    bool is_change;  // of what is mapped
};

const Harm harms[] = {
    {"cut to nothing", [](const ModelCopy& copy) { copy.cut(0); }, true},
    {"cut by a page", [](const ModelCopy& c) { c.cut(std::filesystem::file_size(c.file()) - 4096); }, true},
    {"cut by a byte", [](const ModelCopy& c) { c.cut(std::filesystem::file_size(c.file()) - 1); }, true},
    {"longer", [](const ModelCopy& c) { c.cut(std::filesystem::file_size(c.file()) + 1); }, true},
    {"written to", [](const ModelCopy& copy) { copy.rewrite(); }, true},
    {"replaced", [](const ModelCopy& copy) { copy.replace(); }, false},
    {"deleted", [](const ModelCopy& copy) { std::filesystem::remove(copy.file()); }, false},
    {"forbidden", [](const ModelCopy& c) { permissions(c.file(), std::filesystem::perms::none); }, false},
};

}  // namespace

class tst_changed_model : public QObject {
    Q_OBJECT

private slots:
    void between_two_questions_data()
    {
        QTest::addColumn<QByteArray>("golden");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("harm");
        const std::pair<const char*, const char*> models[] = {
            {"g3-v3", "model.safetensors"},
            {"g3-v3", "model-new.gguf"},
            {"g7-v3-fp8-sharded", "model-00002-of-00002.safetensors"}};
        for (const auto& [golden, file] : models)
            for (int i = 0; i < int(std::size(harms)); ++i)
                QTest::addRow("%s %s", file, harms[i].name) << QByteArray(golden) << QByteArray(file) << i;
    }
    void between_two_questions()
    {
        QFETCH(QByteArray, golden);
        QFETCH(QByteArray, file);
        QFETCH(int, harm);
        const ModelCopy copy(golden, file), healthy(golden, file);
        const auto engine = open(copy), other = open(healthy);
        Session session(engine), other_session(other);
        const std::vector<TokenId> expected = answer(other_session, request({2, 7, 1, 8}, 6));
        QCOMPARE(answer(session, request({2, 7, 1, 8}, 6)), expected);

        harms[harm].act(copy);
        const auto ask = [&] { QCOMPARE(answer(session, request({2, 7, 1, 8}, 6)), expected); };
        const char* code = harms[harm].is_change ? "MODEL-FILE-CHANGED" : "none";
        QCOMPARE(error_code(ask), std::string(code));
        QCOMPARE(error_code(ask), std::string(code));
        QCOMPARE(error_code([&] { session.evaluate(std::vector<TokenId>{1, 2, 3}); }), std::string(code));
        QCOMPARE(answer(other_session, request({2, 7, 1, 8}, 6)), expected);
    }

    void in_the_middle_of_a_reply()
    {
        const ModelCopy copy("g3-v3", "model.safetensors"), healthy("g3-v3", "model.safetensors");
        Session session(open(copy)), other(open(healthy));
        const std::vector<TokenId> expected = answer(other, request({3, 1, 4}, 20));
        std::vector<TokenId> received;
        const auto seen = [&](const Event& event) {
            const auto* token = std::get_if<TokenEvent>(&event);
            if (!token || token->phase != Phase::Decode) return;
            received.push_back(token->id);
            if (received.size() == 5) copy.cut(0);
        };
        const auto ask = [&] { session.generate(request({3, 1, 4}, 20), seen); };
        QCOMPARE(error_code(ask), std::string("MODEL-FILE-CHANGED"));
        QCOMPARE(received.size(), std::size_t(5));  // nothing that was computed from lost pages
        QVERIFY(std::equal(received.begin(), received.end(), expected.begin()));
        QCOMPARE(session.cached_tokens(), 8);
        QCOMPARE(answer(other, request({3, 1, 4}, 20)), expected);
    }

    void says_what_happened_and_what_to_do()
    {
        const ModelCopy copy("g3-v3", "model-new.gguf");
        Session session(open(copy));
        const auto size = std::filesystem::file_size(copy.file());
        copy.cut(1000);
        try {
            answer(session, request({1, 2, 3}, 4));
            QFAIL("it answered");
        } catch (const Error& error) {
            QCOMPARE(error.parts().where, copy.file().string());
            QCOMPARE(error.parts().found, "1000 bytes, before " + std::to_string(size));
            QVERIFY(error.parts().advice.ends_with("Open the model again."));
        }
    }

    void while_it_is_opened()
    {
        const ModelCopy copy("g3-v3", "model.safetensors");
        const auto progress = [&](std::int64_t, std::int64_t) { copy.cut(0); };
        QCOMPARE(error_code([&] { Engine::open(copy.model(), {}, progress); }), std::string("MODEL-FILE-CHANGED"));
    }

    void opening_again_helps()
    {
        const ModelCopy copy("g3-v3", "model-new.gguf"), healthy("g3-v3", "model-new.gguf");
        Session first(open(copy));
        const std::vector<TokenId> expected = answer(first, request({5, 6, 7}, 5));
        copy.cut(0);
        QCOMPARE(error_code([&] { answer(first, request({5, 6, 7}, 5)); }), std::string("MODEL-FILE-CHANGED"));
        std::filesystem::copy_file(healthy.file(), copy.file(), std::filesystem::copy_options::overwrite_existing);
        Session second(open(copy));
        QCOMPARE(answer(second, request({5, 6, 7}, 5)), expected);
        QCOMPARE(error_code([&] { answer(first, request({5, 6, 7}, 5)); }), std::string("MODEL-FILE-CHANGED"));
    }
};

QTEST_GUILESS_MAIN(tst_changed_model)
#include "tst_changed_model.moc"
